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

TEST_P(StoreConformance, KeepsWhichStageCouldNotProcessAReport) {
  v1::Report report = MakeFailedSample("a", v1::ReportError::NOT_A_REPORT);
  v1::StageRecord& record = *report.add_stage_records();
  record.set_stage("segment");
  record.set_revision("7");
  record.set_input_digest(Digest("what segment read"));
  Write({report});
  Reopen();
  const auto stored = store_->GetReport("a", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->stage_records().rbegin()->revision(), "7");
  // Without an error a stage has an output.
  report.clear_error();
  EXPECT_EQ(TryWrite({report}).code(), absl::StatusCode::kInvalidArgument);
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

TEST_P(StoreConformance, KeepsWhatAReportHadThoughItsStageGaveSomethingElseSince) {
  const v1::Report first = MakeSample({.uri = "a.html"});
  Write({first});
  // The same input and revision under another uri, another result: a converter was replaced.
  v1::Report other = MakeSample({.uri = "b.html"});
  other.mutable_document()->set_text("别的正文");
  other.mutable_stage_records(0)->set_output_digest(std::string(32, 'x'));
  Write({other});
  const auto stored = store_->GetReport("a.html", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->document().text(), first.document().text());
  EXPECT_EQ(store_->GetReport("b.html", kAllParts)->document().text(), "别的正文");
}

TEST_P(StoreConformance, GivesEqualPartsOfSeveralReportsToEach) {
  v1::Report one = MakeSample({.uri = "one"});
  v1::Report two = MakeSample({.uri = "two"});
  Write({one, two});
  Write({MakeSample({.uri = "one", .text = "另一份"})});
  const auto stored = store_->GetReport("two", kAllParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->document().text(), two.document().text());
  EXPECT_TRUE(stored->has_assessment());
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
