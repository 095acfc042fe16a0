#include "normalize/html_reference.h"

#include <libxml/HTMLparser.h>

#include <string>

#include "absl/strings/ascii.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxName = 12;
constexpr char32_t kMaxChar = 0x10FFFF;

// windows-1252, 0x80 to 0x9F.
constexpr char16_t kWindows1252[] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool IsNameChar(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }

int HexValue(char c) {
  if (absl::ascii_isdigit(static_cast<unsigned char>(c))) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

HtmlReference NumberAt(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const std::size_t first = at;
  char32_t number = 0;
  for (; at < text.size(); ++at) {
    const int value = hex ? HexValue(text[at])
                      : absl::ascii_isdigit(static_cast<unsigned char>(text[at])) ? text[at] - '0'
                                                                                  : -1;
    if (value < 0) break;
    if (number <= kMaxChar) number = number * (hex ? 16 : 10) + static_cast<char32_t>(value);
  }
  if (at == first) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return {CharOfNumber(number), at};
}

}  // namespace

char32_t CharOfNumber(char32_t number) {
  if (number >= 0x80 && number <= 0x9F) return kWindows1252[number - 0x80];
  if (number == 0 || number > kMaxChar || (number >= 0xD800 && number <= 0xDFFF)) return 0xFFFD;
  return number;
}

HtmlReference ReferenceAt(std::string_view text) {
  if (text.size() < 3 || text[0] != '&') return {};
  if (text[1] == '#') return NumberAt(text);
  std::size_t end = 1;
  while (end < text.size() && end <= kMaxName && IsNameChar(text[end])) ++end;
  const std::string name(text.substr(1, end - 1));
  const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()));
  if (entity != nullptr && end < text.size() && text[end] == ';') return {entity->value, end + 1};
  // Old pages leave the semicolon out; a browser reads these names all the same.
  for (const std::string_view known : {"nbsp", "quot", "amp", "lt", "gt", "copy", "middot"}) {
    if (std::string_view(name).substr(0, known.size()) != known) continue;
    const std::string whole(known);
    entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(whole.c_str()));
    if (entity != nullptr) return {entity->value, known.size() + 1};
  }
  return {};
}

}  // namespace gongkai
