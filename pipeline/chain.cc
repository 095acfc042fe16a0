#include "pipeline/chain.h"

#include <algorithm>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_parts.h"
#include "common/serialize.h"
#include "common/strings.h"
#include "pipeline/input_digest.h"
#include "pipeline/source_shape.h"

namespace gongkai {
namespace {

constexpr int kOutlineStage = v1::OUTLINE - v1::DOCUMENT;
constexpr int kExtractionStage = v1::EXTRACTION - v1::DOCUMENT;

bool Reads(const std::vector<v1::Part>& reads, v1::Part part) {
  return std::ranges::find(reads, part) != reads.end();
}

bool Reads(const StageInfo& stage, v1::Part part) { return Reads(stage.reads, part); }

// Those of the parts that the report has a record of, and neither the part itself nor its bytes.
void AddMissing(v1::Report& report, const PartBytes& bytes, const std::vector<v1::Part>& parts,
                std::vector<PartToRead>* missing) {
  for (const v1::Part part : parts) {
    const int record = part - v1::DOCUMENT;
    if (part < v1::DOCUMENT || part > v1::EXTRACTION || record >= report.stage_records_size() ||
        report.stage_records(record).output_digest().empty() || HasPart(report, part) ||
        !BytesOf(part, bytes).empty()) {
      continue;
    }
    missing->push_back({&report.stage_records(record), MutablePart(part, &report)});
  }
}

absl::Status ReadAll(absl::Span<const PartToRead> parts, Store* store) {
  for (std::size_t i = 0; i < parts.size(); i += kMaxCheckpointsPerCall) {
    absl::Status status = store->ReadParts(parts.subspan(i, kMaxCheckpointsPerCall));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void SetDigest(v1::Report* report) {
  if (!report->has_content() || !report->source().digest().empty()) return;
  report->mutable_source()->set_digest(Digest(report->content().data()));
}

std::optional<std::string> InputOf(const StageInfo& stage, const v1::Report& report) {
  return InputDigest(stage.reads, Reads(stage, v1::CONTENT) ? ContentDigest(report) : "",
                     report.peers().digest(), report.stage_records());
}

// The bytes are kept for those that send the part on, and for the store.
std::string DigestOf(v1::Part part, const v1::Report& report, std::string* bytes) {
  if (!bytes->empty()) return Digest(*bytes);
  const google::protobuf::Message* message = MessageOf(report, part);
  std::string serialized = SerializeDeterministic(*message);
  std::string digest = Digest(serialized);
  if (serialized.size() <= kMaxHandedOnBytes) *bytes = std::move(serialized);
  return digest;
}

bool SameRecords(const v1::Report& a, const v1::Report& b) {
  if (a.source().digest() != b.source().digest()) return false;
  if (a.has_error() != b.has_error() || a.stage_records_size() != b.stage_records_size()) {
    return false;
  }
  for (int i = 0; i < a.stage_records_size(); ++i) {
    if (a.stage_records(i).stage() != b.stage_records(i).stage() ||
        a.stage_records(i).revision() != b.stage_records(i).revision() ||
        a.stage_records(i).output_digest() != b.stage_records(i).output_digest()) {
      return false;
    }
  }
  return true;
}

}  // namespace

StageChain::StageChain(std::vector<Stage*> stages, Stage* store_stage, Store* store)
    : stages_(std::move(stages)),
      store_stage_(store_stage),
      store_(store),
      counts_(std::make_shared<std::vector<std::atomic<uint64_t>>>(stages_.size())) {}

absl::Status StageChain::Process(std::span<v1::Report* const> group,
                                 std::span<const v1::ReportSummary* const> stored,
                                 absl::Span<const v1::Part> wanted) const {
  Items items;
  items.reserve(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    Item& item = items.emplace_back();
    item.report = group[i];
    item.shape = SourceShape(*group[i]);
    if (!stored.empty() && stored[i] != nullptr) SetFormer(*stored[i], &item);
    if (store_ != nullptr) SetDigest(group[i]);  // only what is kept needs it
  }
  absl::Status status = RunStages(items);
  const bool kept = status.ok() && store_stage_ != nullptr;
  if (kept) status = Keep(items);
  if (status.ok()) status = Open(wanted, items);
  for (const Item& item : items) {
    if (item.entered) {
      peers_->Leave({item.report, item.name}, kept && status.ok() && item.computed);
    }
  }
  return status;
}

void StageChain::SetFormer(const v1::ReportSummary& stored, Item* item) {
  const int begun = item->report->stage_records_size();
  if (begun < stored.stage_records_size()) item->former = &stored.stage_records(begun);
  // Its outline is still to be made, or the caller knows of its records only.
  if (begun <= kOutlineStage || stored.name().empty()) return;
  item->named = true;
  item->name = {stored.agency(), stored.year()};
  if (!stored.forms().empty()) item->form = static_cast<v1::Form>(stored.forms(0));
  if (begun > kExtractionStage) item->sketch = stored.table_sketch();
}

absl::Status StageChain::RunStages(Items& group) const {
  // From where the last pass ended; they were loaded in order. With a store each stage is followed
  // by one in order that looks at what it wrote.
  bool backwards = store_ == nullptr;
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    if (peers_ != nullptr && Reads(stages_[i]->info(), v1::PEERS)) {
      if (absl::Status status = Enter(group); !status.ok()) return status;
    }
    if (absl::Status status = RunStage(i, backwards, group); !status.ok()) return status;
    if (store_ == nullptr && stages_[i]->info().passes % 2 != 0) backwards = !backwards;
  }
  return absl::OkStatus();
}

// Of what workers gave as bytes.
absl::Status StageChain::Open(absl::Span<const v1::Part> parts, const Items& group) {
  for (const Item& item : group) {
    const absl::Span<const v1::Part> wanted = item.report->has_error() ? kStageParts : parts;
    absl::Status status = OpenParts(wanted, item.bytes, item.report);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status StageChain::Enter(Items& group) const {
  if (absl::Status status = Open({v1::OUTLINE}, group); !status.ok()) return status;
  std::vector<v1::Report*> nameless;
  for (const Item& item : group) {
    if (!item.report->has_error() && !item.named) nameless.push_back(item.report);
  }
  if (absl::Status status = Complete(nameless, {v1::OUTLINE}); !status.ok()) return status;
  std::vector<PeerSource::Entrant> entrants;
  for (Item& item : group) {
    if (item.report->has_error()) continue;
    if (!item.named) {
      const v1::Outline& outline = item.report->outline();
      item.name = {outline.agency().name(), outline.year().value()};
    }
    item.entered = true;
    entrants.push_back({item.report, item.name});
  }
  return peers_->Enter(entrants);
}

absl::Status StageChain::RunStage(std::size_t index, bool backwards, Items& group) const {
  const StageInfo& info = stages_[index]->info();
  std::vector<Item*> open;
  for (Item& item : group) {
    const bool behind =
        store_ == nullptr || static_cast<std::size_t>(item.report->stage_records_size()) == index;
    if (!item.report->has_error() && behind) open.push_back(&item);
  }
  std::vector<v1::CheckpointKey> keys;
  std::vector<v1::Checkpoint> known(open.size());
  if (store_ != nullptr && !open.empty()) {
    keys.resize(open.size());
    for (std::size_t k = 0; k < open.size(); ++k) {
      keys[k].set_stage(info.name);
      keys[k].set_revision(info.revision);
      std::optional<std::string> input = InputOf(info, *open[k]->report);
      if (!input) return absl::InternalError(Concat(info.name, " reads what no stage wrote"));
      open[k]->input = *std::move(input);
      keys[k].set_input_digest(open[k]->input);
    }
    absl::StatusOr<std::vector<v1::Checkpoint>> found = store_->GetCheckpoints(keys);
    if (!found.ok()) return found.status();
    known = *std::move(found);
  }
  std::vector<Item*> todo;
  for (std::size_t k = 0; k < open.size(); ++k) {
    v1::Report& report = *open[k]->report;
    // A stored part that cannot be read is computed again: the input is at hand.
    if (known[k].found() && MutablePart(info.writes, &report)->ParseFromString(known[k].part())) {
      continue;
    }
    known[k].set_found(false);
    open[k]->computed = true;
    todo.push_back(open[k]);
  }
  Order(backwards, &todo);
  (*counts_)[index] += todo.size();
  if (absl::Status status = Compute(index, std::move(todo)); !status.ok()) return status;
  if (store_ == nullptr) return absl::OkStatus();
  for (std::size_t k = 0; k < open.size(); ++k) {
    v1::Report& report = *open[k]->report;
    v1::StageRecord* record = report.add_stage_records();
    record->set_stage(info.name);
    record->set_revision(info.revision);
    record->set_input_digest(open[k]->input);
    if (report.has_error()) continue;  // no output, no digest
    record->set_output_digest(
        known[k].found() ? known[k].output_digest()
                         : DigestOf(info.writes, report, &BytesOf(info.writes, &open[k]->bytes)));
  }
  return absl::OkStatus();
}

// Those laid out alike follow each other, and the pass begins with those the last one ended with:
// docs/performance.md.
void StageChain::Order(bool backwards, std::vector<Item*>* items) {
  std::ranges::stable_sort(*items, {}, [](const Item* item) { return item->shape; });
  if (backwards) std::ranges::reverse(*items);
}

// What stands in the store of reports that began in the middle is read only now: most of it is not
// needed where a checkpoint answers, or little of the rules differs.
absl::Status StageChain::Compute(std::size_t index, std::vector<Item*> items) const {
  Stage& stage = *stages_[index];
  if (stage.info().rules != nullptr && rejudgements_ != nullptr) {
    if (absl::Status status = Rejudge(stage.info(), &items); !status.ok()) return status;
  }
  if (items.empty()) return absl::OkStatus();
  std::vector<v1::Report*> reports;
  std::vector<PartBytes*> bytes;
  std::vector<PartToRead> missing;
  reports.reserve(items.size());
  bytes.reserve(items.size());
  for (Item* item : items) {
    reports.push_back(item->report);
    bytes.push_back(&item->bytes);
    AddMissing(*item->report, item->bytes, stage.info().reads, &missing);
  }
  if (absl::Status status = ReadAll(missing, store_); !status.ok()) return status;
  if (peers_ != nullptr && Reads(stage.info(), v1::PEERS)) {
    for (const Item* item : items) {
      absl::Status status = peers_->Fill({item->report, item->name});
      if (!status.ok()) return status;
    }
  }
  return stage.ProcessWithBytes(reports, bytes);
}

// Leaves those that have to be judged from the beginning. A few at a time: what is read of more
// would not stay in the processor's caches until it is looked at.
absl::Status StageChain::Rejudge(const StageInfo& validate, std::vector<Item*>* items) const {
  constexpr std::size_t kTogether = 32;
  std::vector<Item*> left;
  std::vector<ReadParts> read(std::min(items->size(), kTogether));
  for (std::size_t i = 0; i < items->size(); i += kTogether) {
    const std::span<Item* const> some(*items);
    absl::Status status =
        Rejudge(validate, some.subspan(i, std::min(kTogether, some.size() - i)), read, &left);
    if (!status.ok()) return status;
  }
  *items = std::move(left);
  return absl::OkStatus();
}

absl::Status StageChain::Rejudge(const StageInfo& validate, std::span<Item* const> items,
                                 std::span<ReadParts> read, std::vector<Item*>* left) const {
  struct Way {
    Item* item;
    const Rejudgement* rejudgement;
    ReadParts* read;
    KnownReport known;
    const std::string* outline = nullptr;  // once they are read
    const std::string* extraction = nullptr;
  };
  std::vector<Way> ways;
  std::vector<PartToRead> parts;
  for (Item* item : items) {
    v1::Report& report = *item->report;
    const Rejudgement* rejudgement = RejudgementOf(validate, *item);
    if (rejudgement == nullptr) {
      left->push_back(item);
      continue;
    }
    const OutlineHead head = {item->name.agency, item->name.year, item->form};
    ways.push_back({.item = item,
                    .rejudgement = rejudgement,
                    .read = &read[ways.size()],
                    .known = {.head = head, .sketch = item->sketch}});
    parts.push_back({.record = item->former, .message = report.mutable_assessment()});
    AddMissing(report, item->bytes, rejudgement->reads(), &parts);
  }
  if (absl::Status status = ReadAll(parts, store_); !status.ok()) return status;
  for (const Way& way : ways) {
    if (!Reads(way.rejudgement->reads(), v1::PEERS)) continue;
    absl::Status status = peers_->Fill({way.item->report, way.item->name});
    if (!status.ok()) return status;
  }
  // Of most reports the store knows enough without their outline and extraction.
  while (!ways.empty()) {
    std::vector<Way> again;
    parts.clear();
    for (Way& way : ways) {
      v1::Report* report = way.item->report;
      const auto read_now = [&](int stage, std::string* bytes) {
        parts.push_back(
            {.record = &report->stage_records(stage), .message = nullptr, .bytes = bytes});
        return bytes;
      };
      const Rejudged result = way.rejudgement->Judge(way.known, report);
      if (result == Rejudged::kDone) continue;
      if (result == Rejudged::kWantsOutline && !way.outline) {
        way.outline = read_now(kOutlineStage, &way.read->outline);
      } else if (result == Rejudged::kWantsExtraction && !way.extraction) {
        way.extraction = read_now(kExtractionStage, &way.read->extraction);
      } else {
        report->clear_assessment();
        left->push_back(way.item);
        continue;
      }
      again.push_back(way);
    }
    if (absl::Status status = ReadAll(parts, store_); !status.ok()) return status;
    ways = std::move(again);
    for (Way& way : ways) {
      if (way.outline != nullptr) way.known.outline = *way.outline;
      if (way.extraction != nullptr) way.known.extraction = *way.extraction;
    }
  }
  return absl::OkStatus();
}

// Null if there is none. Rules that stay judged the same only if they saw what they would see now.
const Rejudgement* StageChain::RejudgementOf(const StageInfo& validate, const Item& item) const {
  if (item.former == nullptr || item.former->output_digest().empty()) return nullptr;
  const Rejudgement* rejudgement = rejudgements_->From(item.former->revision());
  if (rejudgement == nullptr) return nullptr;
  const v1::Report& report = *item.report;
  const bool reads_the_same = rejudgement->read_before() == validate.reads;
  const std::optional<std::string> input =
      reads_the_same ? item.input
                     : InputDigest(rejudgement->read_before(), "", report.peers().digest(),
                                   report.stage_records());
  return input == item.former->input_digest() ? rejudgement : nullptr;
}

absl::Status StageChain::Complete(std::span<v1::Report* const> reports,
                                  const std::vector<v1::Part>& parts) const {
  std::vector<PartToRead> missing;
  for (v1::Report* report : reports) AddMissing(*report, {}, parts, &missing);
  return ReadAll(missing, store_);
}

absl::Status StageChain::Keep(Items& group) const {
  std::vector<v1::Report*> to_write;
  std::vector<PartBytes*> bytes;
  std::vector<NewBatchItem> items;
  for (Item& item_of_group : group) {
    v1::Report& report = *item_of_group.report;
    const bool reused = !item_of_group.computed && !report.has_error();
    if (report.has_batch_item()) report.mutable_batch_item()->set_reused(reused);
    if (reused) {
      absl::StatusOr<v1::Report> stored = store_->GetReport(report.source().uri(), {});
      if (stored.ok() && SameRecords(*stored, report)) {
        if (!report.has_batch_item()) continue;
        NewBatchItem& item = items.emplace_back();
        item.item.set_batch(report.batch_item().batch());
        item.item.set_index(report.batch_item().index());
        item.item.set_uri(report.source().uri());
        item.item.set_state(v1::BatchItem::REUSED);
        item.item.set_attempts(report.batch_item().attempt());
        item.item.set_source_digest(report.source().digest());
        if (report.stage_records_size() > 0) {
          *item.item.mutable_result() = *report.stage_records().rbegin();
          *item.item.mutable_replaced() = item.item.result();
          item.item.set_replaced_source_digest(report.source().digest());
        }
        continue;
      }
      if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
    }
    to_write.push_back(&report);
    bytes.push_back(&item_of_group.bytes);
  }
  if (!to_write.empty()) {
    if (absl::Status status = store_stage_->ProcessWithBytes(to_write, bytes); !status.ok())
      return status;
  }
  return items.empty() ? absl::OkStatus() : store_->PutBatchItems(items);
}

}  // namespace gongkai
