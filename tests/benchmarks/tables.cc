#include "tests/benchmarks/tables.h"

#include <cstdio>
#include <string>

namespace gongkai {
namespace {

void PrintFloor(const Speed& speed) {
  const FloorCost& floor = speed.floor;
  std::printf("  floor, us CPU: UTF-8 check %.1f, NFKC %.1f", floor.utf8, floor.nfkc);
  if (speed.plan.kind == ReportKind::kHtml) std::printf(", HTML SAX %.1f", floor.sax);
  std::printf(
      ", protobuf fill %.1f and write %.1f, RocksDB put %.1f; without put %.1f, with %.1f\n",
      floor.fill, floor.protobuf, floor.put, floor.Check(), floor.Run());
}

void PrintShares(const char* way, const Breakdown& breakdown) {
  const double total = breakdown.Total();
  std::printf("  %-26s %9.1f us\n", way, total);
  for (const Share& share : breakdown.shares) {
    std::printf("    %-24s %9.1f     %5.1f %%\n", share.what.c_str(), share.micros,
                100 * share.micros / total);
  }
}

void PrintFlatCells(const Measured& measured) {
  std::printf("   %9.1f %9.0f %9.1f %9.1f", measured.cost.CpuMicros(), measured.cost.PerSecond(),
              measured.cost.peak_megabytes, measured.cost.growth_megabytes);
}

}  // namespace

void PrintSpeed(const Speed& speed) {
  std::printf("\n%s: %llu reports of %.1f KB, medians of %d rounds\n",
              std::string(KindName(speed.plan.kind)).c_str(),
              static_cast<unsigned long long>(speed.plan.reports), speed.mean_bytes / 1000,
              speed.plan.rounds);
  PrintFloor(speed);
  std::printf("  %-16s %10s %14s %8s %11s %12s %10s\n", "", "reports/s", "CPU us/report", "x floor",
              "cores busy", "peak RSS MB", "growth MB");
  for (int i = 0; i < kWays; ++i) {
    const Way way = static_cast<Way>(i);
    if (!speed.of(way)) continue;
    const Cost& cost = speed.of(way)->cost;
    const bool keeps = way == Way::kRun || way == Way::kWorkers;
    const double floor = keeps ? speed.floor.Run() : speed.floor.Check();
    std::printf("  %-16s %10.0f %14.1f %8.2f %9.0f %% %12.1f %10.1f\n",
                std::string(WayName(way)).c_str(), cost.PerSecond(), cost.CpuMicros(),
                cost.CpuMicros() / floor, 100 * cost.Busy(speed.plan.cores), cost.peak_megabytes,
                cost.growth_megabytes);
    if (speed.of(way)->unprocessed > 0) {
      std::printf("    %llu reports could not be processed\n",
                  static_cast<unsigned long long>(speed.of(way)->unprocessed));
    }
  }
}

void PrintBreakdown(const Speed& speed) {
  std::printf("\n%s: where the CPU time goes, per report\n",
              std::string(KindName(speed.plan.kind)).c_str());
  PrintShares("check", speed.check);
  std::printf("    %-24s %9.1f\n", "(as JSON instead)", speed.check.json_micros);
  PrintShares("run", speed.run);
}

void PrintPdf(const PdfSpeed& speed, int cores) {
  const Cost& cost = speed.check.cost;
  std::printf("\nPDF: %llu reports of %.1f pages, helpers included\n",
              static_cast<unsigned long long>(cost.reports),
              static_cast<double>(speed.pages) / static_cast<double>(cost.reports));
  std::printf("  %-16s %10s %14s %14s %11s %12s %10s\n", "", "pages/s", "reports/s",
              "CPU us/report", "cores busy", "peak RSS MB", "growth MB");
  std::printf("  %-16s %10.0f %14.0f %14.1f %9.0f %% %12.1f %10.1f\n", "check",
              speed.PagesPerSecond(), cost.PerSecond(), cost.CpuMicros(), 100 * cost.Busy(cores),
              cost.peak_megabytes, cost.growth_megabytes);
  if (speed.check.unprocessed > 0) {
    std::printf("    %llu reports could not be processed\n",
                static_cast<unsigned long long>(speed.check.unprocessed));
  }
}

void PrintFlat(const std::vector<FlatRow>& rows) {
  std::printf(
      "\ntext over size: CPU us per report, reports/s (making them included), peak RSS MB, "
      "growth MB\n");
  std::printf("  %9s   %-39s   %s\n", "reports", "check", "run");
  for (const FlatRow& row : rows) {
    std::printf("  %9llu", static_cast<unsigned long long>(row.reports));
    PrintFlatCells(row.check);
    PrintFlatCells(row.run);
    std::printf("\n");
  }
}

void PrintFlatFiles(const std::vector<FlatFileRow>& rows) {
  std::printf(
      "\nfiles over size: CPU us per report (helpers apart), reports/s (making them "
      "included), peak RSS MB, growth MB, RSS MB of the helpers at the end\n");
  for (const FlatFileRow& row : rows) {
    std::printf("  %-5s %9llu", std::string(KindName(row.kind)).c_str(),
                static_cast<unsigned long long>(row.reports));
    PrintFlatCells(row.check);
    std::printf(" %9.1f\n", row.helper_megabytes);
    if (row.check.unprocessed > 0) {
      std::printf("    %llu reports could not be processed\n",
                  static_cast<unsigned long long>(row.check.unprocessed));
    }
  }
}

void PrintTargets(const std::vector<Target>& targets) {
  std::printf("\n%-28s %-30s %10s\n", "target", "wanted", "measured");
  for (const Target& target : targets) {
    std::printf("%-28s %-30s %10s  %s\n", target.what.c_str(), target.wanted.c_str(),
                target.measured.c_str(), target.met ? "ok" : "missed");
    if (!target.met) std::printf("  what takes it: %s\n", target.reason.c_str());
  }
}

}  // namespace gongkai
