// Calendar dates as reports write them: 2022年1月17日, 2022-01-17, 2022.1.17, 20220117,
// 二〇二二年一月十七日, and damaged ones that lost 年 or 月 (2017210日).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gongkai/v1/outline.pb.h"
#include "segment/text_scan.h"

namespace gongkai {

// What is not certain is 0: a damaged 2017111日 may be the 1st of November or the 11th of
// January and gives only the year.
struct CalendarDate {
  uint32_t year = 0;  // 1990 to 2099
  uint32_t month = 0;
  uint32_t day = 0;
  friend bool operator==(const CalendarDate&, const CalendarDate&) = default;
};

struct DateInText {
  CalendarDate date;
  uint32_t begin = 0;  // half-open bytes
  uint32_t end = 0;
  bool in_words = false;  // with 年 or Chinese numerals, not 2022-01-17
};

// The date or year that begins at the byte. A year counts only with 年 behind it.
bool ReadDate(std::string_view text, uint32_t at, DateInText* date);

// Month and day that begin at the byte, as in "12月31日" or "12.31"; `date` keeps its year.
bool ReadMonthAndDay(std::string_view text, uint32_t at, DateInText* date);

// All dates and years of a text, in its order.
std::vector<DateInText> FindDates(const TextScan& scan);

v1::Date ToProto(const CalendarDate& date);

// The first date of a text such as a metadata value; year 0 if there is none.
CalendarDate FirstDate(std::string_view text);

}  // namespace gongkai
