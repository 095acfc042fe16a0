#include "pipeline/rule_reach.h"

#include "common/strings.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

struct RuleOf {
  std::string id;
  std::string digest;
  std::vector<v1::Form> forms = {v1::FORM_2019, v1::FORM_2021};
  uint32_t first_year = 0;
  std::vector<v1::AgencyKind> kinds = {};
  std::string test = {};  // its digest; empty as an older program kept it
};

v1::RuleIndex Pack(const std::string& digest, const std::vector<RuleOf>& rules,
                   const std::string& bureau = "局$") {
  v1::RuleIndex index;
  index.set_digest(digest);
  v1::AgencyNames& names = *index.add_agencies();
  names.set_kind(v1::DEPARTMENT);
  names.add_patterns(bureau);
  for (const RuleOf& rule : rules) {
    v1::RuleIndex::Entry& entry = *index.add_rules();
    entry.set_id(rule.id);
    entry.set_digest(rule.digest);
    entry.set_test_digest(rule.test);
    for (const v1::Form form : rule.forms) entry.mutable_applies()->add_forms(form);
    entry.mutable_applies()->set_first_year(rule.first_year);
    for (const v1::AgencyKind kind : rule.kinds) entry.mutable_applies()->add_agencies(kind);
  }
  return index;
}

v1::ReportSummary ReportOf(v1::Form form, uint32_t year = 2022,
                           const std::string& agency = "白石县档案局") {
  v1::ReportSummary report;
  report.add_forms(form);
  report.add_forms(form);
  report.set_year(year);
  report.set_agency(agency);
  return report;
}

bool Reaches(const v1::RuleIndex& before, const v1::RuleIndex& after,
             const v1::ReportSummary& report) {
  return RuleReach(&after, {before})
      .Reaches(Concat("3+forms:f+rules:", before.digest()),
               Concat("3+forms:f+rules:", after.digest()), report);
}

TEST(RuleReach, LeavesAReportOfAnotherFormAlone) {
  const v1::RuleIndex before = Pack("a", {{"T2-01", "1", {v1::FORM_2021}}, {"T3-01", "1"}});
  const v1::RuleIndex after = Pack("b", {{"T2-01", "2", {v1::FORM_2021}}, {"T3-01", "1"}});
  EXPECT_FALSE(Reaches(before, after, ReportOf(v1::FORM_2019)));
  EXPECT_TRUE(Reaches(before, after, ReportOf(v1::FORM_2021)));
}

v1::ReportSummary WithFindingsOf(const std::vector<std::string>& rules) {
  v1::ReportSummary report = ReportOf(v1::FORM_2021);
  for (const std::string& rule : rules) report.add_found_rules(rule);
  report.set_all_found_rules(true);
  return report;
}

TEST(RuleReach, LooksOnlyForFindingsOfARuleWhoseTestIsTheSame) {
  const v1::RuleIndex before =
      Pack("a", {{"T3-01", "1", {v1::FORM_2021}, 0, {}, "t"}, {"T3-02", "1"}});
  const v1::RuleIndex after =
      Pack("b", {{"T3-01", "2", {v1::FORM_2021}, 0, {}, "t"}, {"T3-02", "1"}});
  EXPECT_FALSE(Reaches(before, after, WithFindingsOf({})));
  EXPECT_FALSE(Reaches(before, after, WithFindingsOf({"T3-02"})));
  EXPECT_TRUE(Reaches(before, after, WithFindingsOf({"T3-01", "T3-02"})));
  EXPECT_TRUE(Reaches(before, after, ReportOf(v1::FORM_2021)));  // not known
}

TEST(RuleReach, TakesATestForAnotherIfItsReportsAre) {
  const v1::RuleIndex all = Pack("a", {{"T3-01", "1", {v1::FORM_2021}, 0, {}, "t"}});
  const v1::RuleIndex later = Pack("b", {{"T3-01", "2", {v1::FORM_2021}, 2020, {}, "t"}});
  EXPECT_TRUE(Reaches(all, later, WithFindingsOf({})));
}

