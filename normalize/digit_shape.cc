#include "normalize/digit_shape.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace gongkai {
namespace {

// The share of the digit's height that a hole fills in 0, and does not in 4, 6, 8 and 9.
constexpr int kTallNumerator = 11;
constexpr int kTallDenominator = 20;
constexpr int kSmallestHole = 180;  // parts of the square of the digit's height

// Fills what no ink separates from where it begins.
class Filler {
 public:
  Filler(const Raster& image, PixelBox box)
      : image_(image), box_(box), seen_(static_cast<std::size_t>(box.width() * box.height())) {}

  bool Open(int x, int y) const {
    return x >= box_.left && x < box_.right && y >= box_.top && y < box_.bottom &&
           seen_[Index(x, y)] == 0 && !image_.Ink(x, y);
  }

  // The box around what was filled; pixels in *area.
  PixelBox Fill(int x, int y, int* area) {
    PixelBox filled{x, y, x + 1, y + 1};
    *area = 0;
    Take(x, y);
    while (!open_.empty()) {
      const auto [at, on] = open_.back();
      open_.pop_back();
      ++*area;
      filled = {std::min(filled.left, at), std::min(filled.top, on), std::max(filled.right, at + 1),
                std::max(filled.bottom, on + 1)};
      Take(at - 1, on);
      Take(at + 1, on);
      Take(at, on - 1);
      Take(at, on + 1);
    }
    return filled;
  }

 private:
  std::size_t Index(int x, int y) const {
    return static_cast<std::size_t>((y - box_.top) * box_.width() + x - box_.left);
  }

  void Take(int x, int y) {
    if (!Open(x, y)) return;
    seen_[Index(x, y)] = 1;
    open_.emplace_back(x, y);
  }

  const Raster& image_;
  const PixelBox box_;
  std::vector<uint8_t> seen_;
  std::vector<std::pair<int, int>> open_;
};

}  // namespace

std::vector<PixelBox> HolesIn(const Raster& image, PixelBox box) {
  std::vector<PixelBox> holes;
  Filler filler(image, box);
  const int least = std::max(3, box.height() * box.height() / kSmallestHole);
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      if (!filler.Open(x, y)) continue;
      int area = 0;
      const PixelBox filled = filler.Fill(x, y, &area);
      const bool enclosed = filled.left > box.left && filled.right < box.right &&
                            filled.top > box.top && filled.bottom < box.bottom;
      if (enclosed && area >= least) holes.push_back(filled);
    }
  }
  return holes;
}

bool MayShow(const Raster& image, PixelBox ink, char32_t digit) {
  if (digit < U'0' || digit > U'9') return true;
  const std::vector<PixelBox> holes = HolesIn(image, ink);
  const auto tall = [&](const PixelBox& hole) {
    return hole.height() * kTallDenominator >= ink.height() * kTallNumerator;
  };
  // Twice the height of the middle of the hole over that of the digit.
  const auto above = [&](const PixelBox& hole) {
    return ink.top + ink.bottom - hole.top - hole.bottom;
  };
  switch (digit) {
    case U'0':
      return holes.size() == 1 && tall(holes[0]);
    case U'4':
      return holes.empty() || (holes.size() == 1 && !tall(holes[0]));
    case U'6':
      return holes.size() == 1 && !tall(holes[0]) && above(holes[0]) < 0;
    case U'8':
      return holes.size() == 2 && above(holes[0]) > 0 && above(holes[1]) < 0;
    case U'9':
      return holes.size() == 1 && !tall(holes[0]) && above(holes[0]) > 0;
    default:
      return holes.empty();
  }
}

}  // namespace gongkai
