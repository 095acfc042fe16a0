#include "tests/benchmarks/targets.h"

#include <algorithm>
#include <cstdio>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr double kCheckTextPerSecond = 6'000;
constexpr double kCheckHtmlPerSecond = 1'200;
constexpr double kRunTextPerSecond = 4'000;
constexpr double kTimesFloor = 3;
constexpr double kWorkersShare = 0.5;

// Figures of a shared machine that lie closer together say nothing.
constexpr double kFlatCost = 1.25;
constexpr double kFlatMegabytes = 32;
// What the store may fill up to, whatever its size.
constexpr double kStoreMegabytes = (kStoreCacheBytes + kStoreWriteBufferBytes) / kMegabyte;

std::string Figure(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof(text), format, value);
  return text;
}

const Breakdown& BreakdownOf(const Speed& speed, Way way) {
  return way == Way::kRun || way == Way::kWorkers ? speed.run : speed.check;
}

std::string Named(const Speed& speed, Way way) {
  return Concat(WayName(way), ", ", KindName(speed.plan.kind));
}

// Cores that stood still, or worked for others, explain a low rate before any stage does.
std::string BusyCores(const Speed& speed, Way way) {
  return Figure("cores busy %.0f %%", 100 * speed.of(way)->cost.Busy(speed.plan.cores));
}

Target Rate(const Speed& speed, Way way, double wanted) {
  const double measured = speed.of(way)->cost.PerSecond();
  return {.what = Named(speed, way),
          .wanted = Figure("%.0f reports/s", wanted),
          .measured = Figure("%.0f", measured),
          .met = measured >= wanted,
          .reason = Concat(BreakdownOf(speed, way).Largest(), "; ", BusyCores(speed, way))};
}

Target AgainstFloor(const Speed& speed, Way way) {
  const double floor = way == Way::kRun ? speed.floor.Run() : speed.floor.Check();
  const double times = speed.of(way)->cost.CpuMicros() / floor;
  return {.what = Named(speed, way),
          .wanted = Figure("CPU at most %.0f x the floor", kTimesFloor),
          .measured = Figure("%.2f", times),
          .met = times <= kTimesFloor,
          .reason = BreakdownOf(speed, way).Largest()};
}

Target WorkersAgainstEmbedded(const Speed& speed) {
  const Cost& workers = speed.of(Way::kWorkers)->cost;
  const Cost& embedded = speed.of(Way::kRun)->cost;
  const double share = workers.PerSecond() / embedded.PerSecond();
  return {.what = "five workers, text",
          .wanted = Figure("%.2f of embedded", kWorkersShare),
          .measured = Figure("%.2f", share),
          .met = share >= kWorkersShare,
          .reason = Concat("messages between processes: ",
                           Figure("%.0f", workers.CpuMicros() - embedded.CpuMicros()),
                           " us CPU per report above embedded; ", BusyCores(speed, Way::kWorkers))};
}

Target FlatCost(const std::vector<FlatRow>& rows, Measured FlatRow::*way, Way name) {
  const double first = (rows.front().*way).cost.CpuMicros();
  const double last = (rows.back().*way).cost.CpuMicros();
  return {.what = Concat(WayName(name), ", cost over size"),
          .wanted = Figure("at most %.2f x", kFlatCost),
          .measured = Figure("%.2f", last / first),
          .met = last <= kFlatCost * first,
          .reason = Figure("%.0f us CPU per report at the smallest size, ", first) +
                    Figure("%.0f at the largest", last)};
}

Target FlatMemory(const std::vector<FlatRow>& rows, Measured FlatRow::*way, Way name,
                  double allowed) {
  const double first = (rows.front().*way).cost.peak_megabytes;
  const double last = (rows.back().*way).cost.peak_megabytes;
  return {.what = Concat(WayName(name), ", memory over size"),
          .wanted = Figure("at most %.0f MB more", allowed),
          .measured = Figure("%.0f", last - first),
          .met = last - first <= allowed,
          .reason = Figure("%.0f MB at the smallest size, ", first) +
                    Figure("%.0f MB at the largest", last)};
}

}  // namespace

std::vector<Target> FlatFileTargets(const std::vector<FlatFileRow>& rows) {
  std::vector<Target> targets;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::size_t last = i;
    while (last + 1 < rows.size() && rows[last + 1].kind == rows[i].kind) ++last;
    const double first_mb = rows[i].check.cost.peak_megabytes + rows[i].helper_megabytes;
    const double last_mb = rows[last].check.cost.peak_megabytes + rows[last].helper_megabytes;
    targets.push_back({.what = Concat("check, ", KindName(rows[i].kind), ", memory over size"),
                       .wanted = Figure("at most %.0f MB more", kFlatMegabytes),
                       .measured = Figure("%.0f", last_mb - first_mb),
                       .met = last_mb - first_mb <= kFlatMegabytes,
                       .reason = Figure("%.0f MB at the smallest size, ", first_mb) +
                                 Figure("%.0f MB at the largest", last_mb)});
    i = last;
  }
  return targets;
}

std::vector<Target> SpeedTargets(const Speed& text, const Speed& html) {
  std::vector<Target> targets = {Rate(text, Way::kCheckText, kCheckTextPerSecond),
                                 Rate(html, Way::kCheckText, kCheckHtmlPerSecond),
                                 Rate(text, Way::kRun, kRunTextPerSecond)};
  for (const Speed* speed : {&text, &html}) {
    targets.push_back(AgainstFloor(*speed, Way::kCheckText));
    targets.push_back(AgainstFloor(*speed, Way::kRun));
  }
  if (text.of(Way::kWorkers)) targets.push_back(WorkersAgainstEmbedded(text));
  return targets;
}

std::vector<Target> FlatTargets(const std::vector<FlatRow>& rows) {
  if (rows.size() < 2) return {};
  return {FlatCost(rows, &FlatRow::check, Way::kCheckText),
          FlatCost(rows, &FlatRow::run, Way::kRun),
          FlatMemory(rows, &FlatRow::check, Way::kCheckText, kFlatMegabytes),
          FlatMemory(rows, &FlatRow::run, Way::kRun, kFlatMegabytes + kStoreMegabytes)};
}

}  // namespace gongkai
