#include "segment/dates.h"

#include <algorithm>

#include "segment/ordinals.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxFigureDigits = 8;

class Reader {
 public:
  Reader(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  uint32_t at() const { return at_; }
  void Space() { at_ = SkipSpace(text_, at_, static_cast<uint32_t>(text_.size())); }

  bool Take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += static_cast<uint32_t>(word.size());
    return true;
  }

  // A word with white space before it; stays where it is if the word is not there.
  bool TakeNext(std::string_view word) {
    const uint32_t before = at_;
    Space();
    if (Take(word)) return true;
    at_ = before;
    return false;
  }

  // The digits at the place, at most kMaxFigureDigits + 1.
  std::string_view Digits() {
    const uint32_t begin = at_;
    while (at_ < text_.size() && at_ - begin <= kMaxFigureDigits && IsDigit(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // One or two digits, or a Chinese number; 0 if there is neither or the number goes on.
  uint32_t SmallNumber() {
    const uint32_t before = at_;
    Space();
    if (at_ < text_.size() && IsDigit(text_[at_])) {
      const std::string_view digits = Digits();
      if (digits.size() <= 2) return Value(digits);
      at_ = before;
      return 0;
    }
    const uint32_t value = ReadChineseNumber(text_, &at_);
    if (value == 0) at_ = before;
    return value;
  }

  static uint32_t Value(std::string_view digits) {
    uint32_t value = 0;
    for (const char digit : digits) value = value * 10 + static_cast<uint32_t>(digit - '0');
    return value;
  }

 private:
  std::string_view text_;
  uint32_t at_;
};

bool IsYear(uint32_t year) { return year >= 1990 && year <= 2099; }
bool IsMonth(uint32_t month) { return month >= 1 && month <= 12; }
bool IsDay(uint32_t day) { return day >= 1 && day <= 31; }

// Month and day written without 月 between them: 210 is the 10th of February. Left at 0 where
// two readings are possible.
void SplitMonthAndDay(std::string_view digits, CalendarDate* date) {
  int readings = 0;
  for (std::size_t length = 1; length <= 2 && length < digits.size(); ++length) {
    const uint32_t month = Reader::Value(digits.substr(0, length));
    const std::string_view rest = digits.substr(length);
    const uint32_t day = Reader::Value(rest);
    if (rest.size() > 2 || !IsMonth(month) || !IsDay(day)) continue;
    ++readings;
    date->month = month;
    date->day = day;
  }
  if (readings != 1) date->month = date->day = 0;
}

bool TakeDayWord(Reader* reader) { return reader->TakeNext("日") || reader->TakeNext("号"); }

// What follows the year: "1月17日", "1月", a damaged "117日", nothing. Two digits before 日 are a
// day whose month is lost as well as a month and a day, and give neither.
void ReadAfterYear(Reader* reader, DateInText* date) {
  Reader ahead = *reader;
  ahead.Space();
  Reader damaged = ahead;
  const std::string_view digits = damaged.Digits();
  if (digits.size() >= 3 && digits.size() <= 4 && damaged.Take("日")) {
    SplitMonthAndDay(digits, &date->date);
    *reader = damaged;
    return;
  }
  const uint32_t month = ahead.SmallNumber();
  if (!IsMonth(month) || !ahead.TakeNext("月")) return;
  date->date.month = month;
  *reader = ahead;
  const uint32_t day = ahead.SmallNumber();
  if (!IsDay(day) || !TakeDayWord(&ahead)) return;
  date->date.day = day;
  *reader = ahead;
}

// "-01-17", "/1/17", ".1.17".
bool ReadSeparated(Reader* reader, DateInText* date) {
  for (const std::string_view separator : {"-", "/", ".", "．", "－", "—"}) {
    Reader ahead = *reader;
    if (!ahead.TakeNext(separator)) continue;
    const uint32_t month = ahead.SmallNumber();
    if (!IsMonth(month) || !ahead.TakeNext(separator)) return false;
    const uint32_t day = ahead.SmallNumber();
    if (!IsDay(day)) return false;
    date->date.month = month;
    date->date.day = day;
    *reader = ahead;
    return true;
  }
  return false;
}

// Five to eight digits that begin with a year: 20220117, a damaged 2017210日 or 20171月.
bool ReadRunTogether(std::string_view digits, Reader* reader, DateInText* date) {
  const std::string_view rest = digits.substr(4);
  if (rest.size() == 4 && IsMonth(Reader::Value(rest.substr(0, 2))) &&
      IsDay(Reader::Value(rest.substr(2)))) {
    date->date.month = Reader::Value(rest.substr(0, 2));
    date->date.day = Reader::Value(rest.substr(2));
    date->in_words = reader->Take("日");
    return true;
  }
  date->in_words = true;
  if (reader->Take("日")) {
    SplitMonthAndDay(rest, &date->date);
    return true;
  }
  if (rest.size() > 2 || !IsMonth(Reader::Value(rest)) || !reader->Take("月")) return false;
  date->date.month = Reader::Value(rest);
  Reader ahead = *reader;
  const uint32_t day = ahead.SmallNumber();
  if (IsDay(day) && TakeDayWord(&ahead)) {
    date->date.day = day;
    *reader = ahead;
  }
  return true;
}

// 二〇二二年: the four digits; 0 if they are none.
uint32_t ReadChineseYear(Reader* reader) {
  constexpr std::string_view kDigits[] = {"〇", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
  uint32_t year = 0;
  for (int i = 0; i < 4; ++i) {
    uint32_t digit = 10;
    for (uint32_t d = 0; d < 10 && digit == 10; ++d) {
      if (reader->Take(kDigits[d])) digit = d;
    }
    if (digit == 10 && (reader->Take("零") || reader->Take("○") || reader->Take("0"))) digit = 0;
    if (digit == 10) return 0;
    year = year * 10 + digit;
  }
  return year;
}

}  // namespace

bool ReadDate(std::string_view text, uint32_t at, DateInText* date) {
  Reader reader(text, at);
  *date = {};
  date->begin = at;
  bool run_together = false;
  if (at < text.size() && IsDigit(text[at])) {
    const std::string_view digits = reader.Digits();
    if (digits.size() < 4 || digits.size() > kMaxFigureDigits) return false;
    date->date.year = Reader::Value(digits.substr(0, 4));
    run_together = digits.size() > 4;
    if (!IsYear(date->date.year)) return false;
    if (run_together && !ReadRunTogether(digits, &reader, date)) return false;
  } else {
    date->date.year = ReadChineseYear(&reader);
    if (!IsYear(date->date.year)) return false;
  }
  if (!run_together) {
    if (reader.TakeNext("年")) {
      date->in_words = true;
      ReadAfterYear(&reader, date);
    } else if (!ReadSeparated(&reader, date)) {
      return false;
    }
  }
  date->end = reader.at();
  return true;
}

bool ReadMonthAndDay(std::string_view text, uint32_t at, DateInText* date) {
  Reader reader(text, at);
  reader.Space();
  Reader damaged = reader;
  const std::string_view digits = damaged.Digits();
  if (digits.size() >= 3 && digits.size() <= 4 && damaged.Take("日")) {
    SplitMonthAndDay(digits, &date->date);
    date->end = damaged.at();
    return true;
  }
  const uint32_t month = reader.SmallNumber();
  if (!IsMonth(month)) return false;
  const bool in_words = reader.TakeNext("月");
  if (!in_words && !reader.Take(".") && !reader.Take("-") && !reader.Take("/")) return false;
  date->date.month = month;
  date->date.day = 0;
  date->end = reader.at();
  const uint32_t day = reader.SmallNumber();
  if (IsDay(day) && (TakeDayWord(&reader) || !in_words)) {
    date->date.day = day;
    date->end = reader.at();
  }
  return in_words || date->date.day > 0;
}

std::vector<DateInText> FindDates(const TextScan& scan) {
  std::vector<DateInText> dates;
  uint32_t end = 0;
  for (const uint32_t at : scan.figures()) {
    DateInText date;
    if (at < end || !ReadDate(scan.text(), at, &date)) continue;
    end = date.end;
    dates.push_back(date);
  }
  return dates;
}

v1::Date ToProto(const CalendarDate& date) {
  v1::Date proto;
  proto.set_year(date.year);
  proto.set_month(date.month);
  proto.set_day(date.day);
  return proto;
}

CalendarDate FirstDate(std::string_view text) {
  DateInText date;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    if (at > 0 && IsDigit(text[at]) && IsDigit(text[at - 1])) continue;
    if (ReadDate(text, at, &date)) return date.date;
  }
  return {};
}

}  // namespace gongkai
