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

void AppendHan(std::string_view text, std::size_t begin, std::size_t end, HanText* folded) {
  std::size_t count = folded->chars.size();
  // Written by index: no Han character is shorter than three bytes.
  const std::size_t most = count + (end - begin) / kCommonHanBytes;
  folded->chars.resize(most);
  folded->offsets.resize(most);
  char16_t* const chars = folded->chars.data();
  uint32_t* const offsets = folded->offsets.data();
  for (std::size_t at = begin; at < end;) {
    if (LeadsCommonHan(text[at])) {
      chars[count] = CommonHanAt(text, at);
      offsets[count++] = static_cast<uint32_t>(at);
      at += kCommonHanBytes;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t next = at;
    if (const char16_t c = NextHan(text, &next); c != 0) {
      chars[count] = c;
      offsets[count++] = static_cast<uint32_t>(at);
    }
    at = next;
  }
  folded->chars.resize(count);
  folded->offsets.resize(count);
}

HanText FoldHan(std::string_view text, std::size_t begin, std::size_t end) {
  HanText folded;
  AppendHan(text, begin, end, &folded);
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
