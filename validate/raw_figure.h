// What stands in a cell beside the figure that was read from it.
#pragma once

#include <string_view>

namespace gongkai {

struct RawFigure {
  bool annotated = false;   // units, words, signs that belong to no number
  bool letters = false;     // O, o, l, I where a digit belongs
  bool full_width = false;  // full-width digits, point, sign
  bool separators = false;  // thousands separators, spaces between digits
};

// `raw` as in v1::Cell.raw; bytes that are no UTF-8 count as words.
RawFigure ReadRawFigure(std::string_view raw);

}  // namespace gongkai
