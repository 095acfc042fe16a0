// The numbers of a workbook as it keeps them: doubles, written in decimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

struct KeptNumber {
  bool negative = false;
  std::string integer;   // without leading zeros; "0" if there is nothing before the point
  std::string fraction;  // without trailing zeros

  bool is_zero() const { return integer == "0" && fraction.empty(); }
  std::string text() const;
};

// nullopt if `kept` is no number, or one too large or too small to be a figure (over 30 digits
// either side of the point). At most 15 digits from the first that is not 0: what is behind them
// is how a double happens to be written (0.30000000000000004).
std::optional<KeptNumber> ReadKeptNumber(std::string_view kept);

// The number times a hundred.
KeptNumber TimesHundred(KeptNumber number);

}  // namespace gongkai
