// The store on RocksDB: one folder, one writing process. docs/formats.md describes the folder.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock.h"
#include "store/store.h"
#include "store/write_marks.h"

namespace rocksdb {
class Env;
class Snapshot;
}  // namespace rocksdb

namespace gongkai {

class Database;

// Writers take turns: a group is compared with what is there before it is written. Readers
// never wait for them and see whole groups only. Memory: kStoreCacheBytes,
// kStoreWriteBufferBytes and the group being written, whatever the size of the store.
class RocksDbStore : public Store {
 public:
  struct Options {
    const Clock* clock = nullptr;   // nullptr for the system's; must outlive the store
    bool create_if_missing = true;  // otherwise NOT_FOUND if there is none
    // Reads the store as it is now, also while another process writes to it. Never creates it;
    // whatever would write gives FAILED_PRECONDITION.
    bool read_only = false;
    rocksdb::Env* env = nullptr;  // nullptr for the real disk; must outlive the store
  };

  // FAILED_PRECONDITION if another process has it open, it has a newer format, or the folder is
  // something else; DATA_LOSS if it is damaged; RESOURCE_EXHAUSTED if the disk is full.
  static absl::StatusOr<std::unique_ptr<RocksDbStore>> Open(const std::string& folder,
                                                            const Options& options);
  ~RocksDbStore() override;

  absl::Status WriteReports(absl::Span<const v1::Report* const> reports) override;
  absl::Status WriteSerialized(absl::Span<const v1::Report* const> reports,
                               absl::Span<const PartBytes* const> bytes) override;
  absl::StatusOr<std::vector<v1::Checkpoint>> GetCheckpoints(
      absl::Span<const v1::CheckpointKey> keys) override;
  absl::StatusOr<v1::Report> GetReport(std::string_view uri,
                                       absl::Span<const v1::Part> parts) override;
  absl::Status ReadReport(std::string_view uri, absl::Span<const v1::Part> parts,
                          v1::Report* report) override;
  absl::Status ReadParts(absl::Span<const PartToRead> parts) override;
  using Store::ListReports;
  absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(const ReportFilter& filter, int page_size,
                                                          std::string_view page_token) override;
  absl::Status ReadPage(const ReportFilter& filter, int page_size, std::string_view page_token,
                        ListPage<v1::ReportSummary>* page) override;
  absl::StatusOr<std::string> PassPage(int page_size, std::string_view page_token) override;
  absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> ListReportsOfEach(
      absl::Span<const ReportFilter> filters, int page_size) override;
  absl::StatusOr<std::vector<std::vector<NamedReport>>> ListNamed(
      absl::Span<const ReportName> names, int most) override;
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
  class Lists;

  RocksDbStore(std::unique_ptr<Database> database, const Clock* clock);

  absl::Status CheckWritable() const;
  // Unknown ones are false. `snapshot` may be nullptr: as it is now.
  absl::StatusOr<bool> FindStored(const rocksdb::Snapshot* snapshot, std::string_view uri,
                                  v1::StoredReport* stored) const;
  absl::StatusOr<bool> FindBatch(std::string_view id, v1::Batch* batch) const;
  absl::StatusOr<bool> FindContent(std::string_view digest, v1::Content* content) const;

  const std::unique_ptr<Database> database_;
  const Clock* const clock_;
  std::mutex write_mutex_;
  WriteMarks marks_;
};

}  // namespace gongkai
