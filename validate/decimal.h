// Exact decimals of table cells. No floating point: 0.1 + 0.2 is 0.3 here.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

// At most kMaxDecimalIntegerDigits digits before the point and kMaxDecimalFractionDigits after
// it, so that a sum of kMaxSumCells of them fits; longer sums are the caller's fault.
class Decimal {
 public:
  constexpr Decimal() = default;

  // "[-]digits[.digits]"; nullopt for anything else and for numbers over the bounds.
  static std::optional<Decimal> Parse(std::string_view text);

  static Decimal OfDigit(int digit) {
    Decimal result;
    result.units_ = int64_t{digit} * kUnitsOfOne;
    return result;
  }

  Decimal& operator+=(Decimal other) {
    units_ += other.units_;
    return *this;
  }
  friend Decimal operator-(Decimal left, Decimal right) {
    left.units_ -= right.units_;
    return left;
  }
  friend bool operator==(Decimal, Decimal) = default;
  friend std::strong_ordering operator<=>(Decimal left, Decimal right) {
    return left.units_ <=> right.units_;
  }

  // Exact; nullopt if it does not fit.
  std::optional<Decimal> Times(uint32_t factor) const;

  bool IsNegative() const { return units_ < 0; }

  // False for a divisor that is not positive.
  bool IsMultipleOf(Decimal divisor) const {
    return divisor.units_ > 0 && units_ % divisor.units_ == 0;
  }
  bool IsInteger() const;

  // "-0.5", "3886.46", "0": no sign of a zero, no zeros behind.
  std::string ToString() const;

 private:
  static constexpr int64_t kUnitsOfOne = 10'000'000'000;  // 10^kMaxDecimalFractionDigits

  __int128 units_ = 0;  // of 10^-kMaxDecimalFractionDigits
};

}  // namespace gongkai
