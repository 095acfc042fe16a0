// What the rules are told of other reports, through a chain with the real validate.
#include "pipeline/peer_finder.h"

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"
#include "pipeline/ledger.h"
#include "pipeline/likenesses.h"
#include "pipeline/rerun.h"
#include "pipeline/runner.h"
#include "store/store_stage.h"
#include "tests/pipeline/example_stage.h"
#include "tests/store/memory_store.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Peers : public testing::Test {
 protected:
  Peers() { Renew(); }

  // As another run of the program would.
  void Renew() {
    finder_ = *PeerFinder::Make(&store_);
    chain_ = std::make_unique<StageChain>(
        std::vector<Stage*>{&normalize_, &segment_, &extract_, &validate_}, &store_stage_, &store_);
    chain_->SetPeers(finder_.get());
    ASSERT_TRUE(BeginKeeping(*chain_, store_).ok());
  }

  void Keep(const std::string& uri, const Figures& figures) {
    v1::Report report = ExampleInput(uri, figures);
    v1::Report* const one = &report;
    ASSERT_TRUE(chain_->Process({&one, 1}).ok());
  }

  // Rules that fail, as the store has them.
  std::vector<std::string> Failed(const std::string& uri) {
    constexpr v1::Part kParts[] = {v1::ASSESSMENT};
    const absl::StatusOr<v1::Report> report = store_.GetReport(uri, kParts);
    EXPECT_TRUE(report.ok()) << report.status();
    std::vector<std::string> rules;
    if (!report.ok()) return rules;
    for (const v1::Finding& finding : report->assessment().findings()) {
      if (finding.outcome() == v1::FAILED) rules.push_back(finding.rule());
    }
    return rules;
  }

  // What the end of a batch does; the uris that were judged again.
  std::vector<std::string> JudgeWaiting() {
    const absl::StatusOr<std::vector<std::string>> uris = finder_->TakeWaiting();
    EXPECT_TRUE(uris.ok());
    std::vector<std::string> judged;
    for (const std::string& uri : *uris) {
      const uint64_t before = chain_->computed(3);
      const auto inputs = ReportsToJudgeAgain(*chain_, store_, {uri});
      EXPECT_TRUE(RunAll(*chain_, *inputs, {.jobs = 1}).status.ok());
      if (chain_->computed(3) > before) judged.push_back(uri);
    }
    return judged;
  }

  uint64_t Planned() {
    const absl::StatusOr<RerunPlanner> planner = RerunPlanner::Make(*chain_, store_);
    EXPECT_TRUE(planner.ok()) << planner.status();
    return PlanRerun(*planner, store_, 2)->again;
  }

  void UseList(std::string_view text) {
    const absl::StatusOr<AgencyList> list = AgencyList::Parse(text, "list.csv");
    ASSERT_TRUE(list.ok()) << list.status();
    ASSERT_TRUE(list->Keep(store_).ok());
    Renew();
  }

  MemoryStore store_;
  StoreStage store_stage_{&store_};
  ExampleStage normalize_{"normalize", {v1::CONTENT}, v1::DOCUMENT};
  ExampleStage segment_{"segment", {v1::DOCUMENT}, v1::OUTLINE};
  ExampleStage extract_{"extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION};
  ValidateStage validate_;
  std::unique_ptr<PeerFinder> finder_;
  std::unique_ptr<StageChain> chain_;
};

TEST_F(Peers, HoldAReportAgainstLastYears) {
  Keep("2021", {.year = 2021, .carried_forward = "2"});
  Keep("2022", {.carried_over = "3"});
  EXPECT_THAT(Failed("2022"), Contains("CY-01"));
  EXPECT_THAT(Failed("2021"), Not(Contains("CY-01")));
  EXPECT_EQ(Planned(), 0u);
}

