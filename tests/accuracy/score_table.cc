#include "tests/accuracy/score_table.h"

#include <cstdio>

namespace gongkai {

double Percent(uint64_t part, uint64_t whole) {
  return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void PrintHeader(const char* title) {
  std::printf("\n%-17s %8s %7s %8s %7s %7s %9s %7s %7s\n", title, "reports", "cells", "decided",
              "tables", "form", "sections", "silent", "alarms");
}

void PrintRow(std::string_view name, const Score& score) {
  std::printf("%-17.*s %8llu %6.2f%% ", static_cast<int>(name.size()), name.data(),
              static_cast<unsigned long long>(score.reports), Percent(score.right, score.cells));
  if (score.decidable > 0) {
    std::printf("%7.2f%% ", Percent(score.decided, score.decidable));
  } else {
    std::printf("%8s ", "-");
  }
  std::printf("%6.1f%% %6.1f%% %8.1f%% %7llu %7llu\n", Percent(score.exact_tables, score.tables),
              Percent(score.forms, score.reports), Percent(score.sections, score.reports),
              static_cast<unsigned long long>(score.silent),
              static_cast<unsigned long long>(score.false_alarms));
}

bool PrintBar(const char* what, double wanted, double measured, bool met) {
  std::printf("%-44s %10.6g %10.6g  %s\n", what, wanted, measured, met ? "ok" : "missed");
  return met;
}

}  // namespace gongkai
