// A disk that fills up or loses power at a chosen byte.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace gongkai {

// The real disk until its allowance of written bytes is used up; the write that exceeds it is
// cut off in the middle. Then every write fails in the way that was asked for.
class FaultyDisk : public rocksdb::FileSystemWrapper {
 public:
  enum class Fault { kNoSpace, kPowerCut };

  FaultyDisk();
  const char* Name() const override { return "FaultyDisk"; }

  void FailAfter(int64_t bytes, Fault fault);
  void Repair();  // space is back
  bool failed();

  // What a power cut leaves: of the bytes that were not synced, each file keeps a share between
  // none (0) and all (1).
  void LoseUnsynced(double kept_share);

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  // None while it is full: RocksDB waits for space before it tries again.
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options,
                                 uint64_t* free, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

 private:
  friend class FaultyFile;
  struct Sizes {
    uint64_t written = 0;
    uint64_t synced = 0;
  };

  // How many of the bytes may be written, and the fault if not all.
  std::size_t Allow(std::size_t bytes, rocksdb::IOStatus* fault);
  void Wrote(const std::string& name, std::size_t bytes);
  rocksdb::IOStatus Sync(const std::string& name);
  rocksdb::IOStatus FaultStatus() const;

  std::mutex mutex_;
  int64_t allowance_ = INT64_MAX;
  Fault fault_ = Fault::kNoSpace;
  bool failed_ = false;
  std::map<std::string, Sizes> sizes_;
};

}  // namespace gongkai
