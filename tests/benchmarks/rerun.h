// What apply costs over a store when the rules have changed.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

struct RerunCost {
  Cost cost;                       // planning included
  std::vector<uint64_t> computed;  // reports by stage
  Cost compare;                    // every report with every other, after that
};

// A store of text reports, opened anew with another severity of one rule. Making it is not
// measured.
absl::StatusOr<RerunCost> MeasureRerun(uint64_t reports, int cores);

void PrintRerun(const RerunCost& rerun);
Target RerunTarget(const RerunCost& rerun);
Target CompareTarget(const RerunCost& rerun);

}  // namespace gongkai
