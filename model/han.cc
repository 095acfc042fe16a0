#include "model/han.h"

namespace gongkai {

void AppendUtf8(char32_t c, std::string* text) {
  if (c < 0x80) {
    *text += static_cast<char>(c);
  } else if (c < 0x800) {
    *text += static_cast<char>(0xC0 | c >> 6);
    *text += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *text += static_cast<char>(0xE0 | c >> 12);
    *text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *text += static_cast<char>(0xF0 | c >> 18);
    *text += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

char16_t NextRareHan(std::string_view text, std::size_t* offset) {
  const char32_t c = NextChar(text, offset);
  if (!IsHan(c)) return 0;
  return c > 0xFFFF ? u'〓' : static_cast<char16_t>(c);
}

HanText FoldHan(std::string_view text, std::size_t begin, std::size_t end) {
  HanText folded;
  // No Han character is shorter than three bytes.
  const std::size_t most = (end - begin) / 3;
  folded.chars.reserve(most);
  folded.offsets.reserve(most);
  folded.lengths.reserve(most);
  for (std::size_t at = begin; at < end;) {
    const std::size_t start = at;
    const char16_t c = NextHan(text, &at);
    if (c == 0) continue;
    folded.chars.push_back(c);
    folded.offsets.push_back(static_cast<uint32_t>(start));
    folded.lengths.push_back(static_cast<uint8_t>(at - start));
  }
  return folded;
}

HanText FoldHan(std::string_view text) { return FoldHan(text, 0, text.size()); }

std::u16string HanOnly(std::string_view text) {
  std::u16string chars;
  chars.reserve(text.size() / 3);
  for (std::size_t at = 0; at < text.size();) {
    if (const char16_t c = NextHan(text, &at); c != 0) chars += c;
  }
  return chars;
}

}  // namespace gongkai
