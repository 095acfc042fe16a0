#include "tests/store/memory_store.h"

#include <algorithm>

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_parts.h"
#include "common/strings.h"
#include "store/page_token.h"
#include "store/parts.h"
#include "store/records.h"

namespace gongkai {
namespace {

const Clock kSystemClock;

std::string KeyOf(const v1::StageRecord& record) {
  v1::CheckpointKey key;
  key.set_stage(record.stage());
  key.set_revision(record.revision());
  key.set_input_digest(record.input_digest());
  return key.SerializeAsString();
}

// The entries from `begin` on for one page; `position` names an entry in a token.
template <typename T, typename Position>
ListPage<T> CutPage(std::vector<T> all, std::size_t size, std::string_view list,
                    Position position) {
  ListPage<T> page;
  if (all.size() > size) {
    all.resize(size);
    page.next_page_token = MakePageToken(list, position(all.back()));
  }
  page.items = std::move(all);
  return page;
}

std::string Padded(uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(20 - digits.size(), '0') + digits;
}

// Sorts the newest batch first.
std::string BatchPosition(const v1::Batch& batch) {
  return Concat(Padded((UINT64_C(1) << 62) - static_cast<uint64_t>(batch.create_time().seconds())),
                Padded(2'000'000'000u - static_cast<uint32_t>(batch.create_time().nanos())),
                batch.id());
}

}  // namespace

MemoryStore::MemoryStore(std::shared_ptr<MemoryDisk> disk, const Clock* clock)
    : disk_(disk == nullptr ? std::make_shared<MemoryDisk>() : std::move(disk)),
      clock_(clock == nullptr ? &kSystemClock : clock) {}

absl::Status MemoryStore::WriteReports(absl::Span<const v1::Report* const> reports) {
  std::lock_guard lock(mutex_);
  MemoryDisk changed = *disk_;
  for (const v1::Report* report : reports) {
    if (absl::Status status = WriteReport(*report, &changed); !status.ok()) return status;
  }
  *disk_ = std::move(changed);
  return absl::OkStatus();
}

absl::Status MemoryStore::WriteReport(const v1::Report& report, MemoryDisk* disk) const {
  if (absl::Status status = CheckStorable(report); !status.ok()) return status;
  v1::Report complete = report;
  for (const v1::StageRecord& record : report.stage_records()) {
    const v1::Part part = PartOfStage(record.stage());
    if (part == v1::PART_UNSPECIFIED || record.output_digest().empty()) continue;
    if (const auto* message = MessageOf(report, part)) {
      v1::Checkpoint& checkpoint = disk->checkpoints[KeyOf(record)];
      checkpoint.set_found(true);
      checkpoint.set_output_digest(record.output_digest());
      checkpoint.set_part(message->SerializeAsString());
      continue;
    }
    const auto kept = disk->checkpoints.find(KeyOf(record));
    if (kept == disk->checkpoints.end() || kept->second.output_digest() != record.output_digest()) {
      return absl::InvalidArgumentError("no part and no checkpoint");
    }
    MutablePart(part, &complete)->ParseFromString(kept->second.part());
  }
  const std::string& uri = report.source().uri();
  if (!report.content().data().empty()) {
    disk->sources.try_emplace(report.source().digest(), report.content());
  }
  const auto found = disk->stored.find(uri);
  const bool replaces = found != disk->stored.end();
  const v1::StoredReport old = replaces ? found->second : v1::StoredReport();
  v1::StoredReport stored;
  MakeStoredReport(complete, clock_->Now(), &stored);
  KeepDeclared(report, replaces ? &old : nullptr, &stored);
  disk->stored[uri] = std::move(stored);
  if (report.has_batch_item()) {
    const auto& ref = report.batch_item();
    const auto batch = disk->batches.find(ref.batch());
    if (batch == disk->batches.end()) return absl::NotFoundError("no such batch");
    const auto item = disk->items.find({ref.batch(), ref.index()});
    v1::BatchItem answered;
    AnswerItem(report, item == disk->items.end() ? nullptr : &item->second,
               replaces ? &old : nullptr, &answered);
    disk->items[{ref.batch(), ref.index()}] = std::move(answered);
    Touch(clock_->Now(), &batch->second);
  }
  complete.clear_content();
  complete.clear_batch_item();
  disk->parts[uri] = std::move(complete);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Checkpoint>> MemoryStore::GetCheckpoints(
    absl::Span<const v1::CheckpointKey> keys) {
  if (keys.size() > kMaxCheckpointsPerCall) return absl::ResourceExhaustedError("too many keys");
  std::lock_guard lock(mutex_);
  std::vector<v1::Checkpoint> checkpoints;
  for (const v1::CheckpointKey& key : keys) {
    const auto found = disk_->checkpoints.find(key.SerializeAsString());
    checkpoints.push_back(found == disk_->checkpoints.end() ? v1::Checkpoint() : found->second);
  }
  return checkpoints;
}

absl::StatusOr<v1::Report> MemoryStore::GetReport(std::string_view uri,
                                                  absl::Span<const v1::Part> parts) {
  std::lock_guard lock(mutex_);
  const auto found = disk_->parts.find(std::string(uri));
  if (found == disk_->parts.end()) return absl::NotFoundError("no such report");
  v1::Report report = found->second;
  const auto asked = [parts](v1::Part part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  };
  if (!asked(v1::DOCUMENT)) report.clear_document();
  if (!asked(v1::OUTLINE)) report.clear_outline();
  if (!asked(v1::EXTRACTION)) report.clear_extraction();
  if (!asked(v1::ASSESSMENT)) report.clear_assessment();
  const auto content = disk_->sources.find(report.source().digest());
  if (asked(v1::CONTENT) && content != disk_->sources.end()) {
    const v1::StoredReport& stored = disk_->stored[std::string(uri)];
    *report.mutable_content() = content->second;
    report.mutable_content()->set_media_type(stored.media_type());
    report.mutable_content()->set_charset(stored.charset());
  }
  return report;
}

absl::StatusOr<ListPage<v1::ReportSummary>> MemoryStore::ListReports(const ReportFilter& filter,
                                                                     int page_size,
                                                                     std::string_view page_token) {
  const auto parsed = ParseFilter(filter);
  if (!parsed.ok()) return parsed.status();
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const auto after = ParsePageToken(ListName(filter), page_token);
  if (!after.ok()) return after.status();
  std::lock_guard lock(mutex_);
  std::vector<v1::ReportSummary> all;
  for (auto it = disk_->stored.upper_bound(*after); it != disk_->stored.end(); ++it) {
    if (parsed->Matches(it->second)) all.push_back(it->second.summary());
  }
  return CutPage(std::move(all), *size, ListName(filter),
                 [](const v1::ReportSummary& summary) { return summary.source().uri(); });
}

absl::StatusOr<v1::Content> MemoryStore::GetContent(std::string_view digest) {
  if (digest.size() != kDigestBytes) return absl::InvalidArgumentError("not a digest");
  std::lock_guard lock(mutex_);
  const auto found = disk_->sources.find(std::string(digest));
  if (found == disk_->sources.end()) return absl::NotFoundError("no such content");
  return found->second;
}

absl::StatusOr<v1::Batch> MemoryStore::FindBatch(std::string_view id) const {
  if (absl::Status status = CheckBatchId(id); !status.ok()) return status;
  const auto found = disk_->batches.find(std::string(id));
  if (found == disk_->batches.end()) return absl::NotFoundError("no such batch");
  v1::Batch batch = found->second;
  batch.mutable_counts();
  for (const auto& [key, item] : disk_->items) {
    if (key.first == id) CountItem(item.state(), 1, batch.mutable_counts());
  }
  return WithWaiting(std::move(batch));
}

absl::StatusOr<v1::Batch> MemoryStore::CreateBatch(const v1::Batch& batch) {
  if (absl::Status status = CheckBatchId(batch.id()); !status.ok()) return status;
  std::lock_guard lock(mutex_);
  disk_->batches.try_emplace(batch.id(), NewStoredBatch(batch, clock_->Now()));
  return FindBatch(batch.id());
}

absl::StatusOr<v1::Batch> MemoryStore::UpdateBatch(std::string_view id, v1::Batch::State state,
                                                   uint64_t total) {
  std::lock_guard lock(mutex_);
  if (auto found = FindBatch(id); !found.ok()) return found;
  v1::Batch& batch = disk_->batches[std::string(id)];
  if (state != v1::Batch::STATE_UNSPECIFIED) batch.set_state(state);
  if (total != 0) batch.set_total(total);
  Touch(clock_->Now(), &batch);
  return FindBatch(id);
}

absl::StatusOr<v1::Batch> MemoryStore::GetBatch(std::string_view id) {
  std::lock_guard lock(mutex_);
  return FindBatch(id);
}

absl::StatusOr<ListPage<v1::Batch>> MemoryStore::ListBatches(int page_size,
                                                             std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const auto after = ParsePageToken("batches", page_token);
  if (!after.ok()) return after.status();
  std::lock_guard lock(mutex_);
  std::vector<v1::Batch> all;
  for (const auto& [id, batch] : disk_->batches) {
    if (BatchPosition(batch) > *after) all.push_back(*FindBatch(id));
  }
  std::sort(all.begin(), all.end(), [](const v1::Batch& a, const v1::Batch& b) {
    return BatchPosition(a) < BatchPosition(b);
  });
  return CutPage(std::move(all), *size, "batches", BatchPosition);
}

absl::StatusOr<ListPage<v1::BatchItem>> MemoryStore::ListBatchItems(std::string_view batch,
                                                                    v1::BatchItem::State state,
                                                                    int page_size,
                                                                    std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const std::string list = Concat("items\n", batch, "\n", static_cast<int>(state));
  const auto after = ParsePageToken(list, page_token);
  if (!after.ok()) return after.status();
  std::lock_guard lock(mutex_);
  if (auto found = FindBatch(batch); !found.ok()) return found.status();
  std::vector<v1::BatchItem> all;
  for (const auto& [key, item] : disk_->items) {
    const bool wanted = state == v1::BatchItem::STATE_UNSPECIFIED || item.state() == state;
    if (key.first == batch && wanted && Padded(key.second) > *after) all.push_back(item);
  }
  return CutPage(std::move(all), *size, list,
                 [](const v1::BatchItem& item) { return Padded(item.index()); });
}

absl::Status MemoryStore::PutBatchItems(absl::Span<const NewBatchItem> items) {
  std::lock_guard lock(mutex_);
  for (const NewBatchItem& item : items) {
    if (absl::Status status = CheckStorable(item); !status.ok()) return status;
    if (auto found = FindBatch(item.item.batch()); !found.ok()) return found.status();
  }
  for (const NewBatchItem& item : items) {
    if (item.content != nullptr) {
      disk_->sources.try_emplace(item.item.source_digest(), *item.content);
    }
    disk_->items[{item.item.batch(), item.item.index()}] = item.item;
    Touch(clock_->Now(), &disk_->batches[item.item.batch()]);
  }
  return absl::OkStatus();
}

absl::StatusOr<ListPage<v1::Entry>> MemoryStore::ListEntries(std::string_view kind, int page_size,
                                                             std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const std::string list = Concat("entries\n", kind);
  const auto after = ParsePageToken(list, page_token);
  if (!after.ok()) return after.status();
  std::lock_guard lock(mutex_);
  std::vector<v1::Entry> all;
  for (const auto& [key, entry] : disk_->entries) {
    if (key.first == kind && key.second > *after) all.push_back(entry);
  }
  return CutPage(std::move(all), *size, list, [](const v1::Entry& entry) { return entry.key(); });
}

absl::Status MemoryStore::PutEntries(absl::Span<const v1::Entry> entries) {
  std::lock_guard lock(mutex_);
  if (absl::Status status = CheckStorable(entries); !status.ok()) return status;
  for (const v1::Entry& entry : entries) {
    const std::pair<std::string, std::string> key{entry.kind(), entry.key()};
    if (entry.value().empty()) {
      disk_->entries.erase(key);
    } else {
      disk_->entries[key] = entry;
    }
  }
  return absl::OkStatus();
}

}  // namespace gongkai
