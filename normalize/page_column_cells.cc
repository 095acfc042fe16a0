// What was found of a table without lines as a grid of cells.
#include <algorithm>
#include <utility>

#include "normalize/page_column_builder.h"

namespace gongkai {

PagedCell ColumnBuilder::CellOf(uint32_t row, int32_t left, int32_t right, std::size_t line) const {
  PagedCell cell;
  cell.row = row;
  cell.left = left;
  cell.right = right;
  cell.page = lines_[line].page;
  cell.box = {left, Line(line).box.top, right, Line(line).box.bottom};
  return cell;
}

// Heads of columns, their parts from top to bottom, and above them those over several columns.
void ColumnBuilder::AddHead(PagedTable* table) const {
  const int32_t left = Line(rows_.front().line).box.left;
  std::vector<PagedCell> heads;
  for (std::size_t c = 0; c < columns_; ++c) {
    heads.push_back(CellOf(0, edges_[c], edges_[c + 1], begin_));
  }
  PagedCell corner = CellOf(0, std::min(left, edges_[0] - kSameEdge * 2), edges_[0], begin_);
  for (std::size_t i = begin_; i < body_; ++i) {
    for (const Piece& piece : PiecesOf(Line(i), 50)) {
      const int column = ColumnOf(piece.box);
      const PagedPart part{&Line(i), lines_[i].page, piece.begin, piece.end};
      if (column >= 0) {
        heads[static_cast<std::size_t>(column)].parts.push_back(part);
      } else if (piece.box.right < bands_.front().left) {
        corner.parts.push_back(part);
      } else {
        PagedCell over = CellOf(table->rows++, corner.left, edges_.back(), i);
        over.parts.push_back(part);
        table->cells.push_back(std::move(over));
      }
    }
  }
  const bool empty =
      corner.empty() &&
      std::all_of(heads.begin(), heads.end(), [](const PagedCell& cell) { return cell.empty(); });
  if (empty) return;
  heads.insert(heads.begin(), std::move(corner));
  for (PagedCell& cell : heads) {
    cell.row = table->rows;
    table->cells.push_back(std::move(cell));
  }
  ++table->rows;
}

PagedTable ColumnBuilder::Table() const {
  PagedTable table;
  AddHead(&table);
  const int32_t left = std::min(Line(rows_.front().line).box.left, edges_[0] - kSameEdge * 2);
  for (const ColumnRow& row : rows_) {
    PagedCell label = CellOf(table.rows, left, edges_[0], row.line);
    for (const std::size_t i : row.label_lines) {
      for (const Piece& word : Words(i)) {
        if (!IsLabel(word)) continue;
        label.parts.push_back({&Line(i), lines_[i].page, word.begin, word.end});
      }
    }
    table.cells.push_back(std::move(label));
    const std::vector<Piece> values = Values(row.line);
    for (std::size_t c = 0; c < columns_; ++c) {
      PagedCell cell = CellOf(table.rows, edges_[c], edges_[c + 1], row.line);
      for (std::size_t v = 0; v < values.size(); ++v) {
        if (row.columns[v] != static_cast<int>(c)) continue;
        cell.parts.push_back(
            {&Line(row.line), lines_[row.line].page, values[v].begin, values[v].end});
      }
      table.cells.push_back(std::move(cell));
    }
    ++table.rows;
  }
  // Names of groups of rows stand beside the labels; they are no part of any.
  for (const std::size_t i : skipped_) table.repeated.push_back(WholeOf(lines_[i]));
  for (std::size_t i = body_; i < end_; ++i) {
    if (Skipped(i)) continue;
    for (const Piece& word : Words(i)) {
      if (!IsLabel(word)) {
        table.repeated.push_back({&Line(i), lines_[i].page, word.begin, word.end});
      }
    }
  }
  NumberColumns(&table);
  return table;
}

}  // namespace gongkai
