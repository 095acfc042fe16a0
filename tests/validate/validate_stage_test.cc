#include "validate/validate_stage.h"

#include "common/digest.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"
#include "validate/example_report.h"

namespace gongkai {
namespace {

// A right report with its words.
v1::Report RightReport() { return *BuildExample(v1::ExampleReport()); }

TEST(ValidateStage, SaysWhatItReadsAndWhatItsAnswerDependsOn) {
  const ValidateStage stage;
  EXPECT_EQ(stage.info().name, "validate");
  EXPECT_THAT(stage.info().reads,
              testing::ElementsAre(v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION, v1::PEERS));
  EXPECT_EQ(stage.info().writes, v1::ASSESSMENT);
  EXPECT_THAT(stage.info().revision, testing::HasSubstr(RulePack::Builtin().digest()));
  EXPECT_THAT(stage.info().revision,
              testing::HasSubstr(std::string(ShortHex(FormCatalog::Builtin().digest()))));

  const auto disputes =
      RulePack::Load(Concat(GONGKAI_SOURCE_DIR, "/validate/rules/disputes.textproto"));
  ASSERT_TRUE(disputes.ok());
  const ValidateStage sums_only(*disputes);
  EXPECT_NE(sums_only.info().revision, stage.info().revision);
  EXPECT_THAT(sums_only.info().reads, testing::ElementsAre(v1::OUTLINE, v1::EXTRACTION));
}

TEST(ValidateStage, WritesTheAssessmentAndNothingElse) {
  v1::Report report = RightReport();
  const v1::Report before = report;
  v1::Report* reports[] = {&report};
  ValidateStage stage;
  ASSERT_TRUE(stage.Process(reports).ok());
  EXPECT_EQ(report.assessment().verdict(), v1::ACCEPTED);
  EXPECT_EQ(report.assessment().rule_pack(), RulePack::Builtin().digest());
  report.clear_assessment();
  EXPECT_EQ(report.SerializeAsString(), before.SerializeAsString());
}

TEST(ValidateStage, PassesAReportWithAnErrorOn) {
  v1::Report good = RightReport();
  v1::Report bad;
  bad.mutable_error()->set_code(v1::ReportError::EMPTY);
  v1::Report* reports[] = {&bad, &good};
  ValidateStage stage;
  ASSERT_TRUE(stage.Process(reports).ok());
  EXPECT_FALSE(bad.has_assessment());
  EXPECT_TRUE(good.has_assessment());
}

TEST(ValidateStage, RefusesReportsWithoutTheirParts) {
  v1::Report good = RightReport();
  v1::Report no_tables = good, no_words = good;
  no_tables.clear_extraction();
  no_words.clear_document();
  ValidateStage stage;
  for (v1::Report* bad : {&no_tables, &no_words}) {
    v1::Report* reports[] = {&good, bad};
    EXPECT_EQ(stage.Process(reports).code(), absl::StatusCode::kInvalidArgument);
    EXPECT_FALSE(good.has_assessment());
  }
}

TEST(ValidateStage, NeedsNoWordsForAPackWithoutRulesOverThem) {
  auto sums = RulePack::Load(Concat(GONGKAI_SOURCE_DIR, "/validate/rules/disputes.textproto"));
  ASSERT_TRUE(sums.ok());
  v1::Report report = RightReport();
  report.clear_document();
  v1::Report* reports[] = {&report};
  ValidateStage stage(*std::move(sums));
  ASSERT_TRUE(stage.Process(reports).ok());
  EXPECT_EQ(report.assessment().passed(), 3u);
}

}  // namespace
}  // namespace gongkai
