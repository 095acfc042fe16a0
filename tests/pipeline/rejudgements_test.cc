// Stored reports judged again by what differs between the rules, through a chain with the real
// validate.
#include "pipeline/rejudgements.h"

#include <algorithm>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/ledger.h"
#include "pipeline/peer_finder.h"
#include "pipeline/rerun.h"
#include "pipeline/runner.h"
#include "store/store_stage.h"
#include "tests/pipeline/example_stage.h"
#include "tests/store/memory_store.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

// Says what is read of stored reports.
class CountingStore : public MemoryStore {
 public:
  absl::Status ReadParts(absl::Span<const PartToRead> parts) override {
    for (const PartToRead& part : parts) ++read[part.record->stage()];
    return MemoryStore::ReadParts(parts);
  }

  std::map<std::string, int> read;  // parts, by the stage that gave them
};

// The program with one pack of rules, over a store that outlives it.
struct ProgramWith {
  ProgramWith(CountingStore* store, const RulePack& rules)
      : store_stage(store),
        validate(rules),
        finder(*PeerFinder::Make(store)),
        chain({&normalize, &segment, &extract, &validate}, &store_stage, store) {
    rejudgements = *KeptRejudgements::Make(validate.info(), *store);
    chain.SetPeers(finder.get());
    chain.SetRejudgements(rejudgements.get());
    EXPECT_TRUE(BeginKeeping(chain, *store).ok());
  }

  StoreStage store_stage;
  ExampleStage normalize{"normalize", {v1::CONTENT}, v1::DOCUMENT};
  ExampleStage segment{"segment", {v1::DOCUMENT}, v1::OUTLINE};
  ExampleStage extract{"extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION};
  ValidateStage validate;
  std::unique_ptr<PeerFinder> finder;
  std::unique_ptr<KeptRejudgements> rejudgements;
  StageChain chain;
};

class Rejudging : public testing::Test {
 protected:
  // The built-in rules without those.
  static RulePack Without(const std::vector<std::string>& ids) {
    v1::RulePack pack = RulePack::Builtin().Written();
    for (v1::Rule& rule : *pack.mutable_rules()) {
      rule.set_off(std::ranges::find(ids, rule.id()) != ids.end());
    }
    absl::StatusOr<RulePack> without = RulePack::Of(pack);
    EXPECT_TRUE(without.ok()) << without.status();
    return *std::move(without);
  }

  static void Keep(ProgramWith& program, const std::string& uri, const Figures& figures) {
    v1::Report report = ExampleInput(uri, figures);
    v1::Report* const one = &report;
    ASSERT_TRUE(program.chain.Process({&one, 1}).ok());
  }

  // A report with a broken sum, one with nothing wrong, and one with a partner.
  static void KeepAll(ProgramWith& program) {
    Keep(program, "2021", {.year = 2021, .carried_forward = "2"});
    Keep(program, "2022", {.carried_over = "3"});
    Keep(program, "clean", {.agency = "白石县水务局"});
  }

  // As apply does.
  uint64_t Apply(ProgramWith& program) {
    store_.read.clear();
    const RerunPlanner planner = *RerunPlanner::Make(program.chain, store_);
    const absl::StatusOr<RerunPlan> plan = PlanRerun(planner, store_, 2);
    EXPECT_TRUE(plan.ok()) << plan.status();
    const auto inputs = ReportsToRerun(store_, *plan);
    const RunResult result = RunAll(program.chain, *inputs, {.jobs = 1});
    EXPECT_TRUE(result.status.ok()) << result.status;
    EXPECT_EQ(result.counts.done, plan->again);
    return plan->again;
  }

  // Everything that is kept of a report but the time.
  static std::string KeptOf(CountingStore& store, const std::string& uri) {
    constexpr v1::Part kParts[] = {v1::ASSESSMENT};
    absl::StatusOr<v1::Report> report = store.GetReport(uri, kParts);
    EXPECT_TRUE(report.ok()) << report.status();
    report->clear_peers();  // seen in passing
    return ToHex(Digest(report->SerializeAsString())) + report->assessment().ShortDebugString();
  }

