#include "tests/store/conformance.h"

#include <thread>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/store/sample_reports.h"

namespace gongkai {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

namespace {

constexpr v1::Part kAllParts[] = {v1::SOURCE,  v1::CONTENT,    v1::DOCUMENT,
                                  v1::OUTLINE, v1::EXTRACTION, v1::ASSESSMENT};

v1::BatchItem WaitingItem(const std::string& batch, uint64_t index) {
  v1::BatchItem item;
  item.set_batch(batch);
  item.set_index(index);
  item.set_uri(Concat("item ", index));
  item.set_state(v1::BatchItem::WAITING);
  return item;
}

// waiting, running, computed, reused, failed, dead letter
std::vector<uint64_t> Counts(const v1::Batch& batch) {
  const v1::BatchCounts& counts = batch.counts();
  return {counts.waiting(), counts.running(), counts.computed(),
          counts.reused(),  counts.failed(),  counts.dead_letter()};
}

// Leaves the parts out, as a runner does that reuses everything.
v1::Report WithoutParts(v1::Report report) {
  report.clear_content();
  report.clear_document();
  report.clear_outline();
  report.clear_extraction();
  report.clear_assessment();
  return report;
}

}  // namespace

absl::Status StoreConformance::TryWrite(const std::vector<v1::Report>& reports) {
  std::vector<const v1::Report*> pointers;
  for (const v1::Report& report : reports) pointers.push_back(&report);
  return store_->WriteReports(pointers);
}

void StoreConformance::Write(const std::vector<v1::Report>& reports) {
  const absl::Status status = TryWrite(reports);
  ASSERT_TRUE(status.ok()) << status;
}

std::vector<std::string> StoreConformance::Uris(const ReportFilter& filter, int page_size) {
  std::vector<std::string> uris;
  std::string token;
  do {
    const auto page = store_->ListReports(filter, page_size, token);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    for (const v1::ReportSummary& summary : page->items) uris.push_back(summary.source().uri());
    token = page->next_page_token;
  } while (!token.empty());
  return uris;
}

void StoreConformance::CreateBatch(const std::string& id, uint64_t total) {
  v1::Batch batch;
  batch.set_id(id);
  batch.set_total(total);
  const auto created = store_->CreateBatch(batch);
  ASSERT_TRUE(created.ok()) << created.status();
}

TEST_P(StoreConformance, GivesAReportBackAsItWasWritten) {
  const v1::Report report = MakeSample({.failed_rule = "T3-01"});
  Write({report});
  Reopen();
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, report)) << stored->DebugString();
}

TEST_P(StoreConformance, GivesOnlyThePartsAskedFor) {
  const v1::Report report = MakeSample({});
  Write({report});
  const v1::Part parts[] = {v1::EXTRACTION};
  const auto stored = store_->GetReport("a.html", parts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  v1::Report expected = WithoutParts(report);
  *expected.mutable_extraction() = report.extraction();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, expected)) << stored->DebugString();
}

