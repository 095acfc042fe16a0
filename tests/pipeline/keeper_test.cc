// The ways of the people who keep the rules, through the program.
#include <filesystem>
#include <fstream>

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Keeper : public testing::Test {
 protected:
  Keeper() {
    Copy("bureau-2022-old-form.txt");
    Copy("district-2022-clean.html");
    Copy("township-2018-no-table.txt");
  }

  void Copy(const std::string& sample) {
    std::filesystem::create_directories(reports());
    std::filesystem::copy_file(Concat(GONGKAI_SOURCE_DIR, "/samples/", sample),
                               reports() + "/" + sample);
  }

  std::string reports() const { return folder_.path() + "/reports"; }
  std::string old_form() const { return reports() + "/bureau-2022-old-form.txt"; }

  ProgramResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, {"--store", folder_.path() + "/store"});
    return RunProgram("gongkai", arguments);
  }

  // A pack over the built-in one, in a folder of its own.
  std::string Overlay(const std::string& text) {
    const std::string path = Concat(folder_.path(), "/rules-", ++overlays_);
    std::filesystem::create_directories(path);
    std::ofstream(path + "/local.textproto") << "extends: \"builtin\"\n" << text;
    return path;
  }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() + "/" + name, std::ios::binary) << text;
    return folder_.path() + "/" + name;
  }

  const TempFolder folder_;
  int overlays_ = 0;
};

constexpr char kName[] = "agencies/苇湾县林业局/reports/2022";

TEST_F(Keeper, WaivesAFindingAndTakesItBack) {
  EXPECT_EQ(Run({"run", reports()}).status, 1);
  const ProgramResult given =
      Run({"waive", kName, "STR-02", "--by", "王五", "--reason", "过渡期沿用旧表"});
  EXPECT_EQ(given.status, 0) << given.err;
  const ProgramResult again = Run({"run", reports()});
  EXPECT_EQ(again.status, 0) << again.out;
  EXPECT_THAT(again.out, HasSubstr("豁免问题 1 项"));
  EXPECT_THAT(Run({"show", kName}).out, AllOf(HasSubstr("已豁免] STR-02"), HasSubstr("王五")));
  const auto shown = ParseJsonLines(Run({"show", kName, "--format", "json"}).out);
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].verdict(), v1::ACCEPTED);
  EXPECT_EQ(shown[0].waived_errors(), 1u);

  const std::string list = Write("waivers.tsv", Run({"waivers"}).out);
  EXPECT_EQ(RunProgram("gongkai", {"check", "--waivers", list, old_form()}).status, 0);
  EXPECT_EQ(RunProgram("gongkai", {"check", old_form()}).status, 1);
  EXPECT_EQ(Run({"waive", kName, "STR-02", "--undo"}).status, 0);
  EXPECT_EQ(Run({"run", reports()}).status, 1);
}

TEST_F(Keeper, HasAWaiverLookedAtAgainWhenItsRuleChanges) {
  Run({"run", reports()});
  Run({"waive", kName, "STR-02", "--by", "王五", "--reason", "过渡期沿用旧表"});
  const std::string other = Overlay("changes { rule: \"DT-01\" with { severity: WARNING } }");
  EXPECT_EQ(Run({"apply", "--rules", other}).status, 0);
  EXPECT_THAT(Run({"show", kName}).out, HasSubstr("已豁免] STR-02"));
  const std::string same = Overlay("changes { rule: \"STR-02\" with { basis: \"另一文件\" } }");
  EXPECT_EQ(Run({"apply", "--rules", same}).status, 1);
  EXPECT_THAT(Run({"show", kName}).out,
              AllOf(HasSubstr("[错误] STR-02"), HasSubstr("豁免待复核（规则已变）")));
}

TEST_F(Keeper, IsToldOfAWaiverForAReportThatIsNotThere) {
  Run({"run", reports()});
  const ProgramResult missing = Run({"waive", "gone.html", "STR-02", "--by", "a", "--reason", "b"});
  EXPECT_EQ(missing.status, 3);
  EXPECT_THAT(missing.err, AllOf(HasSubstr("没有这份报告"), HasSubstr("no such report")));
  EXPECT_EQ(Run({"waive", kName, "T3-01", "--by", "a", "--reason", "b"}).status, 3);
  EXPECT_EQ(Run({"waive", kName, "STR-02", "--reason", "b"}).status, 2);
  const std::string list =
      Write("waivers.csv", "report,rule,author,reason\ngone.html,STR-02,a,b\n");
  const ProgramResult checked = RunProgram("gongkai", {"check", "--waivers", list, old_form()});
  EXPECT_EQ(checked.status, 3);
  EXPECT_THAT(checked.err, AllOf(HasSubstr("gone.html"), HasSubstr("not there")));
  EXPECT_EQ(Run({"run", reports(), "--waivers", list}).status, 3);
}

