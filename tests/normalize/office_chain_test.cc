// Reports as Word documents and workbooks through the whole chain: each cell as the truth has it,
// and the rule that a fault breaks.
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "extract/extract_stage.h"
#include "model/forms.h"
#include "model/source_map.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/corpus/corpus.h"
#include "tests/normalize/docx_testing.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

using corpus::Container;
using corpus::Layout;

v1::Report Checked(const corpus::Rendered& rendered) {
  static NormalizeStage* const normalize = new NormalizeStage();
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
  EXPECT_EQ(CheckParts(report.document()), "") << rendered.file_name;
  EXPECT_FALSE(report.has_error())
      << rendered.file_name << " " << report.error().ShortDebugString();
  return report;
}

std::string Shown(const v1::Cell& cell) {
  return cell.state() == v1::VALUE ? cell.value() : v1::CellState_Name(cell.state());
}

// How many cells differ from the truth; the first few are told.
int Differences(const corpus::Rendered& rendered, const v1::Report& report) {
  std::map<std::string, std::string> cells;
  for (const v1::Cell& cell : report.extraction().cells()) {
    cells[std::string(FormCatalog::Builtin().CellId(cell.number()))] = Shown(cell);
  }
  int differences = cells.size() > rendered.truth.size() ? 1 : 0;
  for (const corpus::Cell& cell : rendered.truth) {
    const std::string truth = cell.state == "VALUE" ? cell.value : cell.state;
    const auto found = cells.find(cell.id);
    const std::string read = found == cells.end() ? "ABSENT" : found->second;
    if (read == truth || ++differences > 3) continue;
    ADD_FAILURE() << rendered.file_name << " " << cell.id << ": " << truth << " read as " << read;
  }
  return differences;
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

class OfficeChain : public testing::TestWithParam<std::tuple<Container, int>> {
 protected:
  Container container() const { return std::get<0>(GetParam()); }
  Layout layout() const { return static_cast<Layout>(std::get<1>(GetParam())); }
};

TEST_P(OfficeChain, ReadsEveryCellInEveryManner) {
  for (const corpus::Form form : {corpus::Form::k2021, corpus::Form::k2019}) {
    for (uint64_t seed = 0; seed < 24; ++seed) {
      const corpus::Rendered rendered = corpus::Render({.seed = seed,
                                                        .form = form,
                                                        .layout = layout(),
                                                        .traditional = seed % 8 == 7,
                                                        .container = container()});
      const v1::Report report = Checked(rendered);
      if (Differences(rendered, report) > 0) return;
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

TEST_P(OfficeChain, FindsTheFaultOfAFaultyReport) {
  constexpr int kFaults = static_cast<int>(corpus::Fault::kCel04FullWidth) + 1;
  for (int i = 1; i < kFaults; ++i) {
    const auto fault = static_cast<corpus::Fault>(i);
    // A cell with nothing but a tab is an empty one, and its row is dropped.
    if (container() == Container::kXlsx && layout() == Layout::kTabs &&
        fault == corpus::Fault::kCel02) {
      continue;
    }
    // Where a row is missing the one before it is in doubt; texts have tests of their own.
    if (!corpus::CanShow(fault, corpus::Form::k2021, layout())) continue;
    const corpus::Rendered rendered = corpus::Render({.seed = static_cast<uint64_t>(100 + i),
                                                      .layout = layout(),
                                                      .fault = fault,
                                                      .container = container()});
    const v1::Report report = Checked(rendered);
    EXPECT_TRUE(FailedRules(report).contains(rendered.expected_rule) ||
                rendered.expected_rule == "CEL-04")
        << rendered.file_name;
    if (fault != corpus::Fault::kStr05) Differences(rendered, report);
  }
}

// The paragraph that a figure's place names holds the figure.
TEST_P(OfficeChain, LeadsEveryFigureToAPlace) {
  if (container() == Container::kMhtml) GTEST_SKIP() << "places of a web archive are bytes";
  const corpus::Rendered rendered =
      corpus::Render({.seed = 5, .layout = layout(), .container = container()});
  const v1::Report report = Checked(rendered);
  std::set<std::string> places;
  for (const v1::Cell& cell : report.extraction().cells()) {
    const auto place = ToPartPlace(report.document().source_map(), cell.begin(), cell.end());
    ASSERT_TRUE(place);
    EXPECT_EQ(place->part.substr(0, place->part.find_first_of("0123456789.")),
              container() == Container::kDocx ? "word/document" : "xl/worksheets/sheet");
    EXPECT_GT(place->paragraph, 0u);
    if (layout() < Layout::kHtml) continue;
    ASSERT_FALSE(place->cells.empty());
    std::string key(place->part);
    for (const PartPlace::Cell& one : place->cells) {
      key += std::to_string(one.table) + "/" + std::to_string(one.row) + "/" +
             std::to_string(one.cell) + " ";
    }
    EXPECT_TRUE(places.insert(key).second) << "two figures at " << key;
  }
}

constexpr const char* kNames[] = {"Pipes",          "PipesFramed", "Markdown",  "CellLines",
                                  "CellParagraphs", "Tabs",        "Spaces",    "OneLine",
                                  "Html",           "HtmlPortal",  "HtmlSplit", "HtmlJoined",
                                  "HtmlNested",     "HtmlBreaks"};

std::string NameOfChain(const testing::TestParamInfo<std::tuple<Container, int>>& info) {
  constexpr const char* kContainers[] = {"", "Docx", "Pdf", "Xlsx", "Mhtml"};
  return std::string(kContainers[static_cast<int>(std::get<0>(info.param))]) +
         kNames[std::get<1>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(Layouts, OfficeChain,
                         testing::Combine(testing::Values(Container::kDocx, Container::kXlsx,
                                                          Container::kMhtml),
                                          testing::Range(0, 14)),
                         NameOfChain);

}  // namespace
}  // namespace gongkai
