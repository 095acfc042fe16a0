// A line of a page as the words and figures that gaps hold apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "normalize/page_lines.h"

namespace gongkai {

// A part of a line that is a word or a figure of its own.
struct Piece {
  std::size_t begin = 0;  // glyphs
  std::size_t end = 0;
  PageBox box;
  bool figure = false;
};

// Parts of a line that gaps of so many hundredths of their size hold apart.
std::vector<Piece> PiecesOf(const PageLine& line, int32_t gap);

}  // namespace gongkai
