// The tables of HtmlLayout.
#include <algorithm>
#include <utility>

#include "common/limits.h"
#include "normalize/html_layout.h"

namespace gongkai {
namespace {

constexpr HtmlLayout::Bound kTableDepth = {"表格嵌套过深", "tables nested too deeply"};
constexpr HtmlLayout::Bound kGrid = {"表格过大", "tables with too many cells"};

// A table that arranges a page has few cells with text of their own, and long text in one.
constexpr uint32_t kLongCellBytes = 1500;
constexpr uint32_t kLongCellBesideTables = 600;
constexpr uint32_t kFewCells = 12;
constexpr uint32_t kFewCellsBesideTables = 2;

}  // namespace

void HtmlLayout::StartTable(bool implied, std::size_t position) {
  if (tables_.size() >= static_cast<std::size_t>(kMaxTableDepth)) return Fail(kTableDepth);
  EndParagraph(position);
  tables_.emplace_back(&grid_positions_).implied = implied;
}

void HtmlLayout::StartRow(std::size_t position) {
  if (tables_.empty()) StartTable(true, position);
  EndRow(position);
  if (bound_ != nullptr) return;
  OpenTable& table = tables_.back();
  if (table.draft == kNone) {
    EndParagraph(position);
    if (break_due_) writer_.Insert('\n', position);
    break_due_ = false;
    if (drafts_.size() >= kMaxBlocks) return Fail(kTooManyBlocks);
    table.draft = static_cast<int>(drafts_.size());
    Draft& draft = drafts_.emplace_back();
    draft.kind = v1::Block::TABLE;
    draft.begin = writer_.size();
    draft.evidence.hidden = (flags() & kHidden) != 0;
    if (tables_.size() > 1) {
      OpenTable& outer = tables_[tables_.size() - 2];
      outer.has_inner = true;
      draft.table = outer.cell != nullptr ? outer.draft : kNone;
    }
  }
  table.row_open = true;
  if (!table.grid.StartRow()) Fail(kGrid);
}

void HtmlLayout::EndRow(std::size_t position) {
  EndCell(position);
  if (!tables_.back().row_open) return;
  tables_.back().row_open = false;
  writer_.Insert('\n', position);
}

void HtmlLayout::StartCell(const HtmlAttributes& attributes, bool header, std::size_t position) {
  if (tables_.empty() || !tables_.back().row_open) StartRow(position);
  if (bound_ != nullptr) return;
  EndCell(position);
  EndParagraph(position);
  break_due_ = false;
  OpenTable& table = tables_.back();
  table.grid.SkipColumns(attributes.skipped_columns);
  table.cell = table.grid.AddCell(attributes.column_span, attributes.row_span, header);
  if (table.cell == nullptr) return Fail(kGrid);
  table.cell->set_begin(writer_.size());
  table.cell_inner_end = 0;
  table.cell_inner_bytes = 0;
}

void HtmlLayout::EndCell(std::size_t position) {
  if (!InCell()) return;
  EndParagraph(position);
  break_due_ = false;
  OpenTable& table = tables_.back();
  const auto space = [this](uint32_t at) { return text_[at] == ' ' || text_[at] == '\n'; };
  uint32_t begin = table.cell->begin();
  uint32_t end = writer_.size();
  while (begin < end && space(begin)) ++begin;
  while (begin < end && end > table.cell_inner_end && space(end - 1)) --end;
  table.cell->set_begin(begin);
  table.cell->set_end(end);
  const uint32_t own = end - begin - std::min(end - begin, table.cell_inner_bytes);
  if (own > 0 && table.cell_inner_bytes == 0) ++table.plain_cells;
  table.longest_cell = std::max(table.longest_cell, own);
  table.cell = nullptr;
  table.cell_ends.push_back(writer_.size());
  writer_.Insert('\t', position);
}

void HtmlLayout::EndTable(std::size_t position) {
  EndRow(position);
  EndParagraph(position);
  OpenTable table = std::move(tables_.back());
  tables_.pop_back();
  if (table.draft == kNone) return;
  Draft& draft = drafts_[static_cast<std::size_t>(table.draft)];
  draft.end = writer_.size() - 1;  // without the line end of the last row
  draft.evidence.link_bytes = table.link_bytes;
  draft.evidence.links = table.links;
  if (!tables_.empty()) {
    OpenTable& outer = tables_.back();
    outer.cell_inner_bytes += draft.end - draft.begin;
    outer.cell_inner_end = draft.end;
    outer.link_bytes += table.link_bytes;
    outer.links += table.links;
  }
  if (ArrangesPage(table)) {
    Flatten(table);
  } else {
    KeepGrid(&table);
  }
}

bool HtmlLayout::ArrangesPage(const OpenTable& table) const {
  if (table.cell_ends.size() == 1) return true;
  if (table.has_inner) {
    return table.plain_cells <= kFewCellsBesideTables ||
           table.longest_cell >= kLongCellBesideTables;
  }
  return table.longest_cell >= kLongCellBytes && table.plain_cells <= kFewCells;
}

// Its cells become lines, and what lies in them stands where the table stood.
void HtmlLayout::Flatten(const OpenTable& table) {
  for (const uint32_t end : table.cell_ends) text_[end] = '\n';
  const auto own = static_cast<std::size_t>(table.draft);
  drafts_[own].dropped = true;
  for (std::size_t i = own + 1; i < drafts_.size(); ++i) {
    if (drafts_[i].table == table.draft) drafts_[i].table = drafts_[own].table;
  }
}

void HtmlLayout::KeepGrid(OpenTable* table) {
  const auto own = static_cast<std::size_t>(table->draft);
  drafts_[own].grid = std::make_unique<v1::Grid>(table->grid.Finish());
  for (std::size_t i = own + 1; i < drafts_.size(); ++i) {
    Draft& inner = drafts_[i];
    if (inner.table == table->draft && inner.kind == v1::Block::PARAGRAPH) inner.dropped = true;
  }
}

}  // namespace gongkai