TEST_P(StoreConformance, KnowsNoReportNobodyWrote) {
  EXPECT_EQ(store_->GetReport("a.html", {}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->GetContent(Digest("x")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->GetContent("short").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, KeepsAReportWithAnErrorAndItsContent) {
  const v1::Report report = MakeFailedSample("broken.html", v1::ReportError::UNKNOWN_ENCODING);
  Write({report});
  Reopen();
  const auto stored = store_->GetReport("broken.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, report)) << stored->DebugString();
  const auto page = store_->ListReports("", 0, "");
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->items.at(0).error().code(), v1::ReportError::UNKNOWN_ENCODING);
  EXPECT_EQ(page->items.at(0).name(), "agencies/-/reports/-");
}

TEST_P(StoreConformance, KeepsAnInputWithoutAnyBytes) {
  v1::Report report;
  report.mutable_source()->set_uri("gone.html");
  report.mutable_error()->set_code(v1::ReportError::NOT_FOUND);
  Write({report});
  const auto stored = store_->GetReport("gone.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, report)) << stored->DebugString();
}

TEST_P(StoreConformance, SumsAReportUp) {
  v1::Report report = MakeSample({.failed_rule = "T3-01"});
  for (const auto& [severity, outcome] :
       {std::pair(v1::WARNING, v1::FAILED), std::pair(v1::WARNING, v1::NOT_ASSESSABLE),
        std::pair(v1::INFO, v1::FAILED), std::pair(v1::WARNING, v1::FAILED)}) {
    v1::Finding& finding = *report.mutable_assessment()->add_findings();
    finding.set_rule("T3-09");
    finding.set_severity(severity);
    finding.set_outcome(outcome);
  }
  Write({report});
  const auto page = store_->ListReports("", 0, "");
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->items.size(), 1u);
  const v1::ReportSummary& summary = page->items[0];
  EXPECT_EQ(summary.name(), "agencies/青河县人民政府/reports/2023");
  EXPECT_TRUE(MessageDifferencer::Equals(summary.source(), report.source()));
  EXPECT_EQ(summary.form(), v1::FORM_2021);
  EXPECT_EQ(summary.agency(), "青河县人民政府");
  EXPECT_EQ(summary.year(), 2023u);
  EXPECT_EQ(summary.title(), "青河县人民政府2023年政府信息公开工作年度报告");
  EXPECT_EQ(summary.verdict(), v1::REJECTED);
  EXPECT_EQ(summary.errors(), 1u);
  EXPECT_EQ(summary.warnings(), 2u);
  EXPECT_EQ(summary.infos(), 1u);
  EXPECT_EQ(summary.stage_records_size(), 4);
  EXPECT_EQ(summary.update_time().seconds(), 1'700'000'000);
}

TEST_P(StoreConformance, ReplacesAReportWithTheSameUri) {
  Write({MakeSample({.text = "旧", .year = 2022, .failed_rule = "T3-01"})});
  const v1::Report later = MakeSample({.text = "新", .year = 2023, .failed_rule = "T3-02"});
  Write({later});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, later)) << stored->DebugString();
  EXPECT_THAT(Uris({.name = "agencies/-/reports/2022"}), IsEmpty());
  EXPECT_THAT(Uris({.name = "agencies/-/reports/2023"}), ElementsAre("a.html"));
  EXPECT_THAT(Uris({.rule = "T3-01"}), IsEmpty());
  EXPECT_THAT(Uris({.rule = "T3-02"}), ElementsAre("a.html"));
}

TEST_P(StoreConformance, DropsTheOldPartsWhenAReportNowFails) {
  Write({MakeSample({.failed_rule = "T3-01"})});
  const v1::Report failed = MakeFailedSample("a.html", v1::ReportError::EMPTY);
  Write({failed});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, failed)) << stored->DebugString();
  EXPECT_THAT(Uris({.name = "agencies/青河县人民政府/reports/-"}), IsEmpty());
  EXPECT_THAT(Uris({.verdict = v1::REJECTED}), IsEmpty());
  EXPECT_THAT(Uris({.rule = "T3-01"}), IsEmpty());
}

TEST_P(StoreConformance, KeepsTheLaterOfTwoReportsInOneGroup) {
  const v1::Report later = MakeSample({.text = "二", .year = 2021});
  Write({MakeSample({.text = "一", .year = 2020, .failed_rule = "T3-01"}), later});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, later)) << stored->DebugString();
  EXPECT_THAT(Uris({}), ElementsAre("a.html"));
  EXPECT_THAT(Uris({.name = "agencies/-/reports/2020"}), IsEmpty());
  EXPECT_THAT(Uris({.rule = "T3-01"}), IsEmpty());
}

TEST_P(StoreConformance, WritesAGroupWhollyOrNotAtAll) {
  v1::Report nameless = MakeSample({});
  nameless.mutable_source()->clear_uri();
  const absl::Status status =
      TryWrite({MakeSample({.uri = "first"}), nameless, MakeSample({.uri = "third"})});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Uris({}), IsEmpty());
  const v1::CheckpointKey key = KeyOfStage(MakeSample({}), "normalize");
  const auto checkpoints = store_->GetCheckpoints({&key, 1});
  ASSERT_TRUE(checkpoints.ok());
  EXPECT_FALSE(checkpoints->at(0).found());
}