TEST(RuleReach, GoesByWhatTheRuleWasForAsMuchAsByWhatItIsFor) {
  const v1::RuleIndex wide = Pack("a", {{"T2-01", "1"}});
  const v1::RuleIndex narrow = Pack("b", {{"T2-01", "2", {v1::FORM_2021}}});
  EXPECT_TRUE(Reaches(wide, narrow, ReportOf(v1::FORM_2019)));
  EXPECT_TRUE(Reaches(narrow, wide, ReportOf(v1::FORM_2019)));
}

TEST(RuleReach, CountsARuleThatIsNewOrGone) {
  const v1::RuleIndex without = Pack("a", {{"T3-01", "1"}});
  const v1::RuleIndex with = Pack("b", {{"T3-01", "1"}, {"W-1", "1", {v1::FORM_2021}, 2023}});
  EXPECT_FALSE(Reaches(without, with, ReportOf(v1::FORM_2021, 2022)));
  EXPECT_TRUE(Reaches(without, with, ReportOf(v1::FORM_2021, 2023)));
  EXPECT_TRUE(Reaches(with, without, ReportOf(v1::FORM_2021, 2023)));
}

TEST(RuleReach, GoesByTheKindOfAgencyAsEachPackTellsIt) {
  const v1::RuleIndex before =
      Pack("a", {{"T3-01", "1"}, {"DT-02", "1", {v1::FORM_2021}, 0, {v1::DEPARTMENT}}});
  const v1::RuleIndex after =
      Pack("b", {{"T3-01", "1"}, {"DT-02", "2", {v1::FORM_2021}, 0, {v1::DEPARTMENT}}});
  EXPECT_TRUE(Reaches(before, after, ReportOf(v1::FORM_2021)));
  EXPECT_FALSE(Reaches(before, after, ReportOf(v1::FORM_2021, 2022, "白石县人民政府")));
  // The same rule, but another idea of what a department is called.
  const v1::RuleIndex renamed =
      Pack("c", {{"T3-01", "1"}, {"DT-02", "1", {v1::FORM_2021}, 0, {v1::DEPARTMENT}}}, "中心$");
  EXPECT_TRUE(Reaches(before, renamed, ReportOf(v1::FORM_2021, 2022, "白石县数据中心")));
  EXPECT_FALSE(Reaches(before, renamed, ReportOf(v1::FORM_2021, 2022, "白石县人民政府")));
}

TEST(RuleReach, ReachesAllWhereTheOrderOfFindingsChanges) {
  const v1::RuleIndex before = Pack("a", {{"T2-01", "1", {v1::FORM_2021}}, {"T3-01", "1"}});
  const v1::RuleIndex after = Pack("b", {{"T3-01", "1"}, {"T2-01", "1", {v1::FORM_2021}}});
  EXPECT_TRUE(Reaches(before, after, ReportOf(v1::FORM_2019)));
}

TEST(RuleReach, ReachesAllOfWhichItDoesNotKnowEnough) {
  const v1::RuleIndex before = Pack("a", {{"T2-01", "1", {v1::FORM_2021}}});
  const v1::RuleIndex after = Pack("b", {{"T2-01", "2", {v1::FORM_2021}}});
  const v1::ReportSummary other = ReportOf(v1::FORM_2019);
  const RuleReach reach(&after, {before});
  EXPECT_TRUE(reach.Reaches("3+forms:f+rules:never kept", "3+forms:f+rules:b", other));
  EXPECT_TRUE(reach.Reaches("2+forms:f+rules:a", "3+forms:f+rules:b", other));  // other code
  EXPECT_TRUE(reach.Reaches("3+forms:e+rules:a", "3+forms:f+rules:b", other));  // other forms
  EXPECT_TRUE(
      RuleReach(nullptr, {before}).Reaches("3+forms:f+rules:a", "3+forms:f+rules:b", other));
  v1::ReportSummary kept_by_an_older_program = other;
  kept_by_an_older_program.clear_forms();
  EXPECT_TRUE(Reaches(before, after, kept_by_an_older_program));
}

}  // namespace
}  // namespace gongkai
