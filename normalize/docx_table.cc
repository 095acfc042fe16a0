#include "normalize/docx_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/limits.h"
#include "normalize/docx_elements.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

enum class Merge : unsigned char { kNone, kRestart, kContinue };

// What w:tcPr says of a cell, and w:trPr of a row.
struct CellProperties {
  uint32_t span = 1;
  Merge down = Merge::kNone;
  Merge across = Merge::kNone;
  bool removed = false;
};
struct RowProperties {
  uint32_t before = 0;
  bool header = false;
  bool shown = true;
};

uint32_t CountOf(pugi::xml_node node) {
  return static_cast<uint32_t>(std::clamp(node.attribute("w:val").as_int(0), 0, kMaxTableSpan));
}

Merge MergeOf(pugi::xml_node node) {
  return std::string_view(node.attribute("w:val").value()) == "restart" ? Merge::kRestart
                                                                        : Merge::kContinue;
}

CellProperties ReadCell(pugi::xml_node cell) {
  CellProperties properties;
  for (const pugi::xml_node node : cell.child("w:tcPr").children()) {
    const std::string_view name = node.name();
    if (name == "w:gridSpan") properties.span = std::max<uint32_t>(1, CountOf(node));
    if (name == "w:vMerge") properties.down = MergeOf(node);
    if (name == "w:hMerge") properties.across = MergeOf(node);
    if (name == "w:cellDel") properties.removed = true;
  }
  return properties;
}

RowProperties ReadRow(pugi::xml_node row) {
  RowProperties properties;
  for (const pugi::xml_node node : row.child("w:trPr").children()) {
    const std::string_view name = node.name();
    if (name == "w:gridBefore") properties.before = CountOf(node);
    if (name == "w:tblHeader") properties.header = IsOn(node, "w:val");
    if (name == "w:hidden") properties.shown = !IsOn(node, "w:val");
    if (name == "w:del") properties.shown = false;
  }
  return properties;
}

// The elements of `kind` in `parent`, through content controls and the like. False if these are
// too deep.
template <typename Each>
bool ForEachOf(pugi::xml_node parent, DocxElement kind, int depth, const Each& each) {
  if (depth > kMaxXmlDepth) return false;
  for (const pugi::xml_node node : parent.children()) {
    const DocxElement element = DocxElementOf(node.name());
    if (element == kind) {
      each(node);
      continue;
    }
    const bool alternate = element == DocxElement::kAlternate;
    if (!alternate && element != DocxElement::kWrapper) continue;
    if (!ForEachOf(alternate ? DocxChoiceOf(node) : node, kind, depth + 1, each)) return false;
  }
  return true;
}

// Cells that may go on in the next row, by first column.
class OpenCells {
 public:
  struct Place {
    std::size_t row = 0;
    std::size_t cell = 0;
    uint32_t span = 0;  // 0 if there is none
  };

  // The cell that begins at `column`, is `span` wide and reaches down to the row before.
  Place* Above(uint32_t column, uint32_t span) {
    if (column >= places_.size() || places_[column].span != span) return nullptr;
    return &places_[column];
  }

  // A cell stands at `column`: none from above goes on there.
  void Put(uint32_t column, uint32_t span, const Place& place) {
    if (places_.size() < column + span) places_.resize(column + span);
    std::fill(places_.begin() + column, places_.begin() + column + span, Place());
    places_[column] = place;
  }

 private:
  std::vector<Place> places_;
};

// The columns of a table's grid without those in which nothing can stand: where the edges of cells
// that belong together differ by a hair, as after a conversion from DOC. They would make the cells
// around them span other columns than those below.
class GridColumns {
 public:
  explicit GridColumns(pugi::xml_node table) {
    std::vector<uint32_t> before = {0};
    for (const pugi::xml_node column : table.child("w:tblGrid").children("w:gridCol")) {
      if (before.size() > static_cast<std::size_t>(kMaxTableSpan)) break;
      before.push_back(before.back() + (column.attribute("w:w").as_int(kSliver) < kSliver ? 0 : 1));
    }
    if (before.back() + 1 == before.size()) return;
    before_ = std::move(before);
    if (!HoldsEveryCell(table)) before_.clear();
  }

  // How many columns that count stand before `column` of the grid.
  uint32_t Before(uint32_t column) const {
    if (before_.empty()) return column;
    const auto last = static_cast<uint32_t>(before_.size() - 1);
    return column <= last ? before_[column] : before_[last] + (column - last);
  }

 private:
  static constexpr int kSliver = 20;  // twentieths of a point

