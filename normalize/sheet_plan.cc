#include "normalize/sheet_plan.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>

#include "common/limits.h"
#include "normalize/sheet_shape.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxPlainColumns = 256;  // wider tables keep only columns with text
constexpr std::size_t kLineCharacters = 40;    // longer is no label

// A cell where it is shown, with all it covers; blank if it is a merged one without text.
struct Item {
  const SheetCell* cell = nullptr;
  SheetRange rows;
  SheetRange columns;
};

struct Row {
  uint32_t row = 0;
  std::size_t begin = 0;  // of its items
  std::size_t end = 0;
  std::size_t texts = 0;
  bool framed = false;  // blank cells with lines around them
  bool in_table = false;
  bool gap_before = false;
};

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// "一、" and the like begin a section.
bool BeginsSection(std::string_view text) {
  constexpr std::string_view kOrdinals = "一二三四五六七八九十";
  std::size_t at = 0;
  while (at + 3 <= text.size() && kOrdinals.find(text.substr(at, 3)) != std::string_view::npos) {
    at += 3;
  }
  return at > 0 && text.substr(at).starts_with("、");
}

// A line of text rather than the label of a row.
bool LooksLikeLine(std::string_view text) {
  return BeginsSection(text) || text.find("。") != std::string_view::npos || text.ends_with("：") ||
         text.starts_with("注：") || text.starts_with("注:") ||
         CountCharacters(text) >= kLineCharacters;
}

class Planner {
 public:
  explicit Planner(const Sheet& sheet)
      : sheet_(sheet), shown_rows_(sheet.hidden_rows), shown_columns_(sheet.hidden_columns) {}

  SheetPlan Plan() {
    FindItems();
    FindRows();
    FindTables();
    for (std::size_t at = 0; at < rows_.size() && !plan_.too_large;) {
      std::size_t end = at + 1;
      if (rows_[at].in_table) {
        while (end < rows_.size() && rows_[end].in_table && !rows_[end].gap_before) ++end;
        AddTable(std::span(rows_).subspan(at, end - at));
      } else {
        AddLine(rows_[at]);
      }
      at = end;
    }
    return std::move(plan_);
  }

 private:
  void FindItems();
  void AddItem(const SheetCell* cell, SheetRange rows, SheetRange columns);
  void FindRows();
  void FindTables();
  void AddLine(const Row& row);
  void AddTable(std::span<const Row> rows);
  std::vector<uint32_t> ColumnsOf(std::span<const Row> rows) const;

  std::span<const Item> ItemsOf(const Row& row) const {
    return std::span(items_).subspan(row.begin, row.end - row.begin);
  }

  const Sheet& sheet_;
  const ShownLines shown_rows_;
  const ShownLines shown_columns_;
  std::vector<Item> items_;   // with text
  std::vector<Item> blanks_;  // merged, without text
  std::vector<Row> rows_;
  std::size_t positions_ = 0;
  SheetPlan plan_;
};

bool IsFirstOf(const SheetMerge& merge, uint32_t row, uint32_t column) {
  return merge.rows.first == row && merge.columns.first == column;
}

void NoteHidden(uint32_t number, std::vector<SheetRange>* ranges) {
  for (SheetRange& range : *ranges) {
    if (number >= range.first && number <= range.last) return;
    if (number == range.last + 1) {
      range.last = number;
      return;
    }
  }
  if (ranges->size() < kMaxHiddenListed) ranges->push_back({number, number});
}

void Planner::AddItem(const SheetCell* cell, SheetRange rows, SheetRange columns) {
  const uint32_t row = shown_rows_.From(rows.first);
  const uint32_t column = shown_columns_.From(columns.first);
  if (row <= rows.last && column <= columns.last) {
    (cell != nullptr ? items_ : blanks_)
        .push_back({cell, {row, rows.last}, {column, columns.last}});
  } else if (cell != nullptr) {
    if (row > rows.last) NoteHidden(rows.first, &plan_.hidden_rows);
    if (column > columns.last) NoteHidden(columns.first, &plan_.hidden_columns);
  }
}

void Planner::FindItems() {
  OpenMerges merges(sheet_.merges);
  std::vector<const SheetMerge*> with_text;
  for (const SheetCell& cell : sheet_.cells) {
    const SheetMerge* merge = merges.At(cell.row, cell.column);
    if (merge == nullptr) {
      AddItem(&cell, {cell.row, cell.row}, {cell.column, cell.column});
    } else if (IsFirstOf(*merge, cell.row, cell.column)) {
      AddItem(&cell, merge->rows, merge->columns);
      with_text.push_back(merge);
    }
  }
  std::sort(with_text.begin(), with_text.end());
  for (const SheetMerge& merge : sheet_.merges) {
    if (std::binary_search(with_text.begin(), with_text.end(), &merge)) continue;
    AddItem(nullptr, merge.rows, merge.columns);
  }
  const auto before = [](const Item& a, const Item& b) {
    return std::tuple(a.rows.first, a.columns.first) < std::tuple(b.rows.first, b.columns.first);
  };
  std::sort(items_.begin(), items_.end(), before);
  std::sort(blanks_.begin(), blanks_.end(), before);
}

