// Characters of a page put together to lines.
#pragma once

#include <string>
#include <vector>

#include "normalize/page_glyphs.h"

namespace gongkai {

// Characters on one base line, from left to right; neither begins nor ends with a space.
struct PageLine {
  std::vector<PageGlyph> glyphs;
  PageBox box;
  int32_t base = 0;
  int32_t size = 0;  // of most of its characters

  // Ranges of glyphs that wide gaps hold apart: cells of a table without borders.
  struct Segment {
    std::size_t begin = 0;
    std::size_t end = 0;
    PageBox box;
  };
  std::vector<Segment> Segments() const;

  // Its characters, spaces where they are and where a gap is as wide as one.
  std::string Text() const { return Text(0, glyphs.size()); }
  std::string Text(std::size_t begin, std::size_t end) const;

  // What stands between two neighbours: none, a space, or more of them for a wide gap.
  int SpacesBefore(std::size_t glyph) const;
};

// From top to bottom.
std::vector<PageLine> BuildLines(std::vector<PageGlyph> glyphs);

inline bool IsAsciiWord(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
inline bool IsDigit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

// A figure or a mark that stands for one: digits, signs and separators alone.
bool IsFigureLike(std::string_view text);

}  // namespace gongkai
