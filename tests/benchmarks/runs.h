// Whole runs through the real pipeline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "tests/benchmarks/corpus_inputs.h"
#include "tests/benchmarks/measure.h"

namespace gongkai {

// What `gongkai` does with the reports.
enum class Way {
  kCheckText,  // check --format text, into a string that is dropped
  kCheckJson,  // check --format json
  kRun,        // run --store
  kWorkers,    // run with five worker processes
};
inline constexpr int kWays = 4;

std::string_view WayName(Way way);

struct Measured {
  Cost cost;
  uint64_t unprocessed = 0;  // reports that got an error
};

// Runs the inputs through. A way that keeps results makes a store in `store_folder`, which must
// not be there yet. Opening and starting do not count, closing counts as CPU time.
absl::StatusOr<Measured> MeasureRun(Way way, int cores, const std::string& store_folder,
                                    BenchInputs& inputs);

}  // namespace gongkai
