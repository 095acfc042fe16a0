// plan and apply.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/progress.h"
#include "pipeline/rerun.h"
#include "pipeline/run_difference.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr uint64_t kTrialReports = 256;

struct RerunFlags : CommonFlags {
  std::string store;
  std::string waivers;
  bool dry_run = false;
};

// The first few inputs of another source.
class FewInputs : public InputSource {
 public:
  FewInputs(InputSource& inputs, uint64_t most)
      : inputs_(inputs), total_(std::min(most, inputs.total())) {}

  uint64_t total() const override { return total_; }
  absl::StatusOr<std::optional<Input>> Next() override {
    if (taken_ == total_) return std::nullopt;
    ++taken_;
    return inputs_.Next();
  }
  absl::Status Load(const Input& input, v1::Report* report) const override {
    return inputs_.Load(input, report);
  }

 private:
  InputSource& inputs_;
  const uint64_t total_;
  uint64_t taken_ = 0;
};

void PrintPlan(const RerunPlan& plan, const StageChain& chain, v1::Language language) {
  std::printf("%s\n",
              (language == v1::EN ? Concat(plan.reports, " reports in the store, ", plan.again,
                                           " to run again, ", plan.untouched, " stay as they are")
                                  : Concat("存储中 ", plan.reports, " 份报告：需重新处理 ",
                                           plan.again, " 份，不变 ", plan.untouched, " 份"))
                  .c_str());
  if (plan.unreached > 0) {
    std::printf("  %s\n", (language == v1::EN
                               ? Concat("the rules that differ change nothing for ", plan.unreached,
                                        " of these")
                               : Concat("其中 ", plan.unreached, " 份：有变化的规则不影响它们"))
                              .c_str());
  }
  if (plan.disowned > 0) {
    std::printf("  %s\n", (language == v1::EN
                               ? Concat("results of a disowned release to replace: ", plan.disowned)
                               : Concat("其中 ", plan.disowned, " 份含已弃用版本的结果，将替换"))
                              .c_str());
  }
  for (const auto& [begin, reports] : plan.begins) {
    const StageInfo& stage = chain.info(begin.first);
    const std::string why =
        begin.second.empty()
            ? std::string(Say(language, "此前未处理到这一步", "was not reached before"))
        : begin.second == stage.revision
            ? std::string(Say(language, "相关的其他报告或名录有变化",
                              "other reports it is judged by, or the list, have changed"))
            : RevisionChange(begin.second, stage.revision, language);
    std::printf("  %s\n", (language == v1::EN
                               ? Concat("from ", stage.name, " on: ", reports, " (", why, ")")
                               : Concat("从 ", stage.name, " 起：", reports, " 份（", why, "）"))
                              .c_str());
  }
}

// How long all of it would take, from a trial of some.
absl::Status PrintTime(const RerunPlanner& planner, Store& store, const RerunPlan& plan,
                       const RerunFlags& flags, int jobs) {
  if (plan.again == 0) return absl::OkStatus();
  const auto inputs = ReportsToRerun(store, plan);
  // What is done once, such as to compile the rules that differ, is not repeated for each report.
  if (plan.again > 2 * kTrialReports) {
    FewInputs first(*inputs, kTrialReports);
    const RunResult result = RunAll(planner.chain(), first, {.jobs = jobs});
    if (!result.status.ok()) return result.status;
  }
  FewInputs few(*inputs, kTrialReports);
  const auto start = SteadyClock::now();
  const RunResult result = RunAll(planner.chain(), few, {.jobs = jobs});
  if (!result.status.ok()) return result.status;
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  const auto whole = static_cast<uint64_t>(
      seconds * static_cast<double>(plan.again) / static_cast<double>(few.total()) + 1);
  std::printf("%s\n",
              (flags.language() == v1::EN
                   ? Concat("about ", whole, " s to compute (from a trial of ", few.total(),
                            "), and the time to write")
                   : Concat("预计计算 ", whole, " 秒（试算 ", few.total(), " 份），另加写入时间"))
                  .c_str());
  return absl::OkStatus();
}

// What would run again, of a store that is only looked at. Each member is read by those below.
struct Look {
  std::unique_ptr<Store> store;
  Stages stages;
  std::unique_ptr<PeerFinder> peers;
  std::unique_ptr<RejudgementSource> rejudgements;
  std::unique_ptr<StageChain> chain;
  RerunPlanner planner;
  RerunPlan plan;
};