TEST_F(Peers, JudgeAReportAgainWhenItsPartnerComesAfterItAndOnlyThat) {
  Keep("2022", {.carried_over = "3"});
  Keep("other", {.agency = "白石县水务局"});
  EXPECT_THAT(Failed("2022"), Not(Contains("CY-01")));
  Keep("2021", {.year = 2021, .carried_forward = "2"});
  EXPECT_EQ(Planned(), 1u);
  EXPECT_THAT(JudgeWaiting(), ElementsAre("2022"));
  EXPECT_THAT(Failed("2022"), Contains("CY-01"));
  EXPECT_EQ(Planned(), 0u);
  EXPECT_THAT(JudgeWaiting(), IsEmpty());
}

TEST_F(Peers, FindEachOtherInOneGroup) {
  v1::Report later = ExampleInput("2022", {.carried_over = "3"});
  v1::Report earlier = ExampleInput("2021", {.year = 2021, .carried_forward = "2"});
  v1::Report* const group[] = {&later, &earlier};
  ASSERT_TRUE(chain_->Process(group).ok());
  EXPECT_THAT(JudgeWaiting(), ElementsAre("2022"));
  EXPECT_THAT(Failed("2022"), Contains("CY-01"));
}

TEST_F(Peers, JudgeAReportAgainWhenLastYearsIsMended) {
  Keep("2021", {.year = 2021, .carried_forward = "2"});
  Keep("2022", {.carried_over = "3"});
  EXPECT_THAT(JudgeWaiting(), IsEmpty());
  Keep("2021", {.year = 2021, .carried_forward = "3"});
  EXPECT_THAT(JudgeWaiting(), ElementsAre("2022"));
  EXPECT_THAT(Failed("2022"), Not(Contains("CY-01")));
}

// Other words and the same figures: what is said of the year after stays as it is.
TEST_F(Peers, KeepNobodyWaitingForFiguresThatAreAsBefore) {
  Keep("2021", {.year = 2021, .carried_forward = "2"});
  Keep("2022", {.carried_over = "3"});
  EXPECT_THAT(JudgeWaiting(), IsEmpty());
  const uint64_t before = chain_->computed(3);
  Keep("2021", {.year = 2021, .carried_forward = "2", .text = "本年度未收到申请。"});
  EXPECT_EQ(chain_->computed(3), before + 1);
  EXPECT_THAT(*finder_->TakeWaiting(), IsEmpty());
  Keep("2021", {.year = 2021, .carried_forward = "4", .text = "本年度未收到申请。"});
  EXPECT_THAT(*finder_->TakeWaiting(), ElementsAre("2022"));
}

// What became of them could not be asked for: they were items of no batch.
TEST_F(Peers, KeepThoseThatAreJudgedLaterInABatchOfTheirOwn) {
  const auto judge = [&] { return gongkai::JudgeWaiting(*chain_, store_, {.batch = "run-1"}); };
  Keep("2022", {.carried_over = "3"});
  EXPECT_EQ(judge().batch, "");
  EXPECT_FALSE(store_.GetBatch("run-1-late").ok());
  Keep("2021", {.year = 2021, .carried_forward = "2"});
  EXPECT_EQ(judge().batch, "run-1-late");
  Keep("2021", {.year = 2021, .carried_forward = "3"});
  EXPECT_EQ(judge().counts.done, 1u);  // behind those of the first time
  const absl::StatusOr<v1::Batch> batch = store_.GetBatch("run-1-late");
  ASSERT_TRUE(batch.ok()) << batch.status();
  EXPECT_EQ(batch->state(), v1::Batch::DONE);
  EXPECT_EQ(batch->total(), 2u);
  const auto items =
      store_.ListBatchItems("run-1-late", v1::BatchItem::STATE_UNSPECIFIED, 0, "")->items;
  ASSERT_EQ(items.size(), 2u);
  for (const v1::BatchItem& item : items) {
    EXPECT_EQ(item.uri(), "2022");
    EXPECT_EQ(item.state(), v1::BatchItem::COMPUTED);
    EXPECT_NE(item.result().output_digest(), item.replaced().output_digest());
  }
}

