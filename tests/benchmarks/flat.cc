#include "tests/benchmarks/flat.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

constexpr uint64_t kSmall = 10'000;
constexpr int kSmallRepeats = 3;

absl::StatusOr<Measured> MeasureSize(Way way, uint64_t reports, int cores) {
  std::vector<Cost> costs;
  uint64_t unprocessed = 0;
  for (int i = 0; i < (reports <= kSmall ? kSmallRepeats : 1); ++i) {
    const TempFolder folder;
    const auto inputs = InputsMadeOnTheWay(ReportKind::kText, reports);
    auto measured = MeasureRun(way, cores, folder.path() + "/store", *inputs);
    if (!measured.ok()) return measured.status();
    costs.push_back(measured->cost);
    unprocessed = measured->unprocessed;
  }
  return Measured{MedianCost(costs), unprocessed};
}

double HelperMegabytes() {
  double sum = 0;
  for (const pid_t helper : ChildProcesses()) {
    std::ifstream status("/proc/" + std::to_string(helper) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmRSS:")) sum += std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
  }
  return sum;
}

}  // namespace

absl::StatusOr<std::vector<FlatFileRow>> MeasureFlatFiles(std::span<const uint64_t> sizes,
                                                          int cores) {
  std::vector<FlatFileRow> rows;
  for (const ReportKind kind : {ReportKind::kDocx, ReportKind::kPdf}) {
    for (const uint64_t reports : sizes) {
      const auto inputs = InputsMadeOnTheWay(kind, reports);
      auto measured = MeasureRun(Way::kCheckText, cores, "", *inputs);
      if (!measured.ok()) return measured.status();
      rows.push_back({kind, reports, *measured, HelperMegabytes()});
    }
  }
  return rows;
}

absl::StatusOr<std::vector<FlatRow>> MeasureFlat(std::span<const uint64_t> sizes, int cores) {
  std::vector<FlatRow> rows;
  for (const uint64_t reports : sizes) {
    auto check = MeasureSize(Way::kCheckText, reports, cores);
    if (!check.ok()) return check.status();
    auto run = MeasureSize(Way::kRun, reports, cores);
    if (!run.ok()) return run.status();
    rows.push_back({reports, *check, *run});
  }
  return rows;
}

}  // namespace gongkai
