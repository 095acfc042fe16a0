#include "normalize/drawn_field.h"

#include <algorithm>

#include "model/han.h"
#include "normalize/page_lines.h"

namespace gongkai {
namespace {

// A figure or a mark that stands for one, with a unit perhaps. Not a piece of a label: "1次）".
bool IsValue(std::string_view text) {
  constexpr int kUnit = 2;  // characters of the longest unit
  if (IsFigureLike(text)) return true;
  bool digit = false;
  int unit = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, &at);
    if (IsHan(c)) {
      ++unit;
    } else if (IsDigit(c) || c == U'.' || c == U',' || c == U'，') {
      digit = true;
    } else {
      return false;
    }
  }
  return digit && unit <= kUnit;
}

}  // namespace

FieldLine ReadFieldLine(std::string_view text, ByteRange line, AmbiguousWidth ambiguous) {
  FieldLine characters;
  int32_t column = 0;
  for (std::size_t at = line.begin; at < line.end;) {
    const std::size_t begin = at;
    const char32_t c = NextChar(text, &at);
    if (c == U'\r') continue;
    const int32_t width = CharacterWidth(c, ambiguous);
    if (c != U' ' && c != 0x3000 && c != 0xA0) {
      characters.push_back(
          {c, static_cast<uint32_t>(begin), static_cast<uint32_t>(at), column, width});
    }
    column += width;
  }
  return characters;
}

DrawnMark MarkOf(char32_t c) {
  switch (c) {
    case U'-':
    case U'=':
    case U'─':
    case U'━':
    case U'═':
      return DrawnMark::kDash;
    case U'|':
    case U'｜':
    case U'│':
    case U'┃':
    case U'║':
      return DrawnMark::kBar;
    case U'+':
      return DrawnMark::kCorner;
    default:
      // From ┌ to ╋, and from ╒ to ╬: where lines meet.
      return (c >= U'┌' && c <= U'╋') || (c >= U'╒' && c <= U'╬') ? DrawnMark::kCorner
                                                                  : DrawnMark::kNone;
  }
}

bool FiguresStandAlone(std::string_view text, const DrawnTable& table) {
  return std::ranges::none_of(table.cells, [text](const DrawnCell& cell) {
    return cell.lines.size() > 1 && std::ranges::any_of(cell.lines, [text](ByteRange line) {
             return IsValue(text.substr(line.begin, line.end - line.begin));
           });
  });
}

}  // namespace gongkai
