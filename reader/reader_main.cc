// gongkai-reader: reads files that others sent, for the program that started it. Requests come in
// on standard input, a socket, and answers go back on it (common/frames.h); ends when it closes.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <new>

#include "common/frames.h"
#include "common/limits.h"
#include "common/reader_protocol.h"
#include "gongkai/v1/pages.pb.h"
#include "reader/guard.h"
#include "reader/pdf_reader.h"
#include "reader/tool.h"

namespace gongkai {
namespace {

constexpr int kSocket = STDIN_FILENO;
constexpr unsigned kGraceSeconds = 5;  // poppler looks at the clock between operators alone

[[noreturn]] void OutOfMemory() { _exit(kReaderExitOutOfMemory); }

// Of this program alone: getrusage() begins with what the process took that started it.
class PeakMemory {
 public:
  // The file cannot be opened any more once the guards stand.
  PeakMemory() : file_(open("/proc/self/status", O_RDONLY | O_CLOEXEC)) {}
  PeakMemory(const PeakMemory&) = delete;
  PeakMemory& operator=(const PeakMemory&) = delete;
  ~PeakMemory() { close(file_); }

  // 0 if the system does not say.
  uint64_t Kilobytes() const {
    char text[4096];
    const ssize_t size = pread(file_, text, sizeof(text) - 1, 0);
    if (size <= 0) return 0;
    text[size] = '\0';
    const char* const peak = std::strstr(text, "VmHWM:");
    return peak == nullptr ? 0 : std::strtoull(peak + std::strlen("VmHWM:"), nullptr, 10);
  }

 private:
  const int file_;
};

int Serve() {
  std::set_new_handler(&OutOfMemory);
  const PeakMemory peak;
  const Guards guards = LockIn({POPPLER_DATA_FOLDER});
  v1::ReaderHello hello;
  hello.set_revision(kReaderRevision);
  for (const std::string& guard : guards.active) hello.add_guards(guard);
  for (const std::string& guard : guards.missing) hello.add_missing_guards(guard);
  if (!WriteFrame(kSocket, hello, kNoDeadline).ok()) return kReaderExitNoParent;
  for (;;) {
    v1::ReadRequest request;
    if (!ReadFrame(kSocket, kMaxSourceBytes + 1024, kNoDeadline, &request).ok()) return 0;
    AllowCpuSeconds(request.seconds() + kGraceSeconds);
    v1::ReadResponse response;
    ReadPdf(request, &response);
    response.set_peak_kilobytes(peak.Kilobytes());
    if (!WriteFrame(kSocket, response, kNoDeadline).ok()) return kReaderExitNoParent;
  }
}

int Main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
    std::cout << "gongkai-reader " << kReaderRevision << "\n";
    return 0;
  }
  int type = 0;
  socklen_t size = sizeof(type);
  if (getsockopt(kSocket, SOL_SOCKET, SO_TYPE, &type, &size) != 0) {
    std::cerr
        << "gongkai-reader 由 gongkai 启动，不单独使用 / is started by gongkai, not by hand\n";
    return kReaderExitUsage;
  }
  close_range(3, ~0U, 0);
  fcntl(kSocket, F_SETFL, O_NONBLOCK);
  if (argc > 2 && std::strcmp(argv[1], "--tool") == 0) {
    return BecomeTool(kSocket, {argv + 2, static_cast<std::size_t>(argc - 2)});
  }
  return Serve();
}

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) { return gongkai::Main(argc, argv); }
