// What the pages of a file carry at their edges: page numbers, running heads and feet.
#pragma once

#include <cstdint>
#include <vector>

#include "normalize/page_lines.h"

namespace gongkai {

// The lines of a page that lie outside of tables, from top to bottom.
struct PageEdges {
  uint32_t number = 0;  // of the page, from zero; the columns of one page have the same
  int32_t height = 0;
  const std::vector<PageLine>* lines = nullptr;
  // Where the tables of the page begin and end; nothing between them is an edge.
  int32_t tables_top = 0;
  int32_t tables_bottom = 0;
};

// By page, by line: true for what belongs to the page and not to the text. A number that stands
// alone counts only where it counts the pages; words only where the same stand at the same place
// of most pages.
std::vector<std::vector<bool>> FindMargins(const std::vector<PageEdges>& pages);

}  // namespace gongkai
