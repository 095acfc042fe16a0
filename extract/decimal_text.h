// Exact decimals as text.
#pragma once

#include <string>
#include <string_view>

namespace gongkai {

// Digits with at most one ".", times 10 to the power; superfluous zeros dropped: "2.50" and 4 give
// "25000".
std::string ShiftDecimal(std::string_view digits, int power);

}  // namespace gongkai
