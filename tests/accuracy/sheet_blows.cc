#include "tests/accuracy/sheet_blows.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"

namespace gongkai {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::vector<SheetCell*> FiguresOf(const std::vector<SheetCell*>& cells) {
  std::vector<SheetCell*> figures;
  std::ranges::copy_if(cells, std::back_inserter(figures), &SheetCell::IsFigure);
  return figures;
}

}  // namespace

void SheetBlows::Touch(const std::vector<SheetCell*>& cells) {
  for (const SheetCell* cell : cells) {
    if (cell->IsFigure()) damage_.touched.insert(IdOf(*cell));
  }
}

void SheetBlows::Lose(const SheetCell& cell) {
  if (cell.IsFigure()) damage_.now[IdOf(cell)] = "ABSENT";
}

bool SheetBlows::HasFigures() {
  return std::ranges::any_of(sheets_,
                             [&](SheetEdit& sheet) { return FirstRow(sheet) < sheet.rows(); });
}

SheetEdit& SheetBlows::AnySheet() {
  std::vector<SheetEdit*> some;
  for (SheetEdit& sheet : sheets_) {
    if (FirstRow(sheet) < sheet.rows()) some.push_back(&sheet);
  }
  return *some[Below(some.size())];
}

std::size_t SheetBlows::AnyRow(SheetEdit& sheet) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (sheet.HasFigures(row)) rows.push_back(row);
  }
  return rows[Below(rows.size())];
}

std::size_t SheetBlows::FirstRow(SheetEdit& sheet) {
  std::size_t row = 0;
  while (row < sheet.rows() && !sheet.HasFigures(row)) ++row;
  return row;
}

std::vector<SheetCell*> SheetBlows::AnyFigures(SheetEdit& sheet) {
  return FiguresOf(sheet.CellsOfRow(AnyRow(sheet)));
}

// The one that names the row: units stand behind it in the statistics, groups before it elsewhere.
SheetCell* SheetBlows::AnyLabel(SheetEdit& sheet) {
  const std::vector<SheetCell*> row = sheet.CellsOfRow(AnyRow(sheet));
  Touch(row);
  SheetCell* label = nullptr;
  const bool units = form_.applications.empty();
  for (SheetCell* cell : row) {
    if (cell->IsFigure() || (units && label != nullptr)) break;
    label = cell;
  }
  return label != nullptr && label->cell.text.size() > 3 ? label : nullptr;
}

bool SheetBlows::EmptyCell(const std::string& text, const char* state) {
  SheetEdit& sheet = AnySheet();
  const auto figures = AnyFigures(sheet);
  SheetCell* cell = figures[Below(figures.size())];
  sheet.SetText(cell, text);
  damage_.now[IdOf(*cell)] = state;
  return true;
}

bool SheetBlows::EmptyRow() {
  SheetEdit& sheet = AnySheet();
  for (SheetCell* cell : AnyFigures(sheet)) {
    sheet.SetText(cell, "");
    damage_.now[IdOf(*cell)] = "BLANK";
  }
  return true;
}

bool SheetBlows::SplitFigure() {
  SheetEdit& sheet = AnySheet();
  std::vector<SheetCell*> longer;
  for (SheetCell& cell : sheet.cells()) {
    const bool plain = std::ranges::all_of(cell.cell.text, absl::ascii_isdigit);
    if (cell.IsFigure() && plain && cell.cell.text.size() > 1) longer.push_back(&cell);
  }
  if (longer.empty()) return false;
  SheetCell* cell = longer[Below(longer.size())];
  std::string text(cell->cell.text);
  text.insert(1 + Below(text.size() - 1), " ");
  Touch(sheet.CellsOfRow(cell->row));
  sheet.SetText(cell, text);
  return true;
}

bool SheetBlows::MergeCells() {
  SheetEdit& sheet = AnySheet();
  const auto figures = AnyFigures(sheet);
  if (figures.size() < 2) return false;
  const std::size_t at = Below(figures.size() - 1);
  // A blank that is gone would leave a row as good as any.
  if (figures[at]->cell.text.empty() || figures[at + 1]->cell.text.empty()) return false;
  Touch(figures);
  sheet.SetText(figures[at], std::string(figures[at]->cell.text) + " " +
                                 std::string(figures[at + 1]->cell.text));
  figures[at]->columns += figures[at + 1]->columns;
  sheet.RemoveCell(figures[at + 1]);
  return true;
}

bool SheetBlows::DropCell() {
  SheetEdit& sheet = AnySheet();
  const auto figures = AnyFigures(sheet);
  Touch(figures);
  sheet.RemoveCell(figures[Below(figures.size())]);
  return true;
}

bool SheetBlows::DropRow() {
  SheetEdit& sheet = AnySheet();
  const std::size_t row = AnyRow(sheet);
  if (sheet.rows() < 2) return false;
  for (const SheetCell* cell : sheet.CellsOfRow(row)) Lose(*cell);
  sheet.RemoveRow(row);
  return true;
}

bool SheetBlows::DoubleRow() {
  SheetEdit& sheet = AnySheet();
  sheet.CopyRow(AnyRow(sheet));
  return true;
}

bool SheetBlows::OtherRow() {
  SheetEdit& sheet = AnySheet();
  const std::size_t row = AnyRow(sheet);
  sheet.CopyRow(row);
  for (SheetCell* cell : FiguresOf(sheet.CellsOfRow(row + 1))) {
    std::string other = std::to_string(cell->cell.text.size() * 7 + Below(9));
    if (other == cell->cell.text) continue;
    sheet.SetText(cell, std::move(other));
    damage_.now[IdOf(*cell)] = "AMBIGUOUS";
  }
  return true;
}

bool SheetBlows::SwapRows() {
  SheetEdit& sheet = AnySheet();
  const std::size_t row = AnyRow(sheet);
  return row + 1 < sheet.rows() && sheet.HasFigures(row + 1) && sheet.SwapRows(row);
}

bool SheetBlows::DropLabel() {
  SheetEdit& sheet = AnySheet();
  SheetCell* label = AnyLabel(sheet);
  if (label == nullptr) return false;
  sheet.SetText(label, "");
  return true;
}

bool SheetBlows::GarbleLabel() {
  SheetEdit& sheet = AnySheet();
  SheetCell* label = AnyLabel(sheet);
  if (label == nullptr) return false;
  std::string text(label->cell.text);
  std::size_t at = Below(text.size());
  while (IsContinuation(text[at])) --at;
  std::size_t end = at + 1;
  while (end < text.size() && IsContinuation(text[end])) ++end;
  text.replace(at, end - at, Below(2) == 0 ? "某" : "");
  sheet.SetText(label, text);
  return true;
}

bool SheetBlows::DropHeader() {
  SheetEdit& sheet = AnySheet();
  const std::size_t first = FirstRow(sheet);
  if (first == 0) return false;
  for (SheetCell& cell : sheet.cells()) Touch({&cell});
  for (std::size_t i = 0; i < first; ++i) sheet.RemoveRow(0);
  return true;
}

}  // namespace gongkai
