// Lists that people keep in a spreadsheet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// One record of RFC 4180: fields separated by commas (or another sign), quoted ones may hold
// separators, line breaks and doubled quotes. Takes it off the text and counts its lines. False at
// the end of the text.
bool NextRecord(std::string_view* text, int* line, std::vector<std::string>* fields,
                char separator = ',');

// The field of a column; empty for a column that is not there (-1), or not in this record.
std::string FieldAt(const std::vector<std::string>& fields, int column);

}  // namespace gongkai
