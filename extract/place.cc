#include "extract/place.h"

#include <algorithm>

namespace gongkai {
namespace {

// Filled cells at the front and at the back of the blanks around them.
struct Filled {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t count = 0;
};

Filled FilledOf(std::span<const uint32_t> cells, const TokenList& list) {
  Filled filled;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (list.tokens[cells[i]].kind == TokenKind::kBlank) continue;
    if (filled.count == 0) filled.first = i;
    filled.last = i;
    ++filled.count;
  }
  return filled;
}

// The value that four of five have; 0 if there is none.
uint32_t CommonValue(std::vector<uint32_t> values) {
  std::ranges::sort(values);
  uint32_t common = 0;
  for (const uint32_t value : values) {
    const auto count = static_cast<std::size_t>(std::ranges::count(values, value));
    if (count * 5 >= values.size() * 4) common = value;
  }
  return common;
}

std::size_t SlotsOf(const PlaceTask& task) {
  const BandHeader& header = *task.header;
  return header.Standard(task.columns) ? header.slots.size() : task.columns;
}

}  // namespace

// The row of the label, or where that holds nothing what follows it; both only where the row
// itself is short.
std::span<const uint32_t> Placer::CellsOf(const RowPlace& place, std::size_t slots) const {
  const Zone& zone = place.zone;
  const std::span<const uint32_t> row = zones_.Cells(zone.begin, zone.row_end);
  const std::span<const uint32_t> rest = zones_.Cells(zone.row_end, zone.end);
  if (rest.empty()) return row;
  const std::size_t in_row = FilledOf(row, list_).count;
  if (in_row == 0) return rest;
  const bool bordered = list_.rows[list_.tokens[row.front()].row].shape != RowShape::kLine;
  if (in_row == slots || (bordered && row.size() >= slots)) return row;
  return FilledOf(rest, list_).count == 0 ? row : zones_.Cells(zone.begin, zone.end);
}

bool Placer::OnOneRow(std::span<const uint32_t> cells) const {
  return std::ranges::all_of(cells, [&](uint32_t cell) {
    return list_.tokens[cell].row == list_.tokens[cells.front()].row;
  });
}

bool Placer::OwnRow(std::span<const uint32_t> cells, const Anchor& anchor) const {
  if (cells.empty() || !OnOneRow(cells)) return false;
  const uint32_t index = list_.tokens[cells.front()].row;
  const TokenRow& row = list_.rows[index];
  if (row.lines) return false;
  if (cells.size() == 1 && list_.tokens[anchor.last_token].row != index) return false;
  for (uint32_t token = row.begin; token < row.end; ++token) {
    const bool words = list_.tokens[token].kind == TokenKind::kWords;
    if (token < cells.front() && IsValue(list_.tokens[token].kind)) return false;
    if (token > cells.back() &&
        (words ? token > anchor.last_token : IsValue(list_.tokens[token].kind))) {
      return false;
    }
  }
  return true;
}

