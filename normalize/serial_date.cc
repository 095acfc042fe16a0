#include "normalize/serial_date.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "common/strings.h"
#include "normalize/kept_number.h"

namespace gongkai {
namespace {

constexpr int64_t kLastSerial = 2'958'465;  // 9999-12-31
constexpr int64_t kDaysTo1904 = 1'462;
constexpr int64_t kSecondsOfDay = 86'400;

struct Moment {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  int64_t hours = 0;  // since day 0, for [h]
};

// A letter with its count ("yyyy"), or a piece of text that stands as it is.
struct Token {
  char letter = 0;
  std::size_t count = 0;
  std::string_view text;
};

bool IsDateLetter(char c) {
  return c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's' || c == 'e' || c == 'a' ||
         c == 'b' || c == 'g';
}

// "AM/PM", "上午/下午" and the like say that hours count to twelve.
std::size_t HalfDayMark(std::string_view rest) {
  for (const std::string_view mark : {"AM/PM", "am/pm", "A/P", "a/p", "上午/下午"}) {
    if (rest.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t Utf8Length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

constexpr char kHalfDay = 'A';
constexpr char kElapsed = 'H';
constexpr char kText = 't';

std::vector<Token> Tokens(std::string_view code) {
  std::vector<Token> tokens;
  while (!code.empty()) {
    const char c = absl::ascii_tolower(code[0]);
    std::size_t size = 1;
    if (c == '"') {
      size = std::min(code.find('"', 1), code.size() - 1) + 1;
      const std::string_view quoted = code.substr(1, size - 1);
      tokens.push_back({kText, 0, quoted.substr(0, quoted.find('"'))});
    } else if (c == '[') {
      size = std::min(code.find(']'), code.size() - 1) + 1;
      if (size > 1 && absl::ascii_tolower(code[1]) == 'h') tokens.push_back({kElapsed, 1, {}});
    } else if (c == '\\' || c == '_' || c == '*') {
      const std::size_t length = code.size() > 1 ? Utf8Length(code[1]) : 0;
      if (c == '\\') tokens.push_back({kText, 0, code.substr(1, length)});
      size = 1 + length;
    } else if (const std::size_t mark = HalfDayMark(code)) {
      size = mark;
      tokens.push_back({kHalfDay, 1, {}});
    } else if (IsDateLetter(c)) {
      while (size < code.size() && absl::ascii_tolower(code[size]) == c) ++size;
      tokens.push_back({c, size, {}});
    } else {
      tokens.push_back({kText, 0, code.substr(0, 1)});
    }
    code.remove_prefix(std::min(size, code.size()));
  }
  return tokens;
}

std::optional<Moment> MomentOf(const KeptNumber& number, bool from_1904) {
  int64_t days = 0;
  const std::string& whole = number.integer;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), days);
  if (number.negative || error != std::errc() || days > kLastSerial) return std::nullopt;
  int64_t seconds = 0;
  // Up to nine places of the fraction: finer than a second by far.
  int64_t unit = 1'000'000'000;
  int64_t part = 0;
  for (std::size_t i = 0, place = 100'000'000; i < 9 && i < number.fraction.size();
       ++i, place /= 10) {
    part += (number.fraction[i] - '0') * static_cast<int64_t>(place);
  }
  seconds = (part * kSecondsOfDay + unit / 2) / unit;
  if (seconds >= kSecondsOfDay) {
    ++days;
    seconds -= kSecondsOfDay;
  }
  Moment moment;
  moment.hours = days * 24 + seconds / 3600;
  moment.hour = static_cast<unsigned>(seconds / 3600);
  moment.minute = static_cast<unsigned>(seconds / 60 % 60);
  moment.second = static_cast<unsigned>(seconds % 60);
  if (from_1904) days += kDaysTo1904;
  if (days == 60 && !from_1904) {  // a day that never was, kept for the sake of older programs
    moment.year = 1900;
    moment.month = 2;
    moment.day = 29;
    return moment;
  }
  const auto epoch = std::chrono::sys_days(std::chrono::year(1899) / 12 / (days < 60 ? 31 : 30));
  const std::chrono::year_month_day date(epoch + std::chrono::days(days));
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<unsigned>(date.month());
  moment.day = static_cast<unsigned>(date.day());
  return moment;
}

std::string Padded(int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

// "m" is minutes behind hours and before seconds, months elsewhere.
bool MeansMinutes(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t i = at; i-- > 0;) {
    if (tokens[i].letter == kText) continue;
    if (tokens[i].letter == 'h' || tokens[i].letter == kElapsed) return true;
    break;
  }
  for (std::size_t i = at + 1; i < tokens.size(); ++i) {
    if (tokens[i].letter == kText) continue;
    return tokens[i].letter == 's';
  }
  return false;
}

}  // namespace

bool IsDateFormat(std::string_view code) {
  for (const Token& token : Tokens(code)) {
    if (token.letter == 'y' || token.letter == 'm' || token.letter == 'd' || token.letter == 'h' ||
        token.letter == 's' || token.letter == kElapsed) {
      return true;
    }
  }
  return false;
}

std::optional<std::string> ShowDate(const KeptNumber& number, std::string_view code,
                                    bool from_1904) {
  const std::optional<Moment> moment = MomentOf(number, from_1904);
  if (!moment) return std::nullopt;
  const std::vector<Token> tokens = Tokens(code);
  const bool half_days = std::any_of(tokens.begin(), tokens.end(),
                                     [](const Token& token) { return token.letter == kHalfDay; });
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    switch (token.letter) {
      case kText:
        out += token.text;
        break;
      case 'e':
        out += std::to_string(moment->year);
        break;
      case 'y':
        out += token.count > 2 ? std::to_string(moment->year) : Padded(moment->year % 100, 2);
        break;
      case 'm':
        out += Padded(MeansMinutes(tokens, i) ? moment->minute : moment->month,
                      std::min<std::size_t>(token.count, 2));
        break;
      case 'd':
        if (token.count <= 2) out += Padded(moment->day, token.count);
        break;
      case 'h':
        out += Padded(half_days ? (moment->hour + 11) % 12 + 1 : moment->hour, token.count);
        break;
      case kElapsed:
        out += std::to_string(moment->hours);
        break;
      case 's':
        out += Padded(moment->second, token.count);
        break;
      case kHalfDay:
        out += moment->hour < 12 ? "上午" : "下午";
        break;
      default:
        break;
    }
  }
  const std::size_t begin = std::min(out.find_first_not_of(' '), out.size());
  return out.substr(begin, out.find_last_not_of(' ') + 1 - begin);
}

}  // namespace gongkai
