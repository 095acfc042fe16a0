// What every engine behind gongkai::Store has to do. A test program that links conformance.cc and
// those named conformance_*.cc and instantiates the suite runs all of it over its engine:
//
//   INSTANTIATE_TEST_SUITE_P(RocksDb, StoreConformance, testing::Values(Engine{...}), EngineName);
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/clock.h"
#include "gtest/gtest.h"
#include "store/store.h"

namespace gongkai {

inline constexpr v1::Part kAllParts[] = {v1::SOURCE,  v1::CONTENT,    v1::DOCUMENT,
                                         v1::OUTLINE, v1::EXTRACTION, v1::ASSESSMENT};

// The place one store lives in, and the way to open it.
class StoreHome {
 public:
  virtual ~StoreHome() = default;

  // The store before it must be gone; what it acknowledged is there. `clock` outlives both.
  virtual std::unique_ptr<Store> Open(const Clock* clock) = 0;
};

struct Engine {
  std::string name;
  std::function<std::unique_ptr<StoreHome>()> make_home;  // an empty one
};

inline std::string EngineName(const testing::TestParamInfo<Engine>& info) {
  return info.param.name;
}

class HandClock : public Clock {
 public:
  std::chrono::system_clock::time_point Now() const override { return now; }
  std::chrono::system_clock::time_point now{std::chrono::seconds(1'700'000'000)};
};

// waiting, running, computed, reused, failed, dead letter
inline std::vector<uint64_t> Counts(const v1::Batch& batch) {
  const v1::BatchCounts& counts = batch.counts();
  return {counts.waiting(), counts.running(), counts.computed(),
          counts.reused(),  counts.failed(),  counts.dead_letter()};
}

class StoreConformance : public testing::TestWithParam<Engine> {
 protected:
  StoreConformance() : home_(GetParam().make_home()) { Reopen(); }

  void Reopen() {
    store_.reset();
    store_ = home_->Open(&clock_);
    ASSERT_NE(store_, nullptr);
  }

  // Writes one group; the status must be OK.
  void Write(const std::vector<v1::Report>& reports);
  absl::Status TryWrite(const std::vector<v1::Report>& reports);

  // Uris of all pages together.
  std::vector<std::string> Uris(const ReportFilter& filter, int page_size = 0);
  void CreateBatch(const std::string& id, uint64_t total);

  HandClock clock_;
  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<Store> store_;
};

}  // namespace gongkai
