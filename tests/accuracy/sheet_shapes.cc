// Columns, whole tables, and other ways to show a table.
#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "tests/accuracy/sheet_blows.h"

namespace gongkai {

// Columns of figures with a label of their own in the lowest row of the header. None if the table
// goes on in one without a header, of which the changed one would say what is not true.
std::vector<std::size_t> SheetBlows::FreeColumns(SheetEdit& sheet) {
  std::vector<std::size_t> columns;
  const std::size_t first = FirstRow(sheet);
  const auto next = static_cast<std::size_t>(&sheet - sheets_.data()) + 1;
  if (first == 0 || (next < sheets_.size() && FirstRow(sheets_[next]) == 0)) return columns;
  for (const SheetCell* head : sheet.CellsOfRow(first - 1)) {
    if (head->columns == 1 && head->rows == 1 && OnlyFigures(sheet, head->column)) {
      columns.push_back(head->column);
    }
  }
  return columns;
}

// Whether every row below the header has a figure of its own in the column.
bool SheetBlows::OnlyFigures(SheetEdit& sheet, std::size_t column) {
  const std::size_t first = FirstRow(sheet);
  return std::ranges::all_of(sheet.cells(), [&](const SheetCell& cell) {
    const bool here = column >= cell.column && column < cell.column + cell.columns;
    return !here || cell.row < first || (cell.columns == 1 && cell.IsFigure());
  });
}

bool SheetBlows::DropColumn() {
  SheetEdit& sheet = AnySheet();
  const auto columns = FreeColumns(sheet);
  if (columns.empty()) return false;
  const std::size_t column = columns[Below(columns.size())];
  for (const SheetCell& cell : sheet.cells()) {
    if (cell.column == column && cell.columns == 1) Lose(cell);
  }
  sheet.RemoveColumn(column);
  return true;
}

bool SheetBlows::SwapColumns() {
  SheetEdit& sheet = AnySheet();
  const auto columns = FreeColumns(sheet);
  if (columns.size() < 2) return false;
  const std::size_t at = Below(columns.size() - 1);
  const std::size_t a = columns[at];
  const std::size_t b = columns[at + 1];
  const std::size_t head = FirstRow(sheet) - 1;
  for (SheetCell& cell : sheet.cells()) {
    if (cell.row < head || (cell.column != a && cell.column != b)) continue;
    cell.column = cell.column == a ? b : a;
  }
  return true;
}

bool SheetBlows::Subtotal() {
  SheetEdit& sheet = AnySheet();
  const auto columns = FreeColumns(sheet);
  if (columns.size() < 3) return false;
  const std::size_t column = columns[1 + Below(columns.size() - 1)];
  const std::size_t head = FirstRow(sheet) - 1;
  sheet.InsertColumn(column);
  for (SheetCell& cell : sheet.cells()) {
    if (cell.column != column || cell.columns != 1 || cell.row < head) continue;
    sheet.SetText(&cell, cell.row == head ? "小计" : std::to_string(cell.row % 4));
  }
  return true;
}

bool SheetBlows::SplitTable() {
  const auto which = static_cast<std::size_t>(&AnySheet() - sheets_.data());
  const std::size_t row = AnyRow(sheets_[which]);
  if (row == 0) return false;
  SheetEdit rest = sheets_[which].SplitOff(row);
  sheets_.insert(sheets_.begin() + static_cast<std::ptrdiff_t>(which) + 1, std::move(rest));
  return true;
}

bool SheetBlows::SecondTable() {
  SheetEdit copy = AnySheet();
  for (SheetCell& cell : copy.cells()) {
    if (!cell.IsFigure()) continue;
    Touch({&cell});
    std::string other = std::to_string(1 + Below(90));
    if (other != cell.cell.text) damage_.now[IdOf(cell)] = "AMBIGUOUS";
    copy.SetText(&cell, std::move(other));
  }
  sheets_.push_back(std::move(copy));
  return true;
}

bool SheetBlows::PutRow(const std::string& text) {
  SheetEdit& sheet = AnySheet();
  sheet.InsertRow(AnyRow(sheet), text);
  return true;
}

// The form counts money in 万元.
bool SheetBlows::Units() {
  for (SheetEdit& sheet : sheets_) {
    for (SheetCell& cell : sheet.cells()) {
      const std::string_view text = cell.cell.text;
      const bool plain = !text.empty() && std::ranges::all_of(text, absl::ascii_isdigit);
      if (!cell.IsFigure() || !plain || IdOf(cell).ends_with(".amount")) continue;
      sheet.SetText(&cell, std::string(text) + "件");
    }
  }
  return true;
}

bool SheetBlows::FootMarks() {
  constexpr const char* kMarks[] = {"①", "*", "[1]", "（1）", "※"};
  SheetEdit& sheet = AnySheet();
  const char* mark = kMarks[Below(std::size(kMarks))];
  for (std::size_t count = 1 + Below(3); count > 0; --count) {
    const auto figures = AnyFigures(sheet);
    SheetCell* cell = figures[Below(figures.size())];
    const std::string_view text = cell->cell.text;
    const bool plain = !text.empty() && std::ranges::all_of(text, absl::ascii_isdigit);
    if (plain) sheet.SetText(cell, std::string(text) + mark);
  }
  return true;
}

bool SheetBlows::Transpose() {
  AnySheet().Transpose();
  return true;
}

bool SheetBlows::RowNumbers() {
  SheetEdit& sheet = AnySheet();
  const std::size_t first = FirstRow(sheet);
  if (first == 0) return false;
  sheet.InsertColumn(0);
  std::size_t number = 0;
  std::vector<SheetCell*> column;
  for (SheetCell& cell : sheet.cells()) {
    if (cell.column == 0) column.push_back(&cell);
  }
  std::ranges::sort(column, {}, &SheetCell::row);
  for (SheetCell* cell : column) {
    if (cell->row + 1 == first) sheet.SetText(cell, "序号");
    if (sheet.HasFigures(cell->row)) sheet.SetText(cell, std::to_string(++number));
  }
  return true;
}

bool SheetBlows::CoveredCopies() {
  for (SheetEdit& sheet : sheets_) sheet.Unmerge();
  return true;
}

bool SheetBlows::ZeroCents() {
  for (SheetEdit& sheet : sheets_) {
    for (SheetCell& cell : sheet.cells()) {
      if (cell.IsFigure() && cell.cell.text == "0") sheet.SetText(&cell, "0.00");
    }
  }
  return true;
}

bool SheetBlows::Apostrophes() {
  bool any = false;
  for (SheetEdit& sheet : sheets_) {
    for (SheetCell& cell : sheet.cells()) {
      std::string text(cell.cell.text);
      if (!cell.IsFigure() || text.size() < 4 || !std::ranges::all_of(text, absl::ascii_isdigit)) {
        continue;
      }
      for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, "'");
      sheet.SetText(&cell, text);
      any = true;
    }
  }
  return any;
}

}  // namespace gongkai
