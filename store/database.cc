#include "store/database.h"

#include <algorithm>
#include <vector>

#include "common/limits.h"
#include "common/strings.h"
#include "rocksdb/cache.h"
#include "rocksdb/env.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/options.h"
#include "rocksdb/table.h"
#include "store/keys.h"

namespace gongkai {
namespace {

// In order of Family.
constexpr std::array<const char*, kFamilies> kNames = {keys::kSources,     keys::kParts,
                                                       keys::kCheckpoints, keys::kReports,
                                                       keys::kIndices,     keys::kBatches};

constexpr int kReadOnlyTries = 5;
// A shard must hold the filter of the largest file, over 1 MB, or each look at it reads it anew.
constexpr int kCacheShardBits = 2;
constexpr uint64_t kMinBlobBytes = 1024;  // smaller values stay with their keys
constexpr std::size_t kBlobTableBytes = 32u << 20;
constexpr std::size_t kKeyTableBytes = 8u << 20;

rocksdb::DBOptions DbOptions(const Database::Options& options) {
  rocksdb::DBOptions db;
  if (options.env != nullptr) db.env = options.env;
  db.create_if_missing = true;
  db.create_missing_column_families = true;
  db.max_open_files = kStoreOpenFiles;
  db.db_write_buffer_size = kStoreWriteBufferBytes;
  db.max_total_wal_size = kStoreLogBytes;
  db.max_background_jobs = 2;
  db.keep_log_file_num = 5;
  db.max_log_file_size = 4u << 20;
  // A log that ends in the middle of a write is what a crash leaves; damage anywhere else must
  // not pass for one, or acknowledged reports would vanish without a word.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.track_and_verify_wals_in_manifest = true;
  return db;
}

rocksdb::ColumnFamilyOptions FamilyOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Otherwise their memory would grow with the store.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_size = 16u << 10;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions family;
  // What is new is soon written again, one level down: compressing it pays from there on.
  family.compression_per_level = {rocksdb::kNoCompression, rocksdb::kNoCompression,
                                  rocksdb::kLZ4Compression};
  // Most keys looked up are new ones.
  family.memtable_whole_key_filtering = true;
  family.memtable_prefix_bloom_size_ratio = 0.02;
  // Runs of like size are merged. With levels, whose last one is rewritten whenever four new files
  // are there, keys that come in no order (digests) cost more with each report that is stored.
  family.compaction_style = rocksdb::kCompactionStyleUniversal;
  family.compaction_options_universal.allow_trivial_move = true;
  family.level0_file_num_compaction_trigger = 8;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return family;
}

// Sources and parts are large, written once and never replaced: kept apart from their keys,
// compaction leaves them where they are.
bool IsWrittenOnce(std::string_view family) {
  return family == keys::kSources || family == keys::kParts;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Families() {
  const auto cache = rocksdb::NewLRUCache(kStoreCacheBytes, kCacheShardBits);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, FamilyOptions(cache));
  for (const char* name : kNames) {
    rocksdb::ColumnFamilyOptions& family =
        families.emplace_back(name, FamilyOptions(cache)).options;
    family.enable_blob_files = IsWrittenOnce(name);
    // Where the keys are all there is, a small table of them stays in the processor's caches.
    family.write_buffer_size = IsWrittenOnce(name) ? kBlobTableBytes : kKeyTableBytes;
    family.min_blob_size = kMinBlobBytes;
  }
  return families;
}

bool IsLocked(const rocksdb::Status& status, std::string_view message) {
  return status.IsIOError() && message.find("lock ") != std::string_view::npos;
}

// A disk that fills up again while RocksDB recovers can leave it unable to write until reopened.
absl::Status WithHint(const absl::Status& status) {
  return {status.code(), Concat(FromAbsl(status.message()),
                                "；故障排除后仍出现此错误时，请重启本进程; if this stays after the "
                                "cause is gone, restart this process")};
}

}  // namespace

absl::Status FromRocksDb(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = status.ToString();
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kSpaceLimit) {
    return absl::ResourceExhaustedError(Concat("磁盘已满; the disk is full: ", message));
  }
  if (status.IsCorruption()) {
    return absl::DataLossError(Concat("存储的数据已损坏; stored bytes are damaged: ", message));
  }
  if (status.IsNotFound() || status.IsPathNotFound()) {
    return absl::DataLossError(Concat("存储缺少文件; a file of the store is missing: ", message));
  }
  if (IsLocked(status, message)) {
    return absl::FailedPreconditionError(
        Concat("存储正被另一个进程使用，请等它结束; another process has the store open, wait until "
               "it is done: ",
               message));
  }
  if (message.find("Permission denied") != std::string::npos) {
    return absl::PermissionDeniedError(
        Concat("没有读写存储的权限; no right to the files of the store: ", message));
  }
  return absl::InternalError(Concat("存储出错; the store failed: ", message));
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& folder,
                                                         const Options& options) {
  auto database = std::unique_ptr<Database>(new Database);
  database->read_only_ = options.read_only;
  rocksdb::Status status = database->OpenDb(folder, options);
  // The process that writes may take a file away between the look and the opening.
  for (int i = 1; options.read_only && status.IsPathNotFound() && i < kReadOnlyTries; ++i) {
    status = database->OpenDb(folder, options);
  }
  if (!status.ok()) return FromRocksDb(status);
  if (!options.read_only) {
    if (absl::Status found = database->CheckBlobFiles(); !found.ok()) return found;
  }
  return database;
}

