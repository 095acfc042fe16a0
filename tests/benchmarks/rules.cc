#include "tests/benchmarks/rules.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "common/arena.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/benchmarks/corpus_inputs.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

constexpr double kReportsJudgedPerSecond = 50'000;
constexpr double kCleanMicros = 15;

// Few enough to be made in a second, gone over often enough to be measured.
constexpr uint64_t kReports = 512;
constexpr std::size_t kTimes = 40;
constexpr std::size_t kGroup = 64;

// Groups on an arena each, as the stage before leaves them to the rules.
struct Reports {
  std::vector<std::unique_ptr<google::protobuf::Arena>> arenas;
  std::vector<const v1::Report*> all;
};

absl::StatusOr<Reports> Extracted() {
  NormalizeStage normalize;
  SegmentStage segment;
  ExtractStage extract;
  Reports reports;
  for (uint64_t i = 0; i < kReports; ++i) {
    if (i % kGroup == 0) {
      reports.arenas.push_back(std::make_unique<google::protobuf::Arena>(ArenaBlocks()));
    }
    auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(reports.arenas.back().get());
    reports.all.push_back(report);
    FillReport(PageUri(ReportKind::kText, i), MakePage(ReportKind::kText, i), report);
    for (Stage* stage : {static_cast<Stage*>(&normalize), static_cast<Stage*>(&segment),
                         static_cast<Stage*>(&extract)}) {
      if (absl::Status status = stage->Process({&report, 1}); !status.ok()) return status;
    }
  }
  return reports;
}

void Validate(const Validator& validator, const v1::Report& report, v1::Assessment* assessment) {
  validator.Validate(&report.document(), report.outline(), report.extraction(), assessment);
}

std::vector<const v1::Report*> WithoutFindings(const Validator& validator, const Reports& reports) {
  std::vector<const v1::Report*> clean;
  for (const v1::Report* report : reports.all) {
    v1::Assessment assessment;
    Validate(validator, *report, &assessment);
    if (assessment.findings().empty()) clean.push_back(report);
  }
  return clean;
}

// In groups, their messages on an arena, as in the pipeline.
Cost Measure(const Validator& validator, const std::vector<const v1::Report*>& reports, int cores) {
  const std::size_t total = reports.size() * kTimes;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t begin; (begin = next.fetch_add(kGroup)) < total;) {
      google::protobuf::Arena arena(ArenaBlocks());
      for (std::size_t i = begin; i < std::min(begin + kGroup, total); ++i) {
        Validate(validator, *reports[i % reports.size()],
                 google::protobuf::Arena::CreateMessage<v1::Assessment>(&arena));
      }
    }
  };
  CostMeter meter;
  std::vector<std::thread> threads;
  for (int i = 0; i < cores; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return meter.Stop(total);
}

Target LimitOf(const RulesSpeed& speed) {
  char wanted[48], measured[32];
  std::snprintf(wanted, sizeof(wanted), "at most %.0f us CPU", kCleanMicros);
  std::snprintf(measured, sizeof(measured), "%.1f", speed.clean.CpuMicros());
  return {.what = "rules, no finding",
          .wanted = wanted,
          .measured = measured,
          .met = speed.clean.CpuMicros() <= kCleanMicros,
          .reason = std::to_string(speed.rules) + " rules"};
}

}  // namespace

absl::StatusOr<RulesSpeed> MeasureRules(int rounds, int cores) {
  const absl::StatusOr<Reports> reports = Extracted();
  if (!reports.ok()) return reports.status();
  const Validator validator;
  const std::vector<const v1::Report*> clean = WithoutFindings(validator, *reports);
  if (clean.empty()) return absl::InternalError("no generated report is without findings");
  std::vector<Cost> of_all, of_clean;
  for (int round = 0; round < rounds; ++round) {
    of_all.push_back(Measure(validator, reports->all, cores));
    of_clean.push_back(Measure(validator, clean, cores));
  }
  return RulesSpeed{validator.rules().size(), MedianCost(of_all), MedianCost(of_clean)};
}

std::vector<Target> RulesTargets(const RulesSpeed& speed) {
  char wanted[32], measured[32], reason[64];
  std::snprintf(wanted, sizeof(wanted), "%.0f reports/s", kReportsJudgedPerSecond);
  std::snprintf(measured, sizeof(measured), "%.0f", speed.all.PerSecond());
  std::snprintf(reason, sizeof(reason), "%.1f us CPU per report", speed.all.CpuMicros());
  return {{.what = "rules alone",
           .wanted = wanted,
           .measured = measured,
           .met = speed.all.PerSecond() >= kReportsJudgedPerSecond,
           .reason = reason},
          LimitOf(speed)};
}

void PrintRules(const RulesSpeed& speed) {
  std::printf("\nrules alone: %llu rules over %llu text reports that are extracted already\n",
              static_cast<unsigned long long>(speed.rules),
              static_cast<unsigned long long>(kReports));
  std::printf("  %-16s %14s %14s\n", "", "reports/s", "CPU us/report");
  std::printf("  %-16s %14.0f %14.1f\n", "all", speed.all.PerSecond(), speed.all.CpuMicros());
  std::printf("  %-16s %14.0f %14.1f\n", "without finding", speed.clean.PerSecond(),
              speed.clean.CpuMicros());
}

}  // namespace gongkai
