// Dates and times of a workbook: days since 1900 or 1904.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

struct KeptNumber;

// True if the format (one section of it) shows a date or a time.
bool IsDateFormat(std::string_view code);

// The date as the format shows it: years, months, days, hours, minutes and seconds with the words
// between them. Names of months and weekdays are left out. nullopt if `number` is no date
// (negative, or after the year 9999).
std::optional<std::string> ShowDate(const KeptNumber& number, std::string_view code,
                                    bool from_1904);

}  // namespace gongkai
