#include "tests/benchmarks/runs.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/checked_report.h"
#include "pipeline/runner.h"
#include "pipeline/stages.h"
#include "pipeline/text_view.h"
#include "tests/benchmarks/workers.h"

namespace gongkai {
namespace {

constexpr char kBatch[] = "bench";

bool Keeps(Way way) { return way == Way::kRun || way == Way::kWorkers; }

std::string RenderFor(Way way, const v1::Report& report) {
  switch (way) {
    case Way::kCheckText:
      return CheckText(report, {});
    case Way::kCheckJson:
      return ToJson(ToCheckedReport(report, v1::ZH)) + "\n";
    default:
      return report.has_error() ? CheckText(report, {}) : std::string();
  }
}

absl::Status BeginBatch(uint64_t total, Store* store) {
  v1::Batch batch;
  batch.set_id(kBatch);
  batch.set_state(v1::Batch::RUNNING);
  batch.set_total(total);
  return store->CreateBatch(batch).status();
}

absl::StatusOr<Measured> RunThrough(Way way, std::optional<Stages> stages,
                                    std::vector<pid_t> workers, BenchInputs& inputs) {
  RunnerOptions options{.jobs = stages->jobs(),
                        .group_reports = Keeps(way) ? kGroupReports : kCheckGroupReports};
  if (Keeps(way)) {
    options.batch = kBatch;
    if (absl::Status s = BeginBatch(inputs.total(), stages->store()); !s.ok()) return s;
  }
  uint64_t bytes = 0;
  options.render = [way](const v1::Report& report, const WaivedFindings*) {
    return RenderFor(way, report);
  };
  options.deliver = [&bytes](const std::string& text) { bytes += text.size(); };
  const StageChain chain = Keeps(way) ? stages->KeepChain() : stages->CheckChain();
  CostMeter meter(std::move(workers));
  const RunResult result = RunAll(chain, inputs, options);
  meter.StopWall();
  if (!result.status.ok()) return result.status;
  stages.reset();
  return Measured{meter.Stop(result.counts.done, inputs.making_seconds()),
                  result.counts.unprocessed};
}

}  // namespace

std::string_view WayName(Way way) {
  constexpr std::string_view kNames[kWays] = {"check", "check, JSON", "run", "run, 5 workers"};
  return kNames[static_cast<int>(way)];
}

absl::StatusOr<Measured> MeasureRun(Way way, int cores, const std::string& store_folder,
                                    BenchInputs& inputs) {
  StageOptions options{.jobs = cores};
  std::optional<Workers> workers;
  if (way == Way::kRun) options.store = store_folder;
  if (way == Way::kWorkers) {
    auto started = Workers::Start(store_folder, cores);
    if (!started.ok()) return started.status();
    workers = *std::move(started);
    options.remote = workers->addresses();
    options.jobs = 0;  // as many groups as keep the workers busy
  }
  auto stages = Stages::Make(options);
  if (!stages.ok()) return stages.status();
  return RunThrough(way, *std::move(stages), workers ? workers->processes() : ChildProcesses(),
                    inputs);
}

}  // namespace gongkai
