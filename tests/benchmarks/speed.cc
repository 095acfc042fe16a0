#include "tests/benchmarks/speed.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/strings.h"
#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

// Processed reports take a multiple of their source's memory.
constexpr std::size_t kProtobufSamples = 256;

class Rounds {
 public:
  explicit Rounds(const SpeedPlan& plan)
      : plan_(plan), pages_(MakePages(plan.kind, plan.reports)) {}

  // Runs once unmeasured; what that keeps is what the floor writes.
  absl::Status WarmUp() { return RunOnce(Way::kRun, stored_.path() + "/store").status(); }

  absl::Status Next() {
    if (absl::Status status = NextFloor(); !status.ok()) return status;
    for (int i = 0; i < kWays; ++i) {
      const Way way = static_cast<Way>(i);
      if (way == Way::kWorkers && !plan_.workers) continue;
      const TempFolder folder;
      auto measured = RunOnce(way, folder.path() + "/store");
      if (!measured.ok()) return measured.status();
      costs_[static_cast<std::size_t>(i)].push_back(measured->cost);
      unprocessed_[static_cast<std::size_t>(i)] = measured->unprocessed;
    }
    return NextBreakdown();
  }

  Speed Result() {
    Speed speed{.plan = plan_};
    for (const std::string& page : pages_) {
      speed.mean_bytes += static_cast<double>(page.size()) / static_cast<double>(pages_.size());
    }
    for (double FloorCost::*part : {&FloorCost::utf8, &FloorCost::nfkc, &FloorCost::sax,
                                    &FloorCost::fill, &FloorCost::protobuf, &FloorCost::put}) {
      std::vector<double> values;
      for (const FloorCost& floor : floors_) values.push_back(floor.*part);
      speed.floor.*part = Median(std::move(values));
    }
    for (std::size_t i = 0; i < kWays; ++i) {
      if (!costs_[i].empty()) speed.ways[i] = Measured{MedianCost(costs_[i]), unprocessed_[i]};
    }
    speed.check = MiddleOne(std::move(checks_));
    speed.run = MiddleOne(std::move(runs_));
    return speed;
  }

 private:
  absl::StatusOr<Measured> RunOnce(Way way, const std::string& store_folder) const {
    const auto inputs = InputsInMemory(plan_.kind, &pages_);
    return MeasureRun(way, plan_.cores, store_folder, *inputs);
  }

  // What it needs is read and made anew each round, so that it is not in memory while the runs
  // are measured.
  absl::Status NextFloor() {
    FloorCost floor;
    MeasureReading(pages_, plan_.kind == ReportKind::kHtml, plan_.cores, &floor);
    auto reports = Processed(plan_.kind, pages_, kProtobufSamples);
    if (!reports.ok()) return reports.status();
    MeasureProtobuf(*reports, plan_.cores, &floor);
    auto bytes = ReadStoredBytes(stored_.path() + "/store", pages_.size());
    if (!bytes.ok()) return bytes.status();
    const TempFolder folder;
    absl::Status status = MeasurePut(*bytes, folder.path() + "/store", plan_.cores, &floor);
    floors_.push_back(floor);
    return status;
  }

  absl::Status NextBreakdown() {
    auto check = BreakDown(plan_.kind, pages_, plan_.cores, "");
    if (!check.ok()) return check.status();
    checks_.push_back(*std::move(check));
    const TempFolder folder;
    auto run = BreakDown(plan_.kind, pages_, plan_.cores, folder.path() + "/store");
    if (!run.ok()) return run.status();
    runs_.push_back(*std::move(run));
    return absl::OkStatus();
  }

  // By their total; shares of one and the same round add up.
  static Breakdown MiddleOne(std::vector<Breakdown> all) {
    if (all.empty()) return {};
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::ranges::nth_element(all, middle, {}, &Breakdown::Total);
    return *middle;
  }

  const SpeedPlan plan_;
  const std::vector<std::string> pages_;
  const TempFolder stored_;
  std::vector<FloorCost> floors_;
  std::array<std::vector<Cost>, kWays> costs_;
  std::array<uint64_t, kWays> unprocessed_{};
  std::vector<Breakdown> checks_;
  std::vector<Breakdown> runs_;
};

}  // namespace

absl::StatusOr<Speed> MeasureSpeed(const SpeedPlan& plan) {
  Rounds rounds(plan);
  if (absl::Status status = rounds.WarmUp(); !status.ok()) return status;
  for (int i = 0; i < plan.rounds; ++i) {
    if (absl::Status status = rounds.Next(); !status.ok()) return status;
  }
  return rounds.Result();
}

}  // namespace gongkai
