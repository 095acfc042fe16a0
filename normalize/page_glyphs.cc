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

// No page is so large; sums of such lengths do not overflow.
int32_t Bounded(int32_t length) { return std::clamp(length, -10'000'000, 10'000'000); }

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

// A line through a figure takes it out, and nobody can say what holds instead: digits that are
// struck out are not known.
void StrikeOut(UprightPage* page) {
  constexpr int32_t kThin = 150;
  std::vector<PageBox> lines;
  for (const PageBox& box : page->rulings) {
    if (box.height() <= kThin && box.width() > box.height()) lines.push_back(box);
  }
  std::sort(lines.begin(), lines.end(),
            [](const PageBox& a, const PageBox& b) { return a.top < b.top; });
  for (PageGlyph& glyph : page->glyphs) {
    if (glyph.code < U'0' || glyph.code > U'9') continue;
    const int32_t upper = glyph.base - glyph.size * 55 / 100;
    const int32_t lower = glyph.base - glyph.size * 12 / 100;
    auto line = std::lower_bound(lines.begin(), lines.end(), upper,
                                 [](const PageBox& box, int32_t y) { return box.top < y; });
    for (; line != lines.end() && line->top < lower; ++line) {
      if (line->left <= glyph.middle_x() && line->right >= glyph.middle_x()) {
        glyph.code = 0xFFFD;
        break;
      }
    }
  }
}

}  // namespace

UprightPage MakeUpright(const v1::PositionedPage& page) {
  UprightPage upright;
  upright.turn = MainTurn(page);
  const int32_t width = Bounded(page.width()), height = Bounded(page.height());
  upright.width = upright.turn % 2 == 1 ? height : width;
  upright.height = upright.turn % 2 == 1 ? width : height;
  // The helper was given what others sent: nothing it says is taken for granted.
  const int glyphs = std::min({page.glyph_code_size(), page.glyph_x_size(), page.glyph_y_size(),
                               page.glyph_advance_size(), page.glyph_size_size()});
  upright.glyphs.reserve(static_cast<std::size_t>(glyphs));
  Doubles doubles;
  for (int i = 0; i < glyphs; ++i) {
    const uint32_t turn = i < page.glyph_turn_size() ? page.glyph_turn(i) % 4 : 0;
    const int32_t size = std::min(page.glyph_size(i), 1'000'000);
    char32_t code = page.glyph_code(i);
    if (IsSpace(code)) code = U' ';
    if (turn != upright.turn || size <= 0 || IsControl(code)) continue;
    if (code >= 0x110000 || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    const auto [left, base] =
        Undo(turn, Bounded(page.glyph_x(i)), Bounded(page.glyph_y(i)), width, height);
    const int32_t advance = std::clamp(page.glyph_advance(i), 0, 10'000'000);
    const uint32_t recognition =
        i < page.glyph_recognition_size() ? std::min(page.glyph_recognition(i), 1000u) : 0;
    const PageGlyph glyph{code, left, left + advance, base, size, recognition};
    if (glyph.space() || !doubles.Seen(glyph)) upright.glyphs.push_back(glyph);
  }
  const auto boxes = [&](const auto& left, const auto& top, const auto& right, const auto& bottom,
                         std::vector<PageBox>* out) {
    const int count = std::min({left.size(), top.size(), right.size(), bottom.size()});
    for (int i = 0; i < count; ++i) {
      const PageBox box{Bounded(left.Get(i)), Bounded(top.Get(i)), Bounded(right.Get(i)),
                        Bounded(bottom.Get(i))};
      out->push_back(UndoBox(upright.turn, box, width, height));
    }
  };
  boxes(page.ruling_left(), page.ruling_top(), page.ruling_right(), page.ruling_bottom(),
        &upright.rulings);
  boxes(page.image_left(), page.image_top(), page.image_right(), page.image_bottom(),
        &upright.images);
  StrikeOut(&upright);
  return upright;
}

PageBox AsShown(const UprightPage& page, const PageBox& box) {
  // Turning back by the rest of a full turn.
  return UndoBox((4 - page.turn) % 4, box, page.width, page.height);
}

}  // namespace gongkai
