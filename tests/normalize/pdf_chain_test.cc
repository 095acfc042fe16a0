// Reports as PDF through the whole chain: each cell as the truth has it, and the rule that a fault
// breaks.
#include <map>
#include <set>

#include "extract/extract_stage.h"
#include "model/cell_text.h"
#include "model/forms.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/corpus/corpus.h"
#include "tests/normalize/pdf_testing.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

using corpus::Container;
using corpus::Layout;

v1::Report Checked(const corpus::Rendered& rendered) {
  static NormalizeStage* const normalize = new NormalizeStage(&Readers());
  static SegmentStage* const segment = new SegmentStage();
  static ExtractStage* const extract = new ExtractStage();
  static ValidateStage* const validate = new ValidateStage();
  v1::Report report;
  report.mutable_source()->set_uri(rendered.file_name);
  report.mutable_content()->set_data(rendered.bytes);
  v1::Report* one = &report;
  for (Stage* stage : {static_cast<Stage*>(normalize), static_cast<Stage*>(segment),
                       static_cast<Stage*>(extract), static_cast<Stage*>(validate)}) {
    EXPECT_TRUE(stage->Process({&one, 1}).ok());
  }
  EXPECT_EQ(CheckBlocks(report.document()), "") << rendered.file_name;
  EXPECT_EQ(CheckPages(report.document()), "") << rendered.file_name;
  EXPECT_FALSE(report.has_error())
      << rendered.file_name << " " << report.error().ShortDebugString();
  return report;
}

struct Score {
  int right = 0;
  int wrong = 0;    // another value than the truth, or one where there is none
  int unknown = 0;  // not certain, or not found
};

Score Compare(const corpus::Rendered& rendered, const v1::Report& report) {
  std::map<std::string, const v1::Cell*> cells;
  for (const v1::Cell& cell : report.extraction().cells()) {
    cells[std::string(FormCatalog::Builtin().CellId(cell.number()))] = &cell;
  }
  Score score;
  std::set<std::string> true_ids;
  for (const corpus::Cell& truth : rendered.truth) {
    true_ids.insert(truth.id);
    const auto found = cells.find(truth.id);
    const std::string state =
        found == cells.end() ? "ABSENT" : v1::CellState_Name(found->second->state());
    if (state == truth.state && (state != "VALUE" || found->second->value() == truth.value)) {
      ++score.right;
    } else if (state == "AMBIGUOUS" || state == "ABSENT") {
      ++score.unknown;
    } else {
      ++score.wrong;
      ADD_FAILURE() << rendered.file_name << " " << truth.id << ": " << truth.state << " "
                    << truth.value << " read as " << state << " " << found->second->value();
    }
  }
  for (const auto& [id, cell] : cells) {
    if (!true_ids.contains(id) && cell->state() == v1::VALUE) ++score.wrong;
  }
  return score;
}

std::set<std::string> FailedRules(const v1::Report& report) {
  std::set<std::string> rules;
  for (const v1::Finding& finding : report.assessment().findings()) {
    if (finding.outcome() == v1::FAILED && finding.severity() != v1::INFO) {
      rules.insert(finding.rule());
    }
  }
  return rules;
}

class PdfChain : public testing::TestWithParam<Layout> {};

TEST_P(PdfChain, ReadsEveryCellInEveryManner) {
  for (const corpus::Form form : {corpus::Form::k2021, corpus::Form::k2019}) {
    for (uint64_t seed = 0; seed < 24; ++seed) {
      const corpus::Rendered rendered = corpus::Render({.seed = seed,
                                                        .form = form,
                                                        .layout = GetParam(),
                                                        .traditional = seed % 8 == 7,
                                                        .container = Container::kPdf});
      const v1::Report report = Checked(rendered);
      const Score score = Compare(rendered, report);
      EXPECT_EQ(score.wrong, 0) << rendered.file_name;
      EXPECT_EQ(score.unknown, 0) << rendered.file_name;
      EXPECT_EQ(report.outline().sections_size(), rendered.sections) << rendered.file_name;
      EXPECT_EQ(report.outline().year().value(), static_cast<uint32_t>(rendered.year));
      if (seed % 8 != 7) {
        EXPECT_EQ(report.outline().agency().name(), rendered.agency) << rendered.file_name;
      }
      // That a report is in Traditional characters is all that is wrong with it.
      EXPECT_EQ(FailedRules(report),
                seed % 8 == 7 ? std::set<std::string>{"WRD-08"} : std::set<std::string>())
          << rendered.file_name;
    }
  }
}

TEST_P(PdfChain, FindsTheFaultOfAFaultyReport) {
  constexpr int kFaults = static_cast<int>(corpus::Fault::kCel04FullWidth) + 1;
  for (int i = 1; i < kFaults; ++i) {
    const auto fault = static_cast<corpus::Fault>(i);
    if (!corpus::CanShow(fault, corpus::Form::k2021, GetParam())) continue;
    const corpus::Rendered rendered = corpus::Render({.seed = static_cast<uint64_t>(100 + i),
                                                      .layout = GetParam(),
                                                      .fault = fault,
                                                      .container = Container::kPdf});
    const v1::Report report = Checked(rendered);
    EXPECT_TRUE(FailedRules(report).contains(rendered.expected_rule) ||
                rendered.expected_rule == "CEL-04")
        << rendered.file_name;
    EXPECT_EQ(Compare(rendered, report).wrong, 0) << rendered.file_name;
  }
}

