// The number printed before a label: "（三）", "四、", "1.".
#pragma once

#include <cstdint>
#include <string_view>

namespace gongkai {

// A number as printed before a label. Styles are told apart: "1." is not "（一）".
struct LabelOrdinal {
  enum Style : uint8_t { kNone, kHan, kBracketedHan, kDigits };
  Style style = kNone;
  uint32_t value = 0;
  uint32_t begin = 0;  // byte where it begins; that of the label if there is none
  friend bool operator==(const LabelOrdinal& a, const LabelOrdinal& b) {
    return a.style == b.style && a.value == b.value;
  }
};

// The ordinal that ends at text[label), not reaching back over text[low).
LabelOrdinal FindOrdinal(std::string_view text, uint32_t low, uint32_t label);

}  // namespace gongkai