TEST_P(StoreConformance, RefusesWhatItCouldNotGiveBack) {
  EXPECT_EQ(TryWrite({MakeSample({.uri = std::string(kMaxUriBytes + 1, 'u')})}).code(),
            absl::StatusCode::kInvalidArgument);

  v1::Report no_digest = MakeSample({});
  no_digest.mutable_source()->clear_digest();
  EXPECT_EQ(TryWrite({no_digest}).code(), absl::StatusCode::kInvalidArgument);

  v1::Report short_digest = MakeSample({});
  short_digest.mutable_stage_records(0)->set_input_digest("short");
  EXPECT_EQ(TryWrite({short_digest}).code(), absl::StatusCode::kInvalidArgument);

  v1::Report no_records = MakeSample({});
  no_records.clear_stage_records();
  EXPECT_EQ(TryWrite({no_records}).code(), absl::StatusCode::kInvalidArgument);

  EXPECT_EQ(TryWrite({WithoutParts(MakeSample({}))}).code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, FindsStageResultsByWhatTheyWereComputedFrom) {
  const v1::Report report = MakeSample({});
  Write({report});
  Reopen();
  v1::CheckpointKey other_revision = KeyOfStage(report, "segment");
  other_revision.set_revision("s2");
  const v1::CheckpointKey keys[] = {KeyOfStage(report, "extract"), other_revision,
                                    KeyOfStage(report, "normalize"),
                                    KeyOfStage(report, "validate")};
  const auto found = store_->GetCheckpoints(keys);
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->size(), 4u);
  EXPECT_TRUE((*found)[0].found());
  EXPECT_EQ((*found)[0].part(), report.extraction().SerializeAsString());
  EXPECT_EQ((*found)[0].output_digest(), RecordOfStage(report, "extract").output_digest());
  EXPECT_FALSE((*found)[1].found());
  EXPECT_EQ((*found)[1].part(), "");
  EXPECT_EQ((*found)[2].part(), report.document().SerializeAsString());
  EXPECT_EQ((*found)[3].part(), report.assessment().SerializeAsString());
}

TEST_P(StoreConformance, KeepsTheResultsOfOldRules) {
  const v1::Report before = MakeSample({.rule_pack = "rules 1"});
  const v1::Report after = MakeSample({.rule_pack = "rules 2", .failed_rule = "T3-01"});
  Write({before});
  Write({after});
  const v1::CheckpointKey keys[] = {KeyOfStage(before, "validate"), KeyOfStage(after, "validate")};
  const auto found = store_->GetCheckpoints(keys);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)[0].part(), before.assessment().SerializeAsString());
  EXPECT_EQ((*found)[1].part(), after.assessment().SerializeAsString());
}

TEST_P(StoreConformance, LooksUpNoMoreCheckpointsThanAllowed) {
  const std::vector<v1::CheckpointKey> keys(kMaxCheckpointsPerCall + 1);
  EXPECT_EQ(store_->GetCheckpoints(keys).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST_P(StoreConformance, TakesAnAssessmentAloneAfterARuleChange) {
  Write({MakeSample({.rule_pack = "rules 1", .failed_rule = "T3-01"})});
  const v1::Report whole = MakeSample({.rule_pack = "rules 2", .failed_rule = "T3-02"});
  v1::Report sent = WithoutParts(whole);
  *sent.mutable_assessment() = whole.assessment();
  Write({sent});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*stored, whole)) << stored->DebugString();
  EXPECT_THAT(Uris({.name = "agencies/青河县人民政府/reports/2023"}), ElementsAre("a.html"));
  EXPECT_THAT(Uris({.rule = "T3-01"}), IsEmpty());
  EXPECT_THAT(Uris({.rule = "T3-02"}), ElementsAre("a.html"));
}

TEST_P(StoreConformance, TakesReusedPartsFromCheckpointsOfAnotherUri) {
  const v1::Report original = MakeSample({.uri = "original", .failed_rule = "T3-01"});
  Write({original});
  v1::Report copy = MakeSample({.uri = "copy", .failed_rule = "T3-01"});
  Write({WithoutParts(copy)});
  const auto stored = store_->GetReport("copy", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->outline().agency().name(), "青河县人民政府");
  EXPECT_EQ(stored->document().text(), original.document().text());
  EXPECT_EQ(stored->extraction().cells(0).value(), "29");
  EXPECT_EQ(stored->assessment().findings(0).rule(), "T3-01");
  EXPECT_EQ(stored->content().data(), original.content().data());
  EXPECT_THAT(Uris({.rule = "T3-01"}), ElementsAre("copy", "original"));
}

TEST_P(StoreConformance, TakesReusedPartsFromTheSameGroup) {
  const v1::Report original = MakeSample({.uri = "original"});
  Write({original, WithoutParts(MakeSample({.uri = "copy"}))});
  const auto stored = store_->GetReport("copy", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->outline().agency().name(), "青河县人民政府");
  EXPECT_EQ(stored->document().text(), original.document().text());
}

