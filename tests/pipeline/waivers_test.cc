#include "pipeline/waivers.h"

#include <fstream>

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"
#include "pipeline/ledger.h"
#include "pipeline/renewed_waivers.h"
#include "tests/common/temp_folder.h"
#include "tests/store/memory_store.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kCell[] = "applications.received.total";

// Two sums that fail, and a warning without cells.
v1::Report RejectedReport() {
  v1::Report report;
  report.mutable_source()->set_uri("a.html");
  report.mutable_outline()->mutable_agency()->set_name("白石县档案局");
  report.mutable_outline()->mutable_year()->set_value(2022);
  v1::Assessment& assessment = *report.mutable_assessment();
  assessment.set_rule_pack("pack 1");
  assessment.set_verdict(v1::REJECTED);
  for (const char* cell : {kCell, "applications.granted.total"}) {
    v1::Finding& finding = *assessment.add_findings();
    finding.set_rule("T3-01");
    finding.set_severity(v1::ERROR);
    finding.set_outcome(v1::FAILED);
    finding.set_left("7");
    v1::Operand& operand = *finding.add_operands();
    operand.set_cell(FormCatalog::Builtin().CellNumber(cell));
    operand.set_value("7");
  }
  v1::Finding& words = *assessment.add_findings();
  words.set_rule("WRD-03");
  words.set_severity(v1::WARNING);
  words.set_outcome(v1::FAILED);
  words.set_message_zh("有 1 处「截止」");
  return report;
}

std::vector<v1::RuleIndex> Packs(const std::string& digest = "rule 1") {
  v1::RuleIndex pack;
  pack.set_digest("pack 1");
  for (const char* rule : {"T3-01", "WRD-03"}) {
    v1::RuleIndex::Entry& entry = *pack.add_rules();
    entry.set_id(rule);
    entry.set_digest(digest);
  }
  return {pack};
}

v1::Waiver WaiverFor(const std::string& rule, const std::string& cell = "",
                     const std::string& report = "a.html") {
  v1::Waiver waiver;
  waiver.set_report(report);
  waiver.set_rule(rule);
  waiver.set_cell(cell);
  waiver.set_author("王五");
  waiver.set_reason("已另行说明");
  return waiver;
}

WaivedFindings Apply(const std::vector<v1::Waiver>& waivers, const v1::Report& report,
                     const std::string& today = "2026-11-22",
                     std::vector<v1::RuleIndex> packs = Packs()) {
  static std::unique_ptr<Waivers> made;  // results refer to it
  made = std::make_unique<Waivers>(waivers, std::move(packs), today);
  return made->Of(report);
}

TEST(Waivers, CountOnlyForTheFindingsTheyAreAbout) {
  const v1::Report report = RejectedReport();
  const WaivedFindings one = Apply({WaiverFor("T3-01", kCell)}, report);
  EXPECT_TRUE(one.Of(0).waived());
  EXPECT_FALSE(one.Of(1).waived());
  EXPECT_EQ(one.verdict, v1::REJECTED);
  EXPECT_EQ(one.errors, 1u);

  const WaivedFindings both = Apply({WaiverFor("T3-01")}, report);
  EXPECT_TRUE(both.Of(0).waived());
  EXPECT_TRUE(both.Of(1).waived());
  EXPECT_EQ(both.verdict, v1::ACCEPTED_WITH_WARNINGS);
  EXPECT_EQ(both.errors, 2u);

  const WaivedFindings all = Apply({WaiverFor("T3-01"), WaiverFor("WRD-03")}, report);
  EXPECT_EQ(all.verdict, v1::ACCEPTED);
  EXPECT_EQ(all.others, 1u);
}

TEST(Waivers, KnowAReportByItsPathAndByAgencyAndYear) {
  const v1::Report report = RejectedReport();
  EXPECT_EQ(Apply({WaiverFor("T3-01", "", "agencies/白石县档案局/reports/2022")}, report).errors,
            2u);
  EXPECT_EQ(Apply({WaiverFor("T3-01", "", "agencies/白石县档案局/reports/2021")}, report).errors,
            0u);
  EXPECT_EQ(Apply({WaiverFor("T3-01", "", "b.html")}, report).verdict, v1::REJECTED);
}

TEST(Waivers, EndAfterTheirLastDay) {
  v1::Waiver waiver = WaiverFor("T3-01", kCell);
  waiver.set_until("2026-11-22");
  EXPECT_TRUE(Apply({waiver}, RejectedReport(), "2026-11-22").Of(0).waived());
  const WaivedFindings over = Apply({waiver}, RejectedReport(), "2026-11-23");
  EXPECT_FALSE(over.Of(0).waived());
  EXPECT_THAT(over.Of(0).review, ElementsAre(v1::EXPIRED));
  EXPECT_EQ(over.verdict, v1::REJECTED);
}

