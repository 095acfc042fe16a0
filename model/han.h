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
  std::vector<uint8_t> lengths;   // its length in bytes
};

// Folds text[begin, end); offsets count from the start of `text`, which must be valid UTF-8.
HanText FoldHan(std::string_view text, std::size_t begin, std::size_t end);
HanText FoldHan(std::string_view text);

// Only the characters; for labels of the form data.
std::u16string HanOnly(std::string_view text);

// True for Han ideographs, 〇 among them.
bool IsHan(char32_t c);

// Decodes the character at text[*offset] and moves *offset behind it. The text must be valid
// UTF-8 and *offset within it, on a character boundary.
char32_t NextChar(std::string_view text, std::size_t* offset);

// Appends c as UTF-8.
void AppendUtf8(char32_t c, std::string* text);

}  // namespace gongkai
