// Every rule has a report that it finds fault with and one that it does not, beside the pack in
// validate/rules/examples/.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "validate/rule_trial.h"

namespace gongkai {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> Faults(const RulePack& pack, const v1::RuleExamples& examples) {
  const absl::StatusOr<std::vector<TrialFault>> faults = TryRules(pack, examples);
  EXPECT_TRUE(faults.ok()) << faults.status();
  std::vector<std::string> lines;
  for (const TrialFault& fault : *faults) lines.push_back(fault.rule + ": " + fault.en);
  return lines;
}

TEST(RuleExamples, FireEveryRuleAndPassEveryRule) {
  EXPECT_THAT(Faults(RulePack::Builtin(), BuiltinRuleExamples()), IsEmpty());
}

TEST(RuleExamples, AreTheSameFromTheirFolder) {
  const auto examples = ReadRuleExamples(GONGKAI_SOURCE_DIR "/validate/rules");
  ASSERT_TRUE(examples.ok()) << examples.status();
  EXPECT_EQ(examples->examples_size(), BuiltinRuleExamples().examples_size());
}

TEST(RuleExamples, AreMissedWhereARuleHasNone) {
  v1::RuleExamples examples = BuiltinRuleExamples();
  for (v1::RuleExample& example : *examples.mutable_examples()) {
    if (example.rule() == "T3-01") example.clear_passes();
  }
  EXPECT_THAT(Faults(RulePack::Builtin(), examples),
              testing::ElementsAre("T3-01: no example that it passes"));
}

TEST(RuleExamples, ThatDoOtherwiseAreNamed) {
  v1::RuleExamples examples = BuiltinRuleExamples();
  for (v1::RuleExample& example : *examples.mutable_examples()) {
    if (example.rule() == "T4-01") example.mutable_passes()->CopyFrom(example.fires());
  }
  v1::RuleExample& stray = *examples.add_examples();
  stray.set_rule("X-1");
  const std::vector<std::string> faults = Faults(RulePack::Builtin(), examples);
  EXPECT_THAT(faults, testing::ElementsAre(
                          "T4-01: the example \"3 + 1 + 2 are 6, the total is 7.\" fires it and "
                          "should not",
                          "X-1: no rule of the pack"));
}

TEST(RuleExamples, OfNoCellAreRefused) {
  v1::RuleExamples examples;
  v1::RuleExample& example = *examples.add_examples();
  example.set_rule("T4-01");
  example.add_fires()->add_cells()->set_id("disputes.nothing");
  EXPECT_EQ(TryRules(RulePack::Builtin(), examples).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Matrix, GuardsEveryCellOfApplicationsAndDisputes) {
  ASSERT_GE(BuiltinRuleExamples().right_size(), 2);
  for (const v1::ExampleReport& right : BuiltinRuleExamples().right()) {
    const auto guards = BreakEachCell(RulePack::Builtin(), right);
    ASSERT_TRUE(guards.ok()) << guards.status();
    for (const CellGuard& guard : *guards) {
      if (guard.cell.starts_with("proactive.")) continue;  // no sum holds them
      EXPECT_THAT(guard.rules, Not(IsEmpty())) << guard.cell;
      if (guard.cell.starts_with("applications.")) {
        EXPECT_THAT(guard.rules, Contains("T3-03"));
      }
    }
  }
}

TEST(Matrix, ListsTheCellsThatNobodyGuards) {
  const auto guards = BreakEachCell(RulePack::Builtin(), BuiltinRuleExamples().right(0));
  ASSERT_TRUE(guards.ok()) << guards.status();
  std::vector<std::string> unguarded;
  for (const CellGuard& guard : *guards) {
    if (guard.rules.empty()) unguarded.push_back(guard.cell);
  }
  // One more licence or penalty is as good as one less.
  EXPECT_THAT(unguarded, Contains("proactive.licensing.decisions"));
  EXPECT_THAT(unguarded, Not(Contains("applications.received.total")));
}

}  // namespace
}  // namespace gongkai
