#include "extract/extract_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/digest.h"
#include "tests/corpus/corpus.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

v1::Report ReportOf(uint64_t seed) {
  v1::Report report;
  *report.mutable_document() = NormalizedOf(corpus::Render({.seed = seed}).bytes);
  *report.mutable_outline() = OutlineOf(report.document());
  return report;
}

TEST(ExtractStageTest, SaysWhatItReadsAndWrites) {
  const ExtractStage stage;
  EXPECT_EQ(stage.info().name, "extract");
  EXPECT_THAT(stage.info().reads, testing::ElementsAre(v1::DOCUMENT, v1::OUTLINE));
  EXPECT_EQ(stage.info().writes, v1::EXTRACTION);
  EXPECT_THAT(stage.info().revision,
              testing::HasSubstr(std::string(ShortHex(FormCatalog::Builtin().digest()))));
}

TEST(ExtractStageTest, WritesItsPartAndNoOther) {
  v1::Report report = ReportOf(1);
  v1::Report* const reports[] = {&report};
  const std::string document = report.document().SerializeAsString();
  ASSERT_TRUE(ExtractStage().Process(reports).ok());
  EXPECT_EQ(report.extraction().cells_size(), 200);
  EXPECT_EQ(report.document().SerializeAsString(), document);
  EXPECT_FALSE(report.has_assessment());
}

TEST(ExtractStageTest, PassesAReportWithAnErrorOn) {
  v1::Report report;
  report.mutable_error()->set_code(v1::ReportError::EMPTY);
  v1::Report* const reports[] = {&report};
  ASSERT_TRUE(ExtractStage().Process(reports).ok());
  EXPECT_FALSE(report.has_extraction());
}

TEST(ExtractStageTest, RefusesABatchThatLacksAPart) {
  v1::Report good = ReportOf(1);
  v1::Report bad;
  bad.mutable_outline();
  v1::Report* const reports[] = {&good, &bad};
  EXPECT_EQ(ExtractStage().Process(reports).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(good.has_extraction());
}

TEST(ExtractStageTest, GivesNoFigureOfAReportOverABoundAndHarmsNoOther) {
  v1::Report good = ReportOf(1);
  v1::Report large;
  large.mutable_outline()->mutable_form()->set_form(v1::FORM_2021);
  std::string text;
  for (int i = 0; i < 400'100; ++i) text += "1\n";
  large.mutable_document()->set_text(text);
  v1::Report* const reports[] = {&large, &good};
  ASSERT_TRUE(ExtractStage().Process(reports).ok());
  EXPECT_FALSE(large.has_error());
  ASSERT_EQ(large.extraction().cells_size(), 200);
  for (const v1::Cell& cell : large.extraction().cells()) {
    EXPECT_EQ(cell.state(), v1::AMBIGUOUS);
    EXPECT_EQ(cell.evidence(0), v1::TABLES_TOO_LARGE);
  }
  EXPECT_TRUE(good.has_extraction());
}

TEST(ExtractStageTest, GivesTheSameFromSeveralThreads) {
  ExtractStage stage;
  const v1::Report input = ReportOf(3);
  std::vector<v1::Report> outputs(4, input);
  std::vector<std::thread> threads;
  for (v1::Report& report : outputs) {
    threads.emplace_back([&stage, &report] {
      v1::Report* const reports[] = {&report};
      EXPECT_TRUE(stage.Process(reports).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const v1::Report& report : outputs) {
    EXPECT_EQ(report.extraction().SerializeAsString(), outputs[0].extraction().SerializeAsString());
  }
}

}  // namespace
}  // namespace gongkai
