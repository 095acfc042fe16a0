#include "tests/benchmarks/pdf.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace gongkai {
namespace {

constexpr double kPagesPerSecond = 250;

uint64_t CountPages(const std::vector<std::string>& reports) {
  constexpr std::string_view kPage = "/Type /Page ";
  uint64_t pages = 0;
  for (const std::string& report : reports) {
    for (std::size_t at = 0; (at = report.find(kPage, at)) != std::string::npos; ++at) ++pages;
  }
  return pages;
}

}  // namespace

absl::StatusOr<PdfSpeed> MeasurePdf(uint64_t reports, int rounds, int cores) {
  const std::vector<std::string> pages = MakePages(ReportKind::kPdf, reports);
  PdfSpeed speed{.pages = CountPages(pages)};
  std::vector<Cost> costs;
  for (int round = -1; round < rounds; ++round) {  // the first starts the helpers
    const auto inputs = InputsInMemory(ReportKind::kPdf, &pages);
    auto measured = MeasureRun(Way::kCheckText, cores, "", *inputs);
    if (!measured.ok()) return measured.status();
    if (round < 0) continue;
    costs.push_back(measured->cost);
    speed.check.unprocessed = measured->unprocessed;
  }
  speed.check.cost = MedianCost(costs);
  return speed;
}

Target PdfTarget(const PdfSpeed& speed) {
  char measured[32], reason[96], wanted[32];
  std::snprintf(wanted, sizeof(wanted), "%.0f pages/s", kPagesPerSecond);
  std::snprintf(measured, sizeof(measured), "%.0f", speed.PagesPerSecond());
  std::snprintf(reason, sizeof(reason), "%.0f us CPU per report, %llu not processed",
                speed.check.cost.CpuMicros(),
                static_cast<unsigned long long>(speed.check.unprocessed));
  return {.what = "check, PDF",
          .wanted = wanted,
          .measured = measured,
          .met = speed.PagesPerSecond() >= kPagesPerSecond && speed.check.unprocessed == 0,
          .reason = reason};
}

}  // namespace gongkai
