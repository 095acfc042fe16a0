#include "tests/corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/check_sums.h"
#include "tests/corpus/faults.h"
#include "tests/corpus/names.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::set<std::string> BrokenSumsOf(const Rendered& rendered) { return BrokenSums(rendered.truth); }

Figures FiguresIn(const Rendered& rendered) { return FiguresOf(rendered.truth); }

std::vector<std::string> IdsOf(const Rendered& rendered) {
  std::vector<std::string> ids;
  for (const Cell& cell : rendered.truth) ids.push_back(cell.id);
  return ids;
}

// All combinations of form, layout and fault that can be shown, with a seed each.
std::vector<Options> Everything() {
  std::vector<Options> all;
  for (const auto& form : Forms()) {
    for (const auto& layout : Layouts()) {
      for (const auto& fault : Faults()) {
        if (!CanShow(fault.value, form.value, layout.value)) continue;
        all.push_back({.seed = 1000 + all.size(),
                       .form = form.value,
                       .layout = layout.value,
                       .fault = fault.value});
      }
    }
  }
  return all;
}

TEST(CorpusTest, NamesTheCellsOfBothFormsAsTheVocabularyDoes) {
  EXPECT_THAT(IdsOf(Render({.form = Form::k2021})), ElementsAreArray(Vocabulary("2021")));
  EXPECT_THAT(IdsOf(Render({.form = Form::k2019})), ElementsAreArray(Vocabulary("2019")));
  EXPECT_THAT(IdsOf(Render({.form = Form::k2014})), ElementsAreArray(Vocabulary("2008")));
  EXPECT_THAT(Vocabulary("2021"), SizeIs(200));
  EXPECT_THAT(Vocabulary("2019"), SizeIs(198));
}

TEST(CorpusTest, GivesTheSameBytesForTheSameOptions) {
  for (const Options& options : Everything()) {
    const Rendered first = Render(options);
    const Rendered second = Render(options);
    EXPECT_EQ(first.bytes, second.bytes);
    EXPECT_EQ(TruthCsv(first), TruthCsv(second));
  }
}

TEST(CorpusTest, DrawsTheSameNumbersEverywhere) {
  Random random(7);
  const uint64_t first = random.Next();
  // SplitMix64 of 7 * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019, worked out with arbitrary precision.
  EXPECT_EQ(first, uint64_t{0x91C993691EEC28C6});
}

TEST(CorpusTest, MakesAnotherReportOfEachSeed) {
  std::set<std::string> reports;
  for (uint64_t seed = 0; seed < 200; ++seed) reports.insert(Render({.seed = seed}).bytes);
  EXPECT_THAT(reports, SizeIs(200));
}

TEST(CorpusTest, BalancesEverySumOfACleanReport) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    EXPECT_THAT(BrokenSumsOf(Render({.seed = seed, .form = Form::k2021})), IsEmpty()) << seed;
    EXPECT_THAT(BrokenSumsOf(Render({.seed = seed, .form = Form::k2019})), IsEmpty()) << seed;
  }
}

TEST(CorpusTest, KeepsCleanFiguresPlausible) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Figures figures = FiguresIn(Render({.seed = seed}));
    EXPECT_EQ(figures["proactive.regulations.in_force"], 0) << "only a province may have them";
    EXPECT_GE(figures["proactive.normative_documents.in_force"],
              figures["proactive.normative_documents.issued"]);
    EXPECT_LE(figures["applications.carried_forward.total"] * 4,
              figures["applications.received.total"]);
    for (const auto& [id, value] : figures) EXPECT_GE(value, 0) << id;
  }
}

TEST(CorpusTest, ReportsOftenEnoughHaveFiguresAtAll) {
  int with_applications = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    with_applications += FiguresIn(Render({.seed = seed}))["applications.received.total"] > 0;
  }
  EXPECT_GT(with_applications, 100);
}

TEST(CorpusTest, BreaksExactlyTheSumItNames) {
  for (const auto& fault : Faults()) {
    if (!IsArithmetic(fault.value)) continue;
    for (const Form form : {Form::k2021, Form::k2019}) {
      for (uint64_t seed = 0; seed < 60; ++seed) {
        const Rendered rendered = Render({.seed = seed, .form = form, .fault = fault.value});
        EXPECT_EQ(rendered.expected_rule, fault.name);
        EXPECT_THAT(BrokenSumsOf(rendered), testing::ElementsAre(std::string(fault.name))) << seed;
      }
    }
  }
}

TEST(CorpusTest, BalancesAllSumsWhereTheFaultIsAnother) {
  for (const Options& options : Everything()) {
    if (IsArithmetic(options.fault)) continue;
    EXPECT_THAT(BrokenSumsOf(Render(options)), IsEmpty()) << Render(options).file_name;
  }
}

