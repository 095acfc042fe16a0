#include "normalize/ruled_columns.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr int32_t kMostSpaces = 1;  // within a cell

// Places from begin on; the last column is open.
struct Column {
  int32_t begin = 0;
  int32_t end = 0;
};

// What a line of nothing but dashes rules; empty for any other line.
std::vector<Column> RuledBy(const FieldLine& line) {
  constexpr int32_t kShortest = 2;
  std::vector<Column> columns;
  for (const FieldCharacter& c : line) {
    if (c.code != U'-' && c.code != U'=') return {};
    if (columns.empty() || columns.back().end < c.column) columns.push_back({c.column, c.column});
    columns.back().end = c.column_end();
  }
  const bool shorter = std::ranges::any_of(
      columns, [](const Column& column) { return column.end - column.begin < kShortest; });
  return shorter ? std::vector<Column>() : columns;
}

class ColumnReader {
 public:
  ColumnReader(std::string_view text, const std::vector<ByteRange>& lines, std::size_t rule,
               AmbiguousWidth ambiguous)
      : text_(text),
        lines_(lines),
        rule_(rule),
        ambiguous_(ambiguous),
        columns_(RuledBy(LineAt(rule))) {}

  std::optional<DrawnTable> Read() {
    if (columns_.size() < 2 || !FindEnds()) return std::nullopt;
    if ((table_.end_line - table_.first_line) * columns_.size() > kMaxGridCells) {
      return std::nullopt;
    }
    const bool blanks = framed_ && std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(rule_),
                                               lines_.begin() + static_cast<std::ptrdiff_t>(end_),
                                               [](ByteRange line) { return Blank(line); });
    StartRow();
    for (std::size_t i = head_; i < rule_; ++i) {
      if (!AddLine(i)) return std::nullopt;
    }
    bool row_due = true;
    for (std::size_t i = rule_ + 1; i < end_; ++i) {
      if (Blank(lines_[i])) {
        row_due = true;
        continue;
      }
      if (row_due || !blanks) StartRow();
      row_due = false;
      if (!AddLine(i)) return std::nullopt;
    }
    if (table_.rows < 2 || !FiguresStandAlone(text_, table_)) return std::nullopt;
    LeaveOutEmpty();
    return std::move(table_);
  }

 private:
  static bool Blank(ByteRange line) { return line.begin == line.end; }
  // Nothing of a line that is too long.
  FieldLine LineAt(std::size_t index) const {
    const ByteRange line = lines_[index];
    if (line.end - line.begin > kMaxDrawnLineBytes) return {};
    return ReadFieldLine(text_, line, ambiguous_);
  }
  bool IsRule(std::size_t index) const { return !RuledBy(LineAt(index)).empty(); }

  // The labels above the rule and the rows below it. False if there are none, or if a table that
  // is ruled above is not below.
  bool FindEnds() {
    constexpr std::size_t kMostLabelLines = 12;
    head_ = rule_;
    while (head_ > 0 && rule_ - head_ < kMostLabelLines && !Blank(lines_[head_ - 1]) &&
           !IsRule(head_ - 1)) {
      --head_;
    }
    if (head_ == rule_) return false;
    framed_ = head_ > 0 && !Blank(lines_[head_ - 1]) && IsRule(head_ - 1);
    if (!framed_) head_ = rule_ - 1;
    table_.first_line = framed_ ? head_ - 1 : head_;
    end_ = rule_ + 1;
    while (end_ < lines_.size() && (framed_ || !Blank(lines_[end_])) &&
           (Blank(lines_[end_]) || !IsRule(end_))) {
      ++end_;
    }
    const bool ruled = end_ < lines_.size() && !Blank(lines_[end_]);
    table_.end_line = ruled ? end_ + 1 : end_;
    return ruled || !framed_;
  }

  void StartRow() {
    for (uint32_t column = 0; column < columns_.size(); ++column) {
      table_.cells.push_back({table_.rows, column, 1, 1, 0, {}});
    }
    ++table_.rows;
  }

  // False if what the line says in a column does not begin or end with it, as where a figure before
  // it was lost, or is more than one thing, or if the line is too long.
  bool AddLine(std::size_t index) {
    const std::size_t row = table_.cells.size() - columns_.size();
    const FieldLine line = LineAt(index);
    if (line.empty()) return false;
    std::size_t column = 0;
    for (std::size_t begin = 0; begin < line.size();) {
      while (column + 1 < columns_.size() && line[begin].column >= columns_[column + 1].begin) {
        ++column;
      }
      const bool last = column + 1 == columns_.size();
      std::size_t end = begin + 1;
      while (end < line.size() && (last || line[end].column < columns_[column + 1].begin)) {
        if (line[end].column - line[end - 1].column_end() > kMostSpaces) return false;
        ++end;
      }
      const int32_t left = line[begin].column;
      const int32_t right = line[end - 1].column_end();
      if (left < columns_[column].begin || (!last && right > columns_[column].end)) return false;
      if (left != columns_[column].begin && right != columns_[column].end) return false;
      std::vector<ByteRange>& lines = table_.cells[row + column].lines;
      const int32_t room = columns_[column].end - right;
      if (lines.empty()) room_[column] = 0;
      if (std::exchange(room_[column], room) > kMostRoom) return false;
      lines.push_back({line[begin].begin, line[end - 1].end});
      begin = end;
    }
    return true;
  }

  // Where nothing stands there may be an empty cell, or what stood there was lost.
  void LeaveOutEmpty() {
    std::vector<DrawnCell> cells;
    uint32_t next = 0;
    for (DrawnCell& cell : table_.cells) {
      if (cell.column == 0) next = 0;
      if (cell.lines.empty()) continue;
      cell.skipped = cell.column - std::exchange(next, cell.column + 1);
      cells.push_back(std::move(cell));
    }
    table_.cells = std::move(cells);
  }

  const std::string_view text_;
  const std::vector<ByteRange>& lines_;
  const std::size_t rule_;
  const AmbiguousWidth ambiguous_;
  const std::vector<Column> columns_;
  std::size_t head_ = 0;  // first line of the labels
  std::size_t end_ = 0;   // behind the last row
  bool framed_ = false;   // a line is ruled above the labels
  std::vector<int32_t> room_ = std::vector<int32_t>(columns_.size(), 0);  // behind the last line
  DrawnTable table_;
};

}  // namespace

std::optional<DrawnTable> ReadRuledColumns(std::string_view text,
                                           const std::vector<ByteRange>& lines, std::size_t rule) {
  for (const AmbiguousWidth width : {AmbiguousWidth::kNarrow, AmbiguousWidth::kWide}) {
    if (auto table = ColumnReader(text, lines, rule, width).Read()) return table;
  }
  return std::nullopt;
}

}  // namespace gongkai
