#include "model/page_number.h"

#include <cstddef>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kLongestLine = 48;  // bytes
constexpr int kMostDigits = 4;            // of a number

enum class Sign { kDigit, kSpace, kDash, kSlash, kPage, kOther, kNone };

Sign SignOf(char32_t c) {
  if ((c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９')) return Sign::kDigit;
  switch (c) {
    case U' ':
      return Sign::kSpace;
    case U'-':
    case U'—':
    case U'–':
    case U'－':
    case U'─':
    case U'―':
    case U'·':
    case U'~':
    case U'～':
      return Sign::kDash;
    case U'/':
      return Sign::kSlash;
    case U'页':
    case U'頁':
      return Sign::kPage;
    case U'第':
    case U'共':
    case U',':
    case U'，':
      return Sign::kOther;
    default:
      return Sign::kNone;
  }
}

int DigitOf(char32_t c) { return static_cast<int>(c <= U'9' ? c - U'0' : c - U'０'); }

}  // namespace

std::optional<PageNumber> ReadPageNumber(std::string_view line) {
  if (line.empty() || line.size() > kLongestLine) return std::nullopt;
  PageNumber number;
  int numbers = 0, digits = 0, signs = 0, dashes = 0, slashes = 0, pages = 0;
  Sign first = Sign::kNone, last = Sign::kNone;
  bool comma = false;
  for (std::size_t i = 0; i < line.size();) {
    const char32_t c = NextChar(line, &i);
    const Sign sign = SignOf(c);
    if (sign == Sign::kNone) return std::nullopt;
    if (sign == Sign::kDigit) {
      if (last != Sign::kDigit) digits = 0, ++numbers;
      if (++digits > kMostDigits) return std::nullopt;
      if (numbers == 1) number.value = number.value * 10 + DigitOf(c);
    }
    signs += sign != Sign::kDigit && sign != Sign::kSpace ? 1 : 0;
    dashes += sign == Sign::kDash ? 1 : 0;
    slashes += sign == Sign::kSlash ? 1 : 0;
    pages += sign == Sign::kPage ? 1 : 0;
    comma |= c == U',' || c == U'，';
    if (first == Sign::kNone) first = sign;
    last = sign;
  }
  number.dressed = signs > 0;
  if (numbers == 0 || numbers > 2 || (numbers == 2 && !number.dressed)) return std::nullopt;
  const bool framed = dashes > 0 && first != Sign::kDigit && last != Sign::kDigit;
  const bool said = pages > 0 && first != Sign::kPage && !line.starts_with("共");
  number.certain = !comma && (said || (pages == 0 && numbers == 1 && framed) ||
                              (pages == 0 && numbers == 2 && slashes > 0 && dashes == 0));
  return number;
}

}  // namespace gongkai
