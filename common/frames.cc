#include "common/frames.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kFirstPiece = 1u << 20;  // memory for a length that is only claimed

absl::Status Closed() { return absl::UnavailableError("the other side is gone"); }

absl::Status WaitFor(int fd, short events, FrameDeadline deadline) {
  using std::chrono::milliseconds;
  for (;;) {
    int timeout = -1;
    if (deadline != kNoDeadline) {
      const auto left =
          std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return absl::DeadlineExceededError("no answer in time");
      timeout = static_cast<int>(std::min<int64_t>(left.count(), std::numeric_limits<int>::max()));
    }
    pollfd wait{fd, events, 0};
    const int ready = poll(&wait, 1, timeout);
    if (ready > 0) return absl::OkStatus();
    if (ready < 0 && errno != EINTR) return Closed();
  }
}

absl::Status WriteBytes(int fd, const std::string& bytes, FrameDeadline deadline) {
  for (std::size_t at = 0; at < bytes.size();) {
    // No signal where the other side is gone.
    const ssize_t written = send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (written > 0) {
      at += static_cast<std::size_t>(written);
    } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (absl::Status status = WaitFor(fd, POLLOUT, deadline); !status.ok()) return status;
    } else if (written < 0 && errno != EINTR) {
      return Closed();
    }
  }
  return absl::OkStatus();
}

absl::Status ReadBytes(int fd, std::size_t count, FrameDeadline deadline, std::string* bytes) {
  std::size_t at = 0;
  while (at < count) {
    if (at == bytes->size()) bytes->resize(std::min(count, std::max(kFirstPiece, at * 2)));
    const ssize_t got = recv(fd, bytes->data() + at, bytes->size() - at, 0);
    if (got > 0) {
      at += static_cast<std::size_t>(got);
    } else if (got == 0) {
      return Closed();
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (absl::Status status = WaitFor(fd, POLLIN, deadline); !status.ok()) return status;
    } else if (errno != EINTR) {
      return Closed();
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteFrame(int fd, const google::protobuf::MessageLite& message,
                        FrameDeadline deadline) {
  const std::size_t size = message.ByteSizeLong();
  if (size > static_cast<std::size_t>(std::numeric_limits<int32_t>::max())) {
    return absl::InvalidArgumentError("too long");
  }
  std::string bytes;
  bytes.reserve(kLengthBytes + size);
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes += static_cast<char>(size >> (8 * i) & 0xFF);
  message.AppendToString(&bytes);
  return WriteBytes(fd, bytes, deadline);
}

absl::Status ReadFrame(int fd, std::size_t max_bytes, FrameDeadline deadline,
                       google::protobuf::MessageLite* message) {
  std::string bytes(kLengthBytes, '\0');
  if (absl::Status status = ReadBytes(fd, kLengthBytes, deadline, &bytes); !status.ok()) {
    return status;
  }
  std::size_t size = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    size |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  if (size > max_bytes) {
    return absl::InvalidArgumentError(Concat("a message of ", size, " bytes"));
  }
  bytes.clear();
  if (absl::Status status = ReadBytes(fd, size, deadline, &bytes); !status.ok()) return status;
  if (!message->ParseFromArray(bytes.data(), static_cast<int>(size))) {
    return absl::InvalidArgumentError("no such message");
  }
  return absl::OkStatus();
}

absl::Status ReadToEnd(int fd, std::size_t max_bytes, FrameDeadline deadline, std::string* bytes) {
  std::string piece(std::size_t{64} << 10, '\0');
  for (;;) {
    const ssize_t got = recv(fd, piece.data(), piece.size(), 0);
    if (got == 0) return absl::OkStatus();
    if (got > 0) {
      bytes->append(piece, 0, static_cast<std::size_t>(got));
      if (bytes->size() > max_bytes) return absl::InvalidArgumentError("too long");
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (absl::Status status = WaitFor(fd, POLLIN, deadline); !status.ok()) return status;
    } else if (errno != EINTR) {
      return Closed();
    }
  }
}

}  // namespace gongkai
