#include "pipeline/chain.h"

#include "common/digest.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "store/store_stage.h"
#include "tests/pipeline/fake_stages.h"
#include "tests/store/memory_store.h"

namespace gongkai {
namespace {

v1::Report ReportWith(const std::string& uri, const std::string& text) {
  v1::Report report;
  report.mutable_source()->set_uri(uri);
  report.mutable_source()->set_size(text.size());
  report.mutable_content()->set_data(text);
  return report;
}

absl::Status ProcessOne(const StageChain& chain, v1::Report* report) {
  return chain.Process({&report, 1});
}

class ChainWithStore : public testing::Test {
 protected:
  v1::Report Process(FakeStages& stages, const std::string& uri, const std::string& text) {
    const StageChain chain(stages.all(), &store_stage_, &store_);
    v1::Report report = ReportWith(uri, text);
    EXPECT_TRUE(ProcessOne(chain, &report).ok());
    return report;
  }

  MemoryStore store_;
  StoreStage store_stage_{&store_};
};

TEST_F(ChainWithStore, ComputesEachStageOnceForTheSameBytes) {
  FakeStages stages;
  const v1::Report first = Process(stages, "a", "text");
  const v1::Report second = Process(stages, "a", "text");
  EXPECT_EQ(stages.normalize.processed, 1);
  EXPECT_EQ(stages.validate.processed, 1);
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
}

TEST_F(ChainWithStore, KeepsTheDigestOfTheBytes) {
  FakeStages stages;
  const v1::Report report = Process(stages, "a", "abc");
  // SHA-256 of "abc", FIPS 180-2 appendix B.1.
  EXPECT_EQ(report.source().digest().substr(0, 4), "\xba\x78\x16\xbf");
  EXPECT_TRUE(store_.GetContent(report.source().digest()).ok());
}

TEST_F(ChainWithStore, DoesNotCareAboutTheName) {
  FakeStages stages;
  Process(stages, "a", "text");
  Process(stages, "b", "text");
  EXPECT_EQ(stages.normalize.processed, 1);
  EXPECT_TRUE(store_.GetReport("b", {}).ok());
}

TEST_F(ChainWithStore, ComputesAgainWhatWasDeclaredOtherwise) {
  FakeStages stages;
  Process(stages, "a", "text");
  const StageChain chain(stages.all(), &store_stage_, &store_);
  v1::Report declared = ReportWith("a", "text");
  declared.mutable_content()->set_charset("big5");
  ASSERT_TRUE(ProcessOne(chain, &declared).ok());
  EXPECT_EQ(stages.normalize.processed, 2);
}

TEST_F(ChainWithStore, RunsOnlyWhatANewRevisionReaches) {
  FakeStages before;
  Process(before, "a", "text");
  FakeStages stages;
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  const StageChain chain({&stages.normalize, &stages.segment, &stages.extract, &validate},
                         &store_stage_, &store_);
  v1::Report report = ReportWith("a", "text");
  ASSERT_TRUE(ProcessOne(chain, &report).ok());
  EXPECT_EQ(stages.normalize.processed, 0);
  EXPECT_EQ(stages.extract.processed, 0);
  EXPECT_EQ(validate.processed, 1);
}

TEST_F(ChainWithStore, StopsWhereTheOutputIsTheSameAsBefore) {
  FakeStages stages;
  Process(stages, "a", "text");
  // Another revision of segment that writes the same outline: extract and validate need not run.
  FakeStages again;
  FakeStage segment("segment", {v1::DOCUMENT}, v1::OUTLINE, "2");
  const StageChain chain({&again.normalize, &segment, &again.extract, &again.validate},
                         &store_stage_, &store_);
  v1::Report report = ReportWith("a", "text");
  ASSERT_TRUE(ProcessOne(chain, &report).ok());
  EXPECT_EQ(segment.processed, 1);
  EXPECT_EQ(again.extract.processed, 0);
  EXPECT_EQ(again.validate.processed, 0);
}

TEST_F(ChainWithStore, KeepsAReportThatCouldNotBeProcessedWithItsReason) {
  FakeStages stages;
  Process(stages, "a", "poison");
  const absl::StatusOr<v1::Report> stored = store_.GetReport("a", {});
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(stored->error().code(), v1::ReportError::EMPTY);
  EXPECT_EQ(stages.segment.processed, 0);
}

TEST_F(ChainWithStore, BeginsBehindTheStagesWhoseRecordsAReportBrings) {
  FakeStages before;
  v1::Report report = Process(before, "a", "text");
  report.clear_content();
  report.clear_document();
  report.clear_assessment();
  report.mutable_stage_records()->RemoveLast();
  FakeStages stages;
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  const StageChain chain({&stages.normalize, &stages.segment, &stages.extract, &validate},
                         &store_stage_, &store_);
  ASSERT_TRUE(ProcessOne(chain, &report).ok());
  EXPECT_EQ(stages.normalize.processed, 0);
  EXPECT_EQ(validate.processed, 1);
  EXPECT_EQ(chain.computed(2), 0u);
  EXPECT_EQ(chain.computed(3), 1u);
  const absl::StatusOr<v1::Report> stored = store_.GetReport("a", {});
  ASSERT_TRUE(stored.ok());
  ASSERT_EQ(stored->stage_records_size(), 4);
  EXPECT_EQ(stored->stage_records(3).revision(), "2");
}

TEST_F(ChainWithStore, LooksAndKeepsNothingWithoutAStoreStage) {
  FakeStages before;
  Process(before, "a", "text");
  FakeStages stages;
  const StageChain chain(stages.all(), nullptr, &store_);
  v1::Report known = ReportWith("b", "text");
  v1::Report fresh = ReportWith("c", "new");
  ASSERT_TRUE(ProcessOne(chain, &known).ok());
  ASSERT_TRUE(ProcessOne(chain, &fresh).ok());
  EXPECT_EQ(stages.normalize.processed, 1);
  EXPECT_FALSE(store_.GetReport("b", {}).ok());
  EXPECT_FALSE(store_.GetReport("c", {}).ok());
}

TEST_F(ChainWithStore, RecordsTheStageThatCouldNotProcessAReport) {
  FakeStages stages;
  const v1::Report report = Process(stages, "a", "poison");
  ASSERT_EQ(report.stage_records_size(), 1);
  EXPECT_EQ(report.stage_records(0).stage(), "normalize");
  EXPECT_EQ(report.stage_records(0).output_digest(), "");
}

TEST_F(ChainWithStore, TriesAReportWithAnErrorAgain) {
  FakeStages stages;
  Process(stages, "a", "poison");
  Process(stages, "a", "poison");
  EXPECT_EQ(stages.normalize.processed, 2);
}

TEST_F(ChainWithStore, CountsItemsOfABatchAsComputedOrReused) {
  FakeStages stages;
  v1::Batch batch;
  batch.set_id("b1");
  batch.set_total(3);
  ASSERT_TRUE(store_.CreateBatch(batch).ok());
  Process(stages, "0", "known");
  const StageChain chain(stages.all(), &store_stage_, &store_);
  std::vector<v1::Report> group = {ReportWith("0", "known"), ReportWith("1", "new"),
                                   ReportWith("2", "poison")};
  for (int i = 0; i < 3; ++i) {
    group[i].mutable_batch_item()->set_batch("b1");
    group[i].mutable_batch_item()->set_index(i);
    group[i].mutable_batch_item()->set_attempt(1);
  }
  v1::Report* const pointers[] = {&group[0], &group[1], &group[2]};
  ASSERT_TRUE(chain.Process(pointers).ok());
  const absl::StatusOr<v1::Batch> counted = store_.GetBatch("b1");
  ASSERT_TRUE(counted.ok());
  EXPECT_EQ(counted->counts().reused(), 1u);
  EXPECT_EQ(counted->counts().computed(), 1u);
  EXPECT_EQ(counted->counts().dead_letter(), 1u);
  EXPECT_EQ(counted->counts().waiting(), 0u);
}

TEST_F(ChainWithStore, KeepsNothingOfAGroupThatAStageCouldNotFinish) {
  FakeStages stages;
  stages.extract.before = [](const v1::Report&) { return absl::UnavailableError("down"); };
  const StageChain chain(stages.all(), &store_stage_, &store_);
  v1::Report report = ReportWith("a", "text");
  EXPECT_EQ(ProcessOne(chain, &report).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(store_.GetReport("a", {}).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace gongkai