TEST(Waivers, AreDueForReviewWhenTheFiguresChange) {
  v1::Waiver waiver = WaiverFor("T3-01", kCell);
  v1::Report report = RejectedReport();
  ASSERT_TRUE(FillInWaiver(report, Packs(), &waiver).ok());
  EXPECT_TRUE(Apply({waiver}, report).Of(0).waived());
  // What another cell holds is no concern of it.
  report.mutable_assessment()->mutable_findings(1)->mutable_operands(0)->set_value("8");
  EXPECT_TRUE(Apply({waiver}, report).Of(0).waived());
  report.mutable_assessment()->mutable_findings(0)->mutable_operands(0)->set_value("8");
  EXPECT_THAT(Apply({waiver}, report).Of(0).review, ElementsAre(v1::FIGURES_CHANGED));
}

TEST(Waivers, AreDueForReviewWhenTheWordsFoundChange) {
  v1::Waiver waiver = WaiverFor("WRD-03");
  v1::Report report = RejectedReport();
  ASSERT_TRUE(FillInWaiver(report, Packs(), &waiver).ok());
  EXPECT_TRUE(Apply({waiver}, report).Of(2).waived());
  report.mutable_assessment()->mutable_findings(2)->set_message_zh("有 2 处「截止」");
  EXPECT_THAT(Apply({waiver}, report).Of(2).review, ElementsAre(v1::FIGURES_CHANGED));
}

TEST(Waivers, AreDueForReviewWhenTheRuleChangesButNotWhenAnotherDoes) {
  v1::Waiver waiver = WaiverFor("T3-01", kCell);
  v1::Report report = RejectedReport();
  ASSERT_TRUE(FillInWaiver(report, Packs(), &waiver).ok());
  std::vector<v1::RuleIndex> packs = Packs();
  packs[0].mutable_rules(1)->set_digest("rule 2");
  EXPECT_TRUE(Apply({waiver}, report, "2026-11-22", packs).Of(0).waived());
  packs[0].mutable_rules(0)->set_digest("rule 2");
  EXPECT_THAT(Apply({waiver}, report, "2026-11-22", packs).Of(0).review,
              ElementsAre(v1::RULE_CHANGED));
  EXPECT_THAT(Apply({waiver}, report, "2026-11-22", {}).Of(0).review,
              ElementsAre(v1::RULE_CHANGED));
}

TEST(Waivers, CannotBeGivenForAFindingThatIsNotThere) {
  v1::Waiver waiver = WaiverFor("T3-02");
  EXPECT_TRUE(absl::IsNotFound(FillInWaiver(RejectedReport(), Packs(), &waiver)));
  waiver = WaiverFor("T3-01", "applications.refused.state_secrets.total");
  EXPECT_TRUE(absl::IsNotFound(FillInWaiver(RejectedReport(), Packs(), &waiver)));
}

class WaiverFile : public testing::Test {
 protected:
  std::string Write(const std::string& text) {
    const std::string path = folder_.path() + "/waivers.csv";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string Refusal(const std::string& text) {
    const auto waivers = ReadWaivers(Write(text));
    return waivers.ok() ? "taken" : std::string(waivers.status().message());
  }

  const TempFolder folder_;
};

TEST_F(WaiverFile, ComesBackAsItWasWritten) {
  v1::Waiver waiver = WaiverFor("T3-01", kCell);
  waiver.set_basis("白政办〔2023〕1号");
  waiver.set_until("2027-03-31");
  waiver.set_rule_digest("ab");
  const auto read = ReadWaivers(Write(WaiverList({waiver})));
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front().SerializeAsString(), waiver.SerializeAsString());
}

