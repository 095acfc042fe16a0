#include "pipeline/runner.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "common/arena.h"
#include "common/limits.h"

namespace gongkai {
namespace {

struct Group {
  uint64_t sequence = 0;
  uint64_t bytes = 0;
  std::vector<Input> inputs;
};

// A group that is done and waits for those before it.
struct Finished {
  std::vector<std::string> texts;
  RunCounts counts;
};

void Count(const v1::Report& report, const WaivedFindings* waived, RunCounts* counts) {
  const v1::Verdict verdict = waived != nullptr ? waived->verdict : report.assessment().verdict();
  if (waived != nullptr) counts->waived += waived->errors + waived->others;
  ++counts->done;
  if (report.batch_item().reused()) ++counts->reused;
  if (report.has_error()) {
    ++counts->unprocessed;
  } else if (verdict == v1::REJECTED) {
    ++counts->rejected;
  } else if (verdict == v1::ACCEPTED_WITH_WARNINGS) {
    ++counts->warnings;
  } else {
    ++counts->accepted;
  }
}

void Add(const RunCounts& more, RunCounts* counts) {
  counts->done += more.done;
  counts->accepted += more.accepted;
  counts->warnings += more.warnings;
  counts->rejected += more.rejected;
  counts->unprocessed += more.unprocessed;
  counts->reused += more.reused;
  counts->waived += more.waived;
}

class Run {
 public:
  Run(const StageChain& chain, InputSource& inputs, const RunnerOptions& options)
      : chain_(chain), inputs_(inputs), options_(options) {
    counts_.total = inputs.total();
    // Small batches are spread over all jobs; large ones go in full groups.
    const uint64_t share = counts_.total / (4 * static_cast<uint64_t>(options.jobs)) + 1;
    group_reports_ = std::min(options.group_reports, share);
    window_ = 4 * static_cast<uint64_t>(options.jobs);
  }

  RunResult Execute() {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(options_.jobs));
    for (int i = 0; i < options_.jobs; ++i) threads.emplace_back([this] { Work(); });
    for (std::thread& thread : threads) thread.join();
    return {.counts = counts_, .status = status_, .stopped = stopped_, .batch = options_.batch};
  }

 private:
  void Work() {
    while (true) {
      Group group;
      if (!Take(&group)) return;
      Finished finished;
      absl::Status status = ProcessGroup(group, &finished);
      const std::lock_guard lock(mutex_);
      bytes_in_flight_ -= group.bytes;
      if (!status.ok()) {
        if (status_.ok()) status_ = std::move(status);
      } else {
        finished_.emplace(group.sequence, std::move(finished));
        DeliverInOrder();
      }
      changed_.notify_all();
    }
  }

  bool MayTake() const {
    return !status_.ok() || at_end_ ||
           (next_sequence_ < next_delivery_ + window_ && bytes_in_flight_ < kMaxBytesInFlight);
  }

  // The next inputs; false when there are none, or the run is to stop.
  bool Take(Group* group) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return MayTake(); });
    if (!status_.ok() || at_end_) return false;
    if (options_.stop != nullptr && options_.stop->load()) {
      stopped_ = at_end_ = true;
      return false;
    }
    while (group->inputs.size() < group_reports_ && group->bytes < kGroupBytes) {
      absl::StatusOr<std::optional<Input>> input = inputs_.Next();
      if (!input.ok()) {
        status_ = input.status();
        return false;
      }
      if (!input->has_value()) {
        at_end_ = true;
        break;
      }
      group->bytes += std::min<uint64_t>((*input)->size, kMaxSourceBytes);
      group->inputs.push_back(**std::move(input));
    }
    if (group->inputs.empty()) return false;
    group->sequence = next_sequence_++;
    bytes_in_flight_ += group->bytes;
    return true;
  }

  absl::Status ProcessGroup(const Group& group, Finished* finished) const {
    google::protobuf::Arena arena(ArenaBlocks());
    std::vector<v1::Report*> reports(group.inputs.size());
    std::vector<const v1::ReportSummary*> stored(group.inputs.size());
    for (std::size_t i = 0; i < reports.size(); ++i) {
      reports[i] = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
      absl::Status loaded = inputs_.Load(group.inputs[i], reports[i]);
      if (!loaded.ok()) return loaded;
      stored[i] = group.inputs[i].stored.get();
      if (options_.batch.empty()) continue;
      v1::BatchItemRef* item = reports[i]->mutable_batch_item();
      item->set_batch(options_.batch);
      item->set_index(group.inputs[i].index);
      item->set_attempt(group.inputs[i].attempt);
    }
    std::vector<v1::Part> wanted = {v1::OUTLINE, v1::ASSESSMENT};
    if (options_.render) {
      wanted.insert(wanted.end(), options_.rendered.begin(), options_.rendered.end());
    }
    if (absl::Status status = chain_.Process(reports, stored, wanted); !status.ok()) {
      return status;
    }
    if (options_.waive || options_.render) {  // waivers are by the name of the report
      absl::Status status = chain_.Complete(reports, {v1::OUTLINE});
      if (!status.ok()) return status;
    }
    for (const v1::Report* report : reports) {
      std::optional<WaivedFindings> waived;
      if (options_.waive) waived = options_.waive(*report);
      const WaivedFindings* seen = waived ? &*waived : nullptr;
      Count(*report, seen, &finished->counts);
      if (options_.render) finished->texts.push_back(options_.render(*report, seen));
    }
    return absl::OkStatus();
  }

  void DeliverInOrder() {
    for (auto it = finished_.begin(); it != finished_.end() && it->first == next_delivery_;
         it = finished_.begin()) {
      Add(it->second.counts, &counts_);
      if (options_.deliver) {
        for (const std::string& text : it->second.texts) options_.deliver(text);
      }
      if (options_.progress) options_.progress(counts_);
      finished_.erase(it);
      ++next_delivery_;
    }
  }

  const StageChain& chain_;
  InputSource& inputs_;
  const RunnerOptions& options_;
  uint64_t group_reports_ = 1;
  uint64_t window_ = 1;  // groups that may be taken ahead of the one to be delivered next

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t next_sequence_ = 0;
  uint64_t next_delivery_ = 0;
  uint64_t bytes_in_flight_ = 0;
  bool at_end_ = false;
  bool stopped_ = false;
  absl::Status status_;
  RunCounts counts_;
  std::map<uint64_t, Finished> finished_;
};

}  // namespace

RunResult RunAll(const StageChain& chain, InputSource& inputs, const RunnerOptions& options) {
  return Run(chain, inputs, options).Execute();
}

}  // namespace gongkai
