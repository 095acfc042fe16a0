// A table whose rows, columns and cells can be taken out, put in and moved, spans and all.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/grid.h"

namespace gongkai {

// A cell and the part of the table it covers.
struct SheetCell {
  std::size_t row = 0, column = 0, rows = 1, columns = 1;
  corpus::GridCell cell;

  bool Covers(std::size_t r, std::size_t c) const {
    return r >= row && r < row + rows && c >= column && c < column + columns;
  }
  bool IsFigure() const { return cell.figure >= 0; }
};

class SheetEdit {
 public:
  // Texts that were not in the grid are kept in `texts`, which must outlive the grids.
  SheetEdit(const corpus::Grid& grid, std::deque<std::string>* texts);

  std::size_t rows() const { return rows_; }
  std::size_t width() const { return width_; }
  std::vector<SheetCell>& cells() { return cells_; }
  const std::vector<SheetCell>& cells() const { return cells_; }

  // In order of their columns.
  std::vector<SheetCell*> CellsOfRow(std::size_t row);
  bool HasFigures(std::size_t row);

  void SetText(SheetCell* cell, std::string text);

  // Cells that reach over the row get shorter; those of it that reach further begin in the next.
  void RemoveRow(std::size_t row);
  // Cells that reach over the place get longer; where nothing does, the new row is one cell.
  void InsertRow(std::size_t row, const std::string& text);
  // Behind the row the cells that it alone has once more; the others get longer.
  void CopyRow(std::size_t row);
  // As for rows, with an empty cell in each row.
  void InsertColumn(std::size_t column);
  void RemoveColumn(std::size_t column);
  // False if a cell of more than one row is in the way.
  bool SwapRows(std::size_t row);
  void RemoveCell(const SheetCell* cell);

  // Rows become columns.
  void Transpose();
  // What covers several places stands in each of them.
  void Unmerge();

  // Rows before `row`, and those from it on.
  SheetEdit SplitOff(std::size_t row);

  corpus::Grid ToGrid() const;

 private:
  SheetEdit() = default;

  std::size_t rows_ = 0, width_ = 0;
  std::vector<SheetCell> cells_;
  std::deque<std::string>* texts_ = nullptr;
};

}  // namespace gongkai
