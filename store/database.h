// RocksDB as the store uses it: its column families, its errors as Status, bounded memory, every
// write synced. Knows nothing of reports.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "rocksdb/write_batch.h"

namespace gongkai {

enum class Family { kSources, kParts, kCheckpoints, kReports, kIndices, kBatches };
inline constexpr std::size_t kFamilies = 6;

inline rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Corruption is DATA_LOSS, a full disk RESOURCE_EXHAUSTED, another process that has it open
// FAILED_PRECONDITION, a lack of rights PERMISSION_DENIED, any other fault INTERNAL.
absl::Status FromRocksDb(const rocksdb::Status& status);

// Safe to use from several threads at once, except Write.
class Database {
 public:
  struct Options {
    bool read_only = false;       // as it is now; may be open elsewhere
    rocksdb::Env* env = nullptr;  // nullptr for the real disk; must outlive the database
  };

  // Creates what is not there yet, unless read_only.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& folder,
                                                        const Options& options);
  ~Database();  // what was written leaves the log, so that the next one opens at once

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }
  bool read_only() const { return read_only_; }

  // False if there is no such key.
  absl::StatusOr<bool> Get(const rocksdb::ReadOptions& options, Family family, std::string_view key,
                           rocksdb::PinnableSlice* value) const;

  // The values of several keys, in ascending order, each of which is there or not.
  struct Found {
    bool found = false;
    rocksdb::PinnableSlice value;
  };
  absl::StatusOr<std::vector<Found>> GetEach(Family family,
                                             const std::vector<std::string_view>& keys) const;

  // The same where the keys mostly are neighbours in the database, or new: so far as they are, they
  // are read one after another without being looked up.
  absl::StatusOr<std::vector<Found>> GetNeighbours(Family family,
                                                   const std::vector<std::string_view>& keys) const;

  std::unique_ptr<rocksdb::Iterator> NewIterator(const rocksdb::ReadOptions& options,
                                                 Family family) const;

  // Atomic and on disk when it returns OK. After a failure it fails again until what kept the
  // disk from writing is gone, and up to some seconds longer. One caller at a time.
  absl::Status Write(rocksdb::WriteBatch* batch);

  // One moment of the database for several reads. May outlive nothing but the database.
  std::shared_ptr<const rocksdb::Snapshot> Snapshot() const;

 private:
  Database() = default;
  rocksdb::Status OpenDb(const std::string& folder, const Options& options);

  absl::Status CheckBlobFiles() const;

  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilies> handles_{};
  rocksdb::ColumnFamilyHandle* default_handle_ = nullptr;
  bool read_only_ = false;
  bool written_ = false;  // by this process
  absl::Status last_write_;
};

}  // namespace gongkai
