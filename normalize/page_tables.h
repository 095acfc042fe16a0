// Tables of a file of pages: the parts that page breaks make of one put together again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "normalize/page_frames.h"
#include "normalize/page_lines.h"

namespace gongkai {

// A line and its page, counted from zero.
struct PagedLine {
  const PageLine* line = nullptr;
  uint32_t page = 0;
};

// A stretch of its characters.
struct PagedPart {
  const PageLine* line = nullptr;
  uint32_t page = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

inline PagedPart WholeOf(const PagedLine& line) {
  return {line.line, line.page, 0, line.line->glyphs.size()};
}

struct PagedCell {
  uint32_t row = 0;
  uint32_t row_span = 1;
  int32_t left = 0;  // edges, on the page
  int32_t right = 0;
  uint32_t column = 0;  // by the edges of all cells
  uint32_t column_span = 1;
  uint32_t page = 0;
  PageBox box;
  std::vector<PagedPart> parts;

  bool empty() const { return parts.empty(); }
  std::string Text() const;
};

struct PagedTable {
  uint32_t rows = 0;
  std::vector<PagedCell> cells;  // by row, then column
  // What stands by the table and in none of its cells: header rows that stood again on later
  // pages, names of groups of rows where no lines say which rows they name.
  std::vector<PagedPart> repeated;
};

// A frame and its page. The frame must outlive the table.
struct PagedFrame {
  const Frame* frame = nullptr;
  uint32_t page = 0;
};

// True if the second may be the first one going on: the same edges.
bool GoesOn(const Frame& first, const Frame& second);

// Parts of one table, in order. A header row that a later part repeats is left out; a merged cell
// that goes on over the break is one.
PagedTable JoinFrames(const std::vector<PagedFrame>& parts);

// Sets the columns of all cells by their edges.
void NumberColumns(PagedTable* table);

}  // namespace gongkai
