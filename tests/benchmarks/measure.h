// What a stretch of work costs: wall time, CPU time and memory of this process and of the
// workers it started.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace gongkai {

inline constexpr double kMegabyte = 1024.0 * 1024.0;

struct Cost {
  uint64_t reports = 0;
  double wall_seconds = 0;
  double cpu_seconds = 0;
  double peak_megabytes = 0;    // resident, at the highest
  double growth_megabytes = 0;  // resident at the end less at the beginning

  double PerSecond() const { return static_cast<double>(reports) / wall_seconds; }
  double CpuMicros() const { return cpu_seconds * 1e6 / static_cast<double>(reports); }

  // Share of the time of all cores; the rest went to others, or to waiting.
  double Busy(int cores) const { return cpu_seconds / wall_seconds / cores; }
};

// CPU time of the calling thread. About half a microsecond a call: not for single steps.
double ThreadCpuSeconds();

// Measures from its construction on. Workers count from then on too, so they must be running.
class CostMeter {
 public:
  explicit CostMeter(std::vector<pid_t> workers = {});

  // Ends the wall time; what CPU time and memory follow (closing a store) still count.
  void StopWall();

  // `spared_seconds` is CPU time that went into making inputs.
  Cost Stop(uint64_t reports, double spared_seconds = 0);

 private:
  using SteadyClock = std::chrono::steady_clock;

  double CpuSeconds() const;
  double Resident(const char* field) const;

  std::vector<pid_t> processes_;
  double resident_ = 0;
  double cpu_seconds_ = 0;
  double wall_seconds_ = 0;
  SteadyClock::time_point start_;
};

// Those that this process started and that still run.
std::vector<pid_t> ChildProcesses();

// Of an uneven number of values; the upper one of the middle two otherwise.
double Median(std::vector<double> values);

// The cost with the median of each figure on its own.
Cost MedianCost(const std::vector<Cost>& costs);

// "0.35 0.82 1.10", over 1, 5 and 15 minutes.
std::string LoadAverage();

// Confines this process, and what it starts, to its first `cores` cores. Gives how many it got.
int UseCores(int cores);

}  // namespace gongkai
