#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace gongkai {

// A fixed number of threads that take work in its order. Callers bound what they submit.
class ThreadPool {
 public:
  explicit ThreadPool(int threads);
  // Runs what was submitted, then ends.
  ~ThreadPool();

  void Submit(std::function<void()> work);

 private:
  void Run();

  absl::Mutex mu_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mu_);
  bool ending_ ABSL_GUARDED_BY(mu_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace gongkai