absl::StatusOr<Look> LookAt(const RerunFlags& flags) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return store.status();
  absl::StatusOr<Stages> stages = Stages::Make(
      {.rules = flags.rules, .ocr = flags.ocr, .remote = flags.stages, .jobs = flags.jobs});
  if (!stages.ok()) return stages.status();
  absl::StatusOr<std::unique_ptr<PeerFinder>> peers = PeerFinder::Make(store->get());
  if (!peers.ok()) return peers.status();
  auto chain = std::make_unique<StageChain>(stages->LookChain(store->get()));
  chain->SetPeers(peers->get());
  auto rejudgements = stages->RejudgementsFrom(**store);
  if (!rejudgements.ok()) return rejudgements.status();
  chain->SetRejudgements(rejudgements->get());
  absl::StatusOr<RerunPlanner> planner = RerunPlanner::Make(*chain, **store);
  if (!planner.ok()) return planner.status();
  absl::StatusOr<RerunPlan> plan = PlanRerun(*planner, **store, stages->jobs());
  if (!plan.ok()) return plan.status();
  return Look{*std::move(store), *std::move(stages),  *std::move(peers), *std::move(rejudgements),
              std::move(chain),  *std::move(planner), *std::move(plan)};
}

int ShowPlan(const RerunFlags& flags) {
  const absl::StatusOr<Look> look = LookAt(flags);
  if (!look.ok()) return Complain(look.status());
  PrintPlan(look->plan, *look->chain, flags.language());
  const absl::Status status =
      PrintTime(look->planner, *look->store, look->plan, flags, look->stages.jobs());
  return status.ok() ? kStatusPassed : Complain(status);
}

// "apply-20261122-094512": every apply is a run of its own, also two in one second.
std::string NewRunId(Store& store) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[64];
  std::strftime(text, sizeof text, "apply-%Y%m%d-%H%M%S", &parts);
  std::string id = text;
  for (int i = 2; store.GetBatch(id).ok(); ++i) id = Concat(text, "-", i);
  return id;
}

// What each stage computed; the rest stood in the store.
std::string StagesLine(const StageChain& chain, v1::Language language) {
  std::string text(Say(language, "各阶段计算：", "computed by stage:"));
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    text += Concat(i == 0 ? Say(language, "", " ") : Say(language, "，", ", "), chain.info(i).name,
                   " ", chain.computed(i));
  }
  return text;
}

// The findings of each report as stored against those just computed.
class Differences {
 public:
  Differences(Store& store, v1::Language language) : store_(store), language_(language) {}

  // Called by many threads at once.
  std::string Take(const v1::Report& report) {
    constexpr v1::Part kParts[] = {v1::ASSESSMENT};
    const absl::StatusOr<v1::Report> stored = store_.GetReport(report.source().uri(), kParts);
    if (!stored.ok() || stored->stage_records().empty() || report.stage_records().empty()) {
      return "";
    }
    const Cause cause = CauseOf(*stored->stage_records().rbegin(), stored->source().digest(),
                                *report.stage_records().rbegin(), report.source().digest());
    const std::vector<FindingChange> changes =
        CompareFindings(stored->assessment(), report.assessment());
    const std::lock_guard lock(mutex_);
    counts_.Count(changes, cause);
    return DifferenceText(report.source().uri(), cause, changes, language_);
  }

  const DifferenceCounts& counts() const { return counts_; }

 private:
  Store& store_;
  const v1::Language language_;
  std::mutex mutex_;
  DifferenceCounts counts_;
};

