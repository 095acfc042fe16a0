// One reading helper: a process of gongkai-reader, started by this one and spoken to over a pair
// of sockets.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/frames.h"
#include "gongkai/v1/pages.pb.h"

namespace gongkai {

// What a program writes of a file, started by the helper `program`, which locks it in. Of the
// `command`, a path and its arguments, "@" stands for the path of the file. Errors as those of
// Exchange().
absl::StatusOr<std::string> RunTool(const std::string& program,
                                    const std::vector<std::string>& command,
                                    const v1::ReadRequest& request, FrameDeadline deadline);

class ReaderProcess {
 public:
  // NOT_FOUND if there is no such program; FAILED_PRECONDITION if it is another version or does
  // not speak.
  static absl::StatusOr<std::unique_ptr<ReaderProcess>> Start(const std::string& program);

  // Kills it.
  ~ReaderProcess();
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  // DEADLINE_EXCEEDED, UNAVAILABLE (it died) or INVALID_ARGUMENT (rubbish); after any of these the
  // process is of no more use.
  absl::Status Exchange(const v1::ReadRequest& request, FrameDeadline deadline,
                        v1::ReadResponse* response);

  // Waits for its end: the exit status, or minus the signal that ended it. Kills it if it does not
  // end by itself.
  int End();

  const v1::ReaderHello& hello() const { return hello_; }
  pid_t pid() const { return pid_; }

  // Files it has read.
  int files() const { return files_; }

 private:
  ReaderProcess() = default;

  pid_t pid_ = -1;
  int socket_ = -1;
  int files_ = 0;
  int ended_ = 0;
  v1::ReaderHello hello_;
};

}  // namespace gongkai
