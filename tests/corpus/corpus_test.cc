#include "tests/corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/encode.h"
#include "tests/corpus/faults.h"
#include "tests/corpus/names.h"
#include "tests/corpus/random.h"
#include "tests/corpus/render_text.h"

namespace gongkai::corpus {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Figures = std::map<std::string, double>;

Figures FiguresOf(const Rendered& rendered) {
  Figures figures;
  for (const Cell& cell : rendered.truth) {
    if (cell.state == "VALUE") figures[cell.id] = std::strtod(cell.value.c_str(), nullptr);
  }
  return figures;
}

const std::vector<std::string> kApplicants = {
    "natural_person", "commercial_enterprise", "research_institution", "social_organization",
    "legal_service",  "other",                 "total"};

// The sums the forms ask for, written down once more and apart from the generator. A sum with a
// cell that has no value is left out.
class Sums {
 public:
  explicit Sums(const Figures& figures) : figures_(figures) {}

  std::set<std::string> Broken() {
    for (const std::string& applicant : kApplicants) CheckColumn(applicant);
    for (const std::string& row : Rows()) CheckRow(row);
    CheckDispute("reconsideration", "T4-01");
    CheckDispute("litigation_direct", "T4-02");
    CheckDispute("litigation_after_reconsideration", "T4-03");
    return broken_;
  }

 private:
  void Expect(const std::string& rule, const std::vector<std::string>& left,
              const std::vector<std::string>& right) {
    double difference = 0;
    for (const auto* side : {&left, &right}) {
      for (const std::string& id : *side) {
        const auto found = figures_.find(id);
        if (found == figures_.end()) return;
        difference += side == &left ? found->second : -found->second;
      }
    }
    if (difference != 0) broken_.insert(rule);
  }

  std::set<std::string> Rows() const {
    std::set<std::string> rows;
    for (const auto& [id, value] : figures_) {
      if (id.starts_with("applications.")) rows.insert(id.substr(0, id.rfind('.')));
    }
    return rows;
  }

  void CheckColumn(const std::string& applicant) {
    const auto id = [&](const std::string& row) { return "applications." + row + "." + applicant; };
    Expect("T3-01", {id("received"), id("carried_over")}, {id("result_total"), id("carried_forward")});
    std::vector<std::string> results;
    for (const std::string& row : Rows()) {
      if (!std::set<std::string>{"applications.received", "applications.carried_over",
                                 "applications.result_total", "applications.carried_forward"}
               .contains(row)) {
        results.push_back(row + "." + applicant);
      }
    }
    Expect("T3-02", results, {id("result_total")});
  }

  void CheckRow(const std::string& row) {
    std::vector<std::string> parts;
    for (size_t i = 0; i < 6; ++i) parts.push_back(row + "." + kApplicants[i]);
    Expect("T3-03", parts, {row + ".total"});
  }

  void CheckDispute(const std::string& kind, const std::string& rule) {
    const std::string row = "disputes." + kind + ".";
    Expect(rule, {row + "upheld", row + "corrected", row + "other", row + "pending"},
           {row + "total"});
  }

  const Figures& figures_;
  std::set<std::string> broken_;
};

std::set<std::string> BrokenSums(const Rendered& rendered) {
  const Figures figures = FiguresOf(rendered);
  return Sums(figures).Broken();
}

// Ids of a form as the vocabulary lists them.
std::vector<std::string> Vocabulary(const std::string& form) {
  std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/tests/testdata/forms.csv");
  std::vector<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string generation, id;
    std::getline(fields, generation, ',');
    std::getline(fields, id, ',');
    if (generation == form) ids.push_back(id);
  }
  return ids;
}

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
    EXPECT_THAT(BrokenSums(Render({.seed = seed, .form = Form::k2021})), IsEmpty()) << seed;
    EXPECT_THAT(BrokenSums(Render({.seed = seed, .form = Form::k2019})), IsEmpty()) << seed;
  }
}

TEST(CorpusTest, KeepsCleanFiguresPlausible) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Figures figures = FiguresOf(Render({.seed = seed}));
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
    with_applications += FiguresOf(Render({.seed = seed}))["applications.received.total"] > 0;
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
        EXPECT_THAT(BrokenSums(rendered), testing::ElementsAre(std::string(fault.name))) << seed;
      }
    }
  }
}

TEST(CorpusTest, BalancesAllSumsWhereTheFaultIsAnother) {
  for (const Options& options : Everything()) {
    if (IsArithmetic(options.fault)) continue;
    EXPECT_THAT(BrokenSums(Render(options)), IsEmpty()) << Render(options).file_name;
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
  const std::string value = std::to_string(
      static_cast<int64_t>(FiguresOf(unit)["proactive.licensing.decisions"]));
  EXPECT_THAT(unit.bytes, HasSubstr("行政许可 | " + value + "件 |"));
  const Rendered wide = Render({.seed = 3, .fault = Fault::kCel04FullWidth});
  EXPECT_GT(FiguresOf(wide)["proactive.licensing.decisions"], 0);
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

TEST(CorpusTest, PrintsEachFigureOfTheTableAsOftenAsTheTruthHasIt) {
  // In this layout nothing but cells stands on a line behind a tab.
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const Rendered rendered = Render({.seed = seed, .layout = Layout::kTabs});
    std::vector<std::string> printed, expected;
    std::istringstream lines(rendered.bytes);
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > 1 && line[0] == '\t' && std::isdigit(line[1]) &&
          line.find_first_not_of("0123456789.", 1) == std::string::npos) {
        printed.push_back(line.substr(1));
      }
    }
    for (const Cell& cell : rendered.truth) expected.push_back(cell.value);
    EXPECT_EQ(printed, expected) << seed;
  }
}

