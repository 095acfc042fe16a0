// What of a sheet is text and what is a table.
#pragma once

#include <cstdint>
#include <vector>

#include "normalize/sheet.h"

namespace gongkai {

// A cell of a table, or a blank one at that address of the sheet.
struct PlannedCell {
  const SheetCell* cell = nullptr;  // of the sheet; nullptr for a blank one
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t row_span = 1;
  uint32_t column_span = 1;
};

struct SheetBlock {
  // A line of text, if rows is empty.
  const SheetCell* line = nullptr;
  uint32_t row = 0;
  uint32_t column = 0;
  // A table: its cells by row, each where the one before it ends.
  std::vector<std::vector<PlannedCell>> rows;
  bool gap_before = false;  // an empty row stands before it
};

struct SheetPlan {
  std::vector<SheetBlock> blocks;
  // What was left out because it is hidden, if it has text; each at most kMaxHiddenListed ranges.
  std::vector<SheetRange> hidden_rows;
  std::vector<SheetRange> hidden_columns;
  bool too_large = false;  // more than kMaxGridCells; the rest is not planned
};

inline constexpr std::size_t kMaxHiddenListed = 20;

// Rows with several cells, or with frames around empty ones, make tables; rows with a single cell
// are lines of text, but for a short one between two rows of a table. Empty rows part tables; empty
// rows and columns around them are dropped. Hidden rows and columns are left out; of merged cells
// what the first one holds counts. The sheet must outlive the plan.
SheetPlan PlanSheet(const Sheet& sheet);

}  // namespace gongkai
