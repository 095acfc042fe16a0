// A number in any format of a workbook is shown with all of its digits, or as it is kept.
#include <string>

#include "normalize/number_format.h"
#include "tests/fuzz/target.h"

namespace gongkai {
namespace {

std::string DigitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace

// Up to the first zero byte the number as it is kept, then the format.
void Fuzz(std::string_view input) {
  const std::size_t zero = input.find('\0');
  const std::string_view kept = input.substr(0, zero);
  const std::string_view code =
      zero == std::string_view::npos ? std::string_view() : input.substr(zero + 1);
  for (const bool from_1904 : {false, true}) {
    const ShownNumber shown = ShowNumber(kept, code, from_1904);
    Require(!shown.text.empty() || kept.empty(), "nothing is shown");
    // A whole number that the format shows as one.
    if (code.empty() && kept.size() < 10 && !kept.empty() && DigitsOf(kept) == kept &&
        kept[0] != '0') {
      Require(shown.text == kept, "another figure");
    }
  }
}

}  // namespace gongkai
