#include "normalize/list_number.h"

#include <algorithm>
#include <string>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr struct {
  std::string_view name;
  ListFormat format;
} kFormats[] = {
    {"decimal", ListFormat::kDecimal},
    {"decimalHalfWidth", ListFormat::kDecimal},
    {"decimalZero", ListFormat::kDecimalZero},
    {"decimalFullWidth", ListFormat::kFullWidth},
    {"decimalFullWidth2", ListFormat::kFullWidth},
    {"numberInDash", ListFormat::kDash},
    {"upperLetter", ListFormat::kUpperLetter},
    {"lowerLetter", ListFormat::kLowerLetter},
    {"upperRoman", ListFormat::kUpperRoman},
    {"lowerRoman", ListFormat::kLowerRoman},
    {"chineseCounting", ListFormat::kChineseCounting},
    {"taiwaneseCounting", ListFormat::kChineseCounting},
    {"chineseCountingThousand", ListFormat::kChineseCountingThousand},
    {"taiwaneseCountingThousand", ListFormat::kChineseCountingThousand},
    {"japaneseCounting", ListFormat::kJapaneseCounting},
    {"ideographDigital", ListFormat::kDigits},
    {"japaneseDigitalTenThousand", ListFormat::kDigits},
    {"taiwaneseDigital", ListFormat::kDigits},
    {"chineseLegalSimplified", ListFormat::kLegal},
    {"ideographLegalTraditional", ListFormat::kLegalTraditional},
    {"ideographTraditional", ListFormat::kStems},
    {"ideographZodiac", ListFormat::kBranches},
    {"decimalEnclosedCircle", ListFormat::kCircle},
    {"decimalEnclosedCircleChinese", ListFormat::kCircle},
    {"decimalEnclosedParen", ListFormat::kParenthesis},
    {"decimalEnclosedFullstop", ListFormat::kFullStop},
    {"ideographEnclosedCircle", ListFormat::kChineseCircle},
    {"none", ListFormat::kNone},
    {"bullet", ListFormat::kBullet},
};

constexpr std::u16string_view kDigits = u"〇一二三四五六七八九";
constexpr std::u16string_view kUnits = u"十百千";
constexpr std::u16string_view kLegalDigits = u"零壹贰叁肆伍陆柒捌玖";
constexpr std::u16string_view kLegalTraditionalDigits = u"零壹貳參肆伍陸柒捌玖";
constexpr std::u16string_view kLegalUnits = u"拾佰仟";
constexpr std::u16string_view kStems = u"甲乙丙丁戊己庚辛壬癸";
constexpr std::u16string_view kBranches = u"子丑寅卯辰巳午未申酉戌亥";
constexpr int64_t kTenThousand = 10'000;

// How numbers are read out in Chinese.
struct Counting {
  std::u16string_view digits;
  std::u16string_view units;
  char16_t zero = 0;        // between digits; 0 for none
  bool bare_ten = false;    // 十 at the start, not 一十
  bool bare_units = false;  // 百, 千, not 一百, 一千
};

void Append(std::u16string_view characters, std::string* out) {
  for (const char16_t c : characters) AppendUtf8(c, out);
}

// 1 to 9999.
std::u16string Counted(int64_t number, const Counting& counting) {
  std::u16string text;
  bool gap = false;
  int64_t place = 1000;
  for (int unit = 3; unit >= 0; --unit, place /= 10) {
    const auto digit = static_cast<std::size_t>(number / place % 10);
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap && counting.zero != 0) text += counting.zero;
    gap = false;
    const bool bare = digit == 1 && unit > 0 &&
                      (counting.bare_units || (counting.bare_ten && unit == 1 && text.empty()));
    if (!bare) text += counting.digits[digit];
    if (unit > 0) text += counting.units[static_cast<std::size_t>(unit) - 1];
  }
  return text;
}

void AppendByDigits(int64_t number, std::string* out) {
  for (const char c : std::to_string(number)) {
    AppendUtf8(kDigits[static_cast<std::size_t>(c - '0')], out);
  }
}

void AppendCounted(int64_t number, const Counting& counting, std::string* out) {
  if (number <= 0 || number >= kTenThousand) {
    AppendByDigits(std::max<int64_t>(number, 0), out);
  } else {
    Append(Counted(number, counting), out);
  }
}