TEST_F(Peers, SayThatThereAreTwoReportsForAYear) {
  Keep("a", {});
  Keep("b", {.carried_over = "1"});
  EXPECT_THAT(Failed("b"), Contains("CY-07"));
  EXPECT_THAT(JudgeWaiting(), ElementsAre("a"));
  EXPECT_THAT(Failed("a"), Contains("CY-07"));
}

TEST_F(Peers, KnowNothingOfAnAgencyWithoutAName) {
  Keep("a", {.agency = "-"});
  Keep("b", {.agency = "-"});
  EXPECT_THAT(Failed("b"), Not(Contains("CY-07")));
  EXPECT_THAT(JudgeWaiting(), IsEmpty());
}

constexpr std::string_view kAgencies =
    "name,other_names,parent,due\n"
    "白石县人民政府,,,\n"
    "白石县档案局,白石县档案馆,白石县人民政府,01-10\n"
    "白石县水务局,,白石县人民政府,\n";

TEST_F(Peers, HoldAGovernmentAgainstTheSumOfItsMembers) {
  UseList(kAgencies);
  Keep("county", {.carried_over = "4", .agency = "白石县人民政府"});
  Keep("archive", {.carried_over = "3"});
  EXPECT_THAT(JudgeWaiting(), ElementsAre("county"));
  EXPECT_THAT(Failed("county"), Contains("RU-03"));  // one is missing
  EXPECT_THAT(Failed("county"), Not(Contains("RU-02")));
  Keep("water", {.carried_over = "2", .agency = "白石县水务局"});
  EXPECT_THAT(JudgeWaiting(), ElementsAre("county"));
  EXPECT_THAT(Failed("county"), Contains("RU-02"));  // 4 < 3 + 2
  EXPECT_THAT(Failed("county"), Contains("RU-01"));
  EXPECT_THAT(Failed("county"), Not(Contains("RU-03")));
}

TEST_F(Peers, UseTheListForDaysOtherNamesAndWhoIsNotInIt) {
  UseList(kAgencies);
  Keep("2021", {.year = 2021, .carried_forward = "2", .agency = "白石县档案馆"});
  Keep("2022", {.carried_over = "3"});
  EXPECT_THAT(Failed("2022"), Contains("DT-03-2"));  // signed on the 15th
  EXPECT_THAT(Failed("2022"), Contains("CY-01"));    // under its other name
  Keep("stranger", {.agency = "青川县档案局"});
  EXPECT_THAT(Failed("stranger"), Contains("RU-03"));
}

TEST_F(Peers, JudgeAllAgainWhenTheListComesLater) {
  Keep("2022", {});
  Keep("stranger", {.agency = "青川县档案局"});
  EXPECT_EQ(Planned(), 0u);
  UseList(kAgencies);
  EXPECT_EQ(Planned(), 2u);
}