  // No cell stands in such columns alone: then the widths say nothing.
  bool HoldsEveryCell(pugi::xml_node table) const {
    bool holds = true;
    ForEachOf(table, DocxElement::kRow, 0, [&](pugi::xml_node row) {
      uint32_t at = ReadRow(row).before;
      ForEachOf(row, DocxElement::kCell, 0, [&](pugi::xml_node cell) {
        const uint32_t begin = std::exchange(at, at + ReadCell(cell).span);
        holds = holds && Before(at) > Before(begin);
      });
    });
    return holds;
  }

  std::vector<uint32_t> before_;  // by column of the grid; empty if all of them count
};

class Planner {
 public:
  explicit Planner(pugi::xml_node table) : columns_(table) {}

  std::optional<std::vector<DocxRow>> Plan(pugi::xml_node table) {
    too_deep_ |=
        !ForEachOf(table, DocxElement::kRow, 0, [this](pugi::xml_node row) { AddRow(row); });
    if (too_deep_) return std::nullopt;
    return std::move(rows_);
  }

 private:
  void AddRow(pugi::xml_node node) {
    const RowProperties properties = ReadRow(node);
    DocxRow& row = rows_.emplace_back();
    row.node = node;
    row.number = static_cast<uint32_t>(rows_.size());
    row.header = properties.header;
    row.shown = properties.shown;
    grid_column_ = properties.before;
    column_ = columns_.Before(grid_column_);
    skipped_ = column_;
    too_deep_ |=
        !ForEachOf(node, DocxElement::kCell, 0, [this](pugi::xml_node cell) { AddCell(cell); });
  }

  void AddCell(pugi::xml_node node) {
    DocxRow& row = rows_.back();
    CellProperties properties = ReadCell(node);
    const uint32_t begin = std::exchange(grid_column_, grid_column_ + properties.span);
    properties.span = columns_.Before(grid_column_) - columns_.Before(begin);
    DocxCell cell;
    cell.node = node;
    cell.number = static_cast<uint32_t>(row.cells.size()) + 1;
    cell.column_span = properties.span;
    cell.shown = row.shown && !properties.removed;
    if (cell.shown) {
      if (properties.across == Merge::kContinue && Widen(properties.span)) {
        cell.shown = false;
      } else if (properties.down == Merge::kContinue && Lengthen(cell)) {
        cell.shown = false;
        column_ += cell.column_span;
      } else {
        Put(properties.down, &cell);
      }
    }
    row.cells.push_back(cell);
  }

  void Put(Merge down, DocxCell* cell) {
    const DocxRow& row = rows_.back();
    // What a table over its bound holds is never laid out.
    if (column_ > kMaxGridCells) return;
    open_.Put(column_, cell->column_span,
              down == Merge::kNone
                  ? OpenCells::Place()
                  : OpenCells::Place{rows_.size() - 1, row.cells.size(), cell->column_span});
    cell->skipped = std::exchange(skipped_, 0);
    column_ += cell->column_span;
  }

  // The cell before this one in the row goes on across it.
  bool Widen(uint32_t span) {
    std::vector<DocxCell>& cells = rows_.back().cells;
    const auto last =
        std::find_if(cells.rbegin(), cells.rend(), [](const DocxCell& cell) { return cell.shown; });
    if (last == cells.rend()) return false;
    last->column_span += span;
    column_ += span;
    return true;
  }

  // The cell above this one goes on down to it.
  bool Lengthen(const DocxCell& cell) {
    const OpenCells::Place* above = open_.Above(column_, cell.column_span);
    if (above == nullptr) return false;
    DocxCell& from = rows_[above->row].cells[above->cell];
    // Rows that are not shown do not count.
    const uint32_t rows = ShownRowsFrom(above->row);
    if (from.row_span + 1 != rows || rows > kMaxTableSpan) return false;
    from.row_span = rows;
    return true;
  }

  // Rows shown from `first` to the current one.
  uint32_t ShownRowsFrom(std::size_t first) {
    return ShownUpTo(rows_.size() - 1) - ShownUpTo(first) + 1;
  }

  // One-based number of a shown row among those shown; rows are asked for in order.
  uint32_t ShownUpTo(std::size_t row) {
    while (shown_.size() <= row) {
      const uint32_t before = shown_.empty() ? 0 : shown_.back();
      shown_.push_back(before + (rows_[shown_.size()].shown ? 1 : 0));
    }
    return shown_[row];
  }

  const GridColumns columns_;
  std::vector<DocxRow> rows_;
  OpenCells open_;
  std::vector<uint32_t> shown_;
  uint32_t grid_column_ = 0;  // of the cells in the row, those not shown too
  uint32_t column_ = 0;
  uint32_t skipped_ = 0;
  bool too_deep_ = false;
};

}  // namespace

std::optional<std::vector<DocxRow>> PlanDocxTable(pugi::xml_node table) {
  return Planner(table).Plan(table);
}

}  // namespace gongkai
