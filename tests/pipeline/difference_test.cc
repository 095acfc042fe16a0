#include "pipeline/difference.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

v1::Finding* Add(const std::string& rule, std::vector<uint32_t> cells, v1::Assessment* to) {
  v1::Finding* finding = to->add_findings();
  finding->set_rule(rule);
  finding->set_severity(v1::ERROR);
  finding->set_outcome(v1::FAILED);
  finding->set_message_zh("差 1");
  for (const uint32_t cell : cells) finding->add_operands()->set_cell(cell);
  return finding;
}

TEST(CompareFindings, LeavesOutWhatIsTheSame) {
  v1::Assessment before, after;
  Add("T3-01", {1, 2}, &before);
  Add("T3-01", {1, 2}, &after);
  EXPECT_THAT(CompareFindings(before, after), IsEmpty());
}

TEST(CompareFindings, KnowsAFindingByRuleAndCells) {
  v1::Assessment before, after;
  Add("T3-01", {1, 2}, &before);
  Add("T3-01", {1, 3}, &after);
  const auto changes = CompareFindings(before, after);
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].before, nullptr);  // of the other cells: new
  EXPECT_EQ(changes[1].after, nullptr);   // gone
}

TEST(CompareFindings, ShowsAFindingThatIsDifferentOnce) {
  v1::Assessment before, after;
  Add("T3-01", {1}, &before);
  Add("T3-01", {1}, &after)->set_severity(v1::WARNING);
  const auto changes = CompareFindings(before, after);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(ChangesText(changes, v1::ZH), "    ~ T3-01 [错误 → 警告] 差 1\n");
}

TEST(CompareFindings, ShowsBothMessagesWhereTheyDiffer) {
  v1::Assessment before, after;
  Add("T3-01", {1}, &before);
  Add("T3-01", {1}, &after)->set_message_zh("差 2");
  EXPECT_EQ(ChangesText(CompareFindings(before, after), v1::ZH),
            "    ~ T3-01 [错误] 差 2\n      原为 [错误] 差 1\n");
}

TEST(CompareFindings, TakesSeveralOfOneRuleInTheirOrder) {
  v1::Assessment before, after;
  for (int i = 0; i < 3; ++i) Add("W-01", {}, &before);
  for (int i = 0; i < 2; ++i) Add("W-01", {}, &after);
  const auto changes = CompareFindings(before, after);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].before, &before.findings(2));
}

v1::StageRecord Record(const std::string& stage, const std::string& revision,
                       const std::string& input) {
  v1::StageRecord record;
  record.set_stage(stage);
  record.set_revision(revision);
  record.set_input_digest(input);
  return record;
}

TEST(CauseOf, IsWhateverComesFirstOnTheWay) {
  const v1::StageRecord validate = Record("validate", "1", "i");
  EXPECT_EQ(CauseOf(validate, "s", validate, "s"), Cause::kNone);
  EXPECT_EQ(CauseOf(validate, "s", validate, "t"), Cause::kSource);
  EXPECT_EQ(CauseOf(validate, "s", Record("validate", "2", "i"), "s"), Cause::kRules);
  EXPECT_EQ(CauseOf(validate, "s", Record("validate", "2", "j"), "s"), Cause::kExtraction);
  EXPECT_EQ(CauseOf(Record("normalize", "1", "i"), "s", validate, "s"), Cause::kExtraction);
}

TEST(DifferenceCounts, AddUp) {
  v1::Assessment before, after;
  Add("A-01", {1}, &before);
  Add("B-01", {1}, &after);
  DifferenceCounts counts;
  counts.Count(CompareFindings(before, after), Cause::kRules);
  counts.Count({}, Cause::kNone);
  EXPECT_EQ(CountsText(counts, v1::ZH),
            "比较 2 份，有变化 1 份（原文 0，读取 0，规则 1）；问题：新增 1，消除 1，改变 0\n");
  EXPECT_EQ(CountsText(counts, v1::EN),
            "2 reports compared, 1 changed (source 0, extraction 0, rules 1); findings: 1 new, 1 "
            "gone, 0 different\n");
}

}  // namespace
}  // namespace gongkai
