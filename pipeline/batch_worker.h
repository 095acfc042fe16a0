// Works through the batches of a store in the background.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "pipeline/chain.h"
#include "pipeline/runner.h"
#include "store/store.h"

namespace gongkai {

// One thread that takes submitted batches that are RUNNING in the store, oldest first, until
// each item is done or given up; those a former process left behind too. Waits when there is
// none, or when a stage or the store is out of reach (and tries again).
class BatchWorker {
 public:
  // Only batches with this prefix are taken: those whose contents stand in the store.
  static constexpr char kIdPrefix[] = "submit-";

  // `store` and what `chain` refers to must outlive the worker.
  BatchWorker(const StageChain& chain, Store* store, int jobs);

  // Finishes the groups at work, leaves the rest for the next process.
  ~BatchWorker();

  BatchWorker(const BatchWorker&) = delete;
  BatchWorker& operator=(const BatchWorker&) = delete;

  // Says that there is a new batch.
  void Wake();

  // Blocks until something of a batch may have changed, or `seconds` have passed.
  void WaitForProgress(double seconds);

 private:
  void Loop();
  absl::Status WorkOnAll();
  absl::Status WorkOn(const std::string& batch);

  const StageChain chain_;
  Store* const store_;
  const int jobs_;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::condition_variable progressed_;
  uint64_t wakes_ = 0;
  std::thread thread_;
};

}  // namespace gongkai
