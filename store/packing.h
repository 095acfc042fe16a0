// How large values are written: compressed once, before they enter the log, and never again.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"

namespace gongkai {

// The message serialized, and compressed if it is large and becomes smaller by it.
// RESOURCE_EXHAUSTED above kMaxStoredBytes.
absl::Status Pack(const google::protobuf::MessageLite& message, std::string* packed);

// The same for one that is serialized already.
absl::Status Pack(std::string_view bytes, std::string* packed);

// The same for bytes that may repeat a source, as the document of a text does almost word by word:
// then they are unpacked with the help of that source, which `digest` names.
absl::Status PackBeside(std::string_view source, std::string_view digest, std::string_view bytes,
                        std::string* packed);

// The digest of the source that a value is unpacked with; empty for one that stands by itself.
std::string_view SourceOf(std::string_view packed);

// The serialized message. DATA_LOSS, naming `what`, for bytes that Pack did not write.
absl::Status Unpack(std::string_view packed, std::string_view what, std::string* bytes);

// The same for what PackBeside wrote, too. `source` is empty where SourceOf() is.
absl::Status UnpackBeside(std::string_view source, std::string_view packed, std::string_view what,
                          std::string* bytes);

// The message. DATA_LOSS as above.
absl::Status Unpack(std::string_view packed, std::string_view what,
                    google::protobuf::MessageLite* message);

// The same for a message that is not packed.
absl::Status ParseStored(std::string_view bytes, std::string_view what,
                         google::protobuf::MessageLite* message);

// For one write that would exceed kMaxStoredBytes.
absl::Status TooLargeToStore();

}  // namespace gongkai
