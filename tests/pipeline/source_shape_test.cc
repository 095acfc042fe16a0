#include "pipeline/source_shape.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

uint32_t ShapeOf(const std::string& text) {
  v1::Report report;
  report.mutable_content()->set_data(text);
  return SourceShape(report);
}

std::string Lines(const std::string& line, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line;
  return text;
}

TEST(SourceShape, TellsPipesAndTabsFromProse) {
  const uint32_t prose = ShapeOf(Lines("本年收到申请3件。\n", 20));
  EXPECT_NE(ShapeOf(Lines("| 收到 | 3 |\n", 20)), prose);
  EXPECT_NE(ShapeOf(Lines("收到\t3\n", 20)), prose);
  EXPECT_NE(ShapeOf(Lines("收到\t3\n", 20)), ShapeOf(Lines("| 收到 | 3 |\n", 20)));
}

TEST(SourceShape, IsThatOfOtherWordsOnAsManyLines) {
  EXPECT_EQ(ShapeOf(Lines("| 收到 | 3 |\n", 200)), ShapeOf(Lines("| 办结 | 12 | 0 |\n", 200)));
  EXPECT_LT(ShapeOf(Lines("一\n", 20)), ShapeOf(Lines("一\n", 300)));  // more than a byte counts
}

TEST(SourceShape, IsNothingWithoutContent) { EXPECT_EQ(SourceShape(v1::Report()), 0u); }

}  // namespace
}  // namespace gongkai
