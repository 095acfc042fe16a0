#include "reader/tool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "common/frames.h"
#include "common/limits.h"
#include "common/reader_protocol.h"
#include "gongkai/v1/pages.pb.h"
#include "reader/guard.h"

namespace gongkai {
namespace {

bool WriteAll(int fd, const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written = write(fd, bytes.data() + at, bytes.size() - at);
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

int BecomeMutool(int socket, const char* program) {
  v1::ReadRequest request;
  if (!ReadFrame(socket, kMaxSourceBytes + 1024, kNoDeadline, &request).ok()) {
    return kReaderExitNoParent;
  }
  const int file = memfd_create("report", 0);
  if (file < 0 || !WriteAll(file, request.data())) return kReaderExitOutOfMemory;
  fcntl(socket, F_SETFL, 0);
  dup2(socket, STDOUT_FILENO);
  AllowCpuSeconds(request.seconds());
  LockInTool(program);
  char path[32];
  std::snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
  execl(program, "mutool", "draw", "-q", "-F", "stext", path, nullptr);
  return kReaderExitUsage;
}

}  // namespace gongkai
