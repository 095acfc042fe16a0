#include "normalize/number_format.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <vector>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/normalize_number_formats.h"
#include "normalize/kept_number.h"
#include "normalize/serial_date.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

constexpr std::string_view kGeneral = "General";
constexpr std::size_t kMaxCodeBytes = 255;  // of the format itself

// One section of a format that shows a number as digits with words around them.
struct Digits {
  std::string before;
  std::string behind;
  std::size_t least_whole = 0;     // digits before the point, at least
  std::size_t least_fraction = 0;  // digits behind the point, at least and at most
  std::size_t most_fraction = 0;
  bool separators = false;
  bool percent = false;
  bool placed = false;   // there is a place for digits
  bool scaled = false;   // thousands are left out
  bool unknown = false;  // something else: fractions, exponents, conditions
};

std::size_t Utf8Length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// The end of what begins at `at`: a quoted text, a bracket, an escaped character, a character.
std::size_t EndOfItem(std::string_view code, std::size_t at) {
  switch (code[at]) {
    case '"':
      return std::min(code.find('"', at + 1), code.size() - 1) + 1;
    case '[':
      return std::min(code.find(']', at), code.size() - 1) + 1;
    case '\\':
    case '_':
    case '*':
      if (at + 1 == code.size()) return code.size();
      return std::min(at + 1 + Utf8Length(code[at + 1]), code.size());
    default:
      return std::min(at + Utf8Length(code[at]), code.size());
  }
}

std::vector<std::string_view> SectionsOf(std::string_view code) {
  std::vector<std::string_view> sections;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < code.size();) {
    if (code[at] == ';') {
      sections.push_back(code.substr(begin, at - begin));
      begin = ++at;
    } else {
      at = EndOfItem(code, at);
    }
  }
  sections.push_back(code.substr(begin));
  return sections;
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class DigitsReader {
 public:
  explicit DigitsReader(std::string_view code) : code_(code) {}

  Digits Read() {
    for (std::size_t at = 0; at < code_.size();) {
      const std::size_t end = EndOfItem(code_, at);
      Item(code_.substr(at, end - at));
      at = end;
    }
    digits_.scaled = commas_ > 0;
    if (HasDigit(digits_.before) || HasDigit(digits_.behind)) digits_.unknown = true;
    return std::move(digits_);
  }

 private:
  void Item(std::string_view item) {
    switch (item[0]) {
      case '0':
      case '#':
      case '?':
        return Place(item[0] == '0');
      case '.':
        fraction_ = true;
        return;
      case ',':
        if (digits_.placed) ++commas_;
        return;
      case '%':
        digits_.percent = true;
        return Words("%");
      case '"':
        return Words(item.substr(1, item.size() > 1 ? item.size() - 2 : 0));
      case '\\':
        return Words(item.substr(1));
      case '_':
      case '*':
      case ' ':
        return;
      case '[':
        return Bracket(item);
      case 'E':
      case 'e':
      case '/':
      case '@':
        digits_.unknown = true;
        return;
      default:
        return Words(item);
    }
  }

  void Place(bool always) {
    // A comma between places separates thousands; behind the last one it leaves them out.
    if (commas_ > 0 && !fraction_) digits_.separators = true;
    commas_ = 0;
    if (!digits_.behind.empty()) digits_.unknown = true;  // words between digits
    digits_.placed = true;
    if (fraction_) {
      ++digits_.most_fraction;
      if (always) digits_.least_fraction = digits_.most_fraction;
    } else if (always || digits_.least_whole > 0) {
      ++digits_.least_whole;
    }
  }

  // A color, a currency ("[$¥-804]"), or a condition.
  void Bracket(std::string_view item) {
    if (item.starts_with("[$")) {
      const std::string_view sign = item.substr(2, item.size() - 3);
      return Words(sign.substr(0, sign.find('-')));
    }
    if (item.find_first_of("<>=") != std::string_view::npos) digits_.unknown = true;
  }

  void Words(std::string_view words) {
    if (words == "-" || words == "+") {  // the sign is the number's own
      digits_.unknown |= digits_.placed;
      return;
    }
    (digits_.placed ? digits_.behind : digits_.before) += words;
  }

  std::string_view code_;
  Digits digits_;
  bool fraction_ = false;
  int commas_ = 0;
};

