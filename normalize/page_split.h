// Pages whose text runs in two columns.
#pragma once

#include <cstdint>
#include <vector>

#include "normalize/page_glyphs.h"

namespace gongkai {

// Part of a page that is read as a page of its own.
struct PageStretch {
  enum class Side { kWhole, kLeft, kRight };
  UprightPage page;
  Side side = Side::kWhole;
  int32_t moved = 0;  // to the left of where it stands: the right column stands on the left one
};

// The stretches of a page in the order they are read: what stands over two columns, the left one,
// the right one, what stands below, which may have columns again. Two columns are a gap that no
// character and no table crosses, with prose in many lines on both sides; labels and figures of a
// table without lines are no prose. Any other page is one stretch, as it is.
std::vector<PageStretch> SplitColumns(UprightPage page);

}  // namespace gongkai
