#pragma once

#include <chrono>

namespace gongkai {

// Time as the program sees it; tests bring their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point Now() const {
    return std::chrono::system_clock::now();
  }
};

}  // namespace gongkai
