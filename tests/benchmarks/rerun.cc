#include "tests/benchmarks/rerun.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "common/strings.h"
#include "pipeline/ledger.h"
#include "pipeline/likenesses.h"
#include "pipeline/rerun.h"
#include "pipeline/runner.h"
#include "pipeline/stages.h"
#include "tests/benchmarks/runs.h"
#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

constexpr double kReportsPerSecond = 25'000;  // 100 000 in four seconds
constexpr double kComparedPerSecond = 3'334;  // 100 000 in thirty seconds
constexpr std::size_t kValidate = 3;

// The built-in rules, the first of those for applications changed.
void WriteRules(const TempFolder& folder, std::string (*change)(std::string rules)) {
  for (const auto& file :
       std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/validate/rules")) {
    if (file.path().extension() != ".textproto") continue;
    std::ifstream in(file.path());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string name = file.path().filename().string();
    folder.Write(name, name == "applications.textproto" ? change(std::move(text)) : text);
  }
}

std::string WithOtherSeverity(std::string rules) {
  constexpr std::string_view kError = "severity: ERROR";
  return rules.replace(rules.find(kError), kError.size(), "severity: WARNING");
}

// A rule like the first one.
std::string WithOneMore(std::string rules) {
  constexpr std::string_view kBegin = "\nrules {", kId = "id: \"";
  const std::size_t first = rules.find(kBegin);
  std::string more = rules.substr(first, rules.find(kBegin, first + 1) - first);
  more.insert(more.find(kId) + kId.size(), "X-");
  return rules + more;
}

struct Applied {
  Cost cost;
  std::vector<uint64_t> computed;
};

// `reports` are all in the store.
absl::StatusOr<Applied> Apply(const std::string& store, const std::string& rules,
                              const std::string& run, uint64_t reports, int cores) {
  auto stages = Stages::Make({.rules = rules, .store = store, .jobs = cores});
  if (!stages.ok()) return stages.status();
  const StageChain chain = stages->KeepChain();
  if (auto begun = BeginKeeping(chain, *stages->store()); !begun.ok()) return begun;
  const absl::StatusOr<RerunPlanner> planner = RerunPlanner::Make(chain, *stages->store());
  if (!planner.ok()) return planner.status();
  v1::Batch batch;
  batch.set_id(run);
  if (auto begun = stages->store()->CreateBatch(batch); !begun.ok()) return begun.status();
  CostMeter meter(std::vector<pid_t>{});
  const auto plan = PlanRerun(*planner, *stages->store(), cores);
  if (!plan.ok()) return plan.status();
  const auto again = ReportsToRerun(*stages->store(), *plan);
  const RunResult result =
      RunAll(chain, *again, {.jobs = cores, .batch = run, .group_reports = kRerunGroupReports});
  if (!result.status.ok()) return result.status;
  Applied applied{.cost = meter.Stop(reports, 0)};
  for (std::size_t i = 0; i < chain.stages(); ++i) applied.computed.push_back(chain.computed(i));
  return applied;
}

absl::StatusOr<Cost> Compare(const std::string& path, int cores) {
  const auto stages = Stages::Make({.store = path, .jobs = cores});
  if (!stages.ok()) return stages.status();
  CostMeter meter(std::vector<pid_t>{});
  LikenessCounts counts;
  const auto likenesses = FindLikenesses(*stages->store(), cores, nullptr, &counts);
  if (!likenesses.ok()) return likenesses.status();
  return meter.Stop(counts.reports);
}

void PrintApplied(const char* what, const Cost& cost, const std::vector<uint64_t>& computed) {
  std::printf("\napply after %s\n", what);
  std::printf("  %llu reports in %.2f s, %.0f/s, %.1f us CPU each, peak RSS %.0f MB\n",
              static_cast<unsigned long long>(cost.reports), cost.wall_seconds, cost.PerSecond(),
              cost.CpuMicros(), cost.peak_megabytes);
  std::printf("  computed: normalize %llu, segment %llu, extract %llu, validate %llu\n",
              static_cast<unsigned long long>(computed[0]),
              static_cast<unsigned long long>(computed[1]),
              static_cast<unsigned long long>(computed[2]),
              static_cast<unsigned long long>(computed[kValidate]));
  std::fflush(stdout);
}

Target ApplyTarget(const char* what, const Cost& cost, const std::vector<uint64_t>& computed) {
  return {
      .what = Concat("apply after ", what),
      .wanted = Concat(static_cast<int>(kReportsPerSecond), " reports/s"),
      .measured = Concat(static_cast<int>(cost.PerSecond())),
      .met = cost.PerSecond() >= kReportsPerSecond && computed[0] + computed[1] + computed[2] == 0,
      .reason = Concat(static_cast<int>(cost.CpuMicros()), " us CPU per report")};
}

}  // namespace

absl::StatusOr<RerunCost> MeasureRerun(uint64_t reports, int cores, bool compare) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const auto inputs = InputsMadeOnTheWay(ReportKind::kText, reports);
  if (auto made = MeasureRun(Way::kRun, cores, store, *inputs); !made.ok()) return made.status();
  // Reports whose partners came after them are judged again, as at the end of a run.
  const auto settled = Apply(store, "", "settle", reports, cores);
  if (!settled.ok()) return settled.status();
  RerunCost rerun;
  const TempFolder severity, one_more;
  WriteRules(severity, WithOtherSeverity);
  const auto shown = Apply(store, severity.path(), "severity", reports, cores);
  if (!shown.ok()) return shown.status();
  rerun.severity = shown->cost;
  rerun.computed_for_severity = shown->computed;
  PrintApplied("a change of severity", rerun.severity, rerun.computed_for_severity);
  WriteRules(one_more, WithOneMore);
  const auto all = Apply(store, one_more.path(), "one-more", reports, cores);
  if (!all.ok()) return all.status();
  rerun.rule = all->cost;
  rerun.computed_for_rule = all->computed;
  PrintApplied("a new rule", rerun.rule, rerun.computed_for_rule);
  if (!compare) return rerun;
  const auto compared = Compare(store, cores);
  if (!compared.ok()) return compared.status();
  rerun.compare = *compared;
  std::printf("compare\n  %llu reports in %.2f s, %.0f/s, %.1f us CPU each, peak RSS %.0f MB\n",
              static_cast<unsigned long long>(rerun.compare->reports), rerun.compare->wall_seconds,
              rerun.compare->PerSecond(), rerun.compare->CpuMicros(),
              rerun.compare->peak_megabytes);
  std::fflush(stdout);
  return rerun;
}

std::vector<Target> RerunTargets(const RerunCost& rerun) {
  std::vector<Target> targets = {
      ApplyTarget("a change of severity", rerun.severity, rerun.computed_for_severity),
      ApplyTarget("a new rule", rerun.rule, rerun.computed_for_rule)};
  if (!rerun.compare) return targets;
  const double compared = rerun.compare->PerSecond();
  targets.push_back(
      {.what = "every report compared with every other",
       .wanted = Concat(static_cast<int>(kComparedPerSecond), " reports/s"),
       .measured = Concat(static_cast<int>(compared)),
       .met = compared >= kComparedPerSecond,
       .reason = Concat(static_cast<int>(rerun.compare->CpuMicros()), " us CPU per report")});
  return targets;
}

}  // namespace gongkai
