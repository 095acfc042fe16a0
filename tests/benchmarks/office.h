// Reports saved by office programs.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/benchmarks/runs.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

struct OfficeRow {
  ReportKind kind = ReportKind::kDocx;
  double mean_bytes = 0;
  Measured check;
};

// Checks `reports` documents of each kind, `rounds` times; the median of each.
absl::StatusOr<std::vector<OfficeRow>> MeasureOffice(uint64_t reports, int rounds, int cores);

void PrintOffice(const std::vector<OfficeRow>& rows);

std::vector<Target> OfficeTargets(const std::vector<OfficeRow>& rows);

}  // namespace gongkai
