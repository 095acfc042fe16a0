// Lines of labels given to the rows whose figures they stand beside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gongkai {

// The figures of a row on its page; hundredths of a point.
struct RowMark {
  int32_t base = 0;
  int32_t size = 0;
};

struct LabelRun {
  std::size_t begin = 0;  // half-open range of lines
  std::size_t end = 0;
};

struct RunRules {
  bool top = false;        // the first line of a label stands beside the figures, not its middle
  bool lead_free = false;  // lines before the first run may belong to no row
  bool tail_free = false;  // and those behind the last one
};

// Cuts lines at these bases, from top to bottom, into one run for each row, without gaps, so that
// each run stands beside its row and all of them as near as can be. Empty if there is no way.
std::vector<LabelRun> CutIntoRuns(std::span<const int32_t> bases, std::span<const RowMark> rows,
                                  const RunRules& rules);

}  // namespace gongkai
