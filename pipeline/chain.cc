#include "pipeline/chain.h"

#include <algorithm>
#include <utility>

#include "common/digest.h"
#include "common/serialize.h"
#include "common/strings.h"

namespace gongkai {
namespace {

google::protobuf::Message* MutablePart(v1::Part part, v1::Report* report) {
  switch (part) {
    case v1::DOCUMENT:
      return report->mutable_document();
    case v1::OUTLINE:
      return report->mutable_outline();
    case v1::EXTRACTION:
      return report->mutable_extraction();
    case v1::ASSESSMENT:
      return report->mutable_assessment();
    default:
      return nullptr;
  }
}

// What the content is and what was declared about it, without the name it came under.
std::string ContentDigest(const v1::Report& report) {
  const v1::Content& content = report.content();
  return DigestOfDigests(
      {report.source().digest(), Digest(Concat(content.media_type(), "\n", content.charset()))});
}

void SetDigest(v1::Report* report) {
  if (!report->has_content() || !report->source().digest().empty()) return;
  report->mutable_source()->set_digest(Digest(report->content().data()));
}

std::optional<std::string> InputOf(const StageInfo& stage, const v1::Report& report) {
  const bool reads_content = std::ranges::find(stage.reads, v1::CONTENT) != stage.reads.end();
  return InputDigest(stage.reads, reads_content ? ContentDigest(report) : "",
                     report.peers().digest(), report.stage_records());
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

std::optional<std::string> InputDigest(
    const std::vector<v1::Part>& reads, std::string_view content, std::string_view peers,
    const google::protobuf::RepeatedPtrField<v1::StageRecord>& records) {
  std::string joined;
  for (const v1::Part part : reads) {
    if (part == v1::PEERS) {
      joined += peers;
    } else if (part == v1::CONTENT) {
      joined += content;
    } else if (part - v1::DOCUMENT < records.size()) {
      joined += records[part - v1::DOCUMENT].output_digest();
    } else {
      return std::nullopt;
    }
  }
  return Digest(joined);
}

StageChain::StageChain(std::vector<Stage*> stages, Stage* store_stage, Store* store)
    : stages_(std::move(stages)),
      store_stage_(store_stage),
      store_(store),
      counts_(std::make_shared<std::vector<std::atomic<uint64_t>>>(stages_.size())) {}

absl::Status StageChain::Process(std::span<v1::Report* const> group) const {
  // Only what is kept needs it.
  if (store_ != nullptr) std::ranges::for_each(group, SetDigest);
  std::vector<bool> computed(group.size(), false);
  std::vector<bool> entered(group.size(), false);
  absl::Status status = RunStages(group, &computed, &entered);
  if (status.ok() && store_stage_ != nullptr) status = Keep(group, computed);
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (entered[i]) peers_->Leave(*group[i], status.ok() && store_stage_ != nullptr && computed[i]);
  }
  return status;
}

absl::Status StageChain::RunStages(std::span<v1::Report* const> group, std::vector<bool>* computed,
                                   std::vector<bool>* entered) const {
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const auto& reads = stages_[i]->info().reads;
    if (peers_ != nullptr && std::ranges::find(reads, v1::PEERS) != reads.end()) {
      std::vector<v1::Report*> entering;
      for (std::size_t k = 0; k < group.size(); ++k) {
        if (group[k]->has_error()) continue;
        (*entered)[k] = true;
        entering.push_back(group[k]);
      }
      if (absl::Status status = peers_->Enter(entering); !status.ok()) return status;
    }
    if (absl::Status status = RunStage(i, group, computed); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status StageChain::RunStage(std::size_t index, std::span<v1::Report* const> group,
                                  std::vector<bool>* computed) const {
  Stage& stage = *stages_[index];
  const StageInfo& info = stage.info();
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const bool behind =
        store_ == nullptr || static_cast<std::size_t>(group[i]->stage_records_size()) == index;
    if (!group[i]->has_error() && behind) open.push_back(i);
  }
  std::vector<v1::CheckpointKey> keys;
  std::vector<v1::Checkpoint> known(open.size());
  if (store_ != nullptr && !open.empty()) {
    keys.resize(open.size());
    for (std::size_t k = 0; k < open.size(); ++k) {
      keys[k].set_stage(info.name);
      keys[k].set_revision(info.revision);
      std::optional<std::string> input = InputOf(info, *group[open[k]]);
      if (!input) return absl::InternalError(Concat(info.name, " reads what no stage wrote"));
      keys[k].set_input_digest(*std::move(input));
    }
    absl::StatusOr<std::vector<v1::Checkpoint>> found = store_->GetCheckpoints(keys);
    if (!found.ok()) return found.status();
    known = *std::move(found);
  }
  std::vector<v1::Report*> todo;
  for (std::size_t k = 0; k < open.size(); ++k) {
    v1::Report& report = *group[open[k]];
    // A stored part that cannot be read is computed again: the input is at hand.
    if (known[k].found() && MutablePart(info.writes, &report)->ParseFromString(known[k].part())) {
      continue;
    }
    known[k].set_found(false);
    (*computed)[open[k]] = true;
    todo.push_back(&report);
  }
  if (!todo.empty()) {
    if (absl::Status status = stage.Process(todo); !status.ok()) return status;
    (*counts_)[index] += todo.size();
  }
  if (store_ == nullptr) return absl::OkStatus();
  for (std::size_t k = 0; k < open.size(); ++k) {
    v1::Report& report = *group[open[k]];
    v1::StageRecord* record = report.add_stage_records();
    record->set_stage(info.name);
    record->set_revision(info.revision);
    record->set_input_digest(keys[k].input_digest());
    if (report.has_error()) continue;  // no output, no digest
    record->set_output_digest(
        known[k].found() ? known[k].output_digest()
                         : Digest(SerializeDeterministic(*MutablePart(info.writes, &report))));
  }
  return absl::OkStatus();
}

absl::Status StageChain::Keep(std::span<v1::Report* const> group,
                              const std::vector<bool>& computed) const {
  std::vector<v1::Report*> to_write;
  std::vector<NewBatchItem> items;
  for (std::size_t i = 0; i < group.size(); ++i) {
    v1::Report& report = *group[i];
    const bool reused = !computed[i] && !report.has_error();
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
  }
  if (!to_write.empty()) {
    if (absl::Status status = store_stage_->Process(to_write); !status.ok()) return status;
  }
  return items.empty() ? absl::OkStatus() : store_->PutBatchItems(items);
}

}  // namespace gongkai
