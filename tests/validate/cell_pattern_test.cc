#include "validate/cell_pattern.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

TEST(CellPattern, MatchesAnIdByItself) {
  EXPECT_TRUE(MatchesCell("disputes.reconsideration.total", "disputes.reconsideration.total"));
  EXPECT_FALSE(MatchesCell("disputes.reconsideration", "disputes.reconsideration.total"));
  EXPECT_FALSE(MatchesCell("disputes.reconsideration.total", "disputes.reconsideration"));
  EXPECT_FALSE(MatchesCell("disputes.reconsideration.tot", "disputes.reconsideration.total"));
}

TEST(CellPattern, AStarStandsForExactlyOnePart) {
  EXPECT_TRUE(MatchesCell("applications.refused.*.total", "applications.refused.queries.total"));
  EXPECT_FALSE(MatchesCell("applications.refused.*.total", "applications.refused.total"));
  EXPECT_FALSE(MatchesCell("applications.*.total", "applications.refused.queries.total"));
  EXPECT_FALSE(MatchesCell("applications.*", "applications"));
}

TEST(CellPattern, TwoStarsStandForAnyNumberOfParts) {
  EXPECT_TRUE(MatchesCell("a.**.c", "a.c"));
  EXPECT_TRUE(MatchesCell("a.**.c", "a.b.c"));
  EXPECT_TRUE(MatchesCell("a.**.c", "a.c.b.c"));
  EXPECT_FALSE(MatchesCell("a.**.c", "a.c.b"));
  EXPECT_TRUE(MatchesCell("**", "a.b.c"));
  EXPECT_TRUE(MatchesCell("**.c", "c"));
  EXPECT_TRUE(MatchesCell("a.**", "a"));
  EXPECT_TRUE(MatchesCell("**.b.**.d", "a.b.c.b.d"));
  EXPECT_FALSE(MatchesCell("**.b.**.d", "a.c.d"));
}

TEST(CellPattern, TakesTheOtherColumnOfOtherHandlingOnlyOnce) {
  // The row "other" of 2021 in the column "other", and the same row in another column.
  EXPECT_TRUE(MatchesCell("applications.other_handling.**.other",
                          "applications.other_handling.other.other"));
  EXPECT_FALSE(MatchesCell("applications.other_handling.**.other",
                           "applications.other_handling.other.total"));
  EXPECT_TRUE(
      MatchesCell("applications.other_handling.**.other", "applications.other_handling.other"));
}

}  // namespace
}  // namespace gongkai
