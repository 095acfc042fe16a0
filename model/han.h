// Folding a text to its Han characters, the form in which labels and headings are compared:
// width, digits, punctuation, spaces, line breaks and cell borders are gone, so that a label
// wrapped round its figures or broken over lines matches as if it stood alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// Han characters of a text with the way back. Characters outside the basic plane are given as
// U+3013. The variant 它 is given as 他 (其它 is 其他).
struct HanText {
  std::u16string chars;
  std::vector<uint32_t> offsets;  // byte offset in the text of each character
};

// Folds text[begin, end); offsets count from the start of `text`, which must be valid UTF-8.
HanText FoldHan(std::string_view text, std::size_t begin, std::size_t end);
HanText FoldHan(std::string_view text);

// Adds those of text[begin, end), which stands behind what was folded before.
void AppendHan(std::string_view text, std::size_t begin, std::size_t end, HanText* folded);

// Only the characters; for labels of the form data.
std::u16string HanOnly(std::string_view text);

// True for Han ideographs, 〇 among them.
inline bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// NextChar and PreviousChar stand where they are called: a call takes longer than they do.

// Decodes the character at text[*offset] and moves *offset behind it. The text must be valid
// UTF-8 and *offset within it, on a character boundary.
[[gnu::always_inline]] inline char32_t NextChar(std::string_view text, std::size_t* offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[*offset + i]); };
  const unsigned char first = byte(0);
  char32_t c = first;
  std::size_t length = 1;
  if (first >= 0xF0) {
    c = (first & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
        (byte(3) & 0x3Fu);
    length = 4;
  } else if (first >= 0xE0) {
    c = (first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    length = 3;
  } else if (first >= 0xC0) {
    c = (first & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    length = 2;
  }
  *offset += length;
  return c;
}

// The same as NextHan, for what that does not expect.
char16_t NextRareHan(std::string_view text, std::size_t* offset);

// Decodes the character at text[*offset], moves *offset behind it and gives it as HanText has it;
// 0 for one that is no Han character. The same conditions as for NextChar.
inline char16_t NextHan(std::string_view text, std::size_t* offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[*offset + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    ++*offset;
    return 0;
  }
  if (first >= 0xE2 && first <= 0xEF) {  // three bytes, nearly all there is in Chinese text
    // The bits that mark the bytes behind a first one (10) cancel out.
    const auto c = static_cast<char16_t>(first << 12 ^ byte(1) << 6 ^ byte(2) ^ 0x2080);
    if (c >= 0x4E00 && c <= 0x9FFF) [[likely]] {
      *offset += 3;
      return c == u'它' ? u'他' : c;
    }
    if (c >= 0xFF00 || (c < 0x3100 && c != u'〇')) {  // punctuation
      *offset += 3;
      return 0;
    }
  }
  return NextRareHan(text, offset);
}

// U+5000..9FFF, which nearly all Chinese characters are: told by the first byte, three bytes long.
inline bool LeadsCommonHan(char byte) {
  return static_cast<unsigned char>(byte) >= 0xE5 && static_cast<unsigned char>(byte) <= 0xE9;
}

inline constexpr uint32_t kCommonHanBytes = 3;

// Whether a character of U+4E00..9FFF stands at text[at]. The same conditions as for NextChar.
inline bool IsCommonHanAt(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return LeadsCommonHan(text[at]) ||
         (first == 0xE4 && static_cast<unsigned char>(text[at + 1]) >= 0xB8);
}

// The same as NextHan for such a character.
inline char16_t CommonHanAt(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return uint32_t{static_cast<unsigned char>(text[offset + i])};
  };
  const uint32_t c = byte(0) << 12 ^ byte(1) << 6 ^ byte(2) ^ 0xE2080;
  return static_cast<char16_t>(c == U'它' ? U'他' : c);
}

// The character that ends right before text[*offset], which is moved to its begin; 0, and *offset
// stays, if text[low, *offset) is empty. The text must be valid UTF-8, both on a character
// boundary.
[[gnu::always_inline]] inline char32_t PreviousChar(std::string_view text, std::size_t low,
                                                    std::size_t* offset) {
  if (*offset <= low) return 0;
  do {
    --*offset;
  } while ((static_cast<unsigned char>(text[*offset]) & 0xC0) == 0x80);
  std::size_t at = *offset;
  return NextChar(text, &at);
}

// Appends c as UTF-8.
void AppendUtf8(char32_t c, std::string* text);

}  // namespace gongkai
