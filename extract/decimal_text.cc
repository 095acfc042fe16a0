#include "extract/decimal_text.h"

#include <algorithm>

#include "common/strings.h"

namespace gongkai {

std::string ShiftDecimal(std::string_view digits, int power) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string all(digits.substr(0, point));
  if (point < digits.size()) all += digits.substr(point + 1);
  int whole = static_cast<int>(point) + power;
  if (whole < 1) {
    all.insert(0, static_cast<std::size_t>(1 - whole), '0');
    whole = 1;
  }
  if (static_cast<std::size_t>(whole) > all.size())
    all.resize(static_cast<std::size_t>(whole), '0');
  std::string integer = all.substr(0, static_cast<std::size_t>(whole));
  std::string fraction = all.substr(static_cast<std::size_t>(whole));
  integer.erase(0, std::min(integer.find_first_not_of('0'), integer.size() - 1));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? integer : Concat(integer, ".", fraction);
}

}  // namespace gongkai
