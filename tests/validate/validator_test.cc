#include "validate/validator.h"

#include <thread>

#include "assessment_by.h"
#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "report_builder.h"
#include "validate/example_report.h"

namespace gongkai {
namespace {

RulePack PackOf(std::string_view rules) {
  const EmbeddedFile file{"test.textproto", rules};
  absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  EXPECT_TRUE(pack.ok()) << pack.status();
  return *std::move(pack);
}

TEST(Validator, GivesTheSameAnswerFromManyThreads) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("applications.result_total.total", "32").DropTable(v1::DISPUTES_TABLE);
  const Validator validator;
  const std::string expected =
      AssessmentBy(validator, report.report().outline(), report.report().extraction())
          .SerializeAsString();
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&] {
      answer = AssessmentBy(validator, report.report().outline(), report.report().extraction())
                   .SerializeAsString();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) EXPECT_EQ(answer, expected);
}

TEST(Validator, BearsWhatNoExtractorWouldSend) {
  v1::Extraction extraction;
  extraction.set_form(v1::FORM_2021);
  extraction.add_cells()->set_number(0xffffffff);
  extraction.add_cells()->set_number(0);
  v1::Cell& cell = *extraction.add_cells();  // a value that is no number
  cell.set_number(7);
  cell.set_state(v1::VALUE);
  cell.set_value("\xff");
  extraction.add_tables()->set_kind(v1::TABLE_KIND_UNSPECIFIED);
  v1::Table& table = *extraction.add_tables();
  table.set_kind(v1::PROACTIVE_TABLE);
  table.set_found(true);
  for (int i = 0; i < 1000; ++i) table.add_extra_rows()->set_value("行");
  const v1::Assessment assessment = AssessmentBy(Validator(StatutoryRules()), {}, extraction);
  EXPECT_EQ(assessment.verdict(), v1::REJECTED);
  EXPECT_EQ(AssessmentBy(Validator(StatutoryRules()), {}, {}).verdict(), v1::ACCEPTED);
}

TEST(Validator, KeepsAtMostTheFindingsOfItsBoundButCountsAll) {
  std::string rules;
  for (int i = 0; i < 100; ++i) {  // 100 rules of 25 rows each: 2500 findings
    rules += Concat(R"(rules { id: "X-)", i, R"("
      severity: ERROR basis: "b" title_zh: "t" title_en: "t"
      applies { forms: FORM_2021 }
      balance {
        table: APPLICATIONS_TABLE for_each: ROW
        left { cells: "{row}.total" name_zh: "a" name_en: "a" }
        right { cells: "{row}.other" name_zh: "b" name_en: "b" }
      }
      cases { faults: UNEQUAL message_zh: "m" message_en: "m" }
      cases { faults: [NO_VALUE, TABLE_MISSING] outcome: NOT_ASSESSABLE message_zh: "m" message_en: "m" }
    })");
  }
  ReportBuilder report(v1::FORM_2021, 2023);
  for (v1::Cell& cell : *report.extraction().mutable_cells()) {
    cell.set_value(Concat(cell.number()));
  }
  const v1::Assessment assessment = AssessmentBy(
      Validator(PackOf(rules)), report.report().outline(), report.report().extraction());
  EXPECT_EQ(static_cast<std::size_t>(assessment.findings_size()), kMaxFindings);
  EXPECT_EQ(assessment.failed(), 2500u);
  EXPECT_EQ(assessment.verdict(), v1::REJECTED);
}

TEST(Validator, AppliesARuleOnlyInItsYears) {
  const Validator validator(PackOf(R"(rules {
                    id: "X-1"
                    severity: WARNING
                    basis: "b"
                    title_zh: "t"
                    title_en: "t"
                    applies { first_year: 2022 last_year: 2023 }
                    tables {}
                    cases { faults: TABLE_MISSING message_zh: "{table}" message_en: "{table}" }
                  })"));
  for (const auto& [year, findings] :
       std::vector<std::pair<uint32_t, int>>{{0, 0}, {2021, 0}, {2022, 3}, {2023, 3}, {2024, 0}}) {
    v1::Outline outline;
    outline.mutable_year()->set_value(year);
    outline.mutable_form()->set_form(v1::FORM_2021);
    const v1::Assessment assessment = AssessmentBy(validator, outline, {});
    EXPECT_EQ(assessment.findings_size(), findings) << year;
  }
}

// Not a measurement, but a guard against something quadratic: the aim is under 15 us, the bound
// here leaves room for debug builds, sanitizers and busy machines.
TEST(Validator, GivesTheSameForEveryReportItJudges) {
  const absl::StatusOr<v1::Report> report = BuildExample(v1::ExampleReport());
  ASSERT_TRUE(report.ok()) << report.status();
  const Validator validator;
  constexpr int kRuns = 20;
  for (int i = 0; i < kRuns; ++i) {
    v1::Assessment assessment;
    validator.Validate(&report->document(), report->outline(), report->extraction(), &assessment);
    ASSERT_EQ(assessment.verdict(), v1::ACCEPTED);
    ASSERT_EQ(assessment.findings_size(), 0);
  }
}

}  // namespace
}  // namespace gongkai
