#include "pipeline/progress.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

TEST(ProgressText, ShowsRateAndTimeLeft) {
  // 1 000 in 2 seconds are 500 a second; 4 000 more take 8 seconds.
  const RunCounts counts{.total = 5000, .done = 1000};
  EXPECT_EQ(ProgressText(counts, 2.0, v1::ZH), "1000 / 5000  500 份/秒  剩余 8 秒");
  EXPECT_EQ(ProgressText(counts, 2.0, v1::EN), "1000 / 5000  500/s  8 s left");
}

TEST(ProgressText, CountsLongTimesInMinutes) {
  const RunCounts counts{.total = 11'000, .done = 1000};  // 10 000 more at 10 a second: 1 000 s
  EXPECT_EQ(ProgressText(counts, 100.0, v1::EN), "1000 / 11000  10/s  17 min left");
}

TEST(ProgressText, PromisesNothingBeforeTheFirstReport) {
  EXPECT_EQ(ProgressText({.total = 10}, 5.0, v1::EN), "0 / 10");
}

}  // namespace
}  // namespace gongkai
