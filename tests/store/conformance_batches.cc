// Batches and their items.
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/store/conformance.h"
#include "tests/store/sample_reports.h"

namespace gongkai {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

v1::BatchItem WaitingItem(const std::string& batch, uint64_t index) {
  v1::BatchItem item;
  item.set_batch(batch);
  item.set_index(index);
  item.set_uri(Concat("item ", index));
  item.set_state(v1::BatchItem::WAITING);
  return item;
}

}  // namespace

TEST_P(StoreConformance, CreatesABatchOnce) {
  v1::Batch batch;
  batch.set_id("b-1");
  batch.set_description("第一批");
  batch.set_total(3);
  batch.mutable_counts()->set_computed(9);  // output only
  const auto created = store_->CreateBatch(batch);
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->state(), v1::Batch::RUNNING);
  EXPECT_EQ(created->create_time().seconds(), 1'700'000'000);
  EXPECT_THAT(Counts(*created), ElementsAre(3, 0, 0, 0, 0, 0));

  clock_.now += std::chrono::seconds(5);
  batch.set_description("another");
  const auto again = store_->CreateBatch(batch);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*again, *created)) << again->DebugString();
  Reopen();
  const auto read = store_->GetBatch("b-1");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*read, *created)) << read->DebugString();
}

TEST_P(StoreConformance, RefusesBatchIdsThatAreNone) {
  for (const std::string& id : {std::string(), std::string("a b"), std::string("甲"),
                                std::string("a/b"), std::string(65, 'a')}) {
    v1::Batch batch;
    batch.set_id(id);
    EXPECT_EQ(store_->CreateBatch(batch).status().code(), absl::StatusCode::kInvalidArgument) << id;
  }
}