void AppendLetters(int64_t number, char first, std::string* out) {
  constexpr int64_t kLetters = 26;
  constexpr int64_t kMaxRepeats = 30;
  const int64_t repeats = std::min((number - 1) / kLetters + 1, kMaxRepeats);
  out->append(static_cast<std::size_t>(repeats),
              static_cast<char>(first + (number - 1) % kLetters));
}

void AppendRoman(int64_t number, bool upper, std::string* out) {
  constexpr struct {
    int64_t value;
    std::string_view letters;
  } kParts[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                {5, "V"},    {4, "IV"},   {1, "I"}};
  for (const auto& [value, letters] : kParts) {
    for (; number >= value; number -= value) {
      for (const char c : letters) *out += upper ? c : static_cast<char>(c | 0x20);
    }
  }
}

// A sign of a row of `count` signs that begins at `first`; in digits beyond.
void AppendSign(char32_t first, int64_t count, int64_t number, std::string* out) {
  if (number >= 1 && number <= count) {
    AppendUtf8(first + static_cast<char32_t>(number - 1), out);
  } else {
    *out += std::to_string(number);
  }
}

void AppendOf(std::u16string_view signs, int64_t number, std::string* out) {
  if (number >= 1 && number <= static_cast<int64_t>(signs.size())) {
    AppendUtf8(signs[static_cast<std::size_t>(number - 1)], out);
  } else {
    *out += std::to_string(number);
  }
}

}  // namespace

ListFormat ListFormatOf(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [name](const auto& format) { return format.name == name; });
  return found == std::end(kFormats) ? ListFormat::kDecimal : found->format;
}

void AppendListNumber(ListFormat format, int64_t number, std::string* out) {
  constexpr int64_t kMaxRoman = 3999;
  switch (format) {
    case ListFormat::kNone:
    case ListFormat::kBullet:
      return;
    case ListFormat::kDecimal:
      break;
    case ListFormat::kDecimalZero:
      if (number >= 0 && number < 10) *out += '0';
      break;
    case ListFormat::kFullWidth:
      for (const char c : std::to_string(number)) {
        AppendUtf8(c == '-' ? U'－' : U'０' + static_cast<char32_t>(c - '0'), out);
      }
      return;
    case ListFormat::kDash:
      out->append("- ").append(std::to_string(number)).append(" -");
      return;
    case ListFormat::kUpperLetter:
    case ListFormat::kLowerLetter:
      if (number < 1) break;
      return AppendLetters(number, format == ListFormat::kUpperLetter ? 'A' : 'a', out);
    case ListFormat::kUpperRoman:
    case ListFormat::kLowerRoman:
      if (number < 1 || number > kMaxRoman) break;
      return AppendRoman(number, format == ListFormat::kUpperRoman, out);
    case ListFormat::kChineseCounting:
      if (number >= 100) return AppendByDigits(number, out);
      return AppendCounted(number, {kDigits, kUnits, 0, true, false}, out);
    case ListFormat::kChineseCountingThousand:
      return AppendCounted(number, {kDigits, kUnits, u'零', true, false}, out);
    case ListFormat::kJapaneseCounting:
      return AppendCounted(number, {kDigits, kUnits, 0, true, true}, out);
    case ListFormat::kDigits:
      return AppendByDigits(std::max<int64_t>(number, 0), out);
    case ListFormat::kLegal:
      return AppendCounted(number, {kLegalDigits, kLegalUnits, u'零', false, false}, out);
    case ListFormat::kLegalTraditional:
      return AppendCounted(number, {kLegalTraditionalDigits, kLegalUnits, u'零', false, false},
                           out);
    case ListFormat::kStems:
      return AppendOf(kStems, number, out);
    case ListFormat::kBranches:
      return AppendOf(kBranches, number, out);
    case ListFormat::kCircle:
      return AppendSign(U'①', 20, number, out);
    case ListFormat::kParenthesis:
      return AppendSign(U'⑴', 20, number, out);
    case ListFormat::kFullStop:
      return AppendSign(U'⒈', 20, number, out);
    case ListFormat::kChineseCircle:
      return AppendSign(U'㊀', 10, number, out);
  }
  *out += std::to_string(number);
}

}  // namespace gongkai
