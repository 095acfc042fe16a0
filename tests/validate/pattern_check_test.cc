// Rules over the words of a report.
#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "validate/example_report.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

using testing::HasSubstr;

RulePack PackOf(std::string_view check, std::string_view fault = "FOUND") {
  const std::string rules = Concat(
      "rules { id: \"X-1\" severity: WARNING basis: \"b\" title_zh: \"t\" title_en: \"t\" pattern "
      "{ ",
      check, " } cases { faults: ", fault, " message_zh: \"{list}\" message_en: \"{list}\" } }");
  const EmbeddedFile file{"test.textproto", rules};
  absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  EXPECT_TRUE(pack.ok()) << pack.status();
  return *std::move(pack);
}

v1::ExampleReport WithOverview(std::string_view text) {
  v1::ExampleReport example;
  v1::ExampleSection& section = *example.add_sections();
  section.set_kind(v1::OVERVIEW);
  section.set_text(std::string(text));
  return example;
}

v1::Assessment Assess(const RulePack& pack, const v1::ExampleReport& example) {
  const absl::StatusOr<v1::Report> report = BuildExample(example);
  EXPECT_TRUE(report.ok()) << report.status();
  v1::Assessment assessment;
  Validator(pack).Validate(&report->document(), report->outline(), report->extraction(),
                           &assessment);
  return assessment;
}

TEST(PatternCheck, PointsAtEveryPlaceAndQuotesEachWordingOnce) {
  const v1::Assessment assessment =
      Assess(PackOf("patterns: \"公开[甲乙]\""), WithOverview("公开甲，公开乙，公开甲。"));
  ASSERT_EQ(assessment.findings_size(), 1);
  EXPECT_EQ(assessment.findings(0).message_zh(), "「公开甲」、「公开乙」");
  ASSERT_EQ(assessment.findings(0).spans_size(), 3);
  EXPECT_EQ(assessment.findings(0).spans(0).end() - assessment.findings(0).spans(0).begin(), 9u);
}

// A sentence at the beginning of a line lost its first character: "“" was not seen in it.
TEST(PatternCheck, LooksForExceptionsInTheWholeSentence) {
  const RulePack pack = PackOf("patterns: \"”\" except: \"“\"");
  EXPECT_EQ(Assess(pack, WithOverview("先一句。\n“甲”公众号推送信息。")).findings_size(), 0);
  EXPECT_EQ(Assess(pack, WithOverview("“先”一句；“甲”公众号推送。")).findings_size(), 0);
  EXPECT_EQ(Assess(pack, WithOverview("“先”一句。甲”公众号推送。")).findings_size(), 1);
}

TEST(PatternCheck, SearchesOnlyItsScope) {
  const RulePack pack = PackOf("scope: SECTIONS sections: PROBLEMS patterns: \"主动公开\"");
  EXPECT_EQ(Assess(pack, WithOverview("主动公开。")).findings_size(), 0);
  const RulePack title = PackOf("scope: TITLE patterns: \"档案局\"");
  EXPECT_EQ(Assess(title, {}).findings_size(), 1);
}

// Reports that begin with their first part were taken for such whose beginning is not known.
TEST(PatternCheck, TakesABeginningThatIsNotThereForOneWithoutTheWords) {
  v1::ExampleReport example;
  example.set_title("");
  example.set_preamble("");
  const RulePack pack = PackOf("scope: PREAMBLE patterns: \"条例\"", "NOT_FOUND");
  const v1::Assessment assessment = Assess(pack, example);
  EXPECT_EQ(assessment.failed(), 1u);
  EXPECT_EQ(Assess(pack, {}).passed(), 1u);
}

TEST(PatternCheck, DoesNotMissWordsOfAPartThatIsMissing) {
  const RulePack pack = PackOf("sections: OTHER_MATTERS patterns: \"金额\"", "NOT_FOUND");
  EXPECT_EQ(Assess(pack, {}).failed(), 1u);
  v1::ExampleReport example;
  example.add_without_sections(v1::OTHER_MATTERS);
  const v1::Assessment assessment = Assess(pack, example);
  EXPECT_EQ(assessment.failed(), 0u);
  EXPECT_EQ(assessment.not_assessable(), 1u);
}