TEST_P(StoreConformance, KnowsNoBatchNobodyMade) {
  EXPECT_EQ(store_->GetBatch("b").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->UpdateBatch("b", v1::Batch::DONE, 1).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->ListBatchItems("b", {}, 0, "").status().code(), absl::StatusCode::kNotFound);
  const NewBatchItem item{WaitingItem("b", 0), nullptr};
  EXPECT_EQ(store_->PutBatchItems({&item, 1}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(TryWrite({AnswerItem(MakeSample({}), "b", 0)}).code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Uris({}), IsEmpty());
}

TEST_P(StoreConformance, UpdatesWhatIsGivenOfABatch) {
  CreateBatch("b", 3);
  clock_.now += std::chrono::seconds(7);
  const auto total = store_->UpdateBatch("b", v1::Batch::STATE_UNSPECIFIED, 8);
  ASSERT_TRUE(total.ok());
  EXPECT_EQ(total->state(), v1::Batch::RUNNING);
  EXPECT_EQ(total->total(), 8u);
  const auto stopped = store_->UpdateBatch("b", v1::Batch::STOPPED, 0);
  ASSERT_TRUE(stopped.ok());
  Reopen();
  const auto read = store_->GetBatch("b");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->state(), v1::Batch::STOPPED);
  EXPECT_EQ(read->total(), 8u);
  EXPECT_EQ(read->create_time().seconds(), 1'700'000'000);
  EXPECT_EQ(read->update_time().seconds(), 1'700'000'007);
}

TEST_P(StoreConformance, ListsTheNewestBatchFirst) {
  for (const char* id : {"old", "b", "a", "new"}) {
    if (std::string(id) != "a") clock_.now += std::chrono::milliseconds(1);
    CreateBatch(id, 1);
  }
  for (int page_size : {1, 3, 4, 5}) {
    std::vector<std::string> ids;
    std::string token;
    do {
      const auto page = store_->ListBatches(page_size, token);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const v1::Batch& batch : page->items) ids.push_back(batch.id());
      token = page->next_page_token;
    } while (!token.empty());
    EXPECT_THAT(ids, ElementsAre("new", "a", "b", "old")) << page_size;
  }
}

TEST_P(StoreConformance, RecordsTheItemEachReportAnswers) {
  CreateBatch("b", 9);
  constexpr auto kOwnFault = v1::ReportError::NOT_A_REPORT;
  constexpr auto kDied = v1::ReportError::STAGE_FAILED;
  constexpr auto kSlow = v1::ReportError::TIMED_OUT;
  Write({AnswerItem(MakeSample({.uri = "0"}), "b", 0),
         AnswerItem(MakeSample({.uri = "1"}), "b", 1, 1, true),
         AnswerItem(MakeFailedSample("2", kOwnFault), "b", 2, 1),
         AnswerItem(MakeFailedSample("3", kDied), "b", 3, 1),
         AnswerItem(MakeFailedSample("4", kSlow), "b", 4, kMaxAttempts - 1),
         AnswerItem(MakeFailedSample("5", kDied), "b", 5, kMaxAttempts)});
  Reopen();
  const auto page = store_->ListBatchItems("b", v1::BatchItem::STATE_UNSPECIFIED, 0, "");
  ASSERT_TRUE(page.ok()) << page.status();
  std::vector<v1::BatchItem::State> states;
  for (const v1::BatchItem& item : page->items) states.push_back(item.state());
  EXPECT_THAT(states, ElementsAre(v1::BatchItem::COMPUTED, v1::BatchItem::REUSED,
                                  v1::BatchItem::DEAD_LETTER, v1::BatchItem::FAILED,
                                  v1::BatchItem::FAILED, v1::BatchItem::DEAD_LETTER));
  const v1::BatchItem& dead = page->items[5];
  EXPECT_EQ(dead.uri(), "5");
  EXPECT_EQ(dead.index(), 5u);
  EXPECT_EQ(dead.attempts(), static_cast<uint32_t>(kMaxAttempts));
  EXPECT_EQ(dead.error().code(), kDied);
  EXPECT_EQ(dead.error().stage(), "normalize");
  const auto input = store_->GetContent(dead.source_digest());
  ASSERT_TRUE(input.ok()) << input.status();
  EXPECT_EQ(input->data(), "bytes of 5");
  const auto batch = store_->GetBatch("b");
  ASSERT_TRUE(batch.ok());
  EXPECT_THAT(Counts(*batch), ElementsAre(3, 0, 1, 1, 2, 2));
}

TEST_P(StoreConformance, KeepsWhatAnItemsResultCameFromAndWhatItReplaced) {
  CreateBatch("first", 1);
  CreateBatch("second", 1);
  v1::Report report = MakeSample({.uri = "a"});
  Write({AnswerItem(report, "first", 0)});
  const v1::StageRecord before = *report.stage_records().rbegin();
  report.mutable_stage_records()->rbegin()->set_revision("of other rules");
  const v1::StageRecord after = *report.stage_records().rbegin();
  Write({AnswerItem(report, "second", 0)});
  Reopen();
  const auto first = store_->ListBatchItems("first", v1::BatchItem::STATE_UNSPECIFIED, 0, "");
  const auto second = store_->ListBatchItems("second", v1::BatchItem::STATE_UNSPECIFIED, 0, "");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_FALSE(first->items[0].has_replaced());
  EXPECT_TRUE(MessageDifferencer::Equals(first->items[0].result(), before));
  EXPECT_TRUE(MessageDifferencer::Equals(second->items[0].replaced(), before));
  EXPECT_TRUE(MessageDifferencer::Equals(second->items[0].result(), after));
  EXPECT_EQ(second->items[0].replaced_source_digest(), report.source().digest());
  EXPECT_EQ(second->items[0].source_digest(), report.source().digest());
}

TEST_P(StoreConformance, CountsAnItemOnceHoweverOftenItIsWritten) {
  CreateBatch("b", 2);
  const v1::Report failed =
      AnswerItem(MakeFailedSample("0", v1::ReportError::STAGE_FAILED), "b", 0, 1);
  Write({failed});
  Write({failed});
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(1, 0, 0, 0, 1, 0));
  Write({AnswerItem(MakeSample({.uri = "0"}), "b", 0, 2),
         AnswerItem(MakeSample({.uri = "0"}), "b", 0, 2)});
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(1, 0, 1, 0, 0, 0));
  EXPECT_THAT(store_->ListBatchItems("b", v1::BatchItem::FAILED, 0, "")->items, IsEmpty());
}

// An interrupted run that goes on: items 1 and 3 of the group are there, those beside them are new.
TEST_P(StoreConformance, KnowsWhichItemsOfAGroupAreThereAlready) {
  CreateBatch("b", 5);
  CreateBatch("b-2", 1);
  Write({AnswerItem(MakeSample({.uri = "1"}), "b", 1), AnswerItem(MakeSample({.uri = "3"}), "b", 3),
         AnswerItem(MakeSample({.uri = "1"}), "b-2", 0)});
  Reopen();
  std::vector<v1::Report> group;
  for (const uint64_t index : {4, 0, 1, 2, 3}) {
    group.push_back(AnswerItem(MakeSample({.uri = Concat(index)}), "b", index));
  }
  Write(group);
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(0, 0, 5, 0, 0, 0));
  EXPECT_THAT(Counts(*store_->GetBatch("b-2")), ElementsAre(0, 0, 1, 0, 0, 0));
}

