// A store in memory for tests: the plainest thing that passes the conformance suite.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/clock.h"
#include "store/store.h"

namespace gongkai {

// What outlives a MemoryStore, as a disk would.
struct MemoryDisk {
  std::map<std::string, v1::Content> sources;                        // by digest
  std::map<std::string, v1::Checkpoint> checkpoints;                 // by serialized key
  std::map<std::string, v1::StoredReport> stored;                    // by uri
  std::map<std::string, v1::Report> parts;                           // by uri
  std::map<std::string, v1::Batch> batches;                          // by id
  std::map<std::pair<std::string, uint64_t>, v1::BatchItem> items;   // by batch and index
  std::map<std::pair<std::string, std::string>, v1::Entry> entries;  // by kind and key
};

class MemoryStore : public Store {
 public:
  // nullptr: a disk of its own; the system's clock. The clock must outlive the store.
  explicit MemoryStore(std::shared_ptr<MemoryDisk> disk = nullptr, const Clock* clock = nullptr);

  absl::Status WriteReports(absl::Span<const v1::Report* const> reports) override;
  absl::StatusOr<std::vector<v1::Checkpoint>> GetCheckpoints(
      absl::Span<const v1::CheckpointKey> keys) override;
  absl::StatusOr<v1::Report> GetReport(std::string_view uri,
                                       absl::Span<const v1::Part> parts) override;
  using Store::ListReports;
  absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(const ReportFilter& filter, int page_size,
                                                          std::string_view page_token) override;
  absl::StatusOr<v1::Content> GetContent(std::string_view digest) override;
  absl::StatusOr<v1::Batch> CreateBatch(const v1::Batch& batch) override;
  absl::StatusOr<v1::Batch> UpdateBatch(std::string_view id, v1::Batch::State state,
                                        uint64_t total) override;
  absl::StatusOr<v1::Batch> GetBatch(std::string_view id) override;
  absl::StatusOr<ListPage<v1::Batch>> ListBatches(int page_size,
                                                  std::string_view page_token) override;
  absl::StatusOr<ListPage<v1::BatchItem>> ListBatchItems(std::string_view batch,
                                                         v1::BatchItem::State state, int page_size,
                                                         std::string_view page_token) override;
  absl::Status PutBatchItems(absl::Span<const NewBatchItem> items) override;
  absl::StatusOr<ListPage<v1::Entry>> ListEntries(std::string_view kind, int page_size,
                                                  std::string_view page_token) override;
  absl::Status PutEntries(absl::Span<const v1::Entry> entries) override;

 private:
  absl::Status WriteReport(const v1::Report& report, MemoryDisk* disk) const;
  absl::StatusOr<v1::Batch> FindBatch(std::string_view id) const;

  const std::shared_ptr<MemoryDisk> disk_;
  const Clock* const clock_;
  std::mutex mutex_;
};

}  // namespace gongkai
