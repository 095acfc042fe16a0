// Generated reports with known truth, normalized as they would be, in every layout.
#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "segment/segmenter.h"
#include "tests/corpus/corpus.h"
#include "tests/normalize/normalized.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

constexpr int kSeeds = 4;

v1::Form FormOf(corpus::Form form) {
  switch (form) {
    case corpus::Form::k2021:
      return v1::FORM_2021;
    case corpus::Form::k2019:
      return v1::FORM_2019;
    case corpus::Form::k2008:
    case corpus::Form::k2014:
      return v1::FORM_2008;
  }
  return v1::FORM_UNSPECIFIED;
}

void Expect(const corpus::Options& options) {
  const corpus::Rendered report = corpus::Render(options);
  SCOPED_TRACE(report.file_name);
  v1::Content content;
  content.set_data(report.bytes);
  const Normalized normalized = Normalize(content);
  ASSERT_TRUE(std::holds_alternative<v1::Document>(normalized));
  const v1::Outline outline = OutlineOf(std::get<v1::Document>(normalized));
  if (!options.traditional) {
    EXPECT_EQ(outline.agency().name(), report.agency);
    EXPECT_EQ(outline.sign_off().agency().value(), report.agency);
  }
  EXPECT_EQ(outline.year().value(), static_cast<uint32_t>(report.year));
  EXPECT_EQ(outline.form().form(), FormOf(report.form));
  EXPECT_EQ(outline.sections_size(), report.sections);
  EXPECT_NE(outline.title().value(), "");
  EXPECT_TRUE(outline.has_period());
  EXPECT_NE(outline.contact().telephone().value(), "");
}

class Corpus : public ::testing::TestWithParam<corpus::Layout> {};

TEST_P(Corpus, IsDividedAndNamedRightly) {
  for (const auto form :
       {corpus::Form::k2021, corpus::Form::k2019, corpus::Form::k2008, corpus::Form::k2014}) {
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Expect({.seed = seed, .form = form, .layout = GetParam()});
      Expect({.seed = seed, .form = form, .layout = GetParam(), .traditional = true});
    }
  }
}

TEST_P(Corpus, LacksThePartThatIsMissing) {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Expect({.seed = seed, .layout = GetParam(), .fault = corpus::Fault::kStr01});
  }
}

std::vector<corpus::Layout> AllLayouts() {
  std::vector<corpus::Layout> layouts;
  for (int i = 0; i <= static_cast<int>(corpus::Layout::kHtmlBreaks); ++i) {
    layouts.push_back(static_cast<corpus::Layout>(i));
  }
  return layouts;
}

INSTANTIATE_TEST_SUITE_P(Layouts, Corpus, ::testing::ValuesIn(AllLayouts()));

}  // namespace
}  // namespace gongkai::testing