TEST_P(StoreConformance, RaisesTheTotalToTheItemsThereAre) {
  CreateBatch("b", 0);
  Write(
      {AnswerItem(MakeSample({.uri = "0"}), "b", 0), AnswerItem(MakeSample({.uri = "1"}), "b", 1)});
  const auto batch = store_->GetBatch("b");
  ASSERT_TRUE(batch.ok());
  EXPECT_EQ(batch->total(), 2u);
  EXPECT_THAT(Counts(*batch), ElementsAre(0, 0, 2, 0, 0, 0));
}

TEST_P(StoreConformance, KeepsSubmittedItemsWithTheirContent) {
  CreateBatch("b", 2);
  v1::Content content;
  content.set_data("<p>正文</p>");
  content.set_charset("utf-8");
  v1::BatchItem first = WaitingItem("b", 0);
  first.set_source_digest(Digest(content.data()));
  const NewBatchItem items[] = {{first, &content}, {WaitingItem("b", 1), nullptr}};
  ASSERT_TRUE(store_->PutBatchItems(items).ok());
  Reopen();
  const auto page = store_->ListBatchItems("b", v1::BatchItem::WAITING, 0, "");
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->items.size(), 2u);
  EXPECT_TRUE(MessageDifferencer::Equals(page->items[0], first));
  const auto kept = store_->GetContent(first.source_digest());
  ASSERT_TRUE(kept.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*kept, content));
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(2, 0, 0, 0, 0, 0));

  // The answer comes without the content: the item still says where it is.
  v1::Report answer = AnswerItem(MakeSample({.uri = "item 0"}), "b", 0);
  answer.clear_content();
  Write({answer});
  const auto done = store_->ListBatchItems("b", v1::BatchItem::COMPUTED, 0, "");
  ASSERT_TRUE(done.ok());
  ASSERT_EQ(done->items.size(), 1u);
  EXPECT_EQ(done->items[0].source_digest(), first.source_digest());
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(1, 0, 1, 0, 0, 0));
}

TEST_P(StoreConformance, PutsAllItemsOrNone) {
  CreateBatch("b", 2);
  v1::BatchItem stateless = WaitingItem("b", 1);
  stateless.clear_state();
  v1::BatchItem stray = WaitingItem("unknown", 1);
  v1::Content content;
  content.set_data("x");
  for (const NewBatchItem& bad : {NewBatchItem{stateless, nullptr}, NewBatchItem{stray, nullptr},
                                  NewBatchItem{WaitingItem("b", 1), &content}}) {
    const NewBatchItem items[] = {{WaitingItem("b", 0), nullptr}, bad};
    EXPECT_FALSE(store_->PutBatchItems(items).ok()) << bad.item.DebugString();
    EXPECT_THAT(store_->ListBatchItems("b", {}, 0, "")->items, IsEmpty());
  }
}

TEST_P(StoreConformance, ListsItemsByIndexAndState) {
  CreateBatch("b", 300);
  CreateBatch("b-2", 1);
  std::vector<NewBatchItem> items;
  for (uint64_t index : {299u, 2u, 256u, 1u, 65536u, 0u}) {
    items.push_back({WaitingItem("b", index), nullptr});
    if (index % 2 == 1) items.back().item.set_state(v1::BatchItem::RUNNING);
  }
  items.push_back({WaitingItem("b-2", 7), nullptr});
  ASSERT_TRUE(store_->PutBatchItems(items).ok());
  const auto indices = [this](v1::BatchItem::State state, int page_size) {
    std::vector<uint64_t> found;
    std::string token;
    do {
      const auto page = store_->ListBatchItems("b", state, page_size, token);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      for (const v1::BatchItem& item : page->items) found.push_back(item.index());
      token = page->next_page_token;
    } while (!token.empty());
    return found;
  };
  for (int page_size : {1, 2, 5, 0}) {
    EXPECT_THAT(indices({}, page_size), ElementsAre(0, 1, 2, 256, 299, 65536)) << page_size;
    EXPECT_THAT(indices(v1::BatchItem::WAITING, page_size), ElementsAre(0, 2, 256, 65536));
    EXPECT_THAT(indices(v1::BatchItem::RUNNING, page_size), ElementsAre(1, 299));
    EXPECT_THAT(indices(v1::BatchItem::FAILED, page_size), IsEmpty());
  }
}

}  // namespace gongkai
