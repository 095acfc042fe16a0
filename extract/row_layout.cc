#include "extract/row_layout.h"

#include <algorithm>

namespace gongkai {
namespace {

// Of ten rows, so many make a rule: a damaged row or two must not break it.
constexpr std::size_t kRuleOfTen = 8;

constexpr std::size_t kFewRows = 3;

bool IsRule(std::size_t count, std::size_t of) { return of > 0 && count * 10 >= of * kRuleOfTen; }

// The value that makes a rule; 0 if none does.
uint32_t CommonValue(std::vector<uint32_t> values) {
  std::ranges::sort(values);
  for (std::size_t i = 0; i < values.size();) {
    std::size_t end = i;
    while (end < values.size() && values[end] == values[i]) ++end;
    if (IsRule(end - i, values.size())) return values[i];
    i = end;
  }
  return 0;
}

bool Complete(const RowCells& row) { return row.filled == row.slots; }

// Cells and columns are as many, or the filled cells alone are.
bool Plain(const RowCells& row) { return Complete(row) || row.cells.size() == row.slots; }

std::size_t PlainOffset(const RowCells& row) { return Complete(row) ? row.first : 0; }

}  // namespace

RowLayout::RowLayout(std::span<const RowCells> rows, const TokenList& list) : list_(list) {
  std::vector<uint32_t> bordered;
  std::vector<uint32_t> lines;
  bordered.reserve(rows.size());
  for (const RowCells& row : rows) {
    if (!row.cells.empty() && Complete(row)) (row.bordered ? bordered : lines).push_back(row.width);
  }
  // In a table without a complete row those that have as many cells as columns are the rule;
  // one or two may be what is left of longer ones.
  const bool none = bordered.empty();
  for (const RowCells& row : rows) {
    if (none && row.bordered && Plain(row)) bordered.push_back(row.width);
  }
  no_rule_ = none && bordered.size() < kFewRows;
  bordered_width_ = CommonValue(std::move(bordered));
  lines_width_ = CommonValue(std::move(lines));
  const auto overfull =
      std::ranges::count_if(rows, [](const RowCells& row) { return row.filled > row.slots; });
  overfull_ = static_cast<std::size_t>(overfull) * 2 > rows.size();
  std::size_t count = 0;
  std::size_t surplus = 0;
  std::size_t left = 0;
  std::size_t right = 0;
  std::vector<uint32_t> columns;
  columns.reserve(rows.size());
  for (const RowCells& row : rows) {
    if (row.cells.empty() || !row.bordered || !Plain(row)) continue;
    if (bordered_width_ != 0 && row.width != bordered_width_) continue;
    const std::size_t offset = PlainOffset(row);
    ++count;
    surplus += row.cells.size() > row.slots ? 1 : 0;
    left += offset == 0 ? 1 : 0;
    right += offset + row.slots == row.cells.size() ? 1 : 0;
    columns.push_back(list.tokens[row.cells[offset]].column + 1);
  }
  surplus_ = surplus * 2 >= count;
  left_ = IsRule(left, count);
  right_ = IsRule(right, count);
  const uint32_t column = CommonValue(std::move(columns));
  fixed_ = column != 0;
  column_ = fixed_ ? column - 1 : 0;
}

bool RowLayout::Agrees(const RowCells& row, std::size_t offset) const {
  return (left_ && offset == 0) || (right_ && offset + row.slots == row.cells.size()) ||
         (fixed_ && list_.tokens[row.cells[offset]].column == column_);
}

// In a table that leaves no cell to filler, as many cells as columns: the row may be narrower or
// wider for a label of its group that does not reach it.
bool RowLayout::FillsItsRow(const RowCells& row) const {
  return row.in_grid && row.cells.size() == row.slots && left_ && right_ && !surplus_;
}

std::optional<std::size_t> RowLayout::Fit(const RowCells& row) const {
  const std::size_t cells = row.cells.size();
  if (cells < row.slots || row.filled > row.slots || overfull_) return std::nullopt;
  if (Complete(row) && row.last - row.first + 1 != row.slots) return std::nullopt;
  if (!row.bordered) {
    if (Complete(row)) return row.first == 0 ? std::optional<std::size_t>(0) : std::nullopt;
    // Blanks among cells one a line: the pipes must be as many as for a complete row. Where
    // there is none, only a row of nothing but blanks is plain.
    const bool fits =
        lines_width_ != 0 ? row.width == lines_width_ : row.filled == 0 && row.slots > 1;
    return cells == row.slots && fits ? std::optional<std::size_t>(0) : std::nullopt;
  }
  if (Complete(row) && cells == row.slots) return 0;
  if (!row.row_ends && !Complete(row)) return std::nullopt;
  if (bordered_width_ != 0 && row.width != bordered_width_ && !FillsItsRow(row)) {
    return std::nullopt;
  }
  if (no_rule_ && !row.in_grid) return std::nullopt;
  if (cells == row.slots) return 0;
  if (bordered_width_ == 0 && !(Complete(row) && surplus_)) return std::nullopt;
  std::optional<std::size_t> found;
  for (std::size_t offset = 0; offset + row.slots <= cells; ++offset) {
    if (row.filled > 0 && (row.first < offset || row.last >= offset + row.slots)) continue;
    if (!Agrees(row, offset)) continue;
    if (found) return std::nullopt;
    found = offset;
  }
  return found;
}

RowCells RowReader::Read(const Zone& zone, const Anchor* label, std::size_t slots) const {
  RowCells row{.cells = CellsOf(zone, slots), .slots = slots};
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (list_.tokens[row.cells[i]].kind == TokenKind::kBlank) continue;
    if (row.filled == 0) row.first = i;
    row.last = i;
    ++row.filled;
  }
  if (row.cells.empty()) return row;
  const uint32_t index = list_.tokens[row.cells.front()].row;
  const TokenRow& on = list_.rows[index];
  row.bordered =
      OnOneRow(row.cells) && on.shape != RowShape::kLine &&
      (row.cells.size() > 1 || (label != nullptr && list_.tokens[label->last_token].row == index));
  row.in_grid = on.shape == RowShape::kGrid;
  row.row_ends = true;
  for (uint32_t token = row.cells.back() + 1; token < on.end; ++token) {
    row.row_ends &= list_.tokens[token].kind != TokenKind::kWords;
  }
  row.width = row.bordered ? on.width : LinesWidth(label, row.cells);
  return row;
}

