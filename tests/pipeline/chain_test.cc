#include "pipeline/chain.h"

#include "common/digest.h"
#include "common/report_error.h"
#include "common/report_parts.h"
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

// Another stage at a worker: what goes there and comes back are bytes.
class InBytes : public Stage {
 public:
  explicit InBytes(Stage* stage) : stage_(*stage) {}
  const StageInfo& info() const override { return stage_.info(); }
  absl::Status Process(absl::Span<v1::Report* const>) override {
    return absl::UnimplementedError("a chain has bytes to give");
  }
  absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                absl::Span<PartBytes* const> bytes) override {
    for (std::size_t i = 0; i < reports.size(); ++i) {
      v1::Report there = *reports[i];
      v1::Report* const one = &there;
      absl::Status status = stage_.ProcessWithBytes({&one, 1}, bytes.subspan(i, 1));
      if (!status.ok()) return status;
      if (there.has_error()) {
        *reports[i]->mutable_error() = there.error();
      } else {
        BytesOf(info().writes, bytes[i]) = MessageOf(there, info().writes)->SerializeAsString();
      }
    }
    return absl::OkStatus();
  }

 private:
  Stage& stage_;
};

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

TEST(Chain, BeginsEachStageWithTheReportsThatWereLookedAtLast) {
  FakeStages stages;
  FakeStage extract("extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION, "1", 2);
  const std::vector<Stage*> all = {&stages.normalize, &stages.segment, &extract, &stages.validate};
  std::vector<std::string> orders;
  orders.reserve(all.size());
  for (Stage* stage : all) {
    std::string& order = orders.emplace_back();
    static_cast<FakeStage*>(stage)->before = [&order](const v1::Report& report) {
      order += report.source().uri();
      return absl::OkStatus();
    };
  }
  v1::Report a = ReportWith("a", "1"), b = ReportWith("b", "2"), c = ReportWith("c", "3");
  v1::Report* const group[] = {&a, &b, &c};
  ASSERT_TRUE(StageChain(all, nullptr, nullptr).Process(group).ok());
  EXPECT_THAT(orders, testing::ElementsAre("cba", "abc", "cba", "cba"));
}

TEST(Chain, GivesAStageReportsThatAreLaidOutAlikeOneAfterTheOther) {
  FakeStages stages;
  std::string order;
  stages.normalize.before = [&order](const v1::Report& report) {
    order += report.source().uri();
    return absl::OkStatus();
  };
  const std::string rows(20, '|');
  v1::Report a = ReportWith("a", rows), b = ReportWith("b", "text"), c = ReportWith("c", rows),
             d = ReportWith("d", "text");
  v1::Report* const group[] = {&a, &b, &c, &d};
  ASSERT_TRUE(StageChain(stages.all(), nullptr, nullptr).Process(group).ok());
  EXPECT_EQ(order, "cadb");
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

class ChainOfWorkers : public ChainWithStore {
 protected:
  StageChain Chain() {
    return {{&normalize_, &segment_, &extract_, &validate_}, &store_stage_, &store_};
  }

  FakeStages stages_;
  InBytes normalize_{&stages_.normalize}, segment_{&stages_.segment}, extract_{&stages_.extract},
      validate_{&stages_.validate};
};

TEST_F(ChainOfWorkers, EndsAsTheSameStagesInOneProcess) {
  v1::Report report = ReportWith("a", "text");
  ASSERT_TRUE(ProcessOne(Chain(), &report).ok());
  MemoryStore other;
  StoreStage other_stage(&other);
  FakeStages stages;
  v1::Report expected = ReportWith("a", "text");
  ASSERT_TRUE(ProcessOne(StageChain(stages.all(), &other_stage, &other), &expected).ok());
  EXPECT_EQ(report.SerializeAsString(), expected.SerializeAsString());
  EXPECT_EQ(store_.GetReport("a", kStageParts)->SerializeAsString(),
            other.GetReport("a", kStageParts)->SerializeAsString());
}

TEST_F(ChainOfWorkers, ReadsNoPartThatNobodyWants) {
  v1::Report report = ReportWith("a", "text");
  v1::Report* const one = &report;
  ASSERT_TRUE(Chain().Process({&one, 1}, {}, {v1::ASSESSMENT}).ok());
  EXPECT_FALSE(report.has_document());
  EXPECT_FALSE(report.has_outline());
  EXPECT_FALSE(report.has_extraction());
  EXPECT_EQ(report.assessment().verdict(), v1::ACCEPTED);
  EXPECT_EQ(report.stage_records_size(), 4);
  EXPECT_EQ(store_.GetReport("a", kStageParts)->document().text(), "text1") << "kept all the same";
}

TEST_F(ChainOfWorkers, GivesAllThatThereIsOfAReportWithAnError) {
  stages_.extract.before = [](const v1::Report& report) {
    *const_cast<v1::Report&>(report).mutable_error() =
        MakeReportError(v1::ReportError::OVER_LIMIT, "extract");
    return absl::OkStatus();
  };
  v1::Report report = ReportWith("a", "text");
  v1::Report* const one = &report;
  ASSERT_TRUE(Chain().Process({&one, 1}, {}, {v1::ASSESSMENT}).ok());
  EXPECT_EQ(report.document().text(), "text1");
  EXPECT_EQ(report.outline().title().value(), "text1");
  EXPECT_FALSE(report.has_assessment());
}

}  // namespace
}  // namespace gongkai
