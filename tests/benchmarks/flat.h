// Cost and memory per report over batches of growing size.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/runs.h"

namespace gongkai {

struct FlatRow {
  uint64_t reports = 0;
  Measured check;
  Measured run;
};

// The same of files that are opened or handed to helpers, checked once at each size. What the
// helpers take is that of all of them at the end: they come and go.
struct FlatFileRow {
  ReportKind kind = ReportKind::kPdf;
  uint64_t reports = 0;
  Measured check;
  double helper_megabytes = 0;
};
absl::StatusOr<std::vector<FlatFileRow>> MeasureFlatFiles(std::span<const uint64_t> sizes,
                                                          int cores);

// Text reports that are made on the way, so that memory is that of the pipeline alone. Making
// them counts as wall time only. Sizes ascend; small ones are measured three times.
absl::StatusOr<std::vector<FlatRow>> MeasureFlat(std::span<const uint64_t> sizes, int cores);

}  // namespace gongkai