TEST_F(Keeper, RunsOnlyTheReportsThatAChangedRuleIsFor) {
  Run({"run", reports()});
  // Only in the form of 2021; one of the three reports follows it.
  const std::string one = Overlay("changes { rule: \"CY-02\" with { off: true } }");
  EXPECT_THAT(Run({"plan", "--rules", one}).out, HasSubstr("需重新处理 1 份，不变 2 份"));
  // Two changes later the first is still to be made up for.
  const std::string two = Overlay(
      "changes { rule: \"CY-02\" with { off: true } }\n"
      "changes { rule: \"DT-02-3\" with { off: true } }");
  const ProgramResult plan = Run({"plan", "--rules", two});
  EXPECT_THAT(plan.out, HasSubstr("需重新处理 2 份，不变 1 份"));
  EXPECT_THAT(Run({"apply", "--rules", two}).out, HasSubstr("validate 2"));
  EXPECT_THAT(Run({"plan", "--rules", two}).out, HasSubstr("需重新处理 0 份，不变 3 份"));
  EXPECT_THAT(Run({"plan"}).out, HasSubstr("需重新处理 2 份，不变 1 份"));
}

// The report of the old form has a finding of STR-02, the others have none.
TEST_F(Keeper, RunsOnlyTheReportsWithAFindingWhenARuleChangesItsSeverity) {
  Run({"run", reports()});
  const std::string rules = Overlay("changes { rule: \"STR-02\" with { severity: INFO } }");
  EXPECT_THAT(Run({"plan", "--rules", rules}).out, HasSubstr("需重新处理 1 份，不变 2 份"));
  EXPECT_THAT(Run({"apply", "--rules", rules}).out, HasSubstr("validate 1"));
  EXPECT_THAT(Run({"show", kName}).out, HasSubstr("[提示] STR-02"));
  EXPECT_THAT(Run({"plan", "--rules", rules}).out, HasSubstr("需重新处理 0 份"));
}

TEST_F(Keeper, DisownsAReleaseAndReplacesWhatItGave) {
  const std::string bad = Overlay("changes { rule: \"STR-02\" with { severity: INFO } }");
  Run({"run", reports(), "--rules", bad});
  const std::string revision = [&] {
    const std::string text = Run({"disown", "--stage", "validate", "--revision", "none"}).err;
    const std::size_t begin = text.find("rules:");
    return text.substr(begin, 14);
  }();
  ASSERT_THAT(revision, HasSubstr("rules:"));
  const ProgramResult disowned =
      Run({"disown", "--stage", "validate", "--revision", revision, "--reason", "等级设错"});
  EXPECT_EQ(disowned.status, 0) << disowned.err;
  EXPECT_THAT(disowned.out, HasSubstr("已弃用 3 份"));
  EXPECT_THAT(Run({"show", kName}).out, AllOf(HasSubstr("已弃用"), HasSubstr("等级设错")));
  const ProgramResult same = Run({"apply", "--rules", bad});
  EXPECT_EQ(same.status, 3);
  EXPECT_THAT(same.err, AllOf(HasSubstr("弃用"), HasSubstr("disowned")));
  EXPECT_EQ(Run({"run", reports(), "--rules", bad}).status, 3);
  EXPECT_THAT(Run({"plan"}).out, AllOf(HasSubstr("需重新处理 3 份"), HasSubstr("已弃用")));
  EXPECT_EQ(Run({"apply"}).status, 1);
  EXPECT_THAT(Run({"show", kName}).out,
              AllOf(Not(HasSubstr("已弃用")), HasSubstr("[错误] STR-02")));
  EXPECT_THAT(Run({"plan"}).out, HasSubstr("需重新处理 0 份"));
}

TEST_F(Keeper, ListsWhoHasNotPublished) {
  const std::string list = Write("agencies.csv",
                                 "name,parent\n苇湾县人民政府,\n苇湾县林业局,苇湾县人民政府\n"
                                 "苇湾县水务局,苇湾县人民政府\n");
  EXPECT_THAT(Run({"run", reports(), "--agencies", list}).err, testing::IsEmpty());
  const ProgramResult missing = Run({"agencies", "--year", "2022"});
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.out, AllOf(HasSubstr("苇湾县水务局"), HasSubstr("没有报告的 2 个"),
                                 Not(HasSubstr("苇湾县林业局"))));
  const std::string bad = Write("bad.csv", "name,parent\n甲,乙\n乙,甲\n");
  const ProgramResult refused = Run({"run", reports(), "--agencies", bad});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("bad.csv:2:"));
}

}  // namespace
}  // namespace gongkai
