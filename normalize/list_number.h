// How automatic lists write their numbers (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai {

enum class ListFormat : unsigned char {
  kDecimal,
  kDecimalZero,  // 01, 02
  kFullWidth,    // １, ２
  kDash,         // - 1 -
  kUpperLetter,  // A to Z, AA, BB
  kLowerLetter,
  kUpperRoman,
  kLowerRoman,
  kChineseCounting,          // 一, 十, 九十九, 一〇〇
  kChineseCountingThousand,  // 一, 十, 一百零一
  kJapaneseCounting,         // 一, 十, 百一
  kDigits,                   // 一, 一〇
  kLegal,                    // 壹, 壹拾
  kLegalTraditional,         // 壹, 貳
  kStems,                    // 甲 to 癸
  kBranches,                 // 子 to 亥
  kCircle,                   // ① to ⑳
  kParenthesis,              // ⑴ to ⒇
  kFullStop,                 // ⒈ to ⒛
  kChineseCircle,            // ㊀ to ㊉
  kNone,                     // nothing: w:numFmt "none"
  kBullet,
};

// kDecimal for a name that is not known.
ListFormat ListFormatOf(std::string_view name);

// Appends the number; one that the format has no sign for is written in digits.
void AppendListNumber(ListFormat format, int64_t number, std::string* out);

}  // namespace gongkai