std::span<const uint32_t> RowReader::CellsOf(const Zone& zone, std::size_t slots) const {
  const std::span<const uint32_t> row = zones_.Cells(zone.begin, zone.row_end);
  const std::span<const uint32_t> rest = zones_.Cells(zone.row_end, zone.end);
  if (rest.empty()) return row;
  const std::size_t in_row = Filled(row);
  if (in_row == 0) {
    // A row of a table that has its cells is blank; a row without a label behind it may be another.
    // Of a single cell between borders only a second empty one says that a label was lost.
    if (row.size() < std::max<std::size_t>(slots, 1)) return rest;
    const TokenRow& on = list_.rows[list_.tokens[row.front()].row];
    const bool cells =
        on.grid || (on.shape != RowShape::kLine &&
                    (slots > 1 || list_.tokens[rest.front()].kind == TokenKind::kBlank));
    return cells ? zones_.Cells(zone.begin, zone.end) : rest;
  }
  const bool bordered = list_.rows[list_.tokens[row.front()].row].shape != RowShape::kLine;
  if (in_row == slots || (bordered && row.size() >= slots)) return row;
  // Marks alone on lines of their own may be lines of the table.
  const bool figures = std::ranges::any_of(
      rest, [&](uint32_t cell) { return list_.tokens[cell].kind == TokenKind::kFigure; });
  return figures ? zones_.Cells(zone.begin, zone.end) : row;
}

std::size_t RowReader::Filled(std::span<const uint32_t> cells) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      cells, [&](uint32_t cell) { return list_.tokens[cell].kind != TokenKind::kBlank; }));
}

bool RowReader::OnOneRow(std::span<const uint32_t> cells) const {
  return list_.tokens[cells.front()].row == list_.tokens[cells.back()].row;
}

// Labels of groups right before the label belong to the row.
uint32_t RowReader::LinesWidth(const Anchor* label, std::span<const uint32_t> cells) const {
  const uint32_t first = label != nullptr ? label->first_token : cells.front();
  uint32_t from = list_.tokens[first].row;
  while (label != nullptr && from > 0) {
    const TokenRow& before = list_.rows[from - 1];
    const int group = zones_.LastAnchorIn(before.begin);
    if (group < 0 || before.shape != RowShape::kPipes ||
        !model_.labels()[anchors_[static_cast<std::size_t>(group)].label].row_group) {
      break;
    }
    --from;
  }
  uint32_t width = 0;
  for (uint32_t row = from; row <= list_.tokens[cells.back()].row; ++row) {
    width += list_.rows[row].width;
  }
  return width;
}

bool RowReader::OwnRow(std::span<const uint32_t> cells, const Anchor& label) const {
  if (cells.empty() || !OnOneRow(cells)) return false;
  const uint32_t index = list_.tokens[cells.front()].row;
  const TokenRow& row = list_.rows[index];
  if (row.lines) return false;
  if (cells.size() == 1 && list_.tokens[label.last_token].row != index) return false;
  for (uint32_t token = row.begin; token < row.end; ++token) {
    const TokenKind kind = list_.tokens[token].kind;
    if (token < cells.front() && IsValue(kind)) return false;
    if (token <= cells.back()) continue;
    if (IsValue(kind) || (kind == TokenKind::kWords && token > label.last_token)) return false;
  }
  return true;
}

}  // namespace gongkai
