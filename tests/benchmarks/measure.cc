#include "tests/benchmarks/measure.h"

#include <malloc.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "common/strings.h"

// Of jemalloc, which the programs are linked with, but not under a sanitizer.
extern "C" int mallctl(const char* name, void* old, size_t* old_size, void* value, size_t size)
    __attribute__((weak));

namespace gongkai {
namespace {

double ReadClock(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// A figure of /proc/PID/status such as VmHWM, in MB; 0 if the process is gone.
double StatusMegabytes(pid_t process, std::string_view field) {
  std::ifstream status(Concat("/proc/", process, "/status"));
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(field)) continue;
    return std::strtod(line.c_str() + field.size() + 1, nullptr) / 1024;
  }
  return 0;
}

// The peak of a process is that of its whole life unless it is told to begin anew.
void ResetPeak(pid_t process) { std::ofstream(Concat("/proc/", process, "/clear_refs")) << "5"; }

// What an earlier measurement left behind is none of this one's memory.
void ReleaseFreeMemory() {
  malloc_trim(0);
  constexpr char kPurgeAllArenas[] = "arena.4096.purge";  // MALLCTL_ARENAS_ALL
  if (mallctl != nullptr) mallctl(kPurgeAllArenas, nullptr, nullptr, nullptr, 0);
}

}  // namespace

double ThreadCpuSeconds() { return ReadClock(CLOCK_THREAD_CPUTIME_ID); }

CostMeter::CostMeter(std::vector<pid_t> workers) : processes_(std::move(workers)) {
  processes_.push_back(getpid());
  ReleaseFreeMemory();
  for (const pid_t process : processes_) ResetPeak(process);
  resident_ = Resident("VmRSS");
  cpu_seconds_ = CpuSeconds();
  start_ = SteadyClock::now();
}

void CostMeter::StopWall() {
  wall_seconds_ = std::chrono::duration<double>(SteadyClock::now() - start_).count();
}

Cost CostMeter::Stop(uint64_t reports, double spared_seconds) {
  if (wall_seconds_ == 0) StopWall();
  return {.reports = reports,
          .wall_seconds = wall_seconds_,
          .cpu_seconds = CpuSeconds() - cpu_seconds_ - spared_seconds,
          .peak_megabytes = Resident("VmHWM"),
          .growth_megabytes = Resident("VmRSS") - resident_};
}

double CostMeter::CpuSeconds() const {
  double seconds = 0;
  for (const pid_t process : processes_) {
    clockid_t clock = 0;
    if (clock_getcpuclockid(process, &clock) == 0) seconds += ReadClock(clock);
  }
  return seconds;
}

double CostMeter::Resident(const char* field) const {
  double megabytes = 0;
  for (const pid_t process : processes_) megabytes += StatusMegabytes(process, field);
  return megabytes;
}

std::vector<pid_t> ChildProcesses() {
  std::vector<pid_t> processes;
  std::error_code error;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", error)) {
    std::ifstream children(thread.path() / "children");
    for (pid_t child = 0; children >> child;) processes.push_back(child);
  }
  return processes;
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Cost MedianCost(const std::vector<Cost>& costs) {
  const auto median_of = [&costs](double Cost::*figure) {
    std::vector<double> values;
    for (const Cost& cost : costs) values.push_back(cost.*figure);
    return Median(std::move(values));
  };
  if (costs.empty()) return {};
  return {.reports = costs.front().reports,
          .wall_seconds = median_of(&Cost::wall_seconds),
          .cpu_seconds = median_of(&Cost::cpu_seconds),
          .peak_megabytes = median_of(&Cost::peak_megabytes),
          .growth_megabytes = median_of(&Cost::growth_megabytes)};
}

std::string LoadAverage() {
  double loads[3] = {};
  if (getloadavg(loads, 3) != 3) return "unknown";
  char text[64];
  std::snprintf(text, sizeof(text), "%.2f %.2f %.2f", loads[0], loads[1], loads[2]);
  return text;
}

int UseCores(int cores) {
  cpu_set_t all;
  if (sched_getaffinity(0, sizeof(all), &all) != 0) return cores;
  cpu_set_t chosen;
  CPU_ZERO(&chosen);
  int taken = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && taken < cores; ++cpu) {
    if (!CPU_ISSET(cpu, &all)) continue;
    CPU_SET(cpu, &chosen);
    ++taken;
  }
  return sched_setaffinity(0, sizeof(chosen), &chosen) == 0 ? taken : cores;
}

}  // namespace gongkai
