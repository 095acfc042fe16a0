#include "normalize/reader_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/reader_protocol.h"
#include "common/strings.h"
#include "normalize/spawn.h"

namespace gongkai {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kStartTime(20);  // a busy machine may take a while
constexpr std::chrono::milliseconds kEndTime(200);
constexpr std::size_t kMaxHelloBytes = 4096;

}  // namespace

absl::StatusOr<std::unique_ptr<ReaderProcess>> ReaderProcess::Start(const std::string& program) {
  if (access(program.c_str(), X_OK) != 0) {
    return absl::NotFoundError(Concat(program, ": ", std::strerror(errno)));
  }
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return absl::ResourceExhaustedError(Concat("socketpair: ", std::strerror(errno)));
  }
  std::unique_ptr<ReaderProcess> reader(new ReaderProcess);
  reader->socket_ = sockets[0];
  fcntl(sockets[0], F_SETFL, O_NONBLOCK);
  // Its answer must not depend on locale or on variables of the libraries.
  const int error = SpawnApart({program}, {"LC_ALL=C.UTF-8"}, sockets[1], &reader->pid_);
  close(sockets[1]);
  if (error != 0) {
    reader->pid_ = -1;
    return absl::NotFoundError(Concat(program, ": ", std::strerror(error)));
  }
  const absl::Status status =
      ReadFrame(reader->socket_, kMaxHelloBytes, steady_clock::now() + kStartTime, &reader->hello_);
  if (!status.ok() || reader->hello_.revision() != kReaderRevision) {
    return absl::FailedPreconditionError(Concat(program, " 版本不符 / is another version: “",
                                                reader->hello_.revision(), "”, ", kReaderRevision));
  }
  return reader;
}

ReaderProcess::~ReaderProcess() {
  if (socket_ >= 0) close(socket_);
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
}

absl::Status ReaderProcess::Exchange(const v1::ReadRequest& request, FrameDeadline deadline,
                                     v1::ReadResponse* response) {
  ++files_;
  if (absl::Status status = WriteFrame(socket_, request, deadline); !status.ok()) return status;
  return ReadFrame(socket_, kMaxReaderAnswerBytes, deadline, response);
}

int ReaderProcess::End() {
  if (pid_ <= 0) return ended_;
  int status = 0;
  const auto end = steady_clock::now() + kEndTime;
  // It closed its socket as it died, or soon will be dead.
  pid_t done = 0;
  while ((done = waitpid(pid_, &status, WNOHANG)) == 0 && steady_clock::now() < end) usleep(1000);
  if (done == 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
  }
  pid_ = -1;
  ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return ended_;
}

absl::StatusOr<std::string> RunTool(const std::string& program,
                                    const std::vector<std::string>& command,
                                    const v1::ReadRequest& request, FrameDeadline deadline) {
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return absl::ResourceExhaustedError(Concat("socketpair: ", std::strerror(errno)));
  }
  fcntl(sockets[0], F_SETFL, O_NONBLOCK);
  pid_t pid = -1;
  std::vector<std::string> all = {program, "--tool"};
  all.insert(all.end(), command.begin(), command.end());
  // One thread: what a program of several gives can depend on which is first.
  const int error =
      SpawnApart(std::move(all), {"LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1"}, sockets[1], &pid);
  close(sockets[1]);
  std::string text;
  absl::Status status = error == 0 ? WriteFrame(sockets[0], request, deadline)
                                   : absl::NotFoundError(std::strerror(error));
  if (status.ok()) status = ReadToEnd(sockets[0], kMaxReaderAnswerBytes, deadline, &text);
  close(sockets[0]);
  if (error == 0) {
    // A program that closed its output has nothing more to say.
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  if (!status.ok()) return status;
  return text;
}

}  // namespace gongkai
