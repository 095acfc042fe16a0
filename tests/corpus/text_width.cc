#include "tests/corpus/text_width.h"

namespace gongkai::corpus {

std::vector<std::string_view> TextCharacters(std::string_view text) {
  std::vector<std::string_view> characters;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    characters.push_back(text.substr(at, end - at));
    at = end;
  }
  return characters;
}

size_t TextColumns(std::string_view text) {
  size_t columns = 0;
  for (const std::string_view character : TextCharacters(text)) {
    // From U+2E80 on; “ ” — are narrow.
    columns += character >= "\xE2\xBA\x80" ? 2 : 1;
  }
  return columns;
}

std::vector<std::string> WrapColumns(std::string_view text, size_t columns) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  for (const std::string_view character : TextCharacters(text)) {
    const size_t width = TextColumns(character);
    if (used + width > columns) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += character;
    used += width;
  }
  return lines;
}

}  // namespace gongkai::corpus
