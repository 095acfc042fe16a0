// How a workbook shows the numbers it keeps (ISO/IEC 29500-1, 18.8.31 numFmts).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai {

// A number as text.
struct ShownNumber {
  std::string text;

  // The format hides the number, or digits of it; `text` is the number as it is kept.
  bool otherwise = false;
};

// `kept` as its cell shows it in the format `code` ("General", "#,##0.00", "yyyy\"年\"m\"月\""):
// with thousands separators, as a percentage, with the words of the format, as a date. Never with
// digits or a sign lost: where the format would round, scale, hide or dash it, the number itself
// stands there. A double has 15 digits that mean something; what is behind them is left out.
// `kept` that is no number comes back as it is. Dates count from 1904 if `from_1904`.
ShownNumber ShowNumber(std::string_view kept, std::string_view code, bool from_1904);

// The format that a number stands for without the workbook saying so, in a Chinese office program;
// "General" if none.
std::string_view BuiltinNumberFormat(uint32_t id);

// SHA-256, hexadecimal, of the data file.
const std::string& NumberFormatsDigest();

}  // namespace gongkai