void Planner::FindRows() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const uint32_t row = items_[i].rows.first;
    if (rows_.empty() || rows_.back().row != row) rows_.push_back({row, i});
    rows_.back().end = i + 1;
    ++rows_.back().texts;
  }
  OpenMerges merges(sheet_.merges);
  auto row = rows_.begin();
  for (const FramedBlank& blank : sheet_.blanks) {
    while (row != rows_.end() && row->row < blank.row) ++row;
    if (row == rows_.end()) break;
    if (row->row != blank.row || row->framed || !shown_columns_.Has(blank.column)) continue;
    const SheetMerge* merge = merges.At(blank.row, blank.column);
    row->framed = merge == nullptr || IsFirstOf(*merge, blank.row, blank.column);
  }
}

void Planner::FindTables() {
  uint32_t reached = 0;        // the last row that what came so far reaches
  uint32_t table_reached = 0;  // the same of the table that is open
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    row.gap_before = i > 0 && shown_rows_.From(reached + 1) < row.row;
    row.in_table = row.texts > 1 || row.framed || row.row <= table_reached;
    for (const Item& item : ItemsOf(row)) {
      reached = std::max(reached, item.rows.last);
      if (row.in_table) table_reached = std::max(table_reached, item.rows.last);
    }
  }
  for (std::size_t i = 1; i + 1 < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.in_table || row.gap_before || rows_[i + 1].gap_before) continue;
    if (!rows_[i - 1].in_table || !rows_[i + 1].in_table) continue;
    row.in_table = !LooksLikeLine(sheet_.TextOf(*items_[row.begin].cell));
  }
}

void Planner::AddLine(const Row& row) {
  const Item& item = items_[row.begin];
  SheetBlock& block = plan_.blocks.emplace_back();
  block.line = item.cell;
  block.row = item.cell->row;
  block.column = item.cell->column;
  block.gap_before = row.gap_before;
}

// The shown columns from the first to the last that has text.
std::vector<uint32_t> Planner::ColumnsOf(std::span<const Row> rows) const {
  std::vector<uint32_t> starts;
  for (const Row& row : rows) {
    for (const Item& item : ItemsOf(row)) starts.push_back(item.columns.first);
    if (starts.size() > kMaxSheetColumn) {
      std::sort(starts.begin(), starts.end());
      starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<uint32_t> columns;
  for (uint32_t column = starts.front(); column <= starts.back(); ++column) {
    column = shown_columns_.From(column);
    columns.push_back(column);
    if (columns.size() > kMaxPlainColumns) return starts;
  }
  return columns;
}

void Planner::AddTable(std::span<const Row> rows) {
  const std::vector<uint32_t> columns = ColumnsOf(rows);
  SheetBlock& block = plan_.blocks.emplace_back();
  block.gap_before = rows[0].gap_before;
  block.row = rows[0].row;
  std::vector<uint32_t> busy_up_to(columns.size());  // last row that a cell above covers
  const auto index_of = [&](uint32_t column) {
    return static_cast<std::size_t>(std::lower_bound(columns.begin(), columns.end(), column) -
                                    columns.begin());
  };
  auto blank =
      std::lower_bound(blanks_.begin(), blanks_.end(), rows[0].row,
                       [](const Item& item, uint32_t row) { return item.rows.first < row; });
  std::vector<const Item*> starting(columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const uint32_t row = rows[i].row;
    positions_ += columns.size();
    plan_.too_large |= positions_ > kMaxGridCells;
    if (plan_.too_large) return;
    std::fill(starting.begin(), starting.end(), nullptr);
    // Merged cells without text, also those that begin in a row that was dropped.
    for (; blank != blanks_.end() && blank->rows.first <= row; ++blank) {
      const std::size_t at = index_of(blank->columns.first);
      if (blank->rows.last >= row && at < columns.size() && columns[at] <= blank->columns.last) {
        starting[at] = &*blank;
      }
    }
    for (const Item& item : ItemsOf(rows[i])) starting[index_of(item.columns.first)] = &item;
    std::vector<PlannedCell>& cells = block.rows.emplace_back();
    const auto covers_row = [&](const Item& item, std::size_t next) {
      return next < rows.size() && rows[next].row <= item.rows.last;
    };
    for (std::size_t at = 0; at < columns.size();) {
      if (busy_up_to[at] >= row) {
        ++at;
        continue;
      }
      PlannedCell cell{nullptr, row, columns[at]};
      if (const Item* item = starting[at]) {
        cell.cell = item->cell;
        if (item->cell != nullptr) {
          cell.row = item->cell->row;
          cell.column = item->cell->column;
        }
        while (cell.column_span < kMaxTableSpan && at + cell.column_span < columns.size() &&
               columns[at + cell.column_span] <= item->columns.last) {
          ++cell.column_span;
        }
        while (cell.row_span < kMaxTableSpan && covers_row(*item, i + cell.row_span)) {
          ++cell.row_span;
        }
        std::fill_n(busy_up_to.begin() + static_cast<std::ptrdiff_t>(at), cell.column_span,
                    rows[i + cell.row_span - 1].row);
      }
      at += cell.column_span;
      cells.push_back(cell);
    }
  }
}

}  // namespace

SheetPlan PlanSheet(const Sheet& sheet) { return Planner(sheet).Plan(); }

}  // namespace gongkai
