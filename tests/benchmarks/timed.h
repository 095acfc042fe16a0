// Stages and stores that note the CPU time spent in them.
#pragma once

#include <atomic>

#include "common/stage.h"
#include "store/store.h"
#include "tests/benchmarks/measure.h"

namespace gongkai {

// CPU time of all threads in one kind of work.
class CpuSum {
 public:
  template <typename Work>
  auto Time(const Work& work) {
    const Timing timing(this);
    return work();
  }

  double seconds() const { return seconds_; }

 private:
  struct Timing {
    explicit Timing(CpuSum* sum) : sum_(sum), start_(ThreadCpuSeconds()) {}
    ~Timing() { sum_->seconds_ += ThreadCpuSeconds() - start_; }
    CpuSum* const sum_;
    const double start_;
  };

  std::atomic<double> seconds_ = 0;
};

class TimedStage : public Stage {
 public:
  explicit TimedStage(Stage* stage) : stage_(*stage) {}

  const StageInfo& info() const override { return stage_.info(); }
  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    return cpu_.Time([&] { return stage_.Process(reports); });
  }
  absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                absl::Span<PartBytes* const> bytes) override {
    return cpu_.Time([&] { return stage_.ProcessWithBytes(reports, bytes); });
  }
  double seconds() const { return cpu_.seconds(); }

 private:
  Stage& stage_;
  CpuSum cpu_;
};

// Times looking up checkpoints; the rest is passed on.
class TimedStore : public Store {
 public:
  explicit TimedStore(Store* store) : store_(*store) {}

  absl::StatusOr<std::vector<v1::Checkpoint>> GetCheckpoints(
      absl::Span<const v1::CheckpointKey> keys) override {
    return cpu_.Time([&] { return store_.GetCheckpoints(keys); });
  }
  double lookup_seconds() const { return cpu_.seconds(); }

  absl::Status WriteReports(absl::Span<const v1::Report* const> reports) override {
    return store_.WriteReports(reports);
  }
  absl::Status WriteSerialized(absl::Span<const v1::Report* const> reports,
                               absl::Span<const PartBytes* const> bytes) override {
    return store_.WriteSerialized(reports, bytes);
  }
  absl::StatusOr<v1::Report> GetReport(std::string_view uri,
                                       absl::Span<const v1::Part> parts) override {
    return store_.GetReport(uri, parts);
  }
  absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(const ReportFilter& filter, int page_size,
                                                          std::string_view page_token) override {
    return store_.ListReports(filter, page_size, page_token);
  }
  absl::StatusOr<v1::Content> GetContent(std::string_view digest) override {
    return store_.GetContent(digest);
  }
  absl::StatusOr<v1::Batch> CreateBatch(const v1::Batch& batch) override {
    return store_.CreateBatch(batch);
  }
  absl::StatusOr<v1::Batch> UpdateBatch(std::string_view id, v1::Batch::State state,
                                        uint64_t total) override {
    return store_.UpdateBatch(id, state, total);
  }
  absl::StatusOr<v1::Batch> GetBatch(std::string_view id) override { return store_.GetBatch(id); }
  absl::StatusOr<ListPage<v1::Batch>> ListBatches(int page_size,
                                                  std::string_view page_token) override {
    return store_.ListBatches(page_size, page_token);
  }
  absl::StatusOr<ListPage<v1::BatchItem>> ListBatchItems(std::string_view batch,
                                                         v1::BatchItem::State state, int page_size,
                                                         std::string_view page_token) override {
    return store_.ListBatchItems(batch, state, page_size, page_token);
  }
  absl::Status PutBatchItems(absl::Span<const NewBatchItem> items) override {
    return store_.PutBatchItems(items);
  }
  absl::StatusOr<ListPage<v1::Entry>> ListEntries(std::string_view kind, int page_size,
                                                  std::string_view page_token) override {
    return store_.ListEntries(kind, page_size, page_token);
  }
  absl::Status PutEntries(absl::Span<const v1::Entry> entries) override {
    return store_.PutEntries(entries);
  }

 private:
  Store& store_;
  CpuSum cpu_;
};

}  // namespace gongkai
