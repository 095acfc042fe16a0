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

HanText FoldHan(std::string_view text, std::size_t begin, std::size_t end) {
  HanText folded;
  // No Han character is shorter than three bytes.
  const std::size_t most = (end - begin) / 3 + 1;
  folded.chars.resize(most);
  folded.offsets.resize(most);
  folded.lengths.resize(most);
  std::size_t count = 0;
  for (std::size_t offset = begin; offset < end;) {
    const auto first = static_cast<unsigned char>(text[offset]);
    if (first < 0x80) {
      ++offset;
      continue;
    }
    const std::size_t start = offset;
    char32_t c;
    if ((first & 0xF0u) == 0xE0u) {  // nearly all: worth a path of its own
      c = (first & 0x0Fu) << 12 | (static_cast<unsigned char>(text[offset + 1]) & 0x3Fu) << 6 |
          (static_cast<unsigned char>(text[offset + 2]) & 0x3Fu);
      offset += 3;
    } else {
      c = NextChar(text, &offset);
    }
    if (!IsHan(c)) continue;
    folded.chars[count] = c > 0xFFFF ? u'〓' : c == U'它' ? u'他' : static_cast<char16_t>(c);
    folded.offsets[count] = static_cast<uint32_t>(start);
    folded.lengths[count] = static_cast<uint8_t>(offset - start);
    ++count;
  }
  folded.chars.resize(count);
  folded.offsets.resize(count);
  folded.lengths.resize(count);
  return folded;
}

HanText FoldHan(std::string_view text) { return FoldHan(text, 0, text.size()); }

std::u16string HanOnly(std::string_view text) { return FoldHan(text).chars; }

}  // namespace gongkai
