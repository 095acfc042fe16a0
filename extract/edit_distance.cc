#include "extract/edit_distance.h"

#include <algorithm>

namespace gongkai {

// Myers, "A fast bit-vector algorithm for approximate string matching", 1999.
uint32_t DistanceWithin(std::u16string_view label, std::u16string_view text) {
  constexpr std::size_t kWord = 64;
  if (label.empty() || label.size() > kWord) return static_cast<uint32_t>(label.size());
  const auto equal = [&](char16_t c) {
    uint64_t bits = 0;
    for (std::size_t i = 0; i < label.size(); ++i) bits |= uint64_t{label[i] == c} << i;
    return bits;
  };
  uint64_t up = ~uint64_t{0};
  uint64_t down = 0;
  const uint64_t last = uint64_t{1} << (label.size() - 1);
  uint32_t score = static_cast<uint32_t>(label.size());
  uint32_t best = score;
  for (const char16_t c : text) {
    const uint64_t match = equal(c);
    const uint64_t diagonal = (((match & up) + up) ^ up) | match | down;
    uint64_t right = down | ~(diagonal | up);
    uint64_t left = up & diagonal;
    if ((right & last) != 0) ++score;
    if ((left & last) != 0) --score;
    right <<= 1;
    left <<= 1;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    best = std::min(best, score);
  }
  return best;
}

}  // namespace gongkai
