// What is asked for, against what was measured.
#pragma once

#include <string>
#include <vector>

#include "tests/benchmarks/flat.h"
#include "tests/benchmarks/speed.h"

namespace gongkai {

struct Target {
  std::string what;
  std::string wanted;
  std::string measured;
  bool met = false;
  std::string reason;  // what takes the time, if it was missed
};

std::vector<Target> SpeedTargets(const Speed& text, const Speed& html);
std::vector<Target> FlatTargets(const std::vector<FlatRow>& rows);
std::vector<Target> FlatFileTargets(const std::vector<FlatFileRow>& rows);

}  // namespace gongkai
