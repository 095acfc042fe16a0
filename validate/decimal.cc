#include "validate/decimal.h"

#include <algorithm>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr int64_t PowerOfTen(int exponent) {
  return exponent == 0 ? 1 : 10 * PowerOfTen(exponent - 1);
}

constexpr __int128 kOne = PowerOfTen(kMaxDecimalFractionDigits);

// So many digits before the point fit into 64 bits.
constexpr std::size_t kShortDigits = 18 - kMaxDecimalFractionDigits;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

static_assert(PowerOfTen(kMaxDecimalFractionDigits) == 10'000'000'000);  // kUnitsOfOne

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  // Nearly every figure is a few digits.
  if (!text.empty() && text.size() <= kShortDigits && std::ranges::all_of(text, IsDigit)) {
    int64_t value = 0;
    for (char c : text) value = value * 10 + (c - '0');
    Decimal result;
    result.units_ = value * static_cast<int64_t>(kOne);
    return result;
  }
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  while (text.size() > 1 && text[0] == '0' && IsDigit(text[1])) text.remove_prefix(1);

  __int128 units = 0;
  std::size_t i = 0;
  for (; i < text.size() && IsDigit(text[i]); ++i) {
    if (i == kMaxDecimalIntegerDigits) return std::nullopt;
    units = units * 10 + (text[i] - '0');
  }
  if (i == 0) return std::nullopt;
  units *= kOne;
  if (i < text.size()) {
    if (text[i] != '.' || ++i == text.size()) return std::nullopt;
    __int128 step = kOne;
    for (; i < text.size(); ++i) {
      if (!IsDigit(text[i])) return std::nullopt;
      step /= 10;
      if (step == 0 && text[i] != '0') return std::nullopt;
      units += step * (text[i] - '0');
    }
  }
  Decimal result;
  result.units_ = negative ? -units : units;
  return result;
}

std::optional<Decimal> Decimal::Times(uint32_t factor) const {
  Decimal result;
  if (__builtin_mul_overflow(units_, static_cast<__int128>(factor), &result.units_)) {
    return std::nullopt;
  }
  return result;
}

bool Decimal::IsInteger() const {
  // Nearly every figure fits, and division of 128 bits is slow.
  const auto small = static_cast<int64_t>(units_);
  return small == units_ ? small % static_cast<int64_t>(kOne) == 0 : units_ % kOne == 0;
}

std::string Decimal::ToString() const {
  __int128 rest = IsNegative() ? -units_ : units_;
  std::string digits;  // backwards
  for (int i = 0; i < kMaxDecimalFractionDigits; ++i, rest /= 10) {
    const char digit = static_cast<char>('0' + static_cast<int>(rest % 10));
    if (!digits.empty() || digit != '0') digits.push_back(digit);
  }
  if (!digits.empty()) digits.push_back('.');
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  if (IsNegative()) digits.push_back('-');
  std::ranges::reverse(digits);
  return digits;
}

}  // namespace gongkai
