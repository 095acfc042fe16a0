#include "store/group_write.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"
#include "common/report_parts.h"
#include "common/serialize.h"
#include "common/strings.h"
#include "common/table_sketch.h"
#include "rocksdb/slice.h"
#include "store/keys.h"
#include "store/packing.h"
#include "store/parts.h"
#include "store/records.h"

namespace gongkai {
namespace {

std::string KeyOf(const v1::StageRecord& record) {
  return keys::Checkpoint(record.stage(), record.revision(), record.input_digest());
}

const v1::StageRecord* OldRecord(v1::Part part, const v1::StoredReport* old) {
  return old == nullptr ? nullptr : RecordOf(part, old->summary().stage_records());
}

bool SameOutput(const v1::StageRecord& a, const v1::StageRecord* b) {
  return b != nullptr && a.output_digest() == b->output_digest();
}

bool SameCheckpoint(const v1::StageRecord& a, const v1::StageRecord* b) {
  return SameOutput(a, b) && a.input_digest() == b->input_digest() &&
         a.revision() == b->revision() && a.stage() == b->stage();
}

// False only if the part is certainly the one that is stored.
bool MayDiffer(v1::Part part, const v1::Report& report, const v1::StoredReport* old) {
  const v1::StageRecord* record = RecordOf(part, report.stage_records());
  return record == nullptr || !SameOutput(*record, OldRecord(part, old));
}

// All index entries of a report without its uri, with their values; in order.
using Entries = std::vector<std::pair<std::string, std::string>>;

Entries IndexEntries(const v1::StoredReport& stored) {
  const v1::ReportSummary& summary = stored.summary();
  Entries entries;
  entries.reserve(4 + static_cast<std::size_t>(stored.failed_rules_size()));
  entries.emplace_back(keys::AgencyYearIndex(summary.agency(), summary.year()),
                       keys::ExtractionValue(ExtractionOf(summary)));
  entries.emplace_back(keys::AgencyIndex(summary.agency()), "");
  entries.emplace_back(keys::YearIndex(summary.year()), "");
  entries.emplace_back(keys::VerdictIndex(summary.verdict()), "");
  for (const std::string& rule : stored.failed_rules()) {
    entries.emplace_back(keys::RuleIndex(rule), "");
  }
  std::ranges::sort(entries);
  return entries;
}

// As most reports have that are judged again.
bool HasSameIndices(const v1::StoredReport& a, const v1::StoredReport& b) {
  return a.summary().agency() == b.summary().agency() && a.summary().year() == b.summary().year() &&
         a.summary().verdict() == b.summary().verdict() &&
         ExtractionOf(a.summary()) == ExtractionOf(b.summary()) &&
         std::ranges::equal(a.failed_rules(), b.failed_rules());
}

}  // namespace

absl::Status GroupWrite::Prepare(const v1::Report& report, const PartBytes& bytes) {
  if (absl::Status status = CheckStorable(report); !status.ok()) return status;
  if (!report.content().data().empty()) {
    absl::Status status = PutContent(report.content(), report.source().digest());
    if (!status.ok()) return status;
  }
  // It may be replaced before this report is added; its checkpoints stay all the same.
  const auto old = ReadStored(report.source().uri());
  if (!old.ok()) return old.status();
  for (v1::Part part : kStageParts) {
    const v1::StageRecord* record = RecordOf(part, report.stage_records());
    if (record == nullptr || SameCheckpoint(*record, OldRecord(part, *old))) continue;
    if (MessageOf(report, part) == nullptr && BytesOf(part, bytes).empty()) {
      if (absl::Status status = CheckKept(*record); !status.ok()) return status;
      continue;
    }
    if (!SameOutput(*record, OldRecord(part, *old))) {
      absl::Status status = PutPart(part, report, bytes, record->output_digest());
      if (!status.ok()) return status;
    }
    std::string key = KeyOf(*record);
    Put(Family::kCheckpoints, key, record->output_digest());
    checkpoints_.insert_or_assign(std::move(key), record->output_digest());
  }
  return CheckSize();
}

absl::Status GroupWrite::Prepare(const NewBatchItem& item) {
  if (absl::Status status = CheckStorable(item); !status.ok()) return status;
  if (item.content == nullptr) return absl::OkStatus();
  absl::Status status = PutContent(*item.content, item.item.source_digest());
  return status.ok() ? CheckSize() : status;
}

absl::Status GroupWrite::Add(const v1::Report& report, const PartBytes& bytes) {
  const std::string& uri = report.source().uri();
  auto found = FindStored(uri);
  if (!found.ok()) return found.status();
  const v1::StoredReport* old = *found;
  auto* stored = google::protobuf::Arena::CreateMessage<v1::StoredReport>(&arena_);
  if (absl::Status status = SumUp(report, bytes, old, stored); !status.ok()) return status;
  PutIndices(uri, old, *stored);
  Put(Family::kReports, uri, SerializeDeterministic(*stored));
  if (report.has_batch_item()) {
    const std::string key =
        keys::BatchItem(report.batch_item().batch(), report.batch_item().index());
    auto old_item = FindItem(key);
    if (!old_item.ok()) return old_item.status();
    auto* item = google::protobuf::Arena::CreateMessage<v1::BatchItem>(&arena_);
    AnswerItem(report, *old_item, old, item);
    if (absl::Status status = PutItem(*item); !status.ok()) return status;
  }
  reports_[uri] = stored;
  return CheckSize();
}

absl::Status GroupWrite::Add(const NewBatchItem& item) {
  absl::Status status = PutItem(item.item);
  return status.ok() ? CheckSize() : status;
}

absl::Status GroupWrite::SumUp(const v1::Report& report, const PartBytes& bytes,
                               const v1::StoredReport* old, v1::StoredReport* stored) {
  const bool facts = MayDiffer(v1::OUTLINE, report, old) || MayDiffer(v1::EXTRACTION, report, old);
  if (!facts && !MayDiffer(v1::ASSESSMENT, report, old)) {
    RenewStoredReport(*old, report, now_, stored);
    return absl::OkStatus();
  }
  SummedParts parts;
  absl::Status status = Read(v1::ASSESSMENT, report, bytes, &parts.assessment);
  if (!status.ok()) return status;
  if (!facts && parts.assessment != nullptr) {
    RejudgeStoredReport(*old, report, *parts.assessment, now_, stored);
    return absl::OkStatus();
  }
  status = Read(v1::OUTLINE, report, bytes, &parts.outline);
  if (status.ok()) status = Sketch(report, bytes, &parts.sketch);
  if (!status.ok()) return status;
  MakeStoredReport(report, parts, now_, stored);
  KeepDeclared(report, old, stored);
  return absl::OkStatus();
}

rocksdb::WriteBatch* GroupWrite::Finish() {
  for (auto& [id, batch] : batches_) {
    Touch(now_, &batch);
    Put(Family::kBatches, keys::Batch(id), SerializeDeterministic(batch));
  }
  for (std::size_t family = 0; family < kFamilies; ++family) {
    std::vector<Entry>& entries = entries_[family];
    std::ranges::stable_sort(entries, {}, &Entry::key);  // the last of a key stays
    rocksdb::ColumnFamilyHandle* const handle = database_.handle(static_cast<Family>(family));
    for (Entry& entry : entries) {
      if (entry.value) {
        batch_.Put(handle, entry.key, *entry.value).PermitUncheckedError();
        entry.value.reset();  // it may be large
      } else {
        batch_.Delete(handle, entry.key).PermitUncheckedError();
      }
    }
  }
  return &batch_;
}

void GroupWrite::Written() {
  for (const auto& [uri, stored] : reports_) marks_.Raise(uri);
}

// As it stands in the database now; read once if it stays the same. nullptr if it is not there.
absl::StatusOr<const v1::StoredReport*> GroupWrite::ReadStored(const std::string& uri) {
  // Before it is read: what is written meanwhile raises it.
  const uint32_t mark = marks_.Of(uri);
  const auto [known, is_new] = seen_.try_emplace(uri);
  Seen& seen = known->second;
  if (is_new || seen.mark != mark) {
    rocksdb::PinnableSlice value;
    auto found = database_.Get({}, Family::kReports, uri, &value);
    if (!found.ok()) return found.status();
    seen.mark = mark;
    seen.stored = nullptr;
    if (*found) {
      absl::Status status = ParseSeen(ToView(value), uri, &seen);
      if (!status.ok()) return status;
    }
  }
  return seen.stored;
}

absl::Status GroupWrite::Read(absl::Span<const v1::Report* const> reports) {
  std::vector<std::string_view> uris;
  uris.reserve(reports.size());
  for (const v1::Report* report : reports) uris.push_back(report->source().uri());
  std::ranges::sort(uris);
  uris.erase(std::unique(uris.begin(), uris.end()), uris.end());
  std::vector<Seen*> seen;
  seen.reserve(uris.size());
  for (const std::string_view uri : uris) {
    Seen& one = seen_[std::string(uri)];
    one.mark = marks_.Of(uri);  // before it is read, as above
    seen.push_back(&one);
  }
  const auto found = database_.GetNeighbours(Family::kReports, uris);
  if (!found.ok()) return found.status();
  for (std::size_t i = 0; i < uris.size(); ++i) {
    if (!(*found)[i].found) continue;
    absl::Status status = ParseSeen(ToView((*found)[i].value), uris[i], seen[i]);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status GroupWrite::ParseSeen(std::string_view value, std::string_view uri, Seen* seen) {
  seen->stored = google::protobuf::Arena::CreateMessage<v1::StoredReport>(&arena_);
  return ParseStored(value, uri, seen->stored);
}

absl::StatusOr<const v1::StoredReport*> GroupWrite::FindStored(const std::string& uri) {
  const auto known = reports_.find(uri);
  if (known != reports_.end()) return known->second;
  return ReadStored(uri);
}

absl::StatusOr<v1::Batch*> GroupWrite::FindBatch(const std::string& id) {
  const auto known = batches_.find(id);
  if (known != batches_.end()) return &known->second;
  rocksdb::PinnableSlice value;
  auto found = database_.Get({}, Family::kBatches, keys::Batch(id), &value);
  if (!found.ok()) return found.status();
  if (!*found) return absl::NotFoundError(Concat("没有这个批次; no such batch: ", id));
  v1::Batch& batch = batches_[id];
  if (absl::Status status = ParseStored(ToView(value), id, &batch); !status.ok()) return status;
  return &batch;
}

absl::StatusOr<const v1::BatchItem*> GroupWrite::FindItem(const std::string& key) {
  const auto known = items_.find(key);
  if (known != items_.end()) return known->second;
  SeekItem(key);
  if (absl::Status status = FromRocksDb(there_->status()); !status.ok()) return status;
  if (!there_->Valid() || ToView(there_->key()) != key) {
    items_.emplace(key, nullptr);
    return nullptr;
  }
  auto* item = google::protobuf::Arena::CreateMessage<v1::BatchItem>(&arena_);
  absl::Status status = ParseStored(ToView(there_->value()), "batch item", item);
  if (!status.ok()) return status;
  return items_[key] = item;
}

// To the first key that is not before `key`.
void GroupWrite::SeekItem(const std::string& key) {
  const bool is_there = there_ != nullptr && there_->status().ok() && sought_ <= key &&
                        (!there_->Valid() || key <= ToView(there_->key()));
  if (there_ == nullptr) there_ = database_.NewIterator({}, Family::kBatches);
  if (!is_there) there_->Seek(key);
  sought_ = key;
}

absl::Status GroupWrite::PutContent(const v1::Content& content, std::string_view digest) {
  rocksdb::PinnableSlice value;
  auto found = database_.Get({}, Family::kSources, digest, &value);
  if (!found.ok()) return found.status();
  if (*found) return absl::OkStatus();
  std::string packed;
  absl::Status status = Pack(content, &packed);
  if (status.ok()) Put(Family::kSources, std::string(digest), std::move(packed));
  return status;
}

// Once in a group. Many reports share an assessment, hardly any two another part: of those, one
// more copy of the same bytes costs less than looking each of them up.
absl::Status GroupWrite::PutPart(v1::Part part, const v1::Report& report, const PartBytes& bytes,
                                 std::string_view digest) {
  const NewPart made = {MessageOf(report, part), BytesOf(part, bytes)};
  const auto [kept, is_new] = parts_.try_emplace(keys::Part(part, digest), made);
  if (!is_new) return absl::OkStatus();
  if (part == v1::ASSESSMENT) {
    rocksdb::PinnableSlice value;
    const auto found = FindPart(database_, part, digest, &value);
    if (!found.ok() || *found) return found.status();
  }
  std::string packed;
  // Beside its source, which this write or one before keeps.
  std::string_view source;
  if (part == v1::DOCUMENT) source = report.content().data();
  absl::Status status = made.bytes.empty()
                            ? Pack(*made.message, &packed)
                            : PackBeside(source, report.source().digest(), made.bytes, &packed);
  if (status.ok()) Put(Family::kParts, kept->first, std::move(packed));
  return status;
}

// The checkpoint that a record without its part names.
absl::Status GroupWrite::CheckKept(const v1::StageRecord& record) const {
  const std::string key = KeyOf(record);
  const auto known = checkpoints_.find(key);
  absl::StatusOr<std::string> digest =
      known != checkpoints_.end() ? known->second : FindCheckpoint(database_, key);
  if (!digest.ok()) return digest.status();
  if (*digest == record.output_digest()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      Concat("stage record of ", record.stage(), " without its part, and no such checkpoint"));
}

absl::Status GroupWrite::LoadPart(v1::Part part, std::string_view digest,
                                  google::protobuf::MessageLite* message) const {
  const auto known = parts_.find(keys::Part(part, digest));
  if (known == parts_.end()) return ReadPart(database_, part, digest, message);
  if (!known->second.bytes.empty()) {
    return ParseStored(known->second.bytes, v1::Part_Name(part), message);
  }
  message->CheckTypeAndMergeFrom(*known->second.message);
  return absl::OkStatus();
}

// A part from wherever it is; null if the report has no record of it.
template <typename Message>
absl::Status GroupWrite::Read(v1::Part part, const v1::Report& report, const PartBytes& bytes,
                              const Message** message) {
  *message = static_cast<const Message*>(MessageOf(report, part));
  const v1::StageRecord* record = RecordOf(part, report.stage_records());
  if (*message != nullptr || record == nullptr) return absl::OkStatus();
  auto* made = google::protobuf::Arena::CreateMessage<Message>(&arena_);
  *message = made;
  const std::string_view of_part = BytesOf(part, bytes);
  return of_part.empty() ? LoadPart(part, record->output_digest(), made)
                         : ParseStored(of_part, v1::Part_Name(part), made);
}

absl::Status GroupWrite::Sketch(const v1::Report& report, const PartBytes& bytes,
                                std::optional<std::string>* sketch) {
  const std::string_view of_part = BytesOf(v1::EXTRACTION, bytes);
  if (!of_part.empty()) {
    *sketch = SketchOf(of_part);
    if (!(*sketch)->empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(Concat("the bytes of EXTRACTION of report \"",
                                             report.source().uri(), "\" are no such message"));
  }
  const v1::Extraction* extraction = nullptr;
  absl::Status status = Read(v1::EXTRACTION, report, bytes, &extraction);
  if (extraction != nullptr) *sketch = SketchOf(SerializeDeterministic(*extraction));
  return status;
}

void GroupWrite::PutIndices(std::string_view uri, const v1::StoredReport* old,
                            const v1::StoredReport& stored) {
  if (old != nullptr && HasSameIndices(*old, stored)) return;
  const Entries wanted = IndexEntries(stored);
  Entries there;
  if (old != nullptr) there = IndexEntries(*old);
  for (const auto& [prefix, value] : there) {
    if (!std::ranges::binary_search(wanted, prefix, {}, &Entries::value_type::first)) {
      Delete(Family::kIndices, Concat(prefix, uri));
    }
  }
  for (const auto& entry : wanted) {
    if (!std::ranges::binary_search(there, entry)) {
      Put(Family::kIndices, Concat(entry.first, uri), entry.second);
    }
  }
}

absl::Status GroupWrite::PutItem(const v1::BatchItem& item) {
  auto batch = FindBatch(item.batch());
  if (!batch.ok()) return batch.status();
  const std::string key = keys::BatchItem(item.batch(), item.index());
  auto old = FindItem(key);
  if (!old.ok()) return old.status();
  v1::BatchCounts* counts = (*batch)->mutable_counts();
  if (*old != nullptr) {
    CountItem((*old)->state(), -1, counts);
    Delete(Family::kBatches, keys::BatchItemByState(item.batch(), (*old)->state(), item.index()));
  }
  CountItem(item.state(), 1, counts);
  Put(Family::kBatches, key, SerializeDeterministic(item));
  Put(Family::kBatches, keys::BatchItemByState(item.batch(), item.state(), item.index()), "");
  items_[key] = &item;
  return absl::OkStatus();
}

absl::Status GroupWrite::CheckSize() const {
  return entry_bytes_ > kMaxStoredBytes ? TooLargeToStore() : absl::OkStatus();
}

void GroupWrite::Put(Family family, std::string key, std::string value) {
  entry_bytes_ += key.size() + value.size();
  entries_[static_cast<std::size_t>(family)].push_back({std::move(key), std::move(value)});
}

void GroupWrite::Delete(Family family, std::string key) {
  entry_bytes_ += key.size();
  entries_[static_cast<std::size_t>(family)].push_back({std::move(key), std::nullopt});
}

}  // namespace gongkai
