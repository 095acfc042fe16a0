#include "store/store_stage.h"

#include "gmock/gmock.h"
#include "tests/store/memory_store.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

TEST(StoreStage, KeepsTheGroupItIsGivenAndLeavesItAsItIs) {
  MemoryStore store;
  StoreStage stage(&store);
  v1::Report good = MakeSample({.uri = "good"});
  v1::Report failed = MakeFailedSample("failed", v1::ReportError::EMPTY);
  const std::string before = good.SerializeAsString() + failed.SerializeAsString();
  v1::Report* const group[] = {&good, &failed};
  ASSERT_TRUE(stage.Process(group).ok());
  EXPECT_EQ(good.SerializeAsString() + failed.SerializeAsString(), before);
  EXPECT_TRUE(store.GetReport("good", {}).ok());
  EXPECT_EQ(store.GetReport("failed", {})->error().code(), v1::ReportError::EMPTY);
}

TEST(StoreStage, SaysWhenTheStoreRefuses) {
  MemoryStore store;
  StoreStage stage(&store);
  v1::Report report = AnswerItem(MakeSample({}), "unknown", 0);
  v1::Report* const group[] = {&report};
  EXPECT_EQ(stage.Process(group).code(), absl::StatusCode::kNotFound);
}

TEST(StoreStage, ReadsAllPartsAndWritesAReceipt) {
  MemoryStore store;
  StoreStage stage(&store);
  EXPECT_EQ(stage.info().name, "store");
  EXPECT_THAT(stage.info().reads,
              testing::ElementsAre(v1::SOURCE, v1::CONTENT, v1::DOCUMENT, v1::OUTLINE,
                                   v1::EXTRACTION, v1::ASSESSMENT));
  EXPECT_EQ(stage.info().writes, v1::RECEIPT);
}

}  // namespace
}  // namespace gongkai
