#include "tests/benchmarks/office.h"

#include <cstdio>
#include <string>
#include <utility>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr double kCheckDocxPerSecond = 1'500;

absl::StatusOr<OfficeRow> MeasureKind(ReportKind kind, uint64_t reports, int rounds, int cores) {
  const std::vector<std::string> pages = MakePages(kind, reports);
  OfficeRow row{.kind = kind};
  for (const std::string& page : pages) {
    row.mean_bytes += static_cast<double>(page.size()) / static_cast<double>(pages.size());
  }
  std::vector<Cost> costs;
  for (int i = 0; i < rounds; ++i) {
    const auto inputs = InputsInMemory(kind, &pages);
    absl::StatusOr<Measured> measured = MeasureRun(Way::kCheckText, cores, "", *inputs);
    if (!measured.ok()) return measured.status();
    costs.push_back(measured->cost);
    row.check.unprocessed = measured->unprocessed;
  }
  row.check.cost = MedianCost(costs);
  return row;
}

}  // namespace

absl::StatusOr<std::vector<OfficeRow>> MeasureOffice(uint64_t reports, int rounds, int cores) {
  std::vector<OfficeRow> rows;
  for (const ReportKind kind : {ReportKind::kDocx, ReportKind::kXlsx}) {
    absl::StatusOr<OfficeRow> row = MeasureKind(kind, reports, rounds, cores);
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  return rows;
}

void PrintOffice(const std::vector<OfficeRow>& rows) {
  std::printf("\noffice documents, check\n");
  std::printf("  %-6s %10s %12s %14s %8s\n", "kind", "bytes", "reports/s", "CPU us/report",
              "errors");
  for (const OfficeRow& row : rows) {
    std::printf("  %-6s %10.0f %12.0f %14.0f %8llu\n", std::string(KindName(row.kind)).c_str(),
                row.mean_bytes, row.check.cost.PerSecond(), row.check.cost.CpuMicros(),
                static_cast<unsigned long long>(row.check.unprocessed));
  }
  std::fflush(stdout);
}

std::vector<Target> OfficeTargets(const std::vector<OfficeRow>& rows) {
  std::vector<Target> targets;
  for (const OfficeRow& row : rows) {
    if (row.kind != ReportKind::kDocx) continue;
    const double measured = row.check.cost.PerSecond();
    targets.push_back(
        {.what = Concat("check, ", KindName(row.kind)),
         .wanted = Concat(static_cast<int>(kCheckDocxPerSecond), " reports/s"),
         .measured = Concat(static_cast<int>(measured)),
         .met = measured >= kCheckDocxPerSecond && row.check.unprocessed == 0,
         .reason = Concat(static_cast<int>(row.check.cost.CpuMicros()), " us CPU per report")});
  }
  return targets;
}

}  // namespace gongkai
