// A small generator of pseudo-random numbers. The distributions of the standard library differ
// from one implementation to the next, these do not.

#ifndef GONGKAI_TESTS_CORPUS_RANDOM_H_
#define GONGKAI_TESTS_CORPUS_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>

namespace gongkai::corpus {

// SplitMix64. Copies go on independently from the same state.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  // From 0 to `bound` - 1. `bound` must be positive and fit 32 bits.
  int64_t Below(int64_t bound) {
    return static_cast<int64_t>(((Next() >> 32) * static_cast<uint64_t>(bound)) >> 32);
  }

  // Both ends included.
  int64_t Between(int64_t low, int64_t high) { return low + Below(high - low + 1); }

  // True once in `n` times.
  bool OneIn(int64_t n) { return Below(n) == 0; }

  template <typename Items>
  const auto& Pick(const Items& items) {
    return items[static_cast<size_t>(Below(static_cast<int64_t>(std::size(items))))];
  }

  // An index, each as often as its weight says. One weight at least must be positive.
  size_t Weighted(std::span<const int> weights) {
    int64_t left = Below(std::accumulate(weights.begin(), weights.end(), 0));
    size_t index = 0;
    while (left >= weights[index]) left -= weights[index++];
    return index;
  }

 private:
  uint64_t state_;
};

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RANDOM_H_
