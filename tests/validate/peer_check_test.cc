// Rules over other reports: what is not known there is not passed.
#include "common/strings.h"
#include "gtest/gtest.h"
#include "validate/example_report.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

constexpr char kUnchanged[] = "year_on_year {} cases { faults: UNCHANGED";
constexpr char kJumped[] = "year_on_year { times: 5 at_least: 20 } cases { faults: JUMPED";
constexpr char kRollUp[] =
    "roll_up { cells: \"applications.received.total\" } cases { faults: MEMBERS_DIFFER";
constexpr char kReceived[] = "applications.received.total";

v1::Assessment Assess(std::string_view check, const v1::ExampleReport& example) {
  const std::string rules = Concat(
      "rules { id: \"X-1\" severity: WARNING basis: \"b\" title_zh: \"t\" title_en: \"t\" "
      "applies { forms: FORM_2021 } ",
      check, " message_zh: \"m\" message_en: \"m\" } }");
  const EmbeddedFile file{"test.textproto", rules};
  const absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  EXPECT_TRUE(pack.ok()) << pack.status();
  const absl::StatusOr<v1::Report> report = BuildExample(example);
  EXPECT_TRUE(report.ok()) << report.status();
  v1::Assessment assessment;
  Validator(*pack).Validate(&report->document(), report->outline(), report->extraction(),
                            &report->peers(), &assessment);
  return assessment;
}

void Set(std::string_view id, std::string_view raw, v1::ExampleReport* example) {
  v1::ExampleCell& cell = *example->add_cells();
  cell.set_id(std::string(id));
  cell.set_raw(std::string(raw));
}

void Blank(std::string_view id, v1::ExampleReport* example) {
  v1::ExampleCell& cell = *example->add_cells();
  cell.set_id(std::string(id));
  cell.set_state(v1::BLANK);
}

v1::ExampleReport WithLastYear(std::string_view received) {
  v1::ExampleReport example;
  Set(kReceived, "100", &example);
  Set(kReceived, received, example.mutable_last_year());
  return example;
}

TEST(PeerCheck, DoesNotPassFiguresThatAreNotKnownAsUnlikeThoseOfLastYear) {
  v1::ExampleReport example = WithLastYear("100");
  EXPECT_EQ(Assess(kUnchanged, example).findings_size(), 1);
  Blank("disputes.reconsideration.total", &example);
  const v1::Assessment assessment = Assess(kUnchanged, example);
  EXPECT_EQ(assessment.findings_size(), 0);
  EXPECT_EQ(assessment.passed(), 0u);
  EXPECT_EQ(assessment.not_assessable(), 1u);
}

TEST(PeerCheck, PassesTablesThatDifferInOneCellWhateverTheOthersAre) {
  v1::ExampleReport example = WithLastYear("99");
  Blank("disputes.reconsideration.total", &example);
  EXPECT_EQ(Assess(kUnchanged, example).passed(), 1u);
}

TEST(PeerCheck, SaysNothingOfJumpsWhereAFigureIsNotKnown) {
  v1::ExampleReport example = WithLastYear("99");
  EXPECT_EQ(Assess(kJumped, example).passed(), 1u);
  Blank("disputes.reconsideration.total", example.mutable_last_year());
  EXPECT_EQ(Assess(kJumped, example).passed(), 0u);
  EXPECT_EQ(Assess(kJumped, example).not_assessable(), 1u);
  example.mutable_last_year()->mutable_cells(0)->set_raw("20");
  EXPECT_EQ(Assess(kJumped, example).findings_size(), 1);
}

TEST(PeerCheck, DoesNotPassASumOfMembersThatIsNotKnown) {
  v1::ExampleReport example;
  example.set_agency("白石县人民政府");
  example.mutable_members()->set_expected(2);
  example.mutable_members()->set_present(2);
  Set(kReceived, "5", &example);
  EXPECT_EQ(Assess(kRollUp, example).not_assessable(), 1u);
  v1::ExampleCell& sum = *example.add_member_sums();
  sum.set_id(kReceived);
  sum.set_raw("5");
  EXPECT_EQ(Assess(kRollUp, example).passed(), 1u);
}

TEST(PeerCheck, CountsNothingForAReportThatWasComparedWithNoOther) {
  constexpr char kLikeness[] = "likeness { at_least: 75 } cases { faults: LIKE_ANOTHER";
  v1::ExampleReport example;
  example.add_same_year("b.html");
  EXPECT_EQ(Assess(kLikeness, example).passed(), 0u);
}

}  // namespace
}  // namespace gongkai
