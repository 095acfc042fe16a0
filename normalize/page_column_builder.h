// One table whose columns are held apart by nothing but space: where its rows, columns and head
// are, and which lines of labels belong to which row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "normalize/label_runs.h"
#include "normalize/page_pieces.h"
#include "normalize/page_tables.h"

namespace gongkai {

// From the first figure to the last of each column, over its full rows.
struct ColumnBand {
  int32_t left = 0;
  int32_t right = 0;
};

struct ColumnRow {
  std::size_t line = 0;
  std::vector<int> columns;              // by value of the line
  std::vector<std::size_t> label_lines;  // in order
};

// One table: from a full row on, as far as lines agree with it.
class ColumnBuilder {
 public:
  ColumnBuilder(const std::vector<PagedLine>& lines, const std::vector<std::vector<Piece>>& pieces)
      : lines_(lines), pieces_(pieces) {}

  // `first` is a full row; nothing before `floor` belongs to the table. False if there is none.
  bool Build(std::size_t first, std::size_t floor);

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

  PagedTable Table() const;

 private:
  // Figures at the end of the line.
  std::vector<Piece> Figures(std::size_t line) const {
    const std::vector<Piece>& all = pieces_[line];
    std::size_t first = all.size();
    while (first > 0 && all[first - 1].figure) --first;
    return {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()};
  }
  // What stands in the columns of a row: its figures, and words among them ("0※", "3件").
  std::vector<Piece> Values(std::size_t line) const {
    std::vector<Piece> values;
    for (const Piece& piece : pieces_[line]) {
      if (piece.box.right >= bands_.front().left) values.push_back(piece);
    }
    return values;
  }
  const PageLine& Line(std::size_t line) const { return *lines_[line].line; }
  bool Skipped(std::size_t line) const {
    return std::find(skipped_.begin(), skipped_.end(), line) != skipped_.end();
  }

  bool FindRows(std::size_t first, std::size_t floor);
  std::size_t SkipRepeatedHead(std::size_t line, std::size_t first, std::size_t floor);
  bool PlaceFigures();
  bool HasLabels() const;
  bool HeadsAreWhole() const;
  bool FindLabelColumn();
  void FindHead(std::size_t first, std::size_t floor);
  bool GiveLabels();
  bool GiveLabelsOfPage(std::size_t row_begin, std::size_t row_end,
                        const std::vector<std::size_t>& labels, const RunRules& rules);
  std::vector<Piece> Words(std::size_t line) const;
  bool IsLabel(const Piece& piece) const;
  int ColumnOf(const PageBox& box) const;
  PagedCell CellOf(uint32_t row, int32_t left, int32_t right, std::size_t line) const;
  void AddHead(PagedTable* table) const;

  const std::vector<PagedLine>& lines_;
  const std::vector<std::vector<Piece>>& pieces_;
  std::size_t columns_ = 0;
  std::size_t full_ = 0;  // rows that fill all columns
  std::vector<ColumnBand> bands_;
  std::vector<int32_t> edges_;  // between the columns, and before the first and behind the last
  std::vector<ColumnRow> rows_;
  std::vector<std::size_t> skipped_;  // lines of heads that stand again
  int32_t label_left_ = 0;            // where the column of the rows' own labels begins
  std::size_t begin_ = 0;             // lines
  std::size_t body_ = 0;              // the first one below the head
  std::size_t end_ = 0;
};

}  // namespace gongkai
