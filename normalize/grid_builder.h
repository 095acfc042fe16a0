// Rows and cells of an HTML table laid out as a browser does it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

class GridBuilder {
 public:
  // Positions of all grids of a report together; at most kMaxGridCells.
  explicit GridBuilder(std::size_t* positions) : positions_(positions) {}

  // False if the grid grows over its bound; then nothing more may be added.
  bool StartRow();

  // Places a cell at the first free position of the current row. Spans larger than
  // kMaxTableSpan are cut; a row span of 0 goes to the end of the row group; a column span that
  // meets a cell from a row above ends there. The cell is valid until the next one is added;
  // nullptr if the grid grows over its bound.
  v1::GridCell* AddCell(uint32_t column_span, uint32_t row_span, bool header);

  // Leaves the next `count` free positions of the current row without a cell, as Word tables do
  // whose rows begin at different edges.
  void SkipColumns(uint32_t count);

  // Row spans end with their row group (thead, tbody, tfoot).
  void EndGroup();

  // True before the first row.
  bool empty() const { return rows_ == 0; }

  v1::Grid Finish();

 private:
  bool CountPositions();

  v1::Grid grid_;
  uint32_t rows_ = 0;
  uint32_t next_column_ = 0;
  int group_cells_ = 0;              // cells before this row group
  std::vector<uint32_t> free_from_;  // by column: first row without a cell from above
  std::size_t counted_ = 0;
  std::size_t* positions_;
};

}  // namespace gongkai
