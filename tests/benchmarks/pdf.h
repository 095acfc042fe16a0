// PDF with a text layer through the whole check, helpers included.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/runs.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

struct PdfSpeed {
  uint64_t pages = 0;  // of all reports of a round
  Measured check;      // medians; CPU time and memory are those of the helpers too

  double PagesPerSecond() const { return static_cast<double>(pages) / check.cost.wall_seconds; }
};

// Generated reports of about four pages, `rounds` times. The helpers run already.
absl::StatusOr<PdfSpeed> MeasurePdf(uint64_t reports, int rounds, int cores);

Target PdfTarget(const PdfSpeed& speed);

}  // namespace gongkai
