// Tables by the lines that are drawn around their cells.
#pragma once

#include <cstdint>
#include <vector>

#include "normalize/page_glyphs.h"
#include "normalize/page_lines.h"

namespace gongkai {

// A cell: what no line cuts apart. Rows and columns count within the frame.
struct FrameCell {
  PageBox box;
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t row_span = 1;
  uint32_t column_span = 1;
  std::vector<PageGlyph> glyphs;
  std::vector<PageLine> lines;
};

struct Frame {
  PageBox box;
  std::vector<int32_t> xs;  // edges of its columns, from left to right
  std::vector<int32_t> ys;
  std::vector<FrameCell> cells;  // by row, then column
  std::vector<uint32_t> slots;   // by row, then column: the cell that covers it

  // The cell at that place, which must lie within the box.
  uint32_t CellAt(int32_t x, int32_t y) const;
};

// The frames of a page that have at least two columns and whose cells are rectangles. Where lines
// leave that open there is no frame: its text is read line by line.
std::vector<Frame> FindFrames(const std::vector<PageBox>& rulings);

// Moves the characters that stand in cells there. A figure that lies across a border between two
// cells makes one of them, so that nobody takes it for that of either; where it cannot, the frame
// is given up and its characters stay. Gives the others back.
std::vector<PageGlyph> FillFrames(std::vector<PageGlyph> glyphs, std::vector<Frame>* frames);

}  // namespace gongkai
