#include "pipeline/rerun.h"

#include <algorithm>
#include <mutex>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// A stored report with the records of the stages before input.first_stage. Of its parts only the
// content is read now, which no checkpoint stands for.
absl::Status LoadFrom(Store& store, const Input& input, v1::Report* report) {
  if (input.first_stage == 0) {
    constexpr v1::Part kParts[] = {v1::CONTENT};
    absl::Status status = store.ReadReport(input.uri, kParts, report);
    if (!status.ok()) return status;
    if (!report->has_content()) {
      return absl::DataLossError(
          Concat("存储中没有这份报告的原文 / the store does not hold what "
                 "this report was read from: ",
                 input.uri));
    }
    report->clear_error();
    report->clear_stage_records();
    return absl::OkStatus();
  }
  *report->mutable_source() = input.stored->source();
  for (std::size_t i = 0; i < input.first_stage; ++i) {
    *report->add_stage_records() = input.stored->stage_records(static_cast<int>(i));
  }
  return absl::OkStatus();
}

// Pages of the list of reports, whose messages are used again once nobody looks at them.
class Pages {
 public:
  using Page = ListPage<v1::ReportSummary>;

  std::shared_ptr<Page> Take() {
    std::unique_ptr<Page> page;
    const std::lock_guard lock(free_->mutex);
    if (free_->pages.empty()) {
      page = std::make_unique<Page>();
    } else {
      page = std::move(free_->pages.back());
      free_->pages.pop_back();
    }
    return {page.release(), [free = free_](Page* given) {
              const std::lock_guard lock(free->mutex);
              free->pages.emplace_back(given);
            }};
  }

 private:
  struct Free {
    std::mutex mutex;
    std::vector<std::unique_ptr<Page>> pages;
  };
  const std::shared_ptr<Free> free_ = std::make_shared<Free>();
};

class StoredReports : public InputSource {
 public:
  StoredReports(Store& store, const RerunPlan& plan) : store_(store), plan_(plan) {}

  uint64_t total() const override { return plan_.again; }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (true) {
      if (page_ == nullptr || next_ == page_->items.size()) {
        if (at_end_) return std::nullopt;
        page_ = nullptr;
        page_ = pages_.Take();
        absl::Status status = store_.ReadPage({}, kRerunPageSize, token_, page_.get());
        if (!status.ok()) return status;
        next_ = 0;
        token_ = page_->next_page_token;
        at_end_ = token_.empty();
        continue;
      }
      const v1::ReportSummary& report = page_->items[next_++];
      const std::optional<std::size_t> first = plan_.FirstStage(report.source().uri());
      if (!first) continue;
      return Input{.uri = report.source().uri(),
                   .index = index_++,
                   .size = report.source().size(),
                   .first_stage = *first,
                   .stored = {page_, &report}};
    }
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, report);
  }

 private:
  Store& store_;
  const RerunPlan& plan_;
  Pages pages_;
  std::shared_ptr<Pages::Page> page_;
  std::string token_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
  bool at_end_ = false;
};

// Reports by their uris, from the stage on that judges them.
class JudgedAgain : public InputSource {
 public:
  JudgedAgain(const StageChain& chain, Store& store, std::vector<std::string> uris,
              uint64_t first_index)
      : store_(store), uris_(std::move(uris)), stage_(chain.stages()), index_(first_index) {
    for (std::size_t i = 0; i < chain.stages(); ++i) {
      if (chain.info(i).rules != nullptr) stage_ = i;
    }
    if (stage_ == chain.stages()) uris_.clear();
  }

  uint64_t total() const override { return uris_.size(); }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (next_ < uris_.size()) {
      const std::string& uri = uris_[next_++];
      absl::StatusOr<v1::Report> report = store_.GetReport(uri, {});
      if (!report.ok()) return report.status();
      // One that did not come so far, or was not judged yet, is not waiting for anybody.
      if (static_cast<std::size_t>(report->stage_records_size()) <= stage_) continue;
      auto stored = std::make_shared<v1::ReportSummary>();
      *stored->mutable_source() = std::move(*report->mutable_source());
      *stored->mutable_stage_records() = std::move(*report->mutable_stage_records());
      const uint64_t size = stored->source().size();
      return Input{.uri = uri,
                   .index = index_++,
                   .size = size,
                   .first_stage = stage_,
                   .stored = std::move(stored)};
    }
    return std::nullopt;
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, report);
  }

 private:
  Store& store_;
  std::vector<std::string> uris_;
  std::size_t stage_;
  std::size_t next_ = 0;
  uint64_t index_;
};

// Its total is the number of items that it holds already.
absl::StatusOr<v1::Batch> BeginLateBatch(Store& store, const std::string& after) {
  constexpr std::string_view kLate = "-late";
  v1::Batch batch;
  batch.set_id(Concat(after.substr(0, kMaxBatchIdBytes - kLate.size()), kLate));
  batch.set_description(Concat("partners came later: ", after));
  batch.set_state(v1::Batch::RUNNING);
  const auto begun = store.CreateBatch(batch);
  if (!begun.ok()) return begun;
  return store.UpdateBatch(batch.id(), v1::Batch::RUNNING, 0);
}

}  // namespace

std::unique_ptr<InputSource> ReportsToRerun(Store& store, const RerunPlan& plan) {
  return std::make_unique<StoredReports>(store, plan);
}

std::unique_ptr<InputSource> ReportsToJudgeAgain(const StageChain& chain, Store& store,
                                                 std::vector<std::string> uris,
                                                 uint64_t first_index) {
  return std::make_unique<JudgedAgain>(chain, store, std::move(uris), first_index);
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
  v1::Batch late;
  if (!options.batch.empty()) {
    const absl::StatusOr<v1::Batch> begun = BeginLateBatch(store, options.batch);
    if (!begun.ok()) {
      result.status = begun.status();
      return result;
    }
    late = *begun;
  }
  const auto inputs = ReportsToJudgeAgain(chain, store, *std::move(uris), late.total());
  options.batch = late.id();
  options.render = nullptr;
  options.progress = nullptr;
  const std::size_t last = chain.stages() - 1;
  const uint64_t before = chain.computed(last);
  result = RunAll(chain, *inputs, options);
  result.counts.reused = result.counts.done - (chain.computed(last) - before);
  // Judged now by the same figures as before: nobody waits for what follows from it.
  if (result.status.ok()) result.status = chain.peers()->TakeWaiting().status();
  if (!late.id().empty()) {
    const bool done = result.status.ok() && !result.stopped;
    const auto ended = store.UpdateBatch(late.id(), done ? v1::Batch::DONE : v1::Batch::STOPPED,
                                         late.total() + result.counts.done);
    if (result.status.ok()) result.status = ended.status();
  }
  return result;
}

}  // namespace gongkai