RunResult RunAgain(const RerunPlanner& planner, Store& store, const RerunPlan& plan,
                   RunnerOptions options, v1::Language language) {
  const auto inputs = ReportsToRerun(store, plan);
  Progress progress(language, isatty(STDERR_FILENO) != 0);
  options.deliver = [&](const std::string& text) {
    if (text.empty()) return;
    progress.Clear();
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  options.progress = [&](const RunCounts& counts) { progress.Update(counts); };
  RunResult result = RunAll(planner.chain(), *inputs, options);
  progress.Clear();
  return result;
}

int DryRun(const RerunFlags& flags, const std::atomic<bool>* stop) {
  const absl::StatusOr<Look> look = LookAt(flags);
  if (!look.ok()) return Complain(look.status());
  Differences differences(*look->store, flags.language());
  const RunResult result =
      RunAgain(look->planner, *look->store, look->plan,
               {.jobs = look->stages.jobs(),
                .render = [&](const v1::Report& report,
                              const WaivedFindings*) { return differences.Take(report); },
                .stop = stop},
               flags.language());
  if (!result.status.ok()) return Complain(result.status);
  std::printf(
      "%s%s\n%s\n", CountsText(differences.counts(), flags.language()).c_str(),
      StagesLine(*look->chain, flags.language()).c_str(),
      std::string(Say(flags.language(), "试运行：什么都没有保存", "dry run: nothing was kept"))
          .c_str());
  return result.stopped ? kStatusUnprocessed : kStatusPassed;
}

int Apply(const RerunFlags& flags, const std::atomic<bool>* stop) {
  const absl::StatusOr<Stages> stages = Stages::Make({.rules = flags.rules,
                                                      .ocr = flags.ocr,
                                                      .remote = flags.stages,
                                                      .store = flags.store,
                                                      .jobs = flags.jobs});
  if (!stages.ok()) return Complain(stages.status());
  Store& store = *stages->store();
  const StageChain chain = stages->KeepChain();
  if (absl::Status status = BeginKeeping(chain, store); !status.ok()) return Complain(status);
  const absl::StatusOr<RerunPlanner> planner = RerunPlanner::Make(chain, store);
  if (!planner.ok()) return Complain(planner.status());
  const absl::StatusOr<RerunPlan> plan = PlanRerun(*planner, store, stages->jobs());
  if (!plan.ok()) return Complain(plan.status());
  const absl::StatusOr<std::unique_ptr<Waivers>> waivers =
      Waivers::Make(flags.waivers, &store, chain);
  if (!waivers.ok()) return Complain(waivers.status());
  PrintPlan(*plan, chain, flags.language());
  if (plan->again == 0) return kStatusPassed;
  v1::Batch batch;
  batch.set_id(NewRunId(store));
  batch.set_description("apply");
  batch.set_state(v1::Batch::RUNNING);
  batch.set_total(plan->again);
  if (const auto begun = store.CreateBatch(batch); !begun.ok()) return Complain(begun.status());
  RunnerOptions options{.jobs = stages->jobs(),
                        .batch = batch.id(),
                        .group_reports = kRerunGroupReports,
                        .stop = stop};
  if (!(*waivers)->empty()) {
    options.waive = [&](const v1::Report& report) { return (*waivers)->Of(report); };
  }
  const RunResult result = RunAgain(*planner, store, *plan, options, flags.language());
  bool done = result.status.ok() && !result.stopped;
  RunResult late;
  if (done) late = JudgeWaiting(chain, store, options);
  done = done && late.status.ok() && !late.stopped;
  const auto ended =
      store.UpdateBatch(batch.id(), done ? v1::Batch::DONE : v1::Batch::STOPPED, batch.total());
  std::printf("%s\n%s\n%s %s\n", SummaryLine(result.counts, flags.language()).c_str(),
              StagesLine(chain, flags.language()).c_str(),
              std::string(Say(flags.language(), "批次", "batch")).c_str(), batch.id().c_str());
  if (!result.status.ok()) return Complain(result.status);
  PrintLate(late, flags.language());
  if (!ended.ok()) return Complain(ended.status());
  if (!done) {
    std::printf("%s\n", std::string(Say(flags.language(), "未全部完成；再次运行 apply 即处理其余",
                                        "not finished; apply again does the rest"))
                            .c_str());
  }
  return std::max(ExitStatus(result, **waivers, &store), ExitStatus(late));
}

void AddStoreFlag(CLI::App& command, RerunFlags* flags) {
  command.add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  AddProcessingFlags(command, flags);
}

}  // namespace

void AddRerunCommands(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<RerunFlags>();
  CLI::App* plan = app.add_subcommand(
      "plan",
      "规则或程序改变后，哪些报告要重新处理、为什么、要多久 / what would run again, why, how long");
  AddStoreFlag(*plan, flags.get());
  plan->callback([flags, chosen] { *chosen = [flags] { return ShowPlan(*flags); }; });
  CLI::App* apply = app.add_subcommand("apply", "按 plan 重新处理 / run again what plan says");
  AddStoreFlag(*apply, flags.get());
  apply->add_flag("--dry-run", flags->dry_run,
                  "只显示问题会有什么变化，不保存 / show how findings would change, keep nothing");
  AddWaiversFlag(*apply, &flags->waivers);
  apply->callback([flags, chosen] {
    *chosen = [flags] {
      const std::atomic<bool>* stop = StopOnSignal();
      return flags->dry_run ? DryRun(*flags, stop) : Apply(*flags, stop);
    };
  });
}

}  // namespace gongkai
