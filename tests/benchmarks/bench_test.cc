#include <stdio.h>
#include <sys/wait.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/benchmarks/corpus_inputs.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/pdf.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Outcome {
  int status = -1;
  std::string output;
};

Outcome Bench(const std::string& flags) {
  Outcome outcome;
  FILE* pipe = popen((GONGKAI_BINARY_DIR "/gongkai-bench " + flags + " 2>&1").c_str(), "r");
  for (int c = 0; (c = fgetc(pipe)) != EOF;) outcome.output += static_cast<char>(c);
  outcome.status = WEXITSTATUS(pclose(pipe));
  return outcome;
}

TEST(BenchTest, MeasuresEveryWayAndPrintsTheTargets) {
  const Outcome outcome = Bench("--rounds 1 --text 64 --html 64 --pdf 16 --sizes 64 128");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("check, JSON"), HasSubstr("run, 5 workers"),
                                    HasSubstr("HTML SAX"), HasSubstr("6000 reports/s"),
                                    HasSubstr("rules alone"), HasSubstr("rules, no finding"),
                                    HasSubstr("250 pages/s"), HasSubstr("run, memory over size")));
  EXPECT_EQ(outcome.output.find("could not be processed"), std::string::npos) << outcome.output;
}

TEST(BenchTest, RefusesWrongFlags) {
  EXPECT_EQ(Bench("--nonsense").status, 2);
  EXPECT_EQ(Bench("--rounds 0").status, 2);
  EXPECT_EQ(Bench("--flat --sizes 64").status, 2);
  EXPECT_EQ(Bench("--help").status, 0);
}

TEST(BenchTest, MakesReportsOfTheSizeItNames) {
  const std::string text = MakePage(ReportKind::kText, 7);
  EXPECT_GT(text.size(), 7'500u);
  EXPECT_LT(text.size(), 10'500u);
  const std::string html = MakePage(ReportKind::kHtml, 7);
  EXPECT_GT(html.size(), 65'000u);
  EXPECT_LT(html.size(), 75'000u);
  EXPECT_EQ(html, MakePage(ReportKind::kHtml, 7));
  EXPECT_NE(html, MakePage(ReportKind::kHtml, 8));
}

// 1 000 reports in 0.1 s are 10 000/s; 0.18 s CPU on two cores of 0.1 s are 90 %; 180 us each.
Measured FastRun() {
  return {.cost = {.reports = 1'000, .wall_seconds = 0.1, .cpu_seconds = 0.18}};
}

// 2 000/s, and 720 us of CPU time each.
Measured SlowRun() {
  return {.cost = {.reports = 1'000, .wall_seconds = 0.5, .cpu_seconds = 0.72}};
}

Speed SpeedOf(ReportKind kind, const Measured& measured) {
  Speed speed{.plan = {.kind = kind, .reports = 1'000, .rounds = 1, .cores = 2}};
  // 60 us without the store, 100 with it.
  speed.floor = {.utf8 = 5, .nfkc = 15, .sax = 10, .protobuf = 30, .put = 40};
  speed.ways.fill(measured);
  speed.check.shares = {{"normalize", 25}, {"extract", 70}, {"segment", 3}, {"validate", 2}};
  speed.run = speed.check;
  return speed;
}

const Target& TargetOf(const std::vector<Target>& targets, std::string_view what,
                       std::string_view wanted) {
  for (const Target& target : targets) {
    if (target.what == what && target.wanted.find(wanted) != std::string::npos) return target;
  }
  ADD_FAILURE() << what << ", " << wanted;
  return targets.front();
}

TEST(TargetsTest, MeetsARateAndAMultipleOfTheFloor) {
  const auto targets =
      SpeedTargets(SpeedOf(ReportKind::kText, FastRun()), SpeedOf(ReportKind::kHtml, FastRun()));
  EXPECT_TRUE(TargetOf(targets, "check, text", "6000").met);
  EXPECT_EQ(TargetOf(targets, "check, text", "6000").measured, "10000");
  EXPECT_TRUE(TargetOf(targets, "check, text", "floor").met);
  EXPECT_EQ(TargetOf(targets, "check, text", "floor").measured, "3.00");
  EXPECT_EQ(TargetOf(targets, "run, text", "floor").measured, "1.80");
}

TEST(TargetsTest, SaysWhatTakesTheTimeWhereATargetIsMissed) {
  const auto targets =
      SpeedTargets(SpeedOf(ReportKind::kText, SlowRun()), SpeedOf(ReportKind::kHtml, FastRun()));
  const Target& rate = TargetOf(targets, "run, text", "4000");
  EXPECT_FALSE(rate.met);
  EXPECT_EQ(rate.reason, "extract 70 %, normalize 25 %, segment 3 %; cores busy 72 %");
  const Target& floor = TargetOf(targets, "run, text", "floor");
  EXPECT_FALSE(floor.met);
  EXPECT_EQ(floor.measured, "7.20");
  EXPECT_EQ(floor.reason, "extract 70 %, normalize 25 %, segment 3 %");
}

TEST(TargetsTest, CountsPagesOfPdf) {
  // 1 000 reports of four pages in half a second.
  const PdfSpeed fast{.pages = 4'000, .check = SlowRun()};
  EXPECT_TRUE(PdfTarget(fast).met);
  EXPECT_EQ(PdfTarget(fast).measured, "8000");
  PdfSpeed lost = fast;
  lost.check.unprocessed = 1;
  EXPECT_FALSE(PdfTarget(lost).met);
  EXPECT_FALSE(PdfTarget({.pages = 100, .check = SlowRun()}).met);
}

TEST(TargetsTest, ComparesTheLargestBatchWithTheSmallest) {
  FlatRow small{.reports = 1'000, .check = FastRun(), .run = FastRun()};
  FlatRow large{.reports = 30'000, .check = FastRun(), .run = SlowRun()};
  large.check.cost.peak_megabytes = 33;
  const auto targets = FlatTargets({small, large});
  std::vector<bool> met;
  for (const Target& target : targets) met.push_back(target.met);
  // Cost of check and run, memory of check and run.
  EXPECT_THAT(met, ElementsAre(true, false, false, true));
}

TEST(MeasureTest, TakesTheMedianOfEachFigure) {
  EXPECT_EQ(Median({3, 1, 2}), 2);
  const Cost median = MedianCost({{.reports = 5, .wall_seconds = 1, .cpu_seconds = 9},
                                  {.reports = 5, .wall_seconds = 2, .cpu_seconds = 7},
                                  {.reports = 5, .wall_seconds = 3, .cpu_seconds = 8}});
  EXPECT_EQ(median.reports, 5u);
  EXPECT_EQ(median.wall_seconds, 2);
  EXPECT_EQ(median.cpu_seconds, 8);
}

TEST(MeasureTest, CountsCpuTimeWallTimeAndMemory) {
  CostMeter meter;
  volatile uint64_t sum = 0;
  const double start = ThreadCpuSeconds();
  while (ThreadCpuSeconds() - start < 0.02) sum = sum + 1;
  const Cost cost = meter.Stop(1);
  EXPECT_GE(cost.cpu_seconds, 0.02);
  EXPECT_GE(cost.wall_seconds, 0.02);
  EXPECT_GT(cost.peak_megabytes, 1);
}

}  // namespace
}  // namespace gongkai
