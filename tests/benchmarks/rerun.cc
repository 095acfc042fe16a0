#include "tests/benchmarks/rerun.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "common/strings.h"
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
constexpr char kRun[] = "apply";

// The built-in rules, one of them with another severity.
void WriteChangedRules(const TempFolder& folder) {
  bool changed = false;
  for (const auto& file :
       std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/validate/rules")) {
    if (file.path().extension() != ".textproto") continue;
    std::ifstream in(file.path());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    constexpr std::string_view kError = "severity: ERROR";
    if (const std::size_t at = text.find(kError); !changed && at != text.npos) {
      text.replace(at, kError.size(), "severity: WARNING");
      changed = true;
    }
    folder.Write(file.path().filename().string(), text);
  }
}

}  // namespace

absl::StatusOr<RerunCost> MeasureRerun(uint64_t reports, int cores) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const auto inputs = InputsMadeOnTheWay(ReportKind::kText, reports);
  if (auto made = MeasureRun(Way::kRun, cores, store, *inputs); !made.ok()) return made.status();
  const TempFolder rules;
  WriteChangedRules(rules);
  auto stages = Stages::Make({.rules = rules.path(), .store = store, .jobs = cores});
  if (!stages.ok()) return stages.status();
  const StageChain chain = stages->KeepChain();
  const absl::StatusOr<RerunPlanner> made = RerunPlanner::Make(chain, *stages->store());
  if (!made.ok()) return made.status();
  const RerunPlanner& planner = *made;
  v1::Batch batch;
  batch.set_id(kRun);
  if (auto begun = stages->store()->CreateBatch(batch); !begun.ok()) return begun.status();
  CostMeter meter(std::vector<pid_t>{});
  const auto plan = PlanRerun(planner, *stages->store());
  if (!plan.ok()) return plan.status();
  const auto again = ReportsToRerun(planner, *stages->store(), plan->again);
  const RunResult result = RunAll(chain, *again, {.jobs = cores, .batch = kRun});
  if (!result.status.ok()) return result.status;
  RerunCost rerun{.cost = meter.Stop(result.counts.done, 0)};
  for (std::size_t i = 0; i < chain.stages(); ++i) rerun.computed.push_back(chain.computed(i));
  CostMeter compare_meter(std::vector<pid_t>{});
  LikenessCounts counts;
  const auto likenesses = FindLikenesses(*stages->store(), cores, nullptr, &counts);
  if (!likenesses.ok()) return likenesses.status();
  rerun.compare = compare_meter.Stop(counts.reports);
  return rerun;
}

void PrintRerun(const RerunCost& rerun) {
  std::printf("\napply after a change of rules\n");
  std::printf("  %llu reports in %.2f s, %.0f/s, %.1f us CPU each, peak RSS %.0f MB\n",
              static_cast<unsigned long long>(rerun.cost.reports), rerun.cost.wall_seconds,
              rerun.cost.PerSecond(), rerun.cost.CpuMicros(), rerun.cost.peak_megabytes);
  std::printf("  computed: normalize %llu, segment %llu, extract %llu, validate %llu\n",
              static_cast<unsigned long long>(rerun.computed[0]),
              static_cast<unsigned long long>(rerun.computed[1]),
              static_cast<unsigned long long>(rerun.computed[2]),
              static_cast<unsigned long long>(rerun.computed[kValidate]));
  std::printf("compare\n  %llu reports in %.2f s, %.0f/s, %.1f us CPU each, peak RSS %.0f MB\n",
              static_cast<unsigned long long>(rerun.compare.reports), rerun.compare.wall_seconds,
              rerun.compare.PerSecond(), rerun.compare.CpuMicros(), rerun.compare.peak_megabytes);
  std::fflush(stdout);
}

Target CompareTarget(const RerunCost& rerun) {
  const double measured = rerun.compare.PerSecond();
  return {.what = "every report compared with every other",
          .wanted = Concat(static_cast<int>(kComparedPerSecond), " reports/s"),
          .measured = Concat(static_cast<int>(measured)),
          .met = measured >= kComparedPerSecond,
          .reason = Concat(static_cast<int>(rerun.compare.CpuMicros()), " us CPU per report")};
}

Target RerunTarget(const RerunCost& rerun) {
  const double measured = rerun.cost.PerSecond();
  return {.what = "apply after a change of rules",
          .wanted = Concat(static_cast<int>(kReportsPerSecond), " reports/s"),
          .measured = Concat(static_cast<int>(measured)),
          .met = measured >= kReportsPerSecond &&
                 rerun.computed[0] + rerun.computed[1] + rerun.computed[2] == 0,
          .reason = Concat(static_cast<int>(rerun.cost.CpuMicros()), " us CPU per report")};
}

}  // namespace gongkai
