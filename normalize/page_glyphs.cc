#include "normalize/page_glyphs.h"

#include <array>
#include <cstdlib>
#include <map>
#include <tuple>

namespace gongkai {
namespace {

// A point of the page as it is shown, on the page turned back by `turn` quarters.
std::pair<int32_t, int32_t> Undo(uint32_t turn, int32_t x, int32_t y, int32_t width,
                                 int32_t height) {
  switch (turn) {
    case 1:
      return {y, width - x};
    case 2:
      return {width - x, height - y};
    case 3:
      return {height - y, x};
    default:
      return {x, y};
  }
}

PageBox BoxOf(std::pair<int32_t, int32_t> a, std::pair<int32_t, int32_t> b) {
  return {std::min(a.first, b.first), std::min(a.second, b.second), std::max(a.first, b.first),
          std::max(a.second, b.second)};
}

PageBox UndoBox(uint32_t turn, const PageBox& box, int32_t width, int32_t height) {
  return BoxOf(Undo(turn, box.left, box.top, width, height),
               Undo(turn, box.right, box.bottom, width, height));
}

bool IsSpace(char32_t c) {
  return c == U' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == U'\t' ||
         c == 0x202F || c == 0x205F;
}

bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD; }

uint32_t MainTurn(const v1::PositionedPage& page) {
  std::array<std::size_t, 4> counts{};
  for (const uint32_t turn : page.glyph_turn()) ++counts[turn % 4];
  return static_cast<uint32_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

// Finds a character that was drawn at nearly the same place before.
class Doubles {
 public:
  bool Seen(const PageGlyph& glyph) {
    constexpr int32_t kBucket = 400;
    const int32_t near = glyph.size * 15 / 100;
    const int32_t x = glyph.left / kBucket, y = glyph.base / kBucket;
    for (int32_t dx = -1; dx <= 1; ++dx) {
      for (int32_t dy = -1; dy <= 1; ++dy) {
        const auto [from, to] = places_.equal_range({glyph.code, x + dx, y + dy});
        for (auto it = from; it != to; ++it) {
          if (std::abs(it->second.first - glyph.left) <= near &&
              std::abs(it->second.second - glyph.base) <= near) {
            return true;
          }
        }
      }
    }
    places_.insert({{glyph.code, x, y}, {glyph.left, glyph.base}});
    return false;
  }

 private:
  std::multimap<std::tuple<char32_t, int32_t, int32_t>, std::pair<int32_t, int32_t>> places_;
};

}  // namespace

UprightPage MakeUpright(const v1::PositionedPage& page) {
  UprightPage upright;
  upright.turn = MainTurn(page);
  const bool sideways = upright.turn % 2 == 1;
  upright.width = sideways ? page.height() : page.width();
  upright.height = sideways ? page.width() : page.height();
  upright.glyphs.reserve(static_cast<std::size_t>(page.glyph_code_size()));
  Doubles doubles;
  for (int i = 0; i < page.glyph_code_size(); ++i) {
    const uint32_t turn = page.glyph_turn().empty() ? 0 : page.glyph_turn(i);
    if (turn != upright.turn || page.glyph_size(i) <= 0) continue;
    const auto [left, base] =
        Undo(turn, page.glyph_x(i), page.glyph_y(i), page.width(), page.height());
    char32_t code = page.glyph_code(i);
    if (IsSpace(code)) code = U' ';
    if (IsControl(code)) continue;
    const PageGlyph glyph{code, left, left + page.glyph_advance(i), base, page.glyph_size(i)};
    if (glyph.space() || !doubles.Seen(glyph)) upright.glyphs.push_back(glyph);
  }
  const auto add = [&](std::vector<PageBox>* out, const PageBox& box) {
    out->push_back(UndoBox(upright.turn, box, page.width(), page.height()));
  };
  for (int i = 0; i < page.ruling_left_size(); ++i) {
    add(&upright.rulings,
        {page.ruling_left(i), page.ruling_top(i), page.ruling_right(i), page.ruling_bottom(i)});
  }
  for (int i = 0; i < page.image_left_size(); ++i) {
    add(&upright.images,
        {page.image_left(i), page.image_top(i), page.image_right(i), page.image_bottom(i)});
  }
  return upright;
}

PageBox AsShown(const UprightPage& page, const PageBox& box) {
  // Turning back by the rest of a full turn.
  return UndoBox((4 - page.turn) % 4, box, page.width, page.height);
}

}  // namespace gongkai
