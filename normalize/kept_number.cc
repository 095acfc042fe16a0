#include "normalize/kept_number.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "absl/strings/ascii.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::size_t kMeaningfulDigits = 15;
constexpr int kMaxDigits = 30;

// Digits with the place of the point among them, which may lie outside.
struct Scientific {
  std::string digits;
  int point = 0;
};

std::optional<Scientific> Split(std::string_view text) {
  Scientific number;
  std::size_t at = 0;
  bool point_seen = false;
  for (; at < text.size() && (absl::ascii_isdigit(static_cast<unsigned char>(text[at])) ||
                              (text[at] == '.' && !point_seen));
       ++at) {
    if (text[at] == '.') {
      point_seen = true;
      continue;
    }
    number.digits += text[at];
    if (!point_seen) ++number.point;
  }
  if (number.digits.empty()) return std::nullopt;
  if (at == text.size()) return number;
  if (text[at] != 'E' && text[at] != 'e') return std::nullopt;
  ++at;
  if (at < text.size() && text[at] == '+') ++at;
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (exponent > 1000 || exponent < -1000) return std::nullopt;
  number.point += exponent;
  return number;
}

void DropLeadingZeros(Scientific* number) {
  const std::size_t zeros = std::min(number->digits.find_first_not_of('0'), number->digits.size());
  number->digits.erase(0, zeros);
  number->point -= static_cast<int>(zeros);
}

// Rounds to the digits that mean something, half up.
void RoundOff(Scientific* number) {
  std::string& digits = number->digits;
  if (digits.size() <= kMeaningfulDigits) return;
  const bool up = digits[kMeaningfulDigits] >= '5';
  digits.resize(kMeaningfulDigits);
  if (!up) return;
  std::size_t at = digits.size();
  while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
  if (at > 0) {
    ++digits[at - 1];
  } else {
    digits.insert(0, "1");
    ++number->point;
  }
}

}  // namespace

std::string KeptNumber::text() const {
  return Concat(negative ? "-" : "", integer, fraction.empty() ? "" : ".", fraction);
}

std::optional<KeptNumber> ReadKeptNumber(std::string_view kept) {
  KeptNumber result;
  if (kept.starts_with('-')) {
    result.negative = true;
    kept.remove_prefix(1);
  }
  std::optional<Scientific> number = Split(kept);
  if (!number) return std::nullopt;
  DropLeadingZeros(&*number);
  RoundOff(&*number);
  std::string& digits = number->digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.empty()) {
    result.negative = false;
    result.integer = "0";
    return result;
  }
  if (number->point > kMaxDigits || number->point < -kMaxDigits) return std::nullopt;
  if (number->point <= 0) {
    result.integer = "0";
    result.fraction = std::string(static_cast<std::size_t>(-number->point), '0') + digits;
    return result;
  }
  const auto whole = static_cast<std::size_t>(number->point);
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  result.integer = digits.substr(0, whole);
  result.fraction = digits.substr(whole);
  return result;
}

KeptNumber TimesHundred(KeptNumber number) {
  number.fraction.append(number.fraction.size() < 2 ? 2 - number.fraction.size() : 0, '0');
  number.integer += number.fraction.substr(0, 2);
  number.fraction.erase(0, 2);
  const std::size_t zeros = number.integer.find_first_not_of('0');
  number.integer = zeros == std::string::npos ? "0" : number.integer.substr(zeros);
  return number;
}

}  // namespace gongkai
