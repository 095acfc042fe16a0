// Every layout and form of the corpus: each cell as the truth has it.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/corpus/corpus.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

using corpus::Layout;

constexpr const char* kLayoutNames[] = {"Pipes",          "PipesFramed", "Markdown",  "CellLines",
                                        "CellParagraphs", "Tabs",        "Spaces",    "OneLine",
                                        "Html",           "HtmlPortal",  "HtmlSplit", "HtmlJoined",
                                        "HtmlNested",     "HtmlBreaks"};

// How many cells differ from the truth; the first few are told.
int Differences(const corpus::Rendered& report, const CellViews& cells) {
  int differences = 0;
  const auto tell = [&](const std::string& id, const std::string& truth) {
    if (++differences <= 3) {
      ADD_FAILURE() << report.file_name << " " << id << ": " << truth << " read as "
                    << Short(cells, id);
    }
  };
  for (const corpus::Cell& cell : report.truth) {
    const std::string truth = cell.state == "VALUE" ? cell.value : cell.state;
    if (Short(cells, cell.id) != truth) tell(cell.id, truth);
  }
  if (cells.size() > report.truth.size()) tell("cells that are not there", "ABSENT");
  return differences;
}

v1::Form FormOf(corpus::Form form) {
  if (corpus::IsOld(form)) return v1::FORM_2008;
  return form == corpus::Form::k2021 ? v1::FORM_2021 : v1::FORM_2019;
}

const char* NameOf(corpus::Form form) {
  if (corpus::IsOld(form)) return "Form2014";
  return form == corpus::Form::k2021 ? "Form2021" : "Form2019";
}

class AccuracyTest : public testing::TestWithParam<std::tuple<corpus::Form, int>> {};

TEST_P(AccuracyTest, ReadsEveryCellOfACleanReport) {
  const corpus::Form form = std::get<0>(GetParam());
  const auto layout = static_cast<Layout>(std::get<1>(GetParam()));
  const int seeds = layout == Layout::kHtmlPortal ? 20 : 60;
  int differences = 0;
  for (int seed = 0; seed < seeds && differences < 10; ++seed) {
    const corpus::Rendered report =
        corpus::Render({.seed = static_cast<uint64_t>(seed), .form = form, .layout = layout});
    const v1::Extraction extraction = ExtractionOf(report.bytes);
    EXPECT_EQ(extraction.form(), FormOf(form));
    differences += Differences(report, ViewsOf(extraction));
  }
  EXPECT_EQ(differences, 0);
}

// A report with a fault keeps its figures; each cell says what stands there. Only where a row is
// missing and nothing shows where the one before it ends may that one be in doubt.
TEST_P(AccuracyTest, ReadsEveryCellOfAFaultyReport) {
  const corpus::Form form = std::get<0>(GetParam());
  const auto layout = static_cast<Layout>(std::get<1>(GetParam()));
  constexpr int kFaults = static_cast<int>(corpus::Fault::kG201) + 1;
  for (int i = 1; i < kFaults; ++i) {
    const auto fault = static_cast<corpus::Fault>(i);
    if (!corpus::CanShow(fault, form, layout)) continue;
    for (int seed = 0; seed < 5; ++seed) {
      const corpus::Rendered report = corpus::Render({.seed = static_cast<uint64_t>(seed + 1000),
                                                      .form = form,
                                                      .layout = layout,
                                                      .fault = fault});
      CellViews cells = ViewsOf(ExtractionOf(report.bytes));
      int doubtful = 0;
      for (const corpus::Cell& cell : report.truth) {
        const auto found = cells.find(cell.id);
        if (found == cells.end() || found->second.state != v1::AMBIGUOUS) continue;
        ++doubtful;
        if (fault == corpus::Fault::kStr05) found->second = {v1::VALUE, cell.value, ""};
      }
      EXPECT_LE(doubtful, fault == corpus::Fault::kStr05 ? 7 : 0) << report.file_name;
      Differences(report, cells);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Layouts, AccuracyTest,
                         testing::Combine(testing::Values(corpus::Form::k2021, corpus::Form::k2019,
                                                          corpus::Form::k2014),
                                          testing::Range(0, 14)),
                         [](const auto& info) {
                           return std::string(NameOf(std::get<0>(info.param))) +
                                  kLayoutNames[std::get<1>(info.param)];
                         });

}  // namespace
}  // namespace gongkai
