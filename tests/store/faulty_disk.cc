#include "tests/store/faulty_disk.h"

#include <filesystem>

namespace gongkai {

class FaultyFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, FaultyDisk* disk)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), disk_(*disk) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus fault;
    const std::size_t allowed = disk_.Allow(data.size(), &fault);
    rocksdb::IOStatus status =
        FSWritableFileOwnerWrapper::Append(rocksdb::Slice(data.data(), allowed), options, debug);
    if (status.ok()) disk_.Wrote(name_, allowed);
    return fault.ok() ? status : fault;
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo&,
                           rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return disk_.Sync(name_);
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return disk_.Sync(name_);
  }

 private:
  const std::string name_;
  FaultyDisk& disk_;
};

FaultyDisk::FaultyDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

void FaultyDisk::FailAfter(int64_t bytes, Fault fault) {
  std::lock_guard lock(mutex_);
  allowance_ = bytes;
  fault_ = fault;
}

void FaultyDisk::Repair() {
  std::lock_guard lock(mutex_);
  allowance_ = INT64_MAX;
  failed_ = false;
}

bool FaultyDisk::failed() {
  std::lock_guard lock(mutex_);
  return failed_;
}

void FaultyDisk::LoseUnsynced(double kept_share) {
  std::lock_guard lock(mutex_);
  for (const auto& [name, sizes] : sizes_) {
    if (!std::filesystem::exists(name)) continue;
    const auto lost = static_cast<double>(sizes.written - sizes.synced) * (1 - kept_share);
    std::filesystem::resize_file(name, sizes.written - static_cast<uint64_t>(lost));
  }
}

rocksdb::IOStatus FaultyDisk::NewWritableFile(const std::string& name,
                                              const rocksdb::FileOptions& options,
                                              std::unique_ptr<rocksdb::FSWritableFile>* file,
                                              rocksdb::IODebugContext* debug) {
  {
    std::lock_guard lock(mutex_);
    if (failed_) return FaultStatus();
    sizes_[name] = {};
  }
  rocksdb::IOStatus status = target()->NewWritableFile(name, options, file, debug);
  if (status.ok()) *file = std::make_unique<FaultyFile>(std::move(*file), name, this);
  return status;
}

rocksdb::IOStatus FaultyDisk::RenameFile(const std::string& from, const std::string& to,
                                         const rocksdb::IOOptions& options,
                                         rocksdb::IODebugContext* debug) {
  std::lock_guard lock(mutex_);
  if (failed_ && fault_ == Fault::kPowerCut) return FaultStatus();
  const auto moved = sizes_.find(from);
  if (moved != sizes_.end()) {
    sizes_[to] = moved->second;
    sizes_.erase(moved);
  }
  return target()->RenameFile(from, to, options, debug);
}

rocksdb::IOStatus FaultyDisk::DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                                         rocksdb::IODebugContext* debug) {
  std::lock_guard lock(mutex_);
  if (failed_ && fault_ == Fault::kPowerCut) return FaultStatus();
  sizes_.erase(name);
  return target()->DeleteFile(name, options, debug);
}

rocksdb::IOStatus FaultyDisk::GetFreeSpace(const std::string& path,
                                           const rocksdb::IOOptions& options, uint64_t* free,
                                           rocksdb::IODebugContext* debug) {
  const rocksdb::IOStatus status = target()->GetFreeSpace(path, options, free, debug);
  if (failed()) *free = 0;
  return status;
}

std::size_t FaultyDisk::Allow(std::size_t bytes, rocksdb::IOStatus* fault) {
  std::lock_guard lock(mutex_);
  if (failed_ || static_cast<int64_t>(bytes) > allowance_) {
    *fault = FaultStatus();
    const std::size_t allowed = failed_ ? 0 : static_cast<std::size_t>(allowance_);
    failed_ = true;
    return allowed;
  }
  allowance_ -= static_cast<int64_t>(bytes);
  return bytes;
}

void FaultyDisk::Wrote(const std::string& name, std::size_t bytes) {
  std::lock_guard lock(mutex_);
  sizes_[name].written += bytes;
}

rocksdb::IOStatus FaultyDisk::Sync(const std::string& name) {
  std::lock_guard lock(mutex_);
  if (failed_) return FaultStatus();
  sizes_[name].synced = sizes_[name].written;
  return rocksdb::IOStatus::OK();
}

rocksdb::IOStatus FaultyDisk::FaultStatus() const {
  return fault_ == Fault::kNoSpace ? rocksdb::IOStatus::NoSpace("the disk of the test is full")
                                   : rocksdb::IOStatus::IOError("the power of the test is off");
}

}  // namespace gongkai