TEST_F(WaiverFile, MayNameAgencyAndYearInColumnsOfTheirOwn) {
  const auto read =
      ReadWaivers(Write("机关,年度,规则,批准人,理由\n白石县档案局,2022,T3-01,王五,\"甲,乙\"\n"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->front().report(), "agencies/白石县档案局/reports/2022");
  EXPECT_EQ(read->front().reason(), "甲,乙");
}

TEST_F(WaiverFile, IsRefusedWithFileAndLine) {
  EXPECT_THAT(Refusal("report,author\na,b\n"), HasSubstr("waivers.csv:1:"));
  const std::string head = "report,rule,cell,author,reason,until\n";
  EXPECT_THAT(Refusal(head + "a,T3-01,,王五,x,\na,T3-02,,,x,\n"),
              testing::AllOf(HasSubstr("waivers.csv:3:"), HasSubstr("批准人")));
  EXPECT_THAT(Refusal(head + "a,T3-01,,王五,,\n"), HasSubstr("理由"));
  EXPECT_THAT(Refusal(head + "a,T3-01,,王五,x,明年\n"), HasSubstr("2027-03-31"));
  EXPECT_THAT(Refusal(head + "a,T3-01,no.such.cell,王五,x,\n"), HasSubstr("单元格"));
  EXPECT_THAT(Refusal(head + "agencies/a,T3-01,,王五,x,\n"), HasSubstr("agencies/"));
  EXPECT_THAT(Refusal(head + "a,T3-01,,王五,x,\na,T3-01,,赵六,y,\n"), HasSubstr("waivers.csv:3:"));
  EXPECT_THAT(Refusal(head + "a,,,王五,x,\n"), HasSubstr("规则"));
}

TEST_F(WaiverFile, SaysWhichReportsAreNotThere) {
  MemoryStore store;
  const v1::Report stored = MakeSample({.uri = "stored.html"});
  const v1::Report* const reports[] = {&stored};
  ASSERT_TRUE(store.WriteReports(reports).ok());
  const std::string path =
      Write(WaiverList({WaiverFor("T3-01"), WaiverFor("T3-01", "", "stored.html"),
                        WaiverFor("T3-01", "", "agencies/青河县人民政府/reports/2023"),
                        WaiverFor("T3-01", "", "gone.html")}));
  const StageChain no_stages({}, nullptr, nullptr);
  const auto waivers = Waivers::Make(path, &store, no_stages);
  ASSERT_TRUE(waivers.ok()) << waivers.status();
  (*waivers)->Of(RejectedReport());  // "a.html"
  const absl::Status status = (*waivers)->CheckAllMet(&store);
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("gone.html"));
  EXPECT_THAT(std::string(status.message()), testing::Not(HasSubstr("stored.html")));
}

// As of a server, whose list is edited while it runs.
TEST_F(WaiverFile, IsReadAgainWhileAServerRuns) {
  const auto write = [&](const std::string& lines) {
    return folder_.Write("list.tsv", Concat("report\trule\tauthor\treason\n", lines));
  };
  const std::string path = write("a.html\tT3-01\t王五\t已另行说明\n");
  std::vector<absl::Status> complaints;
  const auto renewed = RenewedWaivers::Make(
      path, nullptr, StageChain({}, nullptr, nullptr),
      [&](const absl::Status& status) { complaints.push_back(status); },
      std::chrono::milliseconds(0));
  ASSERT_TRUE(renewed.ok()) << renewed.status();
  const v1::Report report = RejectedReport();
  EXPECT_EQ((*renewed)->Now()->Of(report).others, 0u);
  EXPECT_EQ((*renewed)->Now()->Of(report).errors, 2u);
  write("a.html\tT3-01\t王五\t已另行说明\na.html\tWRD-03\t王五\t已另行说明\n");
  EXPECT_EQ((*renewed)->Now()->Of(report).others, 1u);
  // Half written: those of before stay, and it is said once.
  write("a.html\tT3-01\t\t\n");
  EXPECT_EQ((*renewed)->Now()->Of(report).others, 1u);
  EXPECT_EQ((*renewed)->Now()->Of(report).errors, 2u);
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_THAT(complaints[0].message(), HasSubstr("list.tsv"));
  write("");
  EXPECT_TRUE((*renewed)->Now()->empty());
}

TEST(StoredWaivers, CountForAServerThatRuns) {
  MemoryStore store;
  const auto renewed = RenewedWaivers::Make(
      "", &store, StageChain({}, nullptr, nullptr), [](const absl::Status&) {},
      std::chrono::milliseconds(0));
  ASSERT_TRUE(renewed.ok()) << renewed.status();
  EXPECT_TRUE((*renewed)->Now()->empty());
  ASSERT_TRUE(KeepWaiver(store, WaiverFor("T3-01")).ok());
  EXPECT_EQ((*renewed)->Now()->Of(RejectedReport()).errors, 2u);
  ASSERT_TRUE(TakeBackWaiver(store, WaiverFor("T3-01")).ok());
  EXPECT_TRUE((*renewed)->Now()->empty());
}

TEST(StoredWaivers, AreReplacedAndTakenBack) {
  MemoryStore store;
  v1::Waiver waiver = WaiverFor("T3-01", kCell);
  ASSERT_TRUE(KeepWaiver(store, waiver).ok());
  waiver.set_reason("另一理由");
  ASSERT_TRUE(KeepWaiver(store, waiver).ok());
  ASSERT_EQ(ReadStoredWaivers(store)->size(), 1u);
  EXPECT_EQ(ReadStoredWaivers(store)->front().reason(), "另一理由");
  ASSERT_TRUE(TakeBackWaiver(store, waiver).ok());
  EXPECT_THAT(*ReadStoredWaivers(store), IsEmpty());
  EXPECT_TRUE(absl::IsNotFound(TakeBackWaiver(store, waiver)));
}

}  // namespace
}  // namespace gongkai
