#include "pipeline/batch_worker.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "common/limits.h"
#include "pipeline/batch_inputs.h"
#include "pipeline/rerun.h"

namespace gongkai {
namespace {

constexpr auto kRetryPause = std::chrono::seconds(5);

bool HasOpenItems(const v1::Batch& batch) {
  return batch.counts().waiting() + batch.counts().running() + batch.counts().failed() > 0;
}

// Oldest first. Lists come newest first.
absl::StatusOr<std::vector<std::string>> RunningBatches(Store& store) {
  std::vector<std::string> ids;
  std::string token;
  do {
    absl::StatusOr<ListPage<v1::Batch>> page = store.ListBatches(kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::Batch& batch : page->items) {
      if (batch.state() == v1::Batch::RUNNING && batch.id().starts_with(BatchWorker::kIdPrefix)) {
        ids.push_back(batch.id());
      }
    }
    token = page->next_page_token;
  } while (!token.empty());
  std::ranges::reverse(ids);
  return ids;
}

}  // namespace

BatchWorker::BatchWorker(const StageChain& chain, Store* store, int jobs)
    : chain_(chain), store_(store), jobs_(jobs), thread_([this] { Loop(); }) {}

BatchWorker::~BatchWorker() {
  stop_.store(true);
  Wake();
  thread_.join();
}

void BatchWorker::Wake() {
  const std::lock_guard lock(mutex_);
  ++wakes_;
  woken_.notify_all();
  progressed_.notify_all();
}

void BatchWorker::WaitForProgress(double seconds) {
  std::unique_lock lock(mutex_);
  progressed_.wait_for(lock, std::chrono::duration<double>(seconds));
}

void BatchWorker::Loop() {
  uint64_t seen = 0;
  while (!stop_.load()) {
    {
      const std::lock_guard lock(mutex_);
      seen = wakes_;
    }
    const absl::Status status = WorkOnAll();
    std::unique_lock lock(mutex_);
    const auto woken = [&] { return stop_.load() || wakes_ != seen; };
    if (status.ok()) {
      woken_.wait(lock, woken);
    } else {
      woken_.wait_for(lock, kRetryPause, [&] { return stop_.load(); });
    }
  }
}

absl::Status BatchWorker::WorkOnAll() {
  const absl::StatusOr<std::vector<std::string>> ids = RunningBatches(*store_);
  if (!ids.ok()) return ids.status();
  for (const std::string& id : *ids) {
    if (absl::Status status = WorkOn(id); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status BatchWorker::WorkOn(const std::string& batch) {
  // Items that failed are tried again until the store counts them as given up.
  while (!stop_.load()) {
    absl::StatusOr<v1::Batch> state = store_->GetBatch(batch);
    if (!state.ok()) return state.status();
    if (!HasOpenItems(*state)) {
      const RunResult late =
          JudgeWaiting(chain_, *store_, {.jobs = jobs_, .batch = batch, .stop = &stop_});
      if (!late.status.ok()) return late.status;
      state = store_->UpdateBatch(batch, v1::Batch::DONE, state->total());
      progressed_.notify_all();
      return state.status();
    }
    const absl::StatusOr<std::unique_ptr<InputSource>> inputs = OpenItemsOf(batch, store_);
    if (!inputs.ok()) return inputs.status();
    RunnerOptions options{.jobs = jobs_, .batch = batch, .stop = &stop_};
    options.progress = [this](const RunCounts&) { progressed_.notify_all(); };
    const RunResult result = RunAll(chain_, **inputs, options);
    if (!result.status.ok()) return result.status;
  }
  return absl::OkStatus();
}

}  // namespace gongkai