INSTANTIATE_TEST_SUITE_P(Layouts, PdfChain,
                         testing::Values(Layout::kHtml, Layout::kHtmlSplit, Layout::kHtmlBreaks),
                         [](const auto& info) {
                           return std::string(info.param == Layout::kHtml        ? "Ruled"
                                              : info.param == Layout::kHtmlSplit ? "RuledSplit"
                                                                                 : "RuledBreaks");
                         });

// Columns by nothing but space: what is certain is right, and nearly all is certain.
TEST(PdfChainTest, ReadsTablesWithoutLinesAndGivesNoWrongFigure) {
  Score all;
  for (const corpus::Form form : {corpus::Form::k2021, corpus::Form::k2019}) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
      const corpus::Rendered rendered = corpus::Render(
          {.seed = seed, .form = form, .layout = Layout::kSpaces, .container = Container::kPdf});
      const v1::Report report = Checked(rendered);
      const Score score = Compare(rendered, report);
      all.right += score.right;
      all.wrong += score.wrong;
      all.unknown += score.unknown;
      EXPECT_EQ(report.outline().sections_size(), rendered.sections) << rendered.file_name;
      EXPECT_EQ(FailedRules(report), std::set<std::string>()) << rendered.file_name;
    }
  }
  EXPECT_EQ(all.wrong, 0);
  EXPECT_GT(all.right, 20 * all.unknown) << "of all cells 95 in 100 are certain";
}

TEST(PdfChainTest, FindsFaultsInTablesWithoutLines) {
  for (const corpus::Fault fault :
       {corpus::Fault::kT301, corpus::Fault::kT302, corpus::Fault::kT303, corpus::Fault::kT401,
        corpus::Fault::kStr05, corpus::Fault::kCel02}) {
    for (uint64_t seed = 0; seed < 8; ++seed) {
      const corpus::Rendered rendered = corpus::Render(
          {.seed = seed, .layout = Layout::kPipes, .fault = fault, .container = Container::kPdf});
      const v1::Report report = Checked(rendered);
      const Score score = Compare(rendered, report);
      EXPECT_EQ(score.wrong, 0) << rendered.file_name;
      if (score.unknown > 0) continue;
      EXPECT_TRUE(FailedRules(report).contains(rendered.expected_rule)) << rendered.file_name;
    }
  }
}

// The same report as HTML and as PDF: the same cells, the same findings.
TEST(PdfChainTest, GivesTheCellsAndFindingsThatThePageGives) {
  for (const corpus::Fault fault :
       {corpus::Fault::kNone, corpus::Fault::kT302, corpus::Fault::kCel02}) {
    std::vector<std::vector<std::string>> seen;
    for (const Container container : {Container::kPlain, Container::kDocx, Container::kPdf}) {
      const v1::Report report = Checked(corpus::Render(
          {.seed = 42, .layout = Layout::kHtml, .fault = fault, .container = container}));
      std::vector<std::string>& one = seen.emplace_back();
      for (const v1::Cell& cell : report.extraction().cells()) {
        one.push_back(std::to_string(cell.number()) + v1::CellState_Name(cell.state()) +
                      cell.value());
      }
      for (const v1::Finding& finding : report.assessment().findings()) {
        one.push_back(finding.rule() + finding.message_zh());
      }
    }
    EXPECT_EQ(seen[0], seen[1]);
    EXPECT_EQ(seen[0], seen[2]);
  }
}

// What stands on the page within the box.
std::string TextWithin(const v1::Pages& pages, const PagePlace& place) {
  const v1::PositionedPage& page = pages.pages(static_cast<int>(place.page) - 1);
  std::string text;
  for (int i = 0; i < page.glyph_code_size(); ++i) {
    const int x = page.glyph_x(i) + page.glyph_advance(i) / 2, y = page.glyph_y(i);
    if (x < place.left || x > place.right || y < place.top || y > place.bottom) continue;
    if (page.glyph_code(i) < 0x80) text += static_cast<char>(page.glyph_code(i));
  }
  return text;
}

TEST(PdfChainTest, LeadsEveryFigureToItsPlaceOnThePage) {
  for (uint64_t seed = 0; seed < 4; ++seed) {
    const corpus::Rendered rendered =
        corpus::Render({.seed = seed, .layout = Layout::kHtml, .container = Container::kPdf});
    const v1::Report report = Checked(rendered);
    v1::Pages pages;
    ASSERT_FALSE(Readers().ReadPages(report.content(), &pages));
    ASSERT_GT(report.extraction().cells_size(), 190);
    for (const v1::Cell& cell : report.extraction().cells()) {
      const auto place = ToPagePlace(report.document().source_map(), cell.begin(), cell.end());
      ASSERT_TRUE(place);
      // Bold is drawn twice; figures are not.
      EXPECT_EQ(TextWithin(pages, *place), TextOfCell(cell)) << place->page;
    }
  }
}

}  // namespace
}  // namespace gongkai
