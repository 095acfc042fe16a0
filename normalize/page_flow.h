// The pages of a file as one text: paragraphs over lines and pages, tables, images.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "normalize/page_frames.h"
#include "normalize/page_glyphs.h"
#include "normalize/page_lines.h"
#include "normalize/page_split.h"
#include "normalize/page_tables.h"

namespace gongkai {

// A page taken apart, or a column of one.
struct PageContent {
  UprightPage page;
  uint32_t number = 0;  // of the page, from zero
  PageStretch::Side side = PageStretch::Side::kWhole;
  int32_t moved = 0;  // to the left of where it stands on the page
  std::vector<Frame> frames;
  std::vector<PageLine> lines;  // outside of frames
};

struct FlowBlock {
  enum class Kind { kParagraph, kTable, kImage };
  Kind kind = Kind::kParagraph;
  std::vector<PagedLine> lines;  // of a paragraph
  PagedTable table;
};

struct PageFlow {
  std::vector<FlowBlock> blocks;
  std::vector<PagedPart> margins;  // page numbers, running heads, what stands by tables
};

// `pages` must outlive the flow.
PageFlow MakeFlow(const std::vector<PageContent>& pages);

}  // namespace gongkai