TEST(CorpusTest, KeepsABlankApartFromZero) {
  const Rendered rendered = Render({.layout = Layout::kPipesFramed, .fault = Fault::kCel02});
  const auto blank = std::find_if(rendered.truth.begin(), rendered.truth.end(),
                                  [](const Cell& cell) { return cell.state == "BLANK"; });
  ASSERT_NE(blank, rendered.truth.end());
  EXPECT_EQ(blank->value, "");
  EXPECT_THAT(rendered.bytes, HasSubstr("|  |"));
}

TEST(CorpusTest, NeverShowsABlankWhereNoReaderCouldSeeIt) {
  for (const Layout layout : {Layout::kSpaces, Layout::kOneLine, Layout::kCellParagraphs}) {
    const Rendered rendered = Render({.layout = layout, .fault = Fault::kCel02});
    EXPECT_EQ(rendered.expected_rule, "");
    EXPECT_THAT(rendered.truth, SizeIs(200));
  }
}

TEST(CorpusTest, KeepsTheValueOfACellWithAUnitOrFullWidthDigits) {
  const Rendered unit = Render({.seed = 3, .fault = Fault::kCel04Unit});
  const std::string value =
      std::to_string(static_cast<int64_t>(FiguresIn(unit)["proactive.licensing.decisions"]));
  EXPECT_THAT(unit.bytes, HasSubstr("行政许可 | " + value + "件 |"));
  const Rendered wide = Render({.seed = 3, .fault = Fault::kCel04FullWidth});
  EXPECT_GT(FiguresIn(wide)["proactive.licensing.decisions"], 0);
  EXPECT_THAT(wide.bytes, testing::ContainsRegex("行政许可 \\| \xEF\xBC"));
}

TEST(CorpusTest, LeavesOutOfTheTruthWhatTheReportLacks) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const Rendered table = Render({.seed = seed, .fault = Fault::kStr03});
    // 10 cells of proactive disclosure, 175 of applications, 15 of disputes.
    EXPECT_THAT((std::set<size_t>{190, 25, 185}), testing::Contains(table.truth.size()));
    EXPECT_EQ(table.sections, 6);
    EXPECT_THAT(Render({.seed = seed, .fault = Fault::kStr05}).truth, SizeIs(193));
    EXPECT_EQ(Render({.seed = seed, .fault = Fault::kStr01}).sections, 5);
  }
}

TEST(CorpusTest, GivesAFormOfTheWrongYearOnlyWhereAsked) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    EXPECT_GE(Render({.seed = seed, .form = Form::k2021}).year, 2021);
    EXPECT_LE(Render({.seed = seed, .form = Form::k2019}).year, 2020);
    EXPECT_LE(Render({.seed = seed, .form = Form::k2008}).year, 2018);
    EXPECT_LE(Render({.seed = seed, .form = Form::k2014}).year, 2018);
    EXPECT_LE(Render({.seed = seed, .form = Form::k2021, .fault = Fault::kStr02}).year, 2020);
    EXPECT_GE(Render({.seed = seed, .form = Form::k2019, .fault = Fault::kStr02}).year, 2021);
  }
}

TEST(CorpusTest, FillsEverySlotOfEveryFragment) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    for (const auto& form : Forms()) {
      EXPECT_THAT(Render({.seed = seed, .form = form.value}).bytes, Not(HasSubstr("{"))) << seed;
    }
  }
}

TEST(CorpusTest, WritesAgencyYearAndAllSectionsOfTheLaw) {
  const Rendered rendered = Render({.seed = 5, .layout = Layout::kTabs});
  EXPECT_THAT(rendered.bytes, HasSubstr(rendered.agency));
  EXPECT_THAT(rendered.bytes, HasSubstr(std::to_string(rendered.year) + "年"));
  for (const std::string_view heading :
       {"一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项"}) {
    EXPECT_THAT(rendered.bytes, HasSubstr("\n" + std::string(heading) + "\n"));
  }
  EXPECT_EQ(rendered.sections, 6);
}

TEST(CorpusTest, WritesTheTruthAsLines) {
  const Rendered rendered = Render({.seed = 2, .fault = Fault::kStr03});
  const std::string csv = TruthCsv(rendered);
  EXPECT_THAT(csv, HasSubstr("meta,form,FORM_2021\n"));
  EXPECT_THAT(csv, HasSubstr("meta,agency," + rendered.agency + "\n"));
  EXPECT_THAT(csv, HasSubstr("meta,sections,6\n"));
  EXPECT_THAT(csv, HasSubstr("finding,STR-03\n"));
  EXPECT_EQ(static_cast<size_t>(std::count(csv.begin(), csv.end(), '\n')),
            rendered.truth.size() + 5);
}

}  // namespace
}  // namespace gongkai::corpus
