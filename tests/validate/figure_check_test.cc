// Rules over the figures of the text: what may be said of them, and what is no fault.
#include <fstream>
#include <set>
#include <sstream>

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"
#include "validate/example_report.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::string FigureRule(std::string_view check) {
  return Concat(
      "rules { id: \"X-1\" severity: WARNING basis: \"b\" title_zh: \"t\" title_en: \"t\" "
      "applies { forms: FORM_2021 }\n",
      check, "\ncases { faults: NOT_SO message_zh: \"{left} {right}\" message_en: \"{left}\" } }");
}

absl::StatusOr<RulePack> ParseFigures(std::string_view check) {
  const std::string rules = FigureRule(check);
  const EmbeddedFile file{"test.textproto", rules};
  return RulePack::Parse({&file, 1});
}

std::string ErrorOfFigures(std::string_view check) {
  const absl::StatusOr<RulePack> pack = ParseFigures(check);
  return pack.ok() ? "" : std::string(pack.status().message());
}

v1::Assessment AssessFigures(std::string_view check, const v1::ExampleReport& example) {
  const absl::StatusOr<RulePack> pack = ParseFigures(check);
  EXPECT_TRUE(pack.ok()) << pack.status();
  const absl::StatusOr<v1::Report> report = BuildExample(example);
  EXPECT_TRUE(report.ok()) << report.status();
  v1::Assessment assessment;
  Validator(*pack).Validate(&report->document(), report->outline(), report->extraction(), nullptr,
                            &assessment);
  return assessment;
}

v1::Fact* AddFigure(std::string_view meaning, std::string_view value, v1::ExampleReport* example) {
  v1::Fact* fact = example->add_facts();
  fact->set_meaning(std::string(meaning));
  fact->set_value(std::string(value));
  fact->set_unit("元");
  fact->set_kind(v1::Fact::AMOUNT);
  return fact;
}

constexpr char kFee[] = "fees.information_processing";
constexpr char kTens[] =
    "figures { meanings: \"fees.information_processing\" multiple_of: \"10\" }";
constexpr char kOfTable[] =
    "figures { meanings: \"fees.information_processing\" relation: AT_MOST times: 10000 "
    "sums { cells { cells: \"proactive.fees.amount\" name_zh: \"a\" name_en: \"a\" } } }";

TEST(FigureCheck, CannotSayOfABoundedFigureThatItIsNoMultiple) {
  v1::ExampleReport example;
  v1::Fact* fee = AddFigure(kFee, "385", &example);
  EXPECT_EQ(AssessFigures(kTens, example).failed(), 1u);
  for (const v1::Fact::Bound bound : {v1::Fact::FROM, v1::Fact::UP_TO, v1::Fact::ABOUT}) {
    fee->set_bound(bound);
    const v1::Assessment assessment = AssessFigures(kTens, example);
    EXPECT_EQ(assessment.failed(), 0u);
    EXPECT_EQ(assessment.not_assessable(), 1u);
  }
}

TEST(FigureCheck, NamesWordsCellsAndBothValues) {
  v1::ExampleReport example;
  AddFigure(kFee, "900", &example);
  example.add_sections()->set_kind(v1::OTHER_MATTERS);
  example.mutable_sections(0)->set_text("收取信息处理费900元。");
  example.add_fact_words("900元");
  v1::ExampleCell& cell = *example.add_cells();
  cell.set_id("proactive.fees.amount");
  cell.set_raw("0.03");
  const v1::Assessment assessment = AssessFigures(kOfTable, example);
  ASSERT_EQ(assessment.findings_size(), 1);
  const v1::Finding& finding = assessment.findings(0);
  EXPECT_EQ(finding.message_zh(), "900元 a 0.03");
  EXPECT_EQ(finding.left(), "900");
  EXPECT_EQ(finding.right(), "0.03");
  ASSERT_EQ(finding.operands_size(), 1);
  EXPECT_EQ(FormCatalog::Builtin().CellId(finding.operands(0).cell()), "proactive.fees.amount");
  ASSERT_EQ(finding.spans_size(), 1);
  EXPECT_EQ(finding.spans(0).end() - finding.spans(0).begin(), 6u);  // 3 digits and a character
}

