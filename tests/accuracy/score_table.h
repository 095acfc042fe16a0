// Scores as lines of a table.
#pragma once

#include <cstdint>
#include <string_view>

#include "tests/accuracy/score.h"

namespace gongkai {

// 100 of nothing.
double Percent(uint64_t part, uint64_t whole);

void PrintHeader(const char* title);
void PrintRow(std::string_view name, const Score& score);

// A line that says whether what is wanted was met; returns `met`.
bool PrintBar(const char* what, double wanted, double measured, bool met);

}  // namespace gongkai
