// Reports of one kind: the floor, whole runs and where their time goes, in turn over several
// rounds, so that a disturbance of the machine meets all of them alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "tests/benchmarks/breakdown.h"
#include "tests/benchmarks/corpus_inputs.h"
#include "tests/benchmarks/floor.h"
#include "tests/benchmarks/runs.h"

namespace gongkai {

struct SpeedPlan {
  ReportKind kind = ReportKind::kText;
  uint64_t reports = 1;
  int rounds = 1;
  int cores = 1;
  bool workers = false;  // also with worker processes
};

// Medians over the rounds.
struct Speed {
  SpeedPlan plan;
  double mean_bytes = 0;
  FloorCost floor;
  std::array<std::optional<Measured>, kWays> ways;  // by Way
  Breakdown check;
  Breakdown run;

  const std::optional<Measured>& of(Way way) const { return ways[static_cast<std::size_t>(way)]; }
};

absl::StatusOr<Speed> MeasureSpeed(const SpeedPlan& plan);

}  // namespace gongkai
