#include "tests/accuracy/sheet_edit.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace gongkai {

SheetEdit::SheetEdit(const corpus::Grid& grid, std::deque<std::string>* texts)
    : rows_(grid.rows()), width_(static_cast<std::size_t>(grid.width())), texts_(texts) {
  for (const corpus::Area& area : corpus::Areas(grid)) {
    cells_.push_back({area.row, area.column, area.rows, area.columns, *area.cell});
  }
}

std::vector<SheetCell*> SheetEdit::CellsOfRow(std::size_t row) {
  std::vector<SheetCell*> found;
  for (SheetCell& cell : cells_) {
    if (cell.row == row) found.push_back(&cell);
  }
  std::ranges::sort(found, {}, [](const SheetCell* cell) { return cell->column; });
  return found;
}

bool SheetEdit::HasFigures(std::size_t row) {
  return std::ranges::any_of(CellsOfRow(row), &SheetCell::IsFigure);
}

void SheetEdit::SetText(SheetCell* cell, std::string text) {
  cell->cell.text = texts_->emplace_back(std::move(text));
  cell->cell.narrow = false;
}

void SheetEdit::RemoveRow(std::size_t row) {
  std::erase_if(cells_, [&](const SheetCell& cell) { return cell.row == row && cell.rows == 1; });
  for (SheetCell& cell : cells_) {
    if (cell.row > row) {
      --cell.row;
    } else if (cell.row + cell.rows > row) {
      --cell.rows;
    }
  }
  --rows_;
}

void SheetEdit::InsertRow(std::size_t row, const std::string& text) {
  for (SheetCell& cell : cells_) {
    if (cell.row >= row) {
      ++cell.row;
    } else if (cell.row + cell.rows > row) {
      ++cell.rows;
    }
  }
  ++rows_;
  std::size_t open = 0;
  while (std::ranges::any_of(cells_, [&](const SheetCell& c) { return c.Covers(row, open); })) {
    ++open;
  }
  SheetCell cell{.row = row, .column = open, .columns = width_ - open, .cell = {}};
  SetText(&cell, text);
  cells_.push_back(cell);
}

void SheetEdit::CopyRow(std::size_t row) {
  std::vector<SheetCell> copies;
  for (SheetCell& cell : cells_) {
    if (cell.row > row) {
      ++cell.row;
    } else if (cell.row == row && cell.rows == 1) {
      copies.push_back(cell);
      ++copies.back().row;
    } else if (cell.row + cell.rows > row) {
      ++cell.rows;
    }
  }
  ++rows_;
  cells_.insert(cells_.end(), copies.begin(), copies.end());
}

void SheetEdit::InsertColumn(std::size_t column) {
  std::vector<bool> covered(rows_);
  for (SheetCell& cell : cells_) {
    if (cell.column >= column) {
      ++cell.column;
    } else if (cell.column + cell.columns > column) {
      ++cell.columns;
      for (std::size_t i = 0; i < cell.rows; ++i) covered[cell.row + i] = true;
    }
  }
  ++width_;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (!covered[row]) cells_.push_back({.row = row, .column = column, .cell = {""}});
  }
}

void SheetEdit::RemoveColumn(std::size_t column) {
  std::erase_if(cells_, [&](const SheetCell& c) { return c.column == column && c.columns == 1; });
  for (SheetCell& cell : cells_) {
    if (cell.column > column) {
      --cell.column;
    } else if (cell.column + cell.columns > column) {
      --cell.columns;
    }
  }
  --width_;
}

bool SheetEdit::SwapRows(std::size_t row) {
  for (const SheetCell& cell : cells_) {
    const bool here = cell.row == row || cell.row == row + 1;
    const bool ends = cell.row <= row && cell.row + cell.rows == row + 1;
    if (cell.rows > 1 && (here || ends)) return false;
  }
  for (SheetCell& cell : cells_) {
    if (cell.row == row) {
      ++cell.row;
    } else if (cell.row == row + 1) {
      --cell.row;
    }
  }
  return true;
}

void SheetEdit::RemoveCell(const SheetCell* cell) {
  cells_.erase(cells_.begin() + (cell - cells_.data()));
}

void SheetEdit::Transpose() {
  for (SheetCell& cell : cells_) {
    std::swap(cell.row, cell.column);
    std::swap(cell.rows, cell.columns);
  }
  std::swap(rows_, width_);
}

void SheetEdit::Unmerge() {
  std::vector<SheetCell> single;
  for (SheetCell cell : cells_) {
    const SheetCell all = cell;
    cell.rows = cell.columns = 1;
    for (cell.row = all.row; cell.row < all.row + all.rows; ++cell.row) {
      for (cell.column = all.column; cell.column < all.column + all.columns; ++cell.column) {
        single.push_back(cell);
      }
    }
  }
  cells_ = std::move(single);
}

SheetEdit SheetEdit::SplitOff(std::size_t row) {
  SheetEdit rest;
  rest.rows_ = rows_ - row;
  rest.width_ = width_;
  rest.texts_ = texts_;
  std::vector<SheetCell> kept;
  for (SheetCell cell : cells_) {
    const std::size_t end = cell.row + cell.rows;
    if (cell.row < row) {
      SheetCell upper = cell;
      upper.rows = std::min(end, row) - cell.row;
      kept.push_back(upper);
      if (end <= row) continue;
      cell.cell.text = "";
      cell.row = row;
    }
    cell.rows = end - cell.row;
    cell.row -= row;
    rest.cells_.push_back(cell);
  }
  cells_ = std::move(kept);
  rows_ = row;
  return rest;
}

corpus::Grid SheetEdit::ToGrid() const {
  std::vector<SheetCell> sorted = cells_;
  std::ranges::sort(sorted, {}, [](const SheetCell& c) { return std::pair(c.row, c.column); });
  corpus::Grid grid(static_cast<int>(width_));
  std::size_t next = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    grid.NewRow();
    for (; next < sorted.size() && sorted[next].row == row; ++next) {
      corpus::GridCell cell = sorted[next].cell;
      cell.rows = static_cast<int>(sorted[next].rows);
      cell.columns = static_cast<int>(sorted[next].columns);
      grid.Add(cell);
    }
  }
  return grid;
}

}  // namespace gongkai