// Words of which the index could say that they are nowhere were PASSED, others NOT_ASSESSABLE.
TEST(PatternCheck, NeverPassesAPartThatIsMissing) {
  v1::ExampleReport example;
  example.add_without_sections(v1::PROBLEMS);
  for (const char* pattern : {"某某词", "某某[0-9]词", "[0-9]{5}"}) {
    const RulePack pack =
        PackOf(Concat("scope: SECTIONS sections: PROBLEMS patterns: \"", pattern, "\""));
    EXPECT_EQ(Assess(pack, example).not_assessable(), 1u) << pattern;
    EXPECT_EQ(Assess(pack, {}).passed(), 1u) << pattern;
  }
}

TEST(PatternCheck, LooksAtTheFieldsOfThePage) {
  const RulePack pack = PackOf("scope: PAGE_FIELDS patterns: \"网站\"");
  EXPECT_EQ(Assess(pack, {}).not_assessable(), 1u);  // there are none
  v1::ExampleReport example;
  example.set_publisher("白石县档案局");
  EXPECT_EQ(Assess(pack, example).passed(), 1u);
  example.set_keywords("政府网站工作年度报告");
  EXPECT_THAT(Assess(pack, example).findings(0).message_zh(), HasSubstr("政府网站工作年度报告"));
}

// A megabyte of quotations, each of which is looked at with all that follows: over what a rule may
// cost. The second rule is cheap and goes through.
TEST(PatternCheck, GivesARuleUpThatCostsTooMuchAndSaysSo) {
  std::string text;
  while (text.size() < 1u << 20) text += "“甲”公开。";
  const RulePack costly = PackOf("patterns: \"”\" except: \"“\"");
  const v1::Assessment assessment = Assess(costly, WithOverview(text));
  ASSERT_EQ(assessment.findings_size(), 1);
  EXPECT_EQ(assessment.findings(0).outcome(), v1::NOT_ASSESSABLE);
  EXPECT_EQ(assessment.findings(0).severity(), v1::WARNING);
  EXPECT_EQ(assessment.verdict(), v1::ACCEPTED_WITH_WARNINGS);
  EXPECT_EQ(assessment.not_assessable(), 1u);
  EXPECT_EQ(Assess(PackOf("patterns: \"公开乙\""), WithOverview(text)).passed(), 1u);
}

TEST(PairCheck, TellsTheFirstSignOfEachLineThatHasNoOtherHalf) {
  const EmbeddedFile file{
      "test.textproto",
      "rules { id: \"X-1\" severity: INFO basis: \"b\" title_zh: \"t\" title_en: "
      "\"t\" pairs { opening: \"“\" closing: \"”\" } cases { faults: UNPAIRED "
      "message_zh: \"{list}\" message_en: \"{list}\" } }"};
  const absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(Assess(*pack, WithOverview("“甲”和“乙”。\n没有。\n“丙”")).findings_size(), 0);
  const v1::Assessment assessment = Assess(
      *pack, WithOverview("“甲”一。\n二“乙。\n三丙”。\n四“丁“戊”。\n五己”六”七“。\n“庚”。\n八“"));
  ASSERT_EQ(assessment.findings_size(), 1);
  EXPECT_EQ(assessment.findings(0).message_zh(),
            "「二“乙。」、「三丙”。」、「四“丁“戊”。」、「五己”六”七“。」、「八“」");
  const auto report = BuildExample(
      WithOverview("“甲”一。\n二“乙。\n三丙”。\n四“丁“戊”。\n五己”六”七“。\n“庚”。\n八“"));
  ASSERT_EQ(assessment.findings(0).spans_size(), 5);
  const std::string& text = report->document().text();
  std::string signs;
  for (const v1::Span& span : assessment.findings(0).spans()) {
    signs += text.substr(span.begin() - 3, span.end() - span.begin() + 3);
  }
  EXPECT_EQ(signs, "二“丙”四“己”八“");
}

}  // namespace
}  // namespace gongkai
