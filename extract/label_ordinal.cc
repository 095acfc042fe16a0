#include "extract/label_ordinal.h"

#include "model/han.h"

namespace gongkai {
namespace {

// 1 to 10; 0 for other characters.
uint32_t NumeralValue(char32_t c) {
  switch (c) {
    case U'一':
      return 1;
    case U'二':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    case U'十':
      return 10;
    default:
      return 0;
  }
}

bool IsBracket(char32_t c) { return c == U'）' || c == U')'; }

bool IsPoint(char32_t c) {
  return c == U'、' || c == U'.' || c == U'．' || c == U'，' || c == U',' || c == U'。';
}

// Reads a text from its end towards its front.
class BackwardReader {
 public:
  BackwardReader(std::string_view text, uint32_t low, uint32_t end)
      : text_(text), low_(low), at_(end) {}

  uint32_t at() const { return static_cast<uint32_t>(at_); }

  void SkipSpace() {
    while (at_ > low_ &&
           (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\t')) {
      --at_;
    }
  }

  // Steps over the character before if it is such a one; gives it, or 0.
  template <typename Is>
  char32_t TakeIf(Is is) {
    std::size_t before = at_;
    const char32_t c = PreviousChar(text_, low_, &before);
    if (c == 0 || !is(c)) return 0;
    at_ = before;
    return c;
  }

  // Up to ten digits' worth; 0 if there are none.
  uint32_t TakeDigits() {
    uint32_t value = 0;
    uint32_t scale = 1;
    while (at_ > low_ && scale <= 10 && text_[at_ - 1] >= '0' && text_[at_ - 1] <= '9') {
      --at_;
      value += scale * static_cast<uint32_t>(text_[at_] - '0');
      scale *= 10;
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t low_;
  std::size_t at_;
};

}  // namespace

LabelOrdinal FindOrdinal(std::string_view text, uint32_t low, uint32_t label) {
  BackwardReader reader(text, low, label);
  reader.SkipSpace();
  const char32_t sign = reader.TakeIf([](char32_t c) { return IsBracket(c) || IsPoint(c); });
  if (sign == U'）') reader.TakeIf([](char32_t c) { return c == U')'; });
  const bool bracket = IsBracket(sign);
  const bool point = IsPoint(sign);
  reader.SkipSpace();
  const uint32_t digits = reader.TakeDigits();
  const uint32_t numeral = digits == 0 ? NumeralValue(reader.TakeIf(NumeralValue)) : 0;
  if (digits == 0 && numeral == 0) return {.begin = label};
  if (bracket) {
    reader.TakeIf([](char32_t c) { return c == U'（' || c == U'('; });
  } else if (!point && numeral != 0) {
    return {.begin = label};  // 十 in 二十 and the like
  }
  return {.style = digits != 0 ? LabelOrdinal::kDigits
                   : bracket   ? LabelOrdinal::kBracketedHan
                               : LabelOrdinal::kHan,
          .value = digits != 0 ? digits : numeral,
          .begin = reader.at()};
}

}  // namespace gongkai
