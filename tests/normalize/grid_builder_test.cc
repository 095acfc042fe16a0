// Placing cells.
#include "normalize/grid_builder.h"

#include <gtest/gtest.h>

#include <set>

#include "common/limits.h"

namespace gongkai {
namespace {

// No two cells cover a position, whatever the spans.
TEST(GridBuilder, NeverCoversAPositionTwice) {
  uint32_t state = 7;
  const auto next = [&state](uint32_t limit) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % limit;
  };
  for (int trial = 0; trial < 300; ++trial) {
    std::size_t positions = 0;
    GridBuilder builder(&positions);
    for (uint32_t row = 0; row < 6; ++row) {
      ASSERT_TRUE(builder.StartRow());
      const uint32_t cells = next(5);
      for (uint32_t i = 0; i < cells; ++i) builder.AddCell(next(5), next(5), false);
      if (next(4) == 0) builder.EndGroup();
    }
    const v1::Grid grid = builder.Finish();
    std::set<std::pair<uint32_t, uint32_t>> covered;
    for (const v1::GridCell& cell : grid.cells()) {
      ASSERT_GE(cell.row_span(), 1u);
      ASSERT_GE(cell.column_span(), 1u);
      ASSERT_LE(cell.row() + cell.row_span(), grid.rows());
      ASSERT_LE(cell.column() + cell.column_span(), grid.columns());
      for (uint32_t r = 0; r < cell.row_span(); ++r) {
        for (uint32_t c = 0; c < cell.column_span(); ++c) {
          ASSERT_TRUE(covered.emplace(cell.row() + r, cell.column() + c).second);
        }
      }
    }
  }
}

TEST(GridBuilder, CutsSpansAtTheirLimit) {
  std::size_t positions = 0;
  GridBuilder builder(&positions);
  ASSERT_TRUE(builder.StartRow());
  EXPECT_EQ(builder.AddCell(70'000, 1, false)->column_span(), kMaxTableSpan + 0u);
}

TEST(GridBuilder, SharesItsBoundWithOtherGrids) {
  std::size_t positions = kMaxGridCells - 1;
  GridBuilder builder(&positions);
  ASSERT_TRUE(builder.StartRow());
  EXPECT_EQ(builder.AddCell(2, 1, false), nullptr);
}

}  // namespace
}  // namespace gongkai
