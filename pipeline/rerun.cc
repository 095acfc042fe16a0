#include "pipeline/rerun.h"

#include <algorithm>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// The parts that stages from `first` on read of those before them.
std::vector<v1::Part> PartsReadFrom(const StageChain& chain, std::size_t first) {
  std::vector<v1::Part> known;  // asked for, or written on the way
  std::vector<v1::Part> parts;
  for (std::size_t i = first; i < chain.stages(); ++i) {
    for (const v1::Part part : chain.info(i).reads) {
      if (part == v1::PEERS || std::ranges::find(known, part) != known.end()) continue;
      known.push_back(part);
      parts.push_back(part);
    }
    known.push_back(chain.info(i).writes);
  }
  return parts;
}

// A stored report with what its stages from input.first_stage on read, without what they gave.
absl::Status LoadFrom(Store& store, const Input& input, const std::vector<v1::Part>& parts,
                      v1::Report* report) {
  absl::Status status = store.ReadReport(input.uri, parts, report);
  if (!status.ok()) return status;
  report->clear_error();
  if (input.first_stage == 0 && !report->has_content()) {
    return absl::DataLossError(
        Concat("存储中没有这份报告的原文 / the store does not hold what "
               "this report was read from: ",
               input.uri));
  }
  const auto first = static_cast<int>(input.first_stage);
  if (report->stage_records_size() > first) {
    report->mutable_stage_records()->DeleteSubrange(first, report->stage_records_size() - first);
  }
  return absl::OkStatus();
}

class StoredReports : public InputSource {
 public:
  StoredReports(const StageChain& chain, Store& store, const RerunPlan& plan)
      : store_(store), plan_(plan) {
    for (std::size_t i = 0; i < chain.stages(); ++i) parts_.push_back(PartsReadFrom(chain, i));
  }

  uint64_t total() const override { return plan_.again; }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (true) {
      if (next_ == page_.items.size()) {
        if (at_end_) return std::nullopt;
        auto page = store_.ListReports("", kMaxPageSize, page_.next_page_token);
        if (!page.ok()) return page.status();
        page_ = *std::move(page);
        next_ = 0;
        at_end_ = page_.next_page_token.empty();
        continue;
      }
      const v1::ReportSummary& report = page_.items[next_++];
      const std::optional<std::size_t> first = plan_.FirstStage(report.source().uri());
      if (!first) continue;
      return Input{.uri = report.source().uri(),
                   .index = index_++,
                   .size = report.source().size(),
                   .first_stage = *first};
    }
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, parts_[input.first_stage], report);
  }

 private:
  Store& store_;
  const RerunPlan& plan_;
  std::vector<std::vector<v1::Part>> parts_;  // by the stage a report begins at
  ListPage<v1::ReportSummary> page_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
  bool at_end_ = false;
};

// Reports by their uris, from the stage on that judges them.
class JudgedAgain : public InputSource {
 public:
  JudgedAgain(const StageChain& chain, Store& store, std::vector<std::string> uris)
      : store_(store), uris_(std::move(uris)), stage_(chain.stages()) {
    for (std::size_t i = 0; i < chain.stages(); ++i) {
      if (chain.info(i).rules != nullptr) stage_ = i;
    }
    if (stage_ < chain.stages()) parts_ = PartsReadFrom(chain, stage_);
  }

  uint64_t total() const override { return uris_.size(); }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (next_ < uris_.size() && !parts_.empty()) {
      const std::string& uri = uris_[next_++];
      const absl::StatusOr<v1::Report> report = store_.GetReport(uri, {});
      if (!report.ok()) return report.status();
      // One that did not come so far, or was not judged yet, is not waiting for anybody.
      if (static_cast<std::size_t>(report->stage_records_size()) <= stage_) continue;
      return Input{
          .uri = uri, .index = index_++, .size = report->source().size(), .first_stage = stage_};
    }
    return std::nullopt;
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, parts_, report);
  }

 private:
  Store& store_;
  const std::vector<std::string> uris_;
  std::size_t stage_;
  std::vector<v1::Part> parts_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
};

}  // namespace

std::unique_ptr<InputSource> ReportsToRerun(const StageChain& chain, Store& store,
                                            const RerunPlan& plan) {
  return std::make_unique<StoredReports>(chain, store, plan);
}

std::unique_ptr<InputSource> ReportsToJudgeAgain(const StageChain& chain, Store& store,
                                                 std::vector<std::string> uris) {
  return std::make_unique<JudgedAgain>(chain, store, std::move(uris));
}

RunResult JudgeWaiting(const StageChain& chain, Store& store, RunnerOptions options) {
  RunResult result;
  if (chain.peers() == nullptr) return result;
  absl::StatusOr<std::vector<std::string>> uris = chain.peers()->TakeWaiting();
  if (!uris.ok()) {
    result.status = uris.status();
    return result;
  }
  if (uris->empty()) return result;
  const auto inputs = ReportsToJudgeAgain(chain, store, *std::move(uris));
  options.batch.clear();
  options.render = nullptr;
  options.progress = nullptr;
  const std::size_t last = chain.stages() - 1;
  const uint64_t before = chain.computed(last);
  result = RunAll(chain, *inputs, options);
  result.counts.reused = result.counts.done - (chain.computed(last) - before);
  // Judged now by the same figures as before: nobody waits for what follows from it.
  if (result.status.ok()) result.status = chain.peers()->TakeWaiting().status();
  return result;
}

}  // namespace gongkai
