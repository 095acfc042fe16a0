// The engine as a stage.
#include "normalize/normalize_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "normalize/normalizer.h"

namespace gongkai {
namespace {

TEST(NormalizeStage, SaysWhatItReadsAndWrites) {
  const NormalizeStage stage;
  EXPECT_EQ(stage.info().name, "normalize");
  EXPECT_THAT(stage.info().reads, testing::ElementsAre(v1::CONTENT));
  EXPECT_EQ(stage.info().writes, v1::DOCUMENT);
  // Behind it the versions of other programs.
  EXPECT_THAT(stage.info().revision, testing::StartsWith(NormalizerRevision() + "+"));
  EXPECT_FALSE(stage.info().revision.empty());
}

TEST(NormalizeStage, GivesEachReportItsDocumentOrItsError) {
  v1::Report good;
  good.mutable_content()->set_data("一、总体情况\n");
  v1::Report bad;
  bad.mutable_content()->set_data("\x89PNG\r\n\x1A\n 1 2 3 4");
  v1::Report failed;
  failed.mutable_error()->set_code(v1::ReportError::NOT_FOUND);
  NormalizeStage stage;
  std::vector<v1::Report*> reports = {&good, &bad, &failed};
  ASSERT_TRUE(stage.Process(absl::MakeConstSpan(reports)).ok());
  EXPECT_EQ(good.document().text(), "一、总体情况\n");
  EXPECT_FALSE(good.has_error());
  EXPECT_EQ(bad.error().code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_FALSE(bad.has_document());
  EXPECT_EQ(failed.error().code(), v1::ReportError::NOT_FOUND);
}

TEST(NormalizeStage, RefusesAReportWithoutContent) {
  v1::Report report;
  NormalizeStage stage;
  std::vector<v1::Report*> reports = {&report};
  EXPECT_EQ(stage.Process(absl::MakeConstSpan(reports)).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace gongkai
