#include "extract/place.h"

#include <algorithm>

namespace gongkai {
namespace {

std::size_t SlotsOf(const PlaceTask& task) {
  const BandHeader& header = *task.header;
  return header.Standard(task.columns) ? header.slots.size() : task.columns;
}

RowCells Read(const PlaceTask& task, const RowReader& reader) {
  return reader.Read(task.place->zone, &task.place->anchor, SlotsOf(task));
}

}  // namespace

std::vector<Placement> Placer::PlaceTable(std::span<const PlaceTask> tasks) {
  std::vector<RowCells> rows;
  rows.reserve(tasks.size());
  for (const PlaceTask& task : tasks) rows.push_back(Read(task, reader_));
  layout_.emplace(rows, list_);
  FindShortHeaders(tasks, rows);
  std::vector<Placement> placements;
  placements.reserve(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) placements.push_back(Place(tasks[i], rows[i]));
  return placements;
}

// A header that lacks a column over rows most of which have no value for one: the table may have
// lost that column, and what looks like a blank is filler.
void Placer::FindShortHeaders(std::span<const PlaceTask> tasks, std::span<const RowCells> rows) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const BandHeader* const header = tasks[i].header;
    if (i > 0 && header == tasks[i - 1].header) continue;
    const auto named = std::ranges::count_if(
        header->cells, [](const HeaderCell& cell) { return cell.column != kForeignColumn; });
    if (header->implied || static_cast<std::size_t>(named) >= tasks[i].columns) continue;
    std::size_t filled = 0, complete = 0;
    for (std::size_t j = i; j < tasks.size(); ++j) {
      if (tasks[j].header != header || rows[j].filled == 0) continue;
      ++filled;
      complete += rows[j].filled == rows[j].slots ? 1 : 0;
    }
    if (complete * 2 < filled) short_headers_.push_back(header);
  }
}

bool Placer::IsStandard(const PlaceTask& task) const {
  return task.header->Standard(task.columns) &&
         std::ranges::find(short_headers_, task.header) == short_headers_.end();
}

Placement Placer::Place(const PlaceTask& task) const { return Place(task, Read(task, reader_)); }

Placement Placer::Place(const PlaceTask& task, const RowCells& row) const {
  Placement placement;
  const BandHeader& header = *task.header;
  if (row.cells.empty()) return placement;
  placement.tokens.assign(task.columns, kNoToken);
  placement.values.assign(row.cells.begin(), row.cells.end());
  placement.state = Placement::State::kSeveral;
  placement.own_row = reader_.OwnRow(row.cells, task.place->anchor);
  const bool crowded =
      std::ranges::any_of(row.cells, [&](uint32_t cell) { return list_.tokens[cell].crowded; });
  if (crowded || BrokenRow(task, row.cells) || MayHoldTwo(row)) return placement;
  const bool standard = IsStandard(task);
  const std::optional<std::size_t> offset = standard ? layout_->Fit(row) : std::nullopt;
  if (offset) {
    for (std::size_t slot = 0; slot < row.slots; ++slot) {
      const int column = header.slots[slot];
      if (column == kForeignColumn) continue;
      placement.tokens[static_cast<std::size_t>(column)] =
          static_cast<int>(row.cells[*offset + slot]);
    }
    placement.state = Placement::State::kPlaced;
  } else if (PlaceByHeader(task, row.cells, row.filled, &placement)) {
    placement.state = Placement::State::kPlaced;
    placement.by_header = true;
  } else {
    placement.header_uncertain = !standard;
  }
  return placement;
}

// "3 335" is a figure in groups, or two of which the row lacks one.
bool Placer::MayHoldTwo(const RowCells& row) const {
  return row.filled < row.slots &&
         std::ranges::any_of(row.cells, [&](uint32_t cell) { return list_.tokens[cell].spaced; });
}

// Values without a label behind a row that is complete: the row may have been broken within a
// figure. A whole row of them is another row that lost its label.
bool Placer::BrokenRow(const PlaceTask& task, std::span<const uint32_t> cells) const {
  constexpr std::size_t kWholeRow = 3;
  const Zone& zone = task.place->zone;
  const std::span<const uint32_t> rest = zones_.Cells(zone.row_end, zone.end);
  if (rest.empty() || cells.back() >= rest.front()) return false;
  const auto filled = CountFilled(rest, list_);
  const bool one_row = list_.tokens[rest.front()].row == list_.tokens[rest.back()].row;
  return filled > 0 && (filled < kWholeRow || filled != cells.size() || !one_row);
}

// Every filled cell stands under exactly one column of the header, in the same grid.
bool Placer::PlaceByHeader(const PlaceTask& task, std::span<const uint32_t> cells,
                           std::size_t filled, Placement* placement) const {
  const uint32_t index = list_.tokens[cells.front()].row;
  const TokenRow& row = list_.rows[index];
  if (task.header->form < 0 || !row.grid || list_.tokens[cells.back()].row != index) return false;
  std::vector<int> tokens(task.columns, kNoToken);
  std::vector<uint32_t> used;
  std::size_t filled_used = 0;
  const auto use = [&](uint32_t token) {
    if (std::ranges::find(used, token) != used.end()) return false;
    used.push_back(token);
    filled_used += list_.tokens[token].kind != TokenKind::kBlank ? 1 : 0;
    return true;
  };
  for (const HeaderCell& cell : task.header->cells) {
    const Token& label = list_.tokens[anchors_[cell.anchor].first_token];
    const TokenRow& header_row = list_.rows[label.row];
    if (!header_row.grid || header_row.table != row.table || header_row.width != row.width) {
      return false;
    }
    const bool joined =
        cell.column != kForeignColumn && (task.header->joined >> cell.column & 1) != 0;
    const auto under = std::ranges::find_if(cells, [&](uint32_t token) {
      const Token& value = list_.tokens[token];
      return joined ? value.column < label.column_end && value.column_end > label.column
                    : value.column <= label.column && value.column_end >= label.column_end;
    });
    if (under == cells.end() || (!use(*under) && !joined)) return false;
    if (cell.column == kForeignColumn) continue;
    tokens[static_cast<std::size_t>(cell.column)] = static_cast<int>(*under);
    for (auto also = under; joined && also != cells.end(); ++also) {
      if (list_.tokens[*also].column < label.column_end) use(*also);
    }
  }
  if (filled_used != filled) return false;
  placement->tokens = std::move(tokens);
  placement->doubtful = task.header->joined;
  return true;
}

}  // namespace gongkai