TEST_P(StoreConformance, NeverMixesThePartsOfTwoContents) {
  // The file behind a uri changed, and all results for its new bytes are known from elsewhere.
  Write({MakeSample({.uri = "elsewhere", .text = "新", .agency = "新县", .failed_rule = "T3-02"})});
  Write({MakeSample({.uri = "a.html", .text = "旧", .agency = "旧县", .failed_rule = "T3-01"})});
  Write({WithoutParts(
      MakeSample({.uri = "a.html", .text = "新", .agency = "新县", .failed_rule = "T3-02"}))});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->document().text(), "新");
  EXPECT_EQ(stored->outline().agency().name(), "新县");
  EXPECT_EQ(stored->assessment().findings(0).rule(), "T3-02");
  EXPECT_THAT(Uris({.name = "agencies/旧县/reports/-"}), IsEmpty());
}

TEST_P(StoreConformance, KeepsContentOnceAndWhatEachSenderDeclared) {
  v1::Report one = MakeSample({.uri = "one"});
  v1::Report two = MakeSample({.uri = "two"});
  one.mutable_content()->set_charset("gb2312");
  two.mutable_content()->set_charset("utf-8");
  Write({one});
  Write({two});
  const v1::Part parts[] = {v1::CONTENT};
  EXPECT_EQ(store_->GetReport("one", parts)->content().charset(), "gb2312");
  EXPECT_EQ(store_->GetReport("two", parts)->content().charset(), "utf-8");
  // Reused later, without the content: the declaration stays.
  Write({WithoutParts(two)});
  EXPECT_EQ(store_->GetReport("two", parts)->content().charset(), "utf-8");
  const auto content = store_->GetContent(one.source().digest());
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->data(), one.content().data());
  EXPECT_EQ(content->charset(), "gb2312");
}

TEST_P(StoreConformance, ListsReportsInOrderOfTheBytesOfTheirUris) {
  Write({MakeSample({.uri = "b"}), MakeSample({.uri = "乙"}), MakeSample({.uri = "a/1"}),
         MakeSample({.uri = "a"}), MakeSample({.uri = "Z"}), MakeSample({.uri = "甲"})});
  // 乙 is E4 B9 99, 甲 is E7 94 B2.
  EXPECT_THAT(Uris({}), ElementsAre("Z", "a", "a/1", "b", "乙", "甲"));
}

TEST_P(StoreConformance, ListsByAgencyYearVerdictAndRule) {
  Write({MakeSample({.uri = "1", .agency = "甲县", .year = 2022, .failed_rule = "T3-01"}),
         MakeSample({.uri = "2", .agency = "甲县", .year = 2023}),
         MakeSample({.uri = "3", .agency = "乙县", .year = 2023, .failed_rule = "T3-01"}),
         MakeSample({.uri = "4", .agency = "甲县人民政府", .year = 2023, .failed_rule = "T3-0"}),
         MakeSample({.uri = "0", .agency = "甲县", .year = 2023, .failed_rule = "T3-01"})});
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023"}), ElementsAre("0", "2"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/-"}), ElementsAre("0", "1", "2"));
  EXPECT_THAT(Uris({.name = "agencies/-/reports/2023"}), ElementsAre("0", "2", "3", "4"));
  EXPECT_THAT(Uris({.name = "agencies/-/reports/-"}), ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_THAT(Uris({.name = "agencies/甲/reports/-"}), IsEmpty());
  EXPECT_THAT(Uris({.verdict = v1::ACCEPTED}), ElementsAre("2"));
  EXPECT_THAT(Uris({.rule = "T3-01"}), ElementsAre("0", "1", "3"));
  EXPECT_THAT(Uris({.rule = "T3-0"}), ElementsAre("4"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023", .rule = "T3-01"}), ElementsAre("0"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023", .verdict = v1::ACCEPTED}),
              ElementsAre("2"));
}

TEST_P(StoreConformance, FindsAnAgencyByTheNameItIsGiven) {
  // A name that has to be encoded in a resource name.
  Write({MakeSample({.uri = "1", .agency = "甲/乙%管委会"}), MakeSample({.uri = "2"})});
  const auto page = store_->ListReports("", 1, "");
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->items.at(0).name(), "agencies/甲%2F乙%25管委会/reports/2023");
  EXPECT_THAT(Uris({.name = page->items.at(0).name()}), ElementsAre("1"));
}

TEST_P(StoreConformance, RefusesNamesThatAreNone) {
  for (const char* name :
       {"agencies", "agencies/甲", "agencies//reports/2023", "甲/2023", "agencies/甲/reports/",
        "agencies/甲/reports/23x", "agencies/甲/reports/2023/cells"}) {
    EXPECT_EQ(store_->ListReports(name, 0, "").status().code(), absl::StatusCode::kInvalidArgument)
        << name;
  }
}