TEST(FigureCheck, TakesACellInTenThousandsForRoundedOrCutOff) {
  // 0.03 万元 is written for what is from 0.025 on and below 0.04: at most 400 yuan.
  const auto failed = [](std::string_view fee) {
    v1::ExampleReport example;
    AddFigure(kFee, fee, &example);
    v1::ExampleCell& cell = *example.add_cells();
    cell.set_id("proactive.fees.amount");
    cell.set_raw("0.03");
    return AssessFigures(kOfTable, example).failed();
  };
  EXPECT_EQ(failed("400"), 0u);
  EXPECT_EQ(failed("410"), 1u);
}

TEST(FigureCheck, DoesNotJudgeByACellWithoutAValue) {
  v1::ExampleReport example;
  AddFigure(kFee, "900", &example);
  v1::ExampleCell& cell = *example.add_cells();
  cell.set_id("proactive.fees.amount");
  for (const v1::CellState state : {v1::BLANK, v1::AMBIGUOUS, v1::TEXT}) {
    cell.set_state(state);
    const v1::Assessment assessment = AssessFigures(kOfTable, example);
    EXPECT_EQ(assessment.failed(), 0u);
    EXPECT_EQ(assessment.not_assessable(), 1u);
  }
}

TEST(FigureCheck, LooksAtThisYearAndTheUnitsNamed) {
  constexpr char kCounts[] =
      "figures { meanings: \"a.b\" units: \"个\" kinds: COUNT relation: AT_MOST number: \"1\" }";
  v1::ExampleReport example;
  v1::Fact* fact = AddFigure("a.b", "2", &example);
  EXPECT_EQ(AssessFigures(kCounts, example).failed(), 0u);  // an amount
  fact->set_kind(v1::Fact::COUNT);
  EXPECT_EQ(AssessFigures(kCounts, example).failed(), 0u);  // of 元
  fact->set_unit("个");
  EXPECT_EQ(AssessFigures(kCounts, example).failed(), 1u);
  fact->set_year(v1::Fact::CUMULATIVE);
  EXPECT_EQ(AssessFigures(kCounts, example).failed(), 0u);
}

TEST(FigureCheck, RefusesWhatCannotBeMeant) {
  EXPECT_THAT(ErrorOfFigures("figures { relation: EQUAL number: \"1\" }"),
              HasSubstr("without meanings"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" number: \"1\" }"), HasSubstr("relation"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" relation: EQUAL }"),
              HasSubstr("either number or sums"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" relation: EQUAL number: \"x\" }"),
              HasSubstr("no decimal"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" multiple_of: \"0\" }"),
              HasSubstr("more than 0"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" relation: EQUAL sums {} }"),
              HasSubstr("of cells or of figures"));
  EXPECT_THAT(ErrorOfFigures("figures { meanings: \"a\" relation: EQUAL sums { cells { cells: "
                             "\"no.cell\" name_zh: \"a\" name_en: \"a\" } } }"),
              HasSubstr("test.textproto:2: no cell"));
  EXPECT_THAT(
      ErrorOfFigures("figures { meanings: \"a\" relation: EQUAL number: \"1\" sentence: \"(\" }"),
      HasSubstr("no RE2 pattern"));
  EXPECT_THAT(ErrorOfFigures("remarks {}"), HasSubstr("without patterns"));
}

// A meaning that extract never gives would be a rule that never speaks.
TEST(FigureCheck, HasRulesOnlyOverMeaningsThatExtractGives) {
  std::set<std::string> known;
  std::ifstream file(GONGKAI_SOURCE_DIR "/extract/facts.tsv");
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string kind, name;
    fields >> kind >> name;
    if (kind == "meaning" || kind == "zero") known.insert(name);
    // What a figure means together with one that is included in it.
    const std::size_t together = line.find("together=");
    if (together != std::string::npos) known.insert(line.substr(together + 9));
  }
  ASSERT_THAT(known, Contains(kFee));
  const auto check = [&](const auto& meanings, const std::string& rule) {
    for (const std::string& one : meanings) EXPECT_THAT(known, Contains(one)) << rule;
  };
  for (std::size_t i = 0; i < RulePack::Builtin().size(); ++i) {
    const v1::Rule& rule = RulePack::Builtin().rule(i);
    check(rule.figures().meanings(), rule.id());
    check(rule.consistency().meanings(), rule.id());
    for (const auto& sum : rule.figures().sums()) check(sum.meanings(), rule.id());
    for (const auto& one : rule.statements().meanings()) {
      check(std::vector<std::string>{one.meaning()}, rule.id());
    }
  }
}

}  // namespace
}  // namespace gongkai
