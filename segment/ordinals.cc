#include "segment/ordinals.h"

#include <algorithm>

#include "common/strings.h"
#include "model/han.h"
#include "segment/text_scan.h"

namespace gongkai {
namespace {

constexpr uint32_t kCharBytes = 3;
constexpr uint32_t kTen = 10;

// 1 to 9, 10 for 十; 0 for other characters.
uint32_t NumeralAt(std::string_view text, uint32_t at) {
  // All numerals begin with this byte or the next; most text stops here.
  if (at + kCharBytes > text.size()) return 0;
  const unsigned char first = static_cast<unsigned char>(text[at]);
  if (first < 0xE4 || first > 0xE5) return 0;
  std::size_t offset = at;
  switch (NextChar(text, &offset)) {
    case U'一':
      return 1;
    case U'二':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    case U'十':
      return 10;
    default:
      return 0;
  }
}

// Length of any of the words at `at`; 0 if there is none.
template <std::size_t N>
uint32_t Take(std::string_view text, uint32_t at, const std::string_view (&words)[N]) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view word : words) {
    if (StartsWith(rest, word)) return static_cast<uint32_t>(word.size());
  }
  return 0;
}

constexpr std::string_view kOpen[] = {"（", "("};
constexpr std::string_view kClose[] = {"）", ")"};
constexpr std::string_view kSeparator[] = {"、", "．", ".", "，", ",", "：", ":"};
constexpr std::string_view kArabicSeparator[] = {"、", "．", ".", "，", "）", ")"};
constexpr std::string_view kPart[] = {"部分", "章", "、"};

Ordinal Make(OrdinalStyle style, uint32_t value, uint32_t begin, uint32_t end,
             std::string_view text) {
  return {style, value, begin, SkipSpace(text, end, static_cast<uint32_t>(text.size()))};
}

Ordinal ParenAt(std::string_view text, uint32_t at) {
  const uint32_t open = Take(text, at, kOpen);
  uint32_t end = SkipSpace(text, at + open, static_cast<uint32_t>(text.size()));
  const uint32_t value = ReadChineseNumber(text, &end);
  end = SkipSpace(text, end, static_cast<uint32_t>(text.size()));
  const uint32_t close = end < text.size() ? Take(text, end, kClose) : 0;
  if (value == 0 || close == 0) return {};
  end += close;
  if (end < text.size()) end += Take(text, end, kSeparator);
  return Make(OrdinalStyle::kParen, value, at, end, text);
}

Ordinal ArabicAt(std::string_view text, uint32_t at) {
  uint32_t end = at;
  uint32_t value = 0;
  while (end < text.size() && end < at + 2 && IsDigit(text[end])) {
    value = value * 10 + static_cast<uint32_t>(text[end++] - '0');
  }
  if (value == 0 || end >= text.size()) return {};
  const uint32_t separator = Take(text, end, kArabicSeparator);
  end += separator;
  if (separator == 0 || (end < text.size() && IsDigit(text[end]))) return {};
  return Make(OrdinalStyle::kArabic, value, at, end, text);
}

Ordinal ChineseAt(std::string_view text, uint32_t at) {
  if (!MayBeginChineseOrdinal(text, at)) return {};
  const bool part = text.substr(at).starts_with("第");
  uint32_t end = part ? at + kCharBytes : at;
  const uint32_t value = ReadChineseNumber(text, &end);
  if (value == 0) return {};
  if (part) {
    const uint32_t word = end < text.size() ? Take(text, end, kPart) : 0;
    if (word == 0) return {};
    end += word;
  }
  const uint32_t number_end = end;
  end = SkipSpace(text, end, static_cast<uint32_t>(text.size()));
  const uint32_t separator = end < text.size() ? Take(text, end, kSeparator) : 0;
  end += separator;
  const bool marked = part || separator > 0 || end > number_end;
  return Make(marked ? OrdinalStyle::kPlain : OrdinalStyle::kBare, value, at, end, text);
}

// What an ordinal ends with: its sign, its number, 部分 or 章. Most text before a heading's words
// stops here.
bool MayEndOrdinal(std::string_view text, uint32_t at) {
  while (at > 0 && IsSpace(text[at - 1])) --at;
  if (at == 0) return false;
  const char last = text[at - 1];
  if (last == '.' || last == ')' || last == ',' || last == ':') return true;
  if (at < kCharBytes || static_cast<unsigned char>(last) < 0x80) return false;
  const uint32_t begin = at - kCharBytes;
  return NumeralAt(text, begin) > 0 || Take(text, begin, kSeparator) > 0 ||
         Take(text, begin, kClose) > 0 || text.substr(begin, kCharBytes) == "分" ||
         text.substr(begin, kCharBytes) == "章";
}

// Whether the character may stand within an ordinal.
bool MayBelongToOrdinal(char32_t c) {
  constexpr std::u32string_view kParts = U"一二三四五六七八九十第部分章（）、．，：().,:0123456789";
  return kParts.find(c) != std::u32string_view::npos;
}

}  // namespace

uint32_t ReadChineseNumber(std::string_view text, uint32_t* at) {
  const uint32_t first = NumeralAt(text, *at);
  if (first == 0) return 0;
  *at += kCharBytes;
  uint32_t tens = 1;
  if (first != kTen) {
    if (NumeralAt(text, *at) != kTen) return first;
    *at += kCharBytes;
    tens = first;
  }
  const uint32_t ones = NumeralAt(text, *at);
  if (ones == 0 || ones == kTen) return tens * kTen;
  *at += kCharBytes;
  return tens * kTen + ones;
}

Ordinal OrdinalAt(std::string_view text, uint32_t at) {
  if (at >= text.size()) return {};
  if (IsDigit(text[at])) return ArabicAt(text, at);
  if (Take(text, at, kOpen) > 0) return ParenAt(text, at);
  return ChineseAt(text, at);
}

Ordinal OrdinalBefore(std::string_view text, uint32_t at) {
  if (!MayEndOrdinal(text, at)) return {};
  constexpr uint32_t kMaxCharacters = 12;  // of the longest ordinal, with white space
  Ordinal longest;
  std::size_t begin = at;
  for (uint32_t i = 0; i < kMaxCharacters && begin > 0; ++i) {
    const char32_t c = PreviousChar(text, 0, &begin);
    if (IsSpace(text[begin])) continue;
    if (!MayBelongToOrdinal(c)) break;
    const Ordinal ordinal = OrdinalAt(text, static_cast<uint32_t>(begin));
    if (ordinal.style != OrdinalStyle::kNone && ordinal.end == at) longest = ordinal;
  }
  // The digits of a figure such as 12.5 or a year are no ordinal.
  if (longest.style == OrdinalStyle::kArabic && longest.begin > 0 &&
      (IsDigit(text[longest.begin - 1]) || text[longest.begin - 1] == '.')) {
    return {};
  }
  return longest;
}

}  // namespace gongkai