// nullopt if the digits of the number would not all be there.
std::optional<std::string> ShowDigits(KeptNumber number, const Digits& digits) {
  if (!digits.placed || digits.scaled || digits.unknown) return std::nullopt;
  if (digits.percent) number = TimesHundred(std::move(number));
  if (number.fraction.size() > digits.most_fraction) return std::nullopt;
  if (number.fraction.size() < digits.least_fraction) {
    number.fraction.append(digits.least_fraction - number.fraction.size(), '0');
  }
  std::string whole = number.integer;
  if (number.is_zero() && digits.least_whole == 0 && digits.least_fraction == 0) {
    return std::nullopt;  // shown as nothing
  }
  if (whole.size() < digits.least_whole) whole.insert(0, digits.least_whole - whole.size(), '0');
  if (digits.separators) {
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  }
  return Concat(digits.before, number.negative ? "-" : "", whole,
                number.fraction.empty() ? "" : ".", number.fraction, digits.behind);
}

// What the second section says of negative numbers is not followed: brackets or a color alone may
// stand for the sign.
std::string_view SectionFor(const KeptNumber& number, std::string_view code) {
  const std::vector<std::string_view> sections = SectionsOf(code);
  if (number.is_zero()) return sections[sections.size() > 2 ? 2 : 0];
  return sections[0];
}

bool IsGeneral(std::string_view section) {
  return section.find("General") != std::string_view::npos ||
         section.find("G/通用格式") != std::string_view::npos || section == "@";
}

// General with words around it: `General"件"`.
std::optional<std::string> ShowGeneral(const KeptNumber& number, std::string_view section) {
  std::string code(section);
  for (const std::string_view name : {"General", "G/通用格式"}) {
    if (const std::size_t at = code.find(name); at != std::string::npos) {
      code.replace(at, name.size(), "0.##############################");
    }
  }
  return ShowDigits(number, DigitsReader(code).Read());
}

}  // namespace

ShownNumber ShowNumber(std::string_view kept, std::string_view code, bool from_1904) {
  const std::optional<KeptNumber> number = ReadKeptNumber(kept);
  if (!number) return {std::string(kept)};
  if (code.empty() || code == kGeneral || code == "@") return {number->text()};
  if (code.size() > kMaxCodeBytes) return {number->text(), true};
  const std::string_view section = SectionFor(*number, code);
  std::optional<std::string> shown;
  if (IsGeneral(section)) {
    shown = section == "@" ? number->text() : ShowGeneral(*number, section);
  } else if (IsDateFormat(section)) {
    shown = ShowDate(*number, section, from_1904);
  } else {
    shown = ShowDigits(*number, DigitsReader(section).Read());
  }
  if (!shown || shown->empty()) return {number->text(), true};
  return {*std::move(shown)};
}

std::string_view BuiltinNumberFormat(uint32_t id) {
  static const auto* const formats = [] {
    auto* made = new std::unordered_map<uint32_t, std::string_view>();
    for (const TsvRow& row : ReadTsv(embedded::normalize_number_formats()[0].data)) {
      uint32_t number = 0;
      std::from_chars(row[0].data(), row[0].data() + row[0].size(), number);
      (*made)[number] = row[1];
    }
    return made;
  }();
  const auto found = formats->find(id);
  return found == formats->end() ? kGeneral : found->second;
}

const std::string& NumberFormatsDigest() {
  static const std::string* const digest =
      new std::string(ToHex(Digest(embedded::normalize_number_formats()[0].data)));
  return *digest;
}

}  // namespace gongkai
