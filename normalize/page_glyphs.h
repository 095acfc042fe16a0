// A page as it is read: characters upright, strokes as lines. Lengths are hundredths of a point.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gongkai/v1/pages.pb.h"

namespace gongkai {

inline constexpr int32_t kSameEdge = 200;  // edges nearer than this are one

struct PageBox {
  int32_t left = 0;
  int32_t top = 0;
  int32_t right = 0;
  int32_t bottom = 0;

  int32_t width() const { return right - left; }
  int32_t height() const { return bottom - top; }
  bool Holds(int32_t x, int32_t y) const {
    return x >= left && x < right && y >= top && y < bottom;
  }
};

inline PageBox Around(const PageBox& a, const PageBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

struct PageGlyph {
  char32_t code = 0;
  int32_t left = 0;
  int32_t right = 0;
  int32_t base = 0;
  int32_t size = 0;
  uint32_t recognition = 0;  // as PositionedPage.glyph_recognition

  bool space() const { return code == U' '; }
  // Where the ink of a Chinese character stands about its base line.
  int32_t top() const { return base - size * 88 / 100; }
  int32_t bottom() const { return base + size * 12 / 100; }
  int32_t middle_x() const { return left + (right - left) / 2; }
  int32_t middle_y() const { return base - size * 38 / 100; }
};

struct UprightPage {
  int32_t width = 0;
  int32_t height = 0;
  std::vector<PageGlyph> glyphs;  // spaces of any kind are U' '
  std::vector<PageBox> rulings;
  std::vector<PageBox> images;
  uint32_t turn = 0;  // quarter turns clockwise that were undone
};

// Turns the page so that most of its characters are upright; the others, such as those of a stamp,
// are left out. A character drawn twice at one place, as bold is faked, is one; a digit that is
// struck out is U+FFFD.
UprightPage MakeUpright(const v1::PositionedPage& page);

// The box on the page as it is shown.
PageBox AsShown(const UprightPage& page, const PageBox& box);

}  // namespace gongkai
