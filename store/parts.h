// Parts of a report as RocksDB keeps them: each once, under the digest of what it
// says, and under a checkpoint's key the digest of what the stage gave.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "google/protobuf/message_lite.h"
#include "store/database.h"
#include "store/store.h"

namespace gongkai {

// The kept part, packed; false if there is none. *value holds the bytes.
absl::StatusOr<bool> FindPart(const Database& database, v1::Part part, std::string_view digest,
                              rocksdb::PinnableSlice* value);

// The part with that digest from what was packed of it, serialized; `what` names it in errors.
// DATA_LOSS if the source that it is unpacked with is not there, or another.
absl::Status UnpackPart(const Database& database, std::string_view packed, std::string_view digest,
                        std::string_view what, std::string* bytes);

// The same read into `message`. DATA_LOSS if there is none or it is damaged.
absl::Status ReadPart(const Database& database, v1::Part part, std::string_view digest,
                      google::protobuf::MessageLite* message);

// Several of them, those of the same kind and digest but once.
absl::Status ReadParts(const Database& database, absl::Span<const PartToRead> parts);

// Digest of what the stage gave for that input; empty if it is not known. DATA_LOSS for a value
// that is no digest.
absl::StatusOr<std::string> FindCheckpoint(const Database& database, std::string_view key);

}  // namespace gongkai
