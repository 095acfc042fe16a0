// Parts of a report as bytes, and back.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "google/protobuf/message_lite.h"

namespace gongkai {

// Always the same bytes for the same message.
std::string SerializeDeterministic(const google::protobuf::MessageLite& message);

// The same; RESOURCE_EXHAUSTED above kMaxStoredBytes.
absl::Status SerializePart(const google::protobuf::MessageLite& message, std::string* bytes);

// For one write that would exceed kMaxStoredBytes.
absl::Status TooLargeToStore();

// A part that a stage writes; nullptr if the report does not have it, or for other parts.
const google::protobuf::MessageLite* FindPartMessage(const v1::Report& report, v1::Part part);
google::protobuf::MessageLite* MutablePartMessage(v1::Report* report, v1::Part part);

// DATA_LOSS, naming `what`, if the bytes are not such a message.
absl::Status ParseStored(std::string_view bytes, std::string_view what,
                         google::protobuf::MessageLite* message);

// The value kept under a checkpoint's key: the digest of the part, then the part. DATA_LOSS if
// it is shorter than the digest.
struct CheckpointValue {
  std::string_view output_digest;
  std::string_view part;
};
absl::Status SplitCheckpoint(std::string_view bytes, CheckpointValue* value);

}  // namespace gongkai
