#include "tests/benchmarks/alignment.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>
#include <utility>

#include "extract/alignment.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/benchmarks/corpus_inputs.h"
#include "tests/benchmarks/measure.h"

namespace gongkai {
namespace {

constexpr double kCleanMicros = 60;
constexpr double kHostileMillis = 50;
constexpr uint64_t kReports = 256;
constexpr int kTimes = 9;

absl::StatusOr<std::unique_ptr<v1::Report>> Segmented(std::string bytes) {
  auto report = std::make_unique<v1::Report>();
  FillReport("report.txt", std::move(bytes), report.get());
  v1::Report* one = report.get();
  NormalizeStage normalize;
  SegmentStage segment;
  for (Stage* stage : {static_cast<Stage*>(&normalize), static_cast<Stage*>(&segment)}) {
    if (absl::Status status = stage->Process({&one, 1}); !status.ok()) return status;
  }
  return report;
}

// The least of several times, in seconds of CPU: what else the machine does only adds to it.
double SecondsOf(const v1::Report& report, const FormModel& model) {
  double least = 1e9;
  for (int i = 0; i < kTimes; ++i) {
    const double begin = ThreadCpuSeconds();
    const auto alignment =
        Align(report.document(), report.outline(), model, FigureReader::Builtin());
    least = std::min(least, ThreadCpuSeconds() - begin);
  }
  return least;
}

std::string Repeated(std::string_view part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

// What costs most where an aligner compares everything with everything, up to the bounds and
// beyond.
std::vector<std::pair<std::string, std::string>> HostileTables() {
  constexpr std::string_view kRow = "| 规章 | 1 | 2 | 3 |\n";
  constexpr std::string_view kHeader =
      "| 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n";
  constexpr std::string_view kDisputes =
      "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 0 | 0 | 0 | 0 | 0 |\n";
  return {{"one row 19 000 times", Repeated(kRow, 19'000)},
          {"one row 60 000 times", Repeated(kRow, 60'000)},
          {"a header 20 000 times", Repeated(kHeader, 20'000)},
          {"disputes 20 000 times", Repeated(kDisputes, 20'000)},
          {"labels 60 000 times", Repeated("规章\n行政规范性文件\n", 60'000)},
          {"labels on one line", Repeated("规章行政规范性文件行政许可行政处罚", 4'000)},
          {"190 000 figures", "规章\n" + Repeated("0 ", 190'000)},
          {"rows of 40 figures", Repeated("| 规章 " + Repeated("| 0 ", 40) + "|\n", 9'000)}};
}

}  // namespace

absl::StatusOr<AlignmentSpeed> MeasureAlignment() {
  const FormModel model(FormFamilies(FormCatalog::Builtin()).back(), FigureReader::Builtin());
  AlignmentSpeed speed;
  std::vector<double> seconds;
  for (uint64_t i = 0; i < kReports; ++i) {
    auto report = Segmented(MakePage(ReportKind::kText, i));
    if (!report.ok()) return report.status();
    seconds.push_back(SecondsOf(**report, model));
  }
  std::ranges::sort(seconds);
  speed.clean_micros = seconds[seconds.size() / 2] * 1e6;
  for (const auto& [what, table] : HostileTables()) {
    auto report =
        Segmented("某县水利局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n" + table);
    if (!report.ok()) return report.status();
    speed.hostile.push_back({what, SecondsOf(**report, model) * 1e3});
  }
  return speed;
}

std::vector<Target> AlignmentTargets(const AlignmentSpeed& speed) {
  const auto worst = std::ranges::max_element(speed.hostile, {}, &AlignmentSpeed::Hostile::millis);
  char clean_wanted[48], clean[32], hostile_wanted[48], hostile[32];
  std::snprintf(clean_wanted, sizeof(clean_wanted), "at most %.0f us CPU", kCleanMicros);
  std::snprintf(clean, sizeof(clean), "%.1f", speed.clean_micros);
  std::snprintf(hostile_wanted, sizeof(hostile_wanted), "at most %.0f ms CPU", kHostileMillis);
  std::snprintf(hostile, sizeof(hostile), "%.1f", worst->millis);
  return {{.what = "alignment, clean",
           .wanted = clean_wanted,
           .measured = clean,
           .met = speed.clean_micros <= kCleanMicros,
           .reason = "tokens, labels, rows"},
          {.what = "alignment, hostile",
           .wanted = hostile_wanted,
           .measured = hostile,
           .met = worst->millis <= kHostileMillis,
           .reason = worst->what}};
}

void PrintAlignment(const AlignmentSpeed& speed) {
  std::printf("\nalignment alone\n  %-28s %10.1f us CPU\n", "clean report, median",
              speed.clean_micros);
  for (const AlignmentSpeed::Hostile& one : speed.hostile) {
    std::printf("  %-28s %10.1f ms CPU\n", one.what.c_str(), one.millis);
  }
}

}  // namespace gongkai
