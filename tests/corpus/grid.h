// The statutory tables as grids of cells with spans, before any layout.

#ifndef GONGKAI_TESTS_CORPUS_GRID_H_
#define GONGKAI_TESTS_CORPUS_GRID_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/draft.h"

namespace gongkai::corpus {

// `text` points into the draft or into the form's table; what was edited may hold line breaks.
struct GridCell {
  std::string_view text;
  int columns = 1;
  int rows = 1;
  bool narrow = false;  // a label that a word processor breaks after two characters
  int figure = -1;      // the cell of TableOf(form).cells it shows; -1 for a label
};

// Rows hold the cells that begin in them, as HTML does.
class Grid {
 public:
  explicit Grid(int width) : width_(width) {
    cells_.reserve(240);
    starts_.reserve(32);
  }

  void NewRow() { starts_.push_back(cells_.size()); }
  void Add(const GridCell& cell) { cells_.push_back(cell); }

  int width() const { return width_; }
  size_t rows() const { return starts_.size(); }
  std::span<const GridCell> row(size_t index) const {
    const size_t end = index + 1 < starts_.size() ? starts_[index + 1] : cells_.size();
    return std::span(cells_).subspan(starts_[index], end - starts_[index]);
  }

 private:
  int width_;
  std::vector<GridCell> cells_;
  std::vector<size_t> starts_;
};

// The text with `between` in place of line breaks.
std::string WithBreaks(std::string_view text, std::string_view between);

// A cell at its place.
struct Area {
  size_t row = 0, column = 0, rows = 1, columns = 1;
  const GridCell* cell = nullptr;  // of the grid
};

// All cells, row by row.
std::vector<Area> Areas(const Grid& grid);

// One grid, or if `split` those that some pages make of a table: one for each item of article 20,
// the applications in two, one for each kind of dispute. `draft` must outlive the grids.
std::vector<Grid> BuildGrids(const Draft& draft, Table table, bool split);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_GRID_H_