  // What a store has that never saw other rules.
  void ExpectLikeAFirstRun(const RulePack& rules) {
    CountingStore fresh;
    ProgramWith program(&fresh, rules);
    KeepAll(program);
    for (const char* uri : {"2021", "2022", "clean"}) {
      EXPECT_EQ(KeptOf(store_, uri), KeptOf(fresh, uri));
    }
  }

  CountingStore store_;
};

TEST_F(Rejudging, EndsAsIfTheRulesHadAlwaysBeenSo) {
  const RulePack without = Without({"T3-01", "CY-01", "WD-01"});
  {
    ProgramWith program(&store_, without);
    KeepAll(program);
  }
  ProgramWith program(&store_, RulePack::Builtin());
  EXPECT_EQ(Apply(program), 3u);
  EXPECT_EQ(program.chain.computed(3), 3u);
  ExpectLikeAFirstRun(RulePack::Builtin());
  EXPECT_EQ(Apply(program), 0u);
}

TEST_F(Rejudging, ReadsOnlyWhatTheRulesThatDifferAreAbout) {
  {
    ProgramWith program(&store_, Without({"T3-01"}));
    KeepAll(program);
  }
  ProgramWith program(&store_, RulePack::Builtin());
  EXPECT_EQ(Apply(program), 3u);
  // Of the two with a broken sum the extractions, for the places of its figures, and the outlines:
  // under it a missing table would be looked for. Of the third the store itself knows enough.
  EXPECT_THAT(store_.read,
              UnorderedElementsAre(Pair("segment", 2), Pair("extract", 2), Pair("validate", 3)));
  ExpectLikeAFirstRun(RulePack::Builtin());
}

// Back at the rules before, all of it has been judged already.
TEST_F(Rejudging, ReadsNoTextsWhereACheckpointAnswers) {
  {
    ProgramWith program(&store_, Without({"T3-01"}));
    KeepAll(program);
    ProgramWith later(&store_, RulePack::Builtin());
    Apply(later);
  }
  ProgramWith program(&store_, Without({"T3-01"}));
  EXPECT_EQ(Apply(program), 3u);
  EXPECT_EQ(program.chain.computed(3), 0u);
  EXPECT_THAT(store_.read, IsEmpty());
  ExpectLikeAFirstRun(Without({"T3-01"}));
}

// What the rules that stay said of last year's report holds no more.
TEST_F(Rejudging, JudgesFromTheBeginningWhereAPartnerChangedMeanwhile) {
  {
    ProgramWith program(&store_, Without({"T3-01"}));
    KeepAll(program);
    Keep(program, "2021", {.year = 2021, .carried_forward = "3"});
  }
  ProgramWith program(&store_, RulePack::Builtin());
  EXPECT_EQ(Apply(program), 3u);
  EXPECT_THAT(store_.read, Contains(Pair("normalize", 1)));
  constexpr v1::Part kParts[] = {v1::ASSESSMENT};
  EXPECT_THAT(store_.GetReport("2022", kParts)->assessment().ShortDebugString(),
              Not(testing::HasSubstr("CY-01")));
}

TEST_F(Rejudging, KnowsNoWayFromAPackThatWasNotKeptOrFromOtherCode) {
  ProgramWith before(&store_, Without({"T3-01"}));
  ProgramWith program(&store_, RulePack::Builtin());
  const std::string revision = before.validate.info().revision;
  EXPECT_NE(program.rejudgements->From(revision), nullptr);
  EXPECT_EQ(program.rejudgements->From("1" + revision), nullptr);
  const ValidateStage never(Without({"T3-03"}));
  EXPECT_EQ(program.rejudgements->From(never.info().revision), nullptr);
}

}  // namespace
}  // namespace gongkai
