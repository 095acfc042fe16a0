// Runs a batch: takes inputs in groups, processes them on all cores, hands results over in
// input order. Memory is bounded whatever the batch's size.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/limits.h"
#include "common/report_parts.h"
#include "gongkai/v1/report.pb.h"
#include "pipeline/chain.h"
#include "pipeline/inputs.h"
#include "pipeline/waived_findings.h"

namespace gongkai {

// What became of the inputs so far. Disjoint; adds up to done.
struct RunCounts {
  uint64_t total = 0;
  uint64_t done = 0;
  uint64_t accepted = 0;
  uint64_t warnings = 0;     // accepted with warnings
  uint64_t rejected = 0;     // some finding of severity ERROR
  uint64_t unprocessed = 0;  // the report has an error
  uint64_t reused = 0;       // of all these, taken from the store
  uint64_t waived = 0;       // findings that are waived
};

struct RunnerOptions {
  // Groups processed at the same time. More than cores only where stages are remote.
  int jobs = 1;

  // Id of the batch the reports belong to; empty for none.
  std::string batch;

  // Reports taken together, and kept by one write that waits for the disk. Those that run again
  // are small, and quicker than the disk.
  uint64_t group_reports = kGroupReports;

  // Turns a report, and what `waive` made of it if that is set, into the text to hand over; called
  // by many threads at once.
  std::function<std::string(const v1::Report&, const WaivedFindings*)> render;

  // The parts that it looks at in a report without an error. Others may not be there.
  std::vector<v1::Part> rendered = {std::begin(kStageParts), std::end(kStageParts)};

  // What waivers make of a report; called by many threads at once. Nothing is waived without.
  std::function<WaivedFindings(const v1::Report&)> waive;

  // Takes the rendered texts, in input order, one at a time.
  std::function<void(const std::string&)> deliver;

  // Called after each group, one at a time.
  std::function<void(const RunCounts&)> progress;

  // Set from outside (also by a signal handler) to stop taking new inputs; groups at work are
  // finished and kept.
  const std::atomic<bool>* stop = nullptr;
};

struct RunResult {
  RunCounts counts;

  // A fault of the machine: what was done before is kept, the rest was not begun.
  absl::Status status;
  bool stopped = false;

  // Id of the batch that the reports belong to; empty for none.
  std::string batch;
};

RunResult RunAll(const StageChain& chain, InputSource& inputs, const RunnerOptions& options);

}  // namespace gongkai
