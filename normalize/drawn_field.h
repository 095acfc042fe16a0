// A text as a field of places, as a typewriter has them: what tables that are drawn with
// characters are read from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/character_width.h"
#include "normalize/page.h"

namespace gongkai {

// A character that is no space, and the places it takes.
struct FieldCharacter {
  char32_t code = 0;
  uint32_t begin = 0;  // bytes of the text
  uint32_t end = 0;
  int32_t column = 0;
  int32_t width = 0;

  int32_t column_end() const { return column + width; }
};

using FieldLine = std::vector<FieldCharacter>;

// The characters of text[begin, end), which holds no line end.
FieldLine ReadFieldLine(std::string_view text, ByteRange line, AmbiguousWidth ambiguous);

// What a character may draw.
enum class DrawnMark : unsigned char { kNone, kDash, kBar, kCorner };
DrawnMark MarkOf(char32_t c);

// A line of a cell goes on in the next only where the next character has no room: fewer places are
// left than it takes. Other lines under each other are two cells of which the border was lost.
inline constexpr int32_t kMostRoom = 1;

// Cells of drawn tables: the ranges of the text that stand in them, from top to bottom.
struct DrawnCell {
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t row_span = 1;
  uint32_t column_span = 1;
  uint32_t skipped = 0;  // columns without a cell before this one
  std::vector<ByteRange> lines;
};

struct DrawnTable {
  std::size_t first_line = 0;  // of the text, among all lines
  std::size_t end_line = 0;    // behind its last
  uint32_t rows = 0;
  std::vector<DrawnCell> cells;  // by row, then column
};

// False if a figure does not stand alone in its cell: then its rows are not what the lines say, as
// where one between two of them was lost.
bool FiguresStandAlone(std::string_view text, const DrawnTable& table);

}  // namespace gongkai
