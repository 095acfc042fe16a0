// Bytes as a file with a path, without a disk.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "common/strings.h"
#include "tests/fuzz/target.h"

namespace gongkai {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : file_(memfd_create("input", MFD_CLOEXEC)) {
    const auto size = static_cast<ssize_t>(bytes.size());
    Require(file_ >= 0 && write(file_, bytes.data(), bytes.size()) == size, "no memory for a file");
  }
  ~MemoryFile() { close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  // Of this process alone.
  std::string path() const { return Concat("/proc/self/fd/", file_); }

 private:
  const int file_;
};

}  // namespace gongkai
