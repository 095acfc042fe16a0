// Rows and columns that the border between was lost of.
#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/accuracy/sheet_blows.h"

namespace gongkai {

namespace {

// What stands between two texts that have become one.
constexpr const char* kSeams[] = {"", "\n", " "};

constexpr const char* kUpperNote = "（1）";
constexpr const char* kLowerNote = "（2）";

}  // namespace

void SheetBlows::Join(SheetEdit& sheet, SheetCell* first, SheetCell* second, const Joint& joint) {
  if (!first->IsFigure()) {
    if (first->cell.text.empty() && second->cell.text.empty()) return;
    sheet.SetText(first,
                  std::string(first->cell.text) + joint.words + std::string(second->cell.text));
    return;
  }
  Touch({first});
  std::string upper(first->cell.text);
  std::string lower(second->cell.text);
  if (joint.kept == 2) upper.clear();
  if (joint.kept == 1) lower.clear();
  const bool one = upper.empty() || lower.empty();
  if (second->IsFigure()) {
    Touch({second});
    if (one) damage_.now[IdOf(*first)] = damage_.now[IdOf(*second)] = "AMBIGUOUS";
  }
  if (joint.notes && !one) {
    upper += kUpperNote;
    lower += kLowerNote;
  }
  sheet.SetText(first, upper + (one ? "" : joint.figures) + lower);
}

SheetBlows::Joint SheetBlows::AnyJoint() {
  return {.words = kSeams[Below(std::size(kSeams))],
          .figures = kSeams[Below(std::size(kSeams))],
          .kept = static_cast<int>(Below(3)),
          .notes = Below(4) == 0};
}

bool SheetBlows::MergeRows() {
  SheetEdit& sheet = AnySheet();
  const std::size_t row = AnyRow(sheet);
  if (row + 1 >= sheet.rows() || !sheet.HasFigures(row + 1)) return false;
  std::vector<std::pair<SheetCell*, SheetCell*>> pairs;
  const std::vector<SheetCell*> upper = sheet.CellsOfRow(row);
  for (SheetCell* cell : sheet.CellsOfRow(row + 1)) {
    const auto over = std::ranges::find(upper, cell->column, &SheetCell::column);
    if (over == upper.end() || (*over)->columns != cell->columns || (*over)->rows > 1 ||
        cell->rows > 1) {
      return false;
    }
    pairs.emplace_back(*over, cell);
  }
  const Joint joint = AnyJoint();
  for (const auto& [over, cell] : pairs) Join(sheet, over, cell, joint);
  sheet.RemoveRow(row + 1);
  return true;
}

bool SheetBlows::MergeColumns() {
  SheetEdit& sheet = AnySheet();
  const std::vector<std::size_t> columns = FreeColumns(sheet);
  if (columns.size() < 2) return false;
  const std::size_t at = Below(columns.size() - 1);
  const std::size_t left = columns[at];
  if (columns[at + 1] != left + 1) return false;
  const std::size_t head = FirstRow(sheet) - 1;
  const Joint joint = AnyJoint();
  const bool figures = Below(3) != 0;  // else the labels alone
  const bool column = figures && Below(2) == 0;
  for (std::size_t row = head; row < sheet.rows(); ++row) {
    if (row > head && !figures) break;
    const std::vector<SheetCell*> cells = sheet.CellsOfRow(row);
    const auto first = std::ranges::find(cells, left, &SheetCell::column);
    const auto second = std::ranges::find(cells, left + 1, &SheetCell::column);
    if (first == cells.end() || second == cells.end()) continue;
    Join(sheet, *first, *second, joint);
    ++(*first)->columns;
    sheet.RemoveCell(*second);
  }
  if (!figures) {
    for (SheetCell& cell : sheet.cells()) {
      if (cell.column == left || cell.column == left + 1) Touch({&cell});
    }
  }
  if (column) sheet.RemoveColumn(left + 1);
  return true;
}

}  // namespace gongkai
