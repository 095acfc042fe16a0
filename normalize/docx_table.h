// Rows and cells of a Word table as a reader sees them (ISO/IEC 29500-1, 17.4).
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <vector>

namespace gongkai {

struct DocxCell {
  pugi::xml_node node;
  uint32_t number = 0;   // one-based, of the w:tc in its row
  uint32_t skipped = 0;  // positions without a cell before it
  uint32_t column_span = 1;
  uint32_t row_span = 1;
  bool shown = true;  // false: taken out by a tracked change, or part of the cell above it
};

struct DocxRow {
  pugi::xml_node node;
  uint32_t number = 0;  // one-based, of the w:tr in its table
  bool header = false;  // repeated on each page
  bool shown = true;
  std::vector<DocxCell> cells;
};

// The plan of a w:tbl in order of the document: cells merged down (w:vMerge) and across
// (w:gridSpan, w:hMerge), rows and cells that tracked changes or w:hidden take out. A cell that
// says it goes on and has none above it with the same edges stands for itself. nullopt if rows or
// cells lie deeper in other elements than kMaxXmlDepth.
std::optional<std::vector<DocxRow>> PlanDocxTable(pugi::xml_node table);

}  // namespace gongkai
