// The rules alone: validate over reports that are extracted already.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

// Medians over the rounds.
struct RulesSpeed {
  uint64_t rules = 0;
  Cost all;    // text reports, one in ten of them with a wrong sum
  Cost clean;  // those of them without a finding
};

absl::StatusOr<RulesSpeed> MeasureRules(int rounds, int cores);

std::vector<Target> RulesTargets(const RulesSpeed& speed);

// To standard output.
void PrintRules(const RulesSpeed& speed);

}  // namespace gongkai
