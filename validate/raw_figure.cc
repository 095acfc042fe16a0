#include "validate/raw_figure.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gongkai {
namespace {

enum class Sort : uint8_t { kPlain, kSeparator, kLetter, kFullWidth, kWords };

constexpr std::array<Sort, 128> kAscii = [] {
  std::array<Sort, 128> sorts{};
  sorts.fill(Sort::kWords);
  for (char c : std::string_view("0123456789.+-")) sorts[c] = Sort::kPlain;
  for (char c : std::string_view(", '\t\r\n")) sorts[c] = Sort::kSeparator;
  for (char c : std::string_view("OolI")) sorts[c] = Sort::kLetter;
  return sorts;
}();

struct Sign {
  std::string_view utf8;
  Sort sort;
};
constexpr Sign kSigns[] = {
    {"，", Sort::kSeparator},     {"\u00a0", Sort::kSeparator}, {"\u3000", Sort::kSeparator},
    {"\u2009", Sort::kSeparator}, {"\u202f", Sort::kSeparator}, {"’", Sort::kSeparator},
    {"．", Sort::kFullWidth},     {"－", Sort::kFullWidth},     {"＋", Sort::kFullWidth},
    {"\u2212", Sort::kFullWidth},
};

// Sort of the character at the start of `text`, which is not empty, and its length.
Sign Next(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {text.substr(0, 1), kAscii[lead]};
  // U+FF10..FF19, the full-width digits, are EF BC 90..99.
  if (text.size() >= 3 && text.starts_with("\xef\xbc")) {
    const auto last = static_cast<unsigned char>(text[2]);
    if (last >= 0x90 && last <= 0x99) return {text.substr(0, 3), Sort::kFullWidth};
  }
  for (const Sign& sign : kSigns) {
    if (text.starts_with(sign.utf8)) return sign;
  }
  return {text.substr(0, 1), Sort::kWords};
}

}  // namespace

RawFigure ReadRawFigure(std::string_view raw) {
  RawFigure figure;
  while (!raw.empty()) {
    const Sign sign = Next(raw);
    figure.annotated |= sign.sort == Sort::kWords;
    figure.letters |= sign.sort == Sort::kLetter;
    figure.full_width |= sign.sort == Sort::kFullWidth;
    figure.separators |= sign.sort == Sort::kSeparator;
    raw.remove_prefix(sign.utf8.size());
  }
  return figure;
}

}  // namespace gongkai
