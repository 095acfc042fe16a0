// What apply costs over a store when the rules have changed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

struct RerunCost {
  Cost severity;  // of all stored reports; planning included, in both
  Cost rule;
  std::vector<uint64_t> computed_for_severity;  // reports by stage
  std::vector<uint64_t> computed_for_rule;
  std::optional<Cost> compare;  // every report with every other, after that
};

// A store of text reports, opened anew with another severity of one rule, then with a rule more.
// Making it is not measured. Each figure is printed when it is known.
absl::StatusOr<RerunCost> MeasureRerun(uint64_t reports, int cores, bool compare);

std::vector<Target> RerunTargets(const RerunCost& rerun);

}  // namespace gongkai