// So many different characters that two texts of them have little in common.
std::string Prose(char32_t first, int characters) {
  std::string text;
  for (int i = 0; i < characters; ++i) {
    const char32_t c = first + static_cast<char32_t>(i * 7 % 3000);
    text += static_cast<char>(0xE0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
  return text;
}

class Likeness : public Peers {
 protected:
  uint64_t Compare() {
    LikenessCounts counts;
    const auto found = FindLikenesses(store_, 2, nullptr, &counts);
    EXPECT_TRUE(found.ok()) << found.status();
    counts_ = counts;
    const absl::StatusOr<uint64_t> changed = KeepLikenesses(store_, *found);
    EXPECT_TRUE(changed.ok());
    Renew();
    return changed.value_or(0);
  }

  // As apply does.
  void JudgeAll() {
    const RerunPlanner planner = *RerunPlanner::Make(*chain_, store_);
    const absl::StatusOr<RerunPlan> plan = PlanRerun(planner, store_, 2);
    const auto inputs = ReportsToRerun(store_, *plan);
    ASSERT_TRUE(RunAll(*chain_, *inputs, {.jobs = 1}).status.ok());
  }

  LikenessCounts counts_;
};

TEST_F(Likeness, FindsACopyWithOtherNamesAndFigures) {
  const std::string text = Prose(0x4e00, 600);
  Keep("archive", {.text = text + "白石县档案局收到12件", .agency = "白石县档案局"});
  Keep("water", {.text = text + "白石县水务局收到34件", .agency = "白石县水务局"});
  Keep("forest", {.text = Prose(0x5e00, 600), .agency = "白石县林业局"});
  EXPECT_EQ(Compare(), 2u);
  EXPECT_EQ(counts_.copied, 2u);
  EXPECT_EQ(Planned(), 2u);
  JudgeAll();
  EXPECT_THAT(Failed("archive"), Contains("DUP-02"));
  EXPECT_THAT(Failed("water"), Contains("DUP-02"));
  EXPECT_THAT(Failed("forest"), Not(Contains("DUP-02")));
  EXPECT_EQ(Compare(), 0u);  // nothing new
  EXPECT_EQ(Planned(), 0u);
}

TEST_F(Likeness, TellsLastYearsTextFromAnotherAgencys) {
  const std::string text = Prose(0x4e00, 600);
  Keep("2021", {.year = 2021, .text = text});
  Keep("2022", {.text = text});
  Compare();
  JudgeAll();
  EXPECT_THAT(Failed("2022"), Contains("DUP-01"));
  EXPECT_THAT(Failed("2022"), Not(Contains("DUP-02")));
  EXPECT_THAT(Failed("2021"), Not(Contains("DUP-01")));
}

TEST_F(Likeness, GoesByTheShareOfTheText) {
  // 600 of 700 sequences: more than three quarters, less than nine tenths.
  const std::string text = Prose(0x4e00, 600);
  Keep("archive", {.text = text, .agency = "白石县档案局"});
  Keep("water", {.text = text + Prose(0x7000, 100), .agency = "白石县水务局"});
  Compare();
  JudgeAll();
  EXPECT_THAT(Failed("water"), Contains("DUP-02-2"));
  EXPECT_THAT(Failed("water"), Not(Contains("DUP-02")));
}

TEST_F(Likeness, LeavesShortTextsAloneAndForgetsWhatWasMended) {
  Keep("archive", {.text = Prose(0x4e00, 100), .agency = "白石县档案局"});
  Keep("water", {.text = Prose(0x4e00, 100), .agency = "白石县水务局"});
  Compare();
  EXPECT_EQ(counts_.alike, 0u);
  const std::string text = Prose(0x4e00, 600);
  Keep("archive", {.text = text, .agency = "白石县档案局"});
  Keep("water", {.text = text, .agency = "白石县水务局"});
  Compare();
  JudgeAll();
  EXPECT_THAT(Failed("water"), Contains("DUP-02"));
  Keep("water", {.text = Prose(0x5e00, 600), .agency = "白石县水务局"});
  EXPECT_THAT(Failed("water"), Not(Contains("DUP-02")));  // before the next comparison already
}

TEST_F(Likeness, FindsTheSameTablesUnlessAllAreZero) {
  Keep("archive", {.carried_over = "3", .agency = "白石县档案局"});
  Keep("water", {.carried_over = "3", .agency = "白石县水务局"});
  Keep("a", {.agency = "白石县林业局"});
  Keep("b", {.agency = "白石县财政局"});
  Compare();
  EXPECT_EQ(counts_.same_figures, 2u);
  JudgeAll();
  EXPECT_THAT(Failed("archive"), Contains("DUP-08"));
  EXPECT_THAT(Failed("a"), Not(Contains("DUP-08")));
}

}  // namespace
}  // namespace gongkai
