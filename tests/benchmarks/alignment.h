// The alignment alone: of clean reports, and of tables made to be costly.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

struct AlignmentSpeed {
  double clean_micros = 0;  // CPU of a clean report, at the median of them
  struct Hostile {
    std::string what;
    double millis = 0;  // CPU of one such report
  };
  std::vector<Hostile> hostile;
};

absl::StatusOr<AlignmentSpeed> MeasureAlignment();

std::vector<Target> AlignmentTargets(const AlignmentSpeed& speed);

// To standard output.
void PrintAlignment(const AlignmentSpeed& speed);

}  // namespace gongkai
