#include "normalize/grid_builder.h"

#include <algorithm>
#include <limits>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr uint32_t kToEndOfGroup = std::numeric_limits<uint32_t>::max();

}  // namespace

bool GridBuilder::StartRow() {
  ++rows_;
  next_column_ = 0;
  return CountPositions();
}

v1::GridCell* GridBuilder::AddCell(uint32_t column_span, uint32_t row_span, bool header) {
  const uint32_t row = rows_ - 1;
  uint32_t column = next_column_;
  while (column < free_from_.size() && free_from_[column] > row) ++column;
  column_span = std::clamp<uint32_t>(column_span, 1, kMaxTableSpan);
  for (uint32_t width = 1; width < column_span; ++width) {
    if (column + width < free_from_.size() && free_from_[column + width] > row) {
      column_span = width;
    }
  }
  next_column_ = column + column_span;
  if (free_from_.size() < next_column_) free_from_.resize(next_column_, row);
  if (!CountPositions()) return nullptr;
  const uint32_t below =
      row_span == 0 ? kToEndOfGroup : row + std::min<uint32_t>(row_span, kMaxTableSpan);
  std::fill(free_from_.begin() + column, free_from_.begin() + next_column_, below);

  v1::GridCell* cell = grid_.add_cells();
  cell->set_row(row);
  cell->set_column(column);
  cell->set_row_span(below - row);
  cell->set_column_span(column_span);
  if (header) cell->set_header(true);
  return cell;
}

void GridBuilder::SkipColumns(uint32_t count) {
  count = std::min<uint32_t>(count, kMaxTableSpan);
  for (; count > 0; --count) {
    while (next_column_ < free_from_.size() && free_from_[next_column_] >= rows_) ++next_column_;
    ++next_column_;
  }
}

void GridBuilder::EndGroup() {
  for (int i = group_cells_; i < grid_.cells_size(); ++i) {
    v1::GridCell* cell = grid_.mutable_cells(i);
    cell->set_row_span(std::min(cell->row_span(), rows_ - cell->row()));
  }
  if (group_cells_ == grid_.cells_size()) return;
  group_cells_ = grid_.cells_size();
  for (uint32_t& row : free_from_) row = std::min(row, rows_);
}

v1::Grid GridBuilder::Finish() {
  EndGroup();
  grid_.set_rows(rows_);
  grid_.set_columns(static_cast<uint32_t>(free_from_.size()));
  return std::move(grid_);
}

bool GridBuilder::CountPositions() {
  const std::size_t count = rows_ * std::max<std::size_t>(free_from_.size(), 1);
  *positions_ += count - counted_;
  counted_ = count;
  return *positions_ <= kMaxGridCells;
}

}  // namespace gongkai
