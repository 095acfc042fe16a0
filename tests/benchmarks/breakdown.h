// Where the CPU time of a run goes.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "tests/benchmarks/corpus_inputs.h"

namespace gongkai {

struct Share {
  std::string what;
  double micros = 0;  // CPU time per report
};

struct Breakdown {
  std::vector<Share> shares;  // in the order a report passes
  double json_micros = 0;     // printing as JSON instead of as text; none of the shares

  double Total() const;

  // "extract 41 %, normalize 22 %, segment 9 %": the three that take the most.
  std::string Largest() const;
};

// Takes the pages through the real chain in full groups on `cores` threads. Without
// `store_folder` as `check` does, with it as `run` does; the folder must not be there yet.
absl::StatusOr<Breakdown> BreakDown(ReportKind kind, const std::vector<std::string>& pages,
                                    int cores, const std::string& store_folder);

// The first `count` pages as the stages leave them.
absl::StatusOr<std::vector<v1::Report>> Processed(ReportKind kind,
                                                  const std::vector<std::string>& pages,
                                                  std::size_t count);

}  // namespace gongkai
