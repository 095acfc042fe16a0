// Which reports may have been written since they were read.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace gongkai {

// Says whether a report may have been written since it was read. Many share a mark: where another
// one was written, it is read once more. Thread-safe.
class WriteMarks {
 public:
  uint32_t Of(std::string_view uri) const { return marks_[IndexOf(uri)].load(); }
  void Raise(std::string_view uri) { ++marks_[IndexOf(uri)]; }

 private:
  static constexpr std::size_t kMarks = 4096;
  static std::size_t IndexOf(std::string_view uri) {
    return std::hash<std::string_view>()(uri) % kMarks;
  }

  std::array<std::atomic<uint32_t>, kMarks> marks_ = {};
};

}  // namespace gongkai
