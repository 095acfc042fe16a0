#include "normalize/label_runs.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

using testing::IsEmpty;

// Lines 20 points apart, figures of 10 points.
constexpr int32_t kSize = 1000;
constexpr RunRules kWhole{.lead_free = false, .tail_free = false};

std::vector<std::size_t> Lengths(const std::vector<LabelRun>& runs) {
  std::vector<std::size_t> lengths;
  for (const LabelRun& run : runs) lengths.push_back(run.end - run.begin);
  return lengths;
}

TEST(CutIntoRuns, GivesALineToTheRowBesideIt) {
  const int32_t bases[] = {1000, 3000, 5000};
  const RowMark rows[] = {{1000, kSize}, {3000, kSize}, {5000, kSize}};
  EXPECT_EQ(Lengths(CutIntoRuns(bases, rows, kWhole)), (std::vector<std::size_t>{1, 1, 1}));
}

TEST(CutIntoRuns, PutsFiguresAtTheMiddleOfALabelOfThreeLines) {
  const int32_t bases[] = {1000, 2000, 3000, 5000};
  const RowMark rows[] = {{2000, kSize}, {5000, kSize}};
  EXPECT_EQ(Lengths(CutIntoRuns(bases, rows, kWhole)), (std::vector<std::size_t>{3, 1}));
}

TEST(CutIntoRuns, PutsFiguresBesideTheFirstLineWhereTheyAlignAtTheTop) {
  const int32_t bases[] = {1000, 2000, 3000, 5000};
  const RowMark rows[] = {{1000, kSize}, {5000, kSize}};
  EXPECT_THAT(CutIntoRuns(bases, rows, kWhole), IsEmpty());
  EXPECT_EQ(Lengths(CutIntoRuns(bases, rows, {.top = true})), (std::vector<std::size_t>{3, 1}));
}

TEST(CutIntoRuns, LeavesNoLineOverUnlessItMay) {
  const int32_t bases[] = {1000, 6000, 11000};  // too far apart for one label
  const RowMark rows[] = {{6000, kSize}};
  EXPECT_THAT(CutIntoRuns(bases, rows, kWhole), IsEmpty());
  const auto runs = CutIntoRuns(bases, rows, {.lead_free = true, .tail_free = true});
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].begin, 1u);
  EXPECT_EQ(runs[0].end, 2u);
}

TEST(CutIntoRuns, HasNoWayWithFewerLinesThanRows) {
  const int32_t bases[] = {1000};
  const RowMark rows[] = {{1000, kSize}, {3000, kSize}};
  EXPECT_THAT(CutIntoRuns(bases, rows, {.lead_free = true, .tail_free = true}), IsEmpty());
}

}  // namespace
}  // namespace gongkai
