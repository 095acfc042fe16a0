// Ordinals as they are printed before headings: 一、 第一部分 （一） 1. （1）
#pragma once

#include <cstdint>
#include <string_view>

namespace gongkai {

enum class OrdinalStyle : uint8_t {
  kNone,
  kPlain,   // 一、 一. 一 第一部分
  kBare,    // 一 with nothing behind it
  kParen,   // （一） (一)
  kArabic,  // 1. 1、 1)
};

struct Ordinal {
  OrdinalStyle style = OrdinalStyle::kNone;
  uint32_t value = 0;  // 1 to 99; 0 for kNone
  uint32_t begin = 0;  // half-open bytes with the sign and the space behind the number
  uint32_t end = 0;
};

// False for nearly all text that begins with no ordinal in Chinese numerals; cheap.
inline bool MayBeginChineseOrdinal(std::string_view text, uint32_t at) {
  const unsigned char first = at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
  return first == 0xE4 || first == 0xE5 || first == 0xE7;  // 一 to 九, 十, 第
}

// The ordinal that begins at the byte; style kNone if there is none.
Ordinal OrdinalAt(std::string_view text, uint32_t at);

// The ordinal that ends right before the byte, white space between them apart.
Ordinal OrdinalBefore(std::string_view text, uint32_t at);

// Reads 一 to 九十九 at *at and moves *at behind it; 0 if there is none.
uint32_t ReadChineseNumber(std::string_view text, uint32_t* at);

}  // namespace gongkai
