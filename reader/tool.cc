#include "reader/tool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

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

int BecomeTool(int socket, std::span<char* const> command) {
  v1::ReadRequest request;
  if (!ReadFrame(socket, kMaxRasterPixels + kMaxSourceBytes, kNoDeadline, &request).ok()) {
    return kReaderExitNoParent;
  }
  const int file = memfd_create("report", 0);
  if (file < 0 || !WriteAll(file, request.data())) return kReaderExitOutOfMemory;
  fcntl(socket, F_SETFL, 0);
  dup2(socket, STDOUT_FILENO);
  char path[32];
  std::snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
  std::vector<char*> arguments(command.begin(), command.end());
  for (char*& argument : arguments) {
    if (std::string_view(argument) == "@") argument = path;
  }
  arguments.push_back(nullptr);
  AllowCpuSeconds(request.seconds());
  LockInTool(command[0]);
  execv(command[0], arguments.data());
  return kReaderExitUsage;
}

}  // namespace gongkai