TEST(CorpusTest, PutsTheWholeReportOnOneLine) {
  const Rendered rendered = Render({.layout = Layout::kOneLine});
  EXPECT_THAT(rendered.bytes, Not(HasSubstr("\n")));
}

TEST(CorpusTest, FillsEveryRowOfAMarkdownTable) {
  const Rendered rendered = Render({.layout = Layout::kMarkdown});
  std::set<long> pipes;
  std::istringstream lines(rendered.bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('|')) pipes.insert(std::count(line.begin(), line.end(), '|'));
  }
  // Tables of 4, 10 and 15 columns.
  EXPECT_THAT(pipes, testing::ElementsAre(5, 11, 16));
}

TEST(CorpusTest, MakesPagesOfTheLengthAskedFor) {
  EXPECT_GT(Render({.layout = Layout::kHtmlPortal}).bytes.size(), 65'000u);
  EXPECT_LT(Render({.layout = Layout::kHtmlPortal}).bytes.size(), 80'000u);
  for (const Layout layout : {Layout::kPipes, Layout::kHtmlPortal}) {
    const size_t size = Render({.layout = layout, .target_bytes = 200'000}).bytes.size();
    EXPECT_GE(size, 200'000u);
    EXPECT_LT(size, 215'000u);
  }
}

TEST(CorpusTest, OpensAndClosesTheSameTags) {
  const auto count = [](const std::string& text, std::string_view part) {
    size_t found = 0;
    for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  for (const Options& options : Everything()) {
    if (!IsHtml(options.layout)) continue;
    const Rendered rendered = Render(options);
    for (const std::string tag : {"table", "tr", "td", "p"}) {
      EXPECT_EQ(count(rendered.bytes, "<" + tag + ">") + count(rendered.bytes, "<" + tag + " "),
                count(rendered.bytes, "</" + tag + ">"))
          << rendered.file_name << " " << tag;
    }
  }
}

TEST(CorpusTest, EncodesEveryCharacterItUses) {
  for (const auto& encoding : Encodings()) {
    for (uint64_t seed = 0; seed < 150; ++seed) {
      for (const Layout layout : {Layout::kPipes, Layout::kHtmlPortal}) {
        const Options options{.seed = seed, .layout = layout, .encoding = encoding.value};
        Options plain = options;
        plain.encoding = Encoding::kUtf8;
        plain.traditional = encoding.value == Encoding::kBig5;
        const std::string utf8 = Render(plain).bytes;
        const std::string bytes = Render(options).bytes;
        const bool wide = encoding.value >= Encoding::kUtf16Le;
        const auto marks = [](const std::string& text) {
          return std::count(text.begin(), text.end(), '?');
        };
        // A question mark for a lost character would be one more than before.
        if (!wide) {
          EXPECT_EQ(marks(bytes), marks(utf8)) << encoding.name << " " << seed;
        }
        EXPECT_FALSE(bytes.empty());
      }
    }
  }
}

TEST(CorpusTest, EncodesAsOthersDo) {
  // 政 is U+653F: D5 FE in GBK, AC 46 in Big5.
  EXPECT_EQ(Encode("政", Encoding::kGbk), "\xD5\xFE");
  EXPECT_EQ(Encode("政", Encoding::kGb18030), "\xD5\xFE");
  EXPECT_EQ(Encode("政", Encoding::kBig5), "\xAC\x46");
  EXPECT_EQ(Encode("政", Encoding::kUtf8Bom), "\xEF\xBB\xBF政");
  EXPECT_EQ(Encode("政", Encoding::kUtf16Le), "\xFF\xFE\x3F\x65");
  EXPECT_EQ(Encode("政", Encoding::kUtf16Be), "\xFE\xFF\x65\x3F");
  EXPECT_EQ(Encode("😀a", Encoding::kGbk), "?a");
}

TEST(CorpusTest, TellsTheTruthAboutItsCharsetOnlyWhereAsked) {
  const auto page = [](Charset charset) {
    return Render({.layout = Layout::kHtml, .encoding = Encoding::kGbk, .charset = charset}).bytes;
  };
  EXPECT_THAT(page(Charset::kRight), HasSubstr("charset=gb2312"));
  EXPECT_THAT(page(Charset::kWrong), HasSubstr("charset=utf-8"));
  EXPECT_THAT(page(Charset::kMissing), Not(HasSubstr("charset=")));
}

TEST(CorpusTest, WritesTraditionalAsWebSitesConvertIt) {
  EXPECT_EQ(ToTraditional("政府信息公开行政复议、行政诉讼情况"),
            "政府信息公開行政複議、行政訴訟情況");
  EXPECT_EQ(ToTraditional("答复12件 a"), "答覆12件 a");
  EXPECT_EQ(ToTraditional("（二）归并"), "（二）歸併");
}

TEST(CorpusTest, NarrowsPunctuationButNotDigits) {
  std::string text = "（一）共１２件，其中：无；";
  NarrowPunctuation(text);
  EXPECT_EQ(text, "(一)共１２件,其中:无;");
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