// RocksDB looks for its other files itself. Not beside a process that may just drop one.
absl::Status Database::CheckBlobFiles() const {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    rocksdb::ColumnFamilyMetaData family;
    db_->GetColumnFamilyMetaData(handle, &family);
    for (const rocksdb::BlobMetaData& blob : family.blob_files) {
      const std::string path = Concat(db_->GetName(), "/", blob.blob_file_name);
      const rocksdb::Status status = db_->GetEnv()->FileExists(path);
      if (!status.ok()) return FromRocksDb(rocksdb::Status::Corruption("missing", path));
    }
  }
  return absl::OkStatus();
}

rocksdb::Status Database::OpenDb(const std::string& folder, const Options& options) {
  rocksdb::DBOptions db_options = DbOptions(options);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  if (options.read_only) {
    // Files held open stay readable when the writing process drops them.
    db_options.max_open_files = -1;
    db_options.create_if_missing = false;
    status = rocksdb::DB::OpenForReadOnly(db_options, folder, Families(), &handles, &db);
  } else {
    status = rocksdb::DB::Open(db_options, folder, Families(), &handles, &db);
  }
  if (!status.ok()) return status;
  db_.reset(db);
  default_handle_ = handles[0];
  for (std::size_t i = 0; i < kFamilies; ++i) handles_[i] = handles[i + 1];
  return status;
}

Database::~Database() {
  if (db_ == nullptr) return;
  if (written_) {
    // All of it is in the log already; but whoever opens the store next would read that first.
    const std::vector<rocksdb::ColumnFamilyHandle*> all(handles_.begin(), handles_.end());
    db_->Flush(rocksdb::FlushOptions(), all).PermitUncheckedError();
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  db_->DestroyColumnFamilyHandle(default_handle_).PermitUncheckedError();
}

absl::StatusOr<bool> Database::Get(const rocksdb::ReadOptions& options, Family family,
                                   std::string_view key, rocksdb::PinnableSlice* value) const {
  value->Reset();
  const rocksdb::Status status = db_->Get(options, handle(family), ToSlice(key), value);
  if (status.ok()) return true;
  if (status.IsNotFound()) return false;
  return FromRocksDb(status);
}

absl::StatusOr<std::vector<Database::Found>> Database::GetEach(
    Family family, const std::vector<std::string_view>& keys) const {
  std::vector<rocksdb::Slice> slices;
  slices.reserve(keys.size());
  for (const std::string_view key : keys) slices.push_back(ToSlice(key));
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  db_->MultiGet({}, handle(family), keys.size(), slices.data(), values.data(), statuses.data(),
                /*sorted_input=*/true);
  std::vector<Found> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!statuses[i].ok() && !statuses[i].IsNotFound()) return FromRocksDb(statuses[i]);
    found[i].found = statuses[i].ok();
    found[i].value = std::move(values[i]);
  }
  return found;
}

absl::StatusOr<std::vector<Database::Found>> Database::GetNeighbours(
    Family family, const std::vector<std::string_view>& keys) const {
  std::vector<Found> found(keys.size());
  if (keys.empty()) return found;
  const auto it = NewIterator({}, family);
  it->Seek(ToSlice(keys.front()));
  std::size_t read = 0;
  for (; read < keys.size(); ++read) {
    if (it->Valid() && ToView(it->key()) < keys[read]) it->Next();
    if (it->Valid() && ToView(it->key()) < keys[read]) break;  // others stand between them
    if (!it->Valid() || ToView(it->key()) != keys[read]) continue;
    found[read].found = true;
    found[read].value.PinSelf(it->value());
  }
  if (!it->status().ok()) return FromRocksDb(it->status());
  if (read == keys.size()) return found;
  auto rest = GetEach(family, {keys.begin() + static_cast<std::ptrdiff_t>(read), keys.end()});
  if (!rest.ok()) return rest.status();
  std::ranges::move(*rest, found.begin() + static_cast<std::ptrdiff_t>(read));
  return found;
}

std::unique_ptr<rocksdb::Iterator> Database::NewIterator(const rocksdb::ReadOptions& options,
                                                         Family family) const {
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, handle(family)));
}

absl::Status Database::Write(rocksdb::WriteBatch* batch) {
  if (!last_write_.ok()) {
    const rocksdb::Status status = db_->Resume();
    if (status.IsBusy()) return last_write_;  // RocksDB tries by itself, in its own time
    if (!status.ok()) return WithHint(FromRocksDb(status));
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  written_ = true;
  last_write_ = FromRocksDb(db_->Write(options, batch));
  return last_write_;
}

std::shared_ptr<const rocksdb::Snapshot> Database::Snapshot() const {
  return {db_->GetSnapshot(),
          [this](const rocksdb::Snapshot* snapshot) { db_->ReleaseSnapshot(snapshot); }};
}

}  // namespace gongkai
