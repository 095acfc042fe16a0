// How far a run is: one line that is written over on a terminal, a plain line now and then
// elsewhere. All on standard error.
#pragma once

#include <chrono>
#include <string>

#include "gongkai/v1/checked_report.pb.h"
#include "pipeline/runner.h"

namespace gongkai {

// "1 234 / 30 000  4 102/s  剩余 7 秒". `seconds` since the run began.
std::string ProgressText(const RunCounts& counts, double seconds, v1::Language language);

// Not thread-safe; the runner calls it one at a time.
class Progress {
 public:
  Progress(v1::Language language, bool terminal);

  // Writes at most ten times a second on a terminal, every ten seconds elsewhere.
  void Update(const RunCounts& counts);

  // Takes the line away, so that other output may follow.
  void Clear();

 private:
  using SteadyClock = std::chrono::steady_clock;

  v1::Language language_;
  bool terminal_;
  bool shown_ = false;
  SteadyClock::time_point start_;
  SteadyClock::time_point last_;
};

}  // namespace gongkai
