// Messages over a pipe or a pair of sockets: four bytes of length, least significant first, then
// as many bytes of a protobuf message.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"

namespace gongkai {

using FrameDeadline = std::chrono::steady_clock::time_point;

// Both wait until the deadline: DEADLINE_EXCEEDED. UNAVAILABLE if the other side closed or died.
// The descriptor must not block.
absl::Status WriteFrame(int fd, const google::protobuf::MessageLite& message,
                        FrameDeadline deadline);

// INVALID_ARGUMENT if the bytes are no such message, or more than `max_bytes`.
absl::Status ReadFrame(int fd, std::size_t max_bytes, FrameDeadline deadline,
                       google::protobuf::MessageLite* message);

// All that comes until the other side closes.
absl::Status ReadToEnd(int fd, std::size_t max_bytes, FrameDeadline deadline, std::string* bytes);

// Without an end of time.
inline constexpr FrameDeadline kNoDeadline = FrameDeadline::max();

}  // namespace gongkai
