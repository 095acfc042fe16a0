// How far a label stands from a text that may hold it, misspelt.
#pragma once

#include <cstdint>
#include <string_view>

namespace gongkai {

// Least number of characters to insert, delete or replace so that `label` equals some part of
// `text`; label.size() if it is longer than 64 characters.
uint32_t DistanceWithin(std::u16string_view label, std::u16string_view text);

}  // namespace gongkai
