// Values that hold parts of a report, as docs/formats.md lays them out.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "gongkai/v1/report.pb.h"
#include "google/protobuf/message_lite.h"

namespace gongkai {

// A part that a stage writes; nullptr if the report does not have it, or for other parts.
const google::protobuf::MessageLite* FindPartMessage(const v1::Report& report, v1::Part part);
google::protobuf::MessageLite* MutablePartMessage(v1::Report* report, v1::Part part);

// The value kept under a checkpoint's key: the digest of the part, then the packed part.
// DATA_LOSS if it is shorter than the digest.
struct CheckpointValue {
  std::string_view output_digest;
  std::string_view packed;
};
absl::Status SplitCheckpoint(std::string_view bytes, CheckpointValue* value);

// The value kept under a uri: packed parts one after another, each with its number and length.
void AppendPackedPart(v1::Part part, std::string_view packed, std::string* value);

// Reads the parts that are asked for into `report`. DATA_LOSS, naming `what`, if the value is
// damaged.
absl::Status ReadPackedParts(std::string_view value, std::string_view what,
                             absl::Span<const v1::Part> parts, v1::Report* report);

}  // namespace gongkai
