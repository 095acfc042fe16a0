// A report while it is made: what will be printed, and what is left out.

#ifndef GONGKAI_TESTS_CORPUS_DRAFT_H_
#define GONGKAI_TESTS_CORPUS_DRAFT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/corpus/agency.h"
#include "tests/corpus/corpus.h"
#include "tests/corpus/form_table.h"

namespace gongkai::corpus {

enum class State { kValue, kBlank, kNotApplicable };

// A cell as printed: `text` is what stands there, `value` what it means.
struct Printed {
  std::string text;
  State state = State::kValue;
  std::string value;
};

inline constexpr size_t kNoRow = static_cast<size_t>(-1);

struct Draft {
  Form form = Form::k2021;
  int year = 0;
  Agency agency;
  std::vector<int64_t> values;  // parallel to TableOf(form).cells; decimals in hundredths
  std::vector<Printed> cells;   // the same, printed
  int missing_section = 0;      // 1 to 6
  Table missing_table = Table::kNone;
  size_t missing_row = kNoRow;  // of the applications table
  bool unit_column = false;     // of the statistics
  bool dash_in_groups = false;  // where a row of them has no figure
  std::string rule;             // that will find the fault; empty if there is none
  GridEdit edit = {};
};

// Whether the cell is printed at all.
bool IsThere(const Draft& draft, size_t cell);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_DRAFT_H_