// Labels of groups right before the label belong to the row.
uint32_t Placer::LinesWidth(const Anchor& anchor, std::span<const uint32_t> cells) const {
  uint32_t from = list_.tokens[anchor.first_token].row;
  while (from > 0) {
    const TokenRow& before = list_.rows[from - 1];
    const int label = zones_.LastAnchorIn(before.begin);
    if (label < 0 || before.shape != RowShape::kPipes ||
        !model_.labels()[anchors_[static_cast<std::size_t>(label)].label].row_group) {
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

bool Placer::Crowded(std::span<const uint32_t> cells) const {
  return std::ranges::any_of(cells, [&](uint32_t cell) { return list_.tokens[cell].crowded; });
}

TableLayout Placer::Learn(std::span<const PlaceTask> tasks) const {
  TableLayout layout;
  std::vector<uint32_t> widths;
  std::vector<uint32_t> line_widths;
  struct Row {
    std::size_t offset, cells, slots;
    uint32_t width, column;
    bool label_first;
  };
  std::vector<Row> rows;
  std::size_t complete = 0;
  std::size_t own = 0;
  for (const PlaceTask& task : tasks) {
    const std::size_t slots = SlotsOf(task);
    const std::span<const uint32_t> cells = CellsOf(*task.place, slots);
    const Filled filled = FilledOf(cells, list_);
    if (filled.count == slots) {
      ++complete;
      own += OwnRow(cells, task.place->anchor) ? 1 : 0;
    }
    if (cells.empty()) continue;
    if (!OnOneRow(cells)) {
      if (filled.count != slots || cells.size() != slots) continue;
      line_widths.push_back(LinesWidth(task.place->anchor, cells));
      continue;
    }
    const TokenRow& row = list_.rows[list_.tokens[cells.front()].row];
    if (row.shape == RowShape::kLine || row.end - row.begin < 2) continue;
    layout.surplus |= cells.size() > slots;
    if (filled.count != slots && cells.size() != slots) continue;
    const std::size_t offset = filled.count == slots ? filled.first : 0;
    rows.push_back(
        {offset, cells.size(), slots, row.width, list_.tokens[cells[offset]].column, true});
    widths.push_back(row.width);
  }
  layout.by_rows = complete >= 3 && own * 5 >= complete * 3;
  layout.width = CommonValue(std::move(widths));
  layout.lines_width = CommonValue(std::move(line_widths));
  for (const Row& row : rows) {
    if (layout.width != 0 && row.width != layout.width) continue;
    layout.left &= row.offset == 0;
    layout.right &= row.offset + row.slots == row.cells;
    if (!layout.known) layout.column = row.column;
    layout.fixed &= row.column == layout.column;
    layout.known = true;
  }
  return layout;
}

int Placer::Fit(std::span<const uint32_t> cells, std::size_t slots, const TableLayout& layout,
                uint32_t lines_width) const {
  const Filled filled = FilledOf(cells, list_);
  if (filled.count == slots) {
    return filled.last - filled.first + 1 == slots ? static_cast<int>(filled.first) : -1;
  }
  if (filled.count > slots || cells.size() < slots) return -1;
  const TokenRow& row = list_.rows[list_.tokens[cells.front()].row];
  const bool bordered = OnOneRow(cells) && row.shape != RowShape::kLine && row.end - row.begin >= 2;
  if (!bordered) {
    const bool fits = filled.count == 0 || lines_width == layout.lines_width;
    return cells.size() == slots && fits ? 0 : -1;
  }
  for (uint32_t token = cells.back(); token < row.end; ++token) {
    if (list_.tokens[token].kind == TokenKind::kWords && token > cells.back()) return -1;
  }
  if (layout.known && (layout.width != 0 || layout.surplus) && row.width != layout.width) {
    return -1;
  }
  if (!layout.surplus) return cells.size() == slots ? 0 : -1;
  // Some empty cells are none: the complete rows say which.
  int found = -1;
  for (std::size_t offset = 0; offset + slots <= cells.size(); ++offset) {
    if (filled.count > 0 && (filled.first < offset || filled.last >= offset + slots)) continue;
    const bool agrees = (layout.left && offset == 0) ||
                        (layout.right && offset + slots == cells.size()) ||
                        (layout.fixed && list_.tokens[cells[offset]].column == layout.column);
    if (layout.known && !agrees) continue;
    if (found >= 0) return -1;
    found = static_cast<int>(offset);
  }
  return found;
}

// Values without a label behind a row that is complete: the row may have been broken within a
// figure. A whole row of them is another row that lost its label.
bool Placer::BrokenRow(const PlaceTask& task, std::span<const uint32_t> cells) const {
  constexpr std::size_t kWholeRow = 3;
  const Zone& zone = task.place->zone;
  const std::span<const uint32_t> rest = zones_.Cells(zone.row_end, zone.end);
  if (rest.empty() || cells.back() >= rest.front()) return false;
  const Filled filled = FilledOf(rest, list_);
  return filled.count > 0 &&
         (filled.count < kWholeRow || filled.count != cells.size() || !OnOneRow(rest));
}

Placement Placer::Place(const PlaceTask& task, const TableLayout& layout) const {
  Placement placement;
  const BandHeader& header = *task.header;
  const std::size_t slots = SlotsOf(task);
  const std::span<const uint32_t> cells = CellsOf(*task.place, slots);
  if (cells.empty()) return placement;
  placement.tokens.assign(task.columns, kNoToken);
  placement.values.assign(cells.begin(), cells.end());
  placement.state = Placement::State::kSeveral;
  placement.own_row = OwnRow(cells, task.place->anchor);
  if (Crowded(cells) || BrokenRow(task, cells)) return placement;
  const bool standard = header.Standard(task.columns);
  const int offset =
      standard ? Fit(cells, slots, layout, LinesWidth(task.place->anchor, cells)) : -1;
  if (offset >= 0) {
    for (std::size_t slot = 0; slot < slots; ++slot) {
      const int column = header.slots[slot];
      if (column == kForeignColumn) continue;
      placement.tokens[static_cast<std::size_t>(column)] =
          static_cast<int>(cells[static_cast<std::size_t>(offset) + slot]);
    }
    placement.state = Placement::State::kPlaced;
    return placement;
  }
  if (PlaceByHeader(task, cells, &placement)) {
    placement.state = Placement::State::kPlaced;
    placement.by_header = true;
    return placement;
  }
  placement.header_uncertain = !standard;
  return placement;
}

// Every filled cell stands under exactly one column of the header, in the same grid.
bool Placer::PlaceByHeader(const PlaceTask& task, std::span<const uint32_t> cells,
                           Placement* placement) const {
  if (task.header->form < 0 || !OnOneRow(cells)) return false;
  const TokenRow& row = list_.rows[list_.tokens[cells.front()].row];
  if (!row.grid) return false;
  std::vector<int> tokens(task.columns, kNoToken);
  std::size_t used = 0;
  for (const HeaderCell& cell : task.header->cells) {
    const Token& label = list_.tokens[anchors_[cell.anchor].first_token];
    const TokenRow& header_row = list_.rows[label.row];
    if (!header_row.grid || header_row.table != row.table || header_row.width != row.width) {
      return false;
    }
    const auto under = std::ranges::find_if(cells, [&](uint32_t index) {
      return list_.tokens[index].column <= label.column &&
             list_.tokens[index].column_end >= label.column_end;
    });
    if (under == cells.end()) return false;
    used += list_.tokens[*under].kind != TokenKind::kBlank ? 1 : 0;
    if (cell.column == kForeignColumn) continue;
    tokens[static_cast<std::size_t>(cell.column)] = static_cast<int>(*under);
  }
  for (std::size_t a = 0; a < tokens.size(); ++a) {
    for (std::size_t b = a + 1; b < tokens.size(); ++b) {
      if (tokens[a] == tokens[b] && tokens[a] != kNoToken) return false;
    }
  }
  if (used != FilledOf(cells, list_).count) return false;
  placement->tokens = std::move(tokens);
  return true;
}

}  // namespace gongkai
