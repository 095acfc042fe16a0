// The figures of the running text against the truth of the corpus.
#include <gtest/gtest.h>

#include <iostream>
#include <iterator>

#include "tests/accuracy/figure_score.h"
#include "tests/corpus/corpus.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

constexpr int kTold = 40;

corpus::Options OptionsOf(uint64_t seed) {
  constexpr corpus::Layout kLayouts[] = {
      corpus::Layout::kPipes, corpus::Layout::kCellLines,  corpus::Layout::kMarkdown,
      corpus::Layout::kTabs,  corpus::Layout::kSpaces,     corpus::Layout::kOneLine,
      corpus::Layout::kHtml,  corpus::Layout::kHtmlNested, corpus::Layout::kHtmlJoined};
  constexpr corpus::Form kForms[] = {corpus::Form::k2021, corpus::Form::k2021, corpus::Form::k2019,
                                     corpus::Form::k2008};
  corpus::Options options;
  options.seed = seed;
  options.layout = kLayouts[seed % std::size(kLayouts)];
  options.form = kForms[seed / std::size(kLayouts) % std::size(kForms)];
  options.traditional = seed % 7 == 0;
  return options;
}

// Of the figures with a meaning, at least 98 of 100 are right and 95 of 100 of those there found.
TEST(FactsAccuracyTest, ReadsFiguresOfGeneratedReports) {
  FigureScore score;
  int told = 0;
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    const corpus::Rendered report = corpus::Render(OptionsOf(seed));
    const v1::Extraction extraction = ExtractionOf(report.bytes);
    score += FigureScoreOf(report, extraction);
    if (told >= kTold) continue;
    for (const std::string& miss : FigureMisses(report, extraction)) {
      std::cout << report.file_name << ": " << miss << "\n";
      ++told;
    }
  }
  std::cout << "right " << score.right << ", given " << score.given << ", there " << score.there
            << ", read " << score.read << "\n";
  ASSERT_GT(score.there, 20'000u);
  EXPECT_GE(score.right * 100, score.given * 98);
  EXPECT_GE(score.right * 100, score.there * 95);
}

}  // namespace
}  // namespace gongkai
