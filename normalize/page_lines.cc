#include "normalize/page_lines.h"

#include <cstdlib>

#include "model/han.h"

namespace gongkai {
namespace {

// Shares of the size of a character, in hundredths.
constexpr int32_t kSameLine = 40;       // how far base lines may differ
constexpr int32_t kSpaceGap = 35;       // between letters or digits
constexpr int32_t kMixedSpaceGap = 60;  // between a figure and a Chinese character
constexpr int32_t kHanSpaceGap = 90;
constexpr int32_t kCellGap = 110;

int32_t Share(int32_t size, int32_t hundredths) { return size * hundredths / 100; }

PageLine MakeLine(std::vector<PageGlyph> glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const PageGlyph& a, const PageGlyph& b) { return a.left < b.left; });
  while (!glyphs.empty() && glyphs.back().space()) glyphs.pop_back();
  const auto first = std::find_if(glyphs.begin(), glyphs.end(),
                                  [](const PageGlyph& glyph) { return !glyph.space(); });
  glyphs.erase(glyphs.begin(), first);
  PageLine line;
  if (glyphs.empty()) return line;
  line.base = glyphs.front().base;
  line.box = {glyphs.front().left, glyphs.front().top(), glyphs.front().right,
              glyphs.front().bottom()};
  std::vector<int32_t> sizes;
  for (const PageGlyph& glyph : glyphs) {
    if (glyph.space()) continue;
    line.box = Around(line.box, {glyph.left, glyph.top(), glyph.right, glyph.bottom()});
    sizes.push_back(glyph.size);
  }
  std::nth_element(sizes.begin(), sizes.begin() + sizes.size() / 2, sizes.end());
  line.size = sizes[sizes.size() / 2];
  line.glyphs = std::move(glyphs);
  return line;
}

}  // namespace

int PageLine::SpacesBefore(std::size_t glyph) const {
  // Spaces that are drawn count as the gap they make.
  std::size_t before = glyph;
  while (before > 0 && glyphs[before - 1].space()) --before;
  if (before == 0) return 0;
  const PageGlyph& a = glyphs[before - 1];
  const PageGlyph& b = glyphs[glyph];
  const int32_t gap = b.left - a.right;
  const int32_t size = std::max(a.size, b.size);
  if (gap >= Share(size, kCellGap)) return 2;
  const bool words = a.code < 0x80 && b.code < 0x80;
  const bool mixed = a.code < 0x80 || b.code < 0x80;
  if (gap >= Share(size, words ? kSpaceGap : mixed ? kMixedSpaceGap : kHanSpaceGap)) return 1;
  return before < glyph ? 1 : 0;
}

std::vector<PageLine::Segment> PageLine::Segments() const {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (glyphs[i].space()) continue;
    const PageGlyph& glyph = glyphs[i];
    const PageBox around{glyph.left, glyph.top(), glyph.right, glyph.bottom()};
    if (segments.empty() || SpacesBefore(i) > 1) {
      segments.push_back({i, i + 1, around});
    } else {
      segments.back().end = i + 1;
      segments.back().box = Around(segments.back().box, around);
    }
  }
  return segments;
}

std::string PageLine::Text(std::size_t begin, std::size_t end) const {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (glyphs[i].space()) continue;
    if (i > begin) text.append(static_cast<std::size_t>(SpacesBefore(i)), ' ');
    AppendUtf8(glyphs[i].code, &text);
  }
  return text;
}

std::vector<PageLine> BuildLines(std::vector<PageGlyph> glyphs) {
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const PageGlyph& a, const PageGlyph& b) { return a.base < b.base; });
  std::vector<PageLine> lines;
  std::vector<PageGlyph> open;
  const auto close = [&] {
    PageLine line = MakeLine(std::exchange(open, {}));
    if (!line.glyphs.empty()) lines.push_back(std::move(line));
  };
  for (const PageGlyph& glyph : glyphs) {
    if (!open.empty()) {
      const int32_t size = std::min(open.front().size, glyph.size);
      if (glyph.base - open.front().base > Share(size, kSameLine)) close();
    }
    open.push_back(glyph);
  }
  if (!open.empty()) close();
  return lines;
}

bool IsFigureLike(std::string_view text) {
  bool digit = false, mark = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, &at);
    if (IsDigit(c)) {
      digit = true;
    } else if (c == U'/' || c == U'／' || c == U'-' || c == U'—' || c == U'－' || c == U'–' ||
               c == U'+' || c == U'＋' || c == U'无') {
      mark = true;
    } else if (c != U'.' && c != U',' && c != U'，' && c != U'%') {
      return false;
    }
  }
  return digit || mark;
}

}  // namespace gongkai