TEST_P(StoreConformance, GivesEveryReportOnceOverAllPages) {
  std::vector<v1::Report> reports;
  for (int i = 0; i < 7; ++i) {
    reports.push_back(MakeSample({.uri = std::to_string(i), .failed_rule = "T3-01"}));
  }
  Write(reports);
  for (int page_size : {1, 2, 3, 6, 7, 8}) {
    EXPECT_THAT(Uris({}, page_size), ElementsAre("0", "1", "2", "3", "4", "5", "6")) << page_size;
    EXPECT_THAT(Uris({.rule = "T3-01"}, page_size), testing::SizeIs(7)) << page_size;
  }
}

TEST_P(StoreConformance, GoesOnBehindTheLastReportThoughOthersCome) {
  Write({MakeSample({.uri = "b"}), MakeSample({.uri = "d"}), MakeSample({.uri = "f"})});
  const auto first = store_->ListReports("", 2, "");
  ASSERT_TRUE(first.ok());
  Write({MakeSample({.uri = "a"}), MakeSample({.uri = "e"})});
  const auto second = store_->ListReports("", 2, first->next_page_token);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->items.size(), 2u);
  EXPECT_EQ(second->items[0].source().uri(), "e");
  EXPECT_EQ(second->items[1].source().uri(), "f");
  EXPECT_EQ(second->next_page_token, "");
}

TEST_P(StoreConformance, RefusesTokensOfAnotherListAndDamagedOnes) {
  Write({MakeSample({.uri = "a"}), MakeSample({.uri = "b"})});
  const auto page = store_->ListReports("", 1, "");
  ASSERT_TRUE(page.ok());
  std::string damaged = page->next_page_token;
  damaged[damaged.size() / 2] ^= 1;
  for (const auto& [name, token] :
       {std::pair<std::string, std::string>("agencies/-/reports/2023", page->next_page_token),
        {"", damaged},
        {"", "?"}}) {
    EXPECT_EQ(store_->ListReports(name, 1, token).status().code(),
              absl::StatusCode::kInvalidArgument)
        << token;
  }
  EXPECT_EQ(store_->ListBatches(1, page->next_page_token).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, BoundsThePageSize) {
  std::vector<v1::Report> reports;
  for (int i = 0; i < kDefaultPageSize + 1; ++i) {
    reports.push_back(MakeFailedSample(std::to_string(i), v1::ReportError::EMPTY));
    if (reports.size() == kGroupReports) Write(std::exchange(reports, {}));
  }
  Write(reports);
  EXPECT_EQ(store_->ListReports("", 0, "")->items.size(),
            static_cast<std::size_t>(kDefaultPageSize));
  EXPECT_EQ(store_->ListReports("", kMaxPageSize + 1, "")->items.size(),
            static_cast<std::size_t>(kDefaultPageSize + 1));
  EXPECT_EQ(store_->ListReports("", -1, "").status().code(), absl::StatusCode::kInvalidArgument);
}

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

TEST_P(StoreConformance, LosesNothingWhenSeveralThreadsWrite) {
  constexpr int kThreads = 4;
  constexpr int kGroups = 20;
  CreateBatch("b", kThreads * kGroups);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < kGroups; ++i) {
        const std::string own = Concat("own ", t, " ", i);
        const uint64_t index = static_cast<uint64_t>(t * kGroups + i);
        // Every thread also replaces the same report.
        Write({AnswerItem(MakeSample({.uri = own, .failed_rule = "T3-01"}), "b", index),
               MakeSample({.uri = "shared",
                           .text = Concat(t, " ", i),
                           .agency = Concat("县", t),
                           .year = 2008 + static_cast<uint32_t>(i)})});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Counts(*store_->GetBatch("b")), ElementsAre(0, 0, 80, 0, 0, 0));
  EXPECT_EQ(Uris({.rule = "T3-01"}).size(), 80u);
  // One entry for the report that all replaced, under the name it has now.
  const auto shared = store_->GetReport("shared", kAllParts);
  ASSERT_TRUE(shared.ok());
  int found = 0;
  for (int t = 0; t < kThreads; ++t) {
    found += static_cast<int>(Uris({.name = Concat("agencies/县", t, "/reports/-")}).size());
  }
  EXPECT_EQ(found, 1);
  EXPECT_THAT(Uris({.name = Concat("agencies/", shared->outline().agency().name(), "/reports/-")}),
              ElementsAre("shared"));
}

}  // namespace gongkai
