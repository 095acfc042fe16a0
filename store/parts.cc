#include "store/parts.h"

#include <algorithm>
#include <vector>

#include "common/digest.h"
#include "common/strings.h"
#include "store/keys.h"
#include "store/packing.h"
#include "store/records.h"

namespace gongkai {
namespace {

// Into a message.
absl::Status UnpackPart(const Database& database, std::string_view packed, std::string_view digest,
                        std::string_view what, google::protobuf::MessageLite* message) {
  if (SourceOf(packed).empty()) return Unpack(packed, what, message);
  std::string bytes;
  absl::Status status = gongkai::UnpackPart(database, packed, digest, what, &bytes);
  return status.ok() ? ParseStored(bytes, what, message) : status;
}

}  // namespace

absl::StatusOr<bool> FindPart(const Database& database, v1::Part part, std::string_view digest,
                              rocksdb::PinnableSlice* value) {
  return database.Get({}, Family::kParts, keys::Part(part, digest), value);
}

absl::Status UnpackPart(const Database& database, std::string_view packed, std::string_view digest,
                        std::string_view what, std::string* bytes) {
  const std::string_view source_digest = SourceOf(packed);
  if (source_digest.empty()) return Unpack(packed, what, bytes);
  rocksdb::PinnableSlice value;
  const auto found = database.Get({}, Family::kSources, source_digest, &value);
  if (!found.ok()) return found.status();
  v1::Content source;
  if (*found) {
    absl::Status status = Unpack(ToView(value), "content", &source);
    if (!status.ok()) return status;
    status = UnpackBeside(source.data(), packed, what, bytes);
    if (!status.ok()) return status;
  }
  // LZ4 would not see that it was given other bytes.
  if (*found && Digest(*bytes) == digest) return absl::OkStatus();
  return absl::DataLossError(
      Concat("存储中的原文缺失或不符; the source that a part is unpacked with ",
             "is missing, or another: ", ToHex(source_digest)));
}

absl::Status ReadPart(const Database& database, v1::Part part, std::string_view digest,
                      google::protobuf::MessageLite* message) {
  rocksdb::PinnableSlice value;
  const auto found = FindPart(database, part, digest, &value);
  if (!found.ok()) return found.status();
  if (*found) return UnpackPart(database, ToView(value), digest, v1::Part_Name(part), message);
  return absl::DataLossError(Concat("存储缺少一个部分; a part of a stored report is missing: ",
                                    v1::Part_Name(part), " ", ToHex(digest)));
}

absl::Status ReadParts(const Database& database, absl::Span<const PartToRead> parts) {
  struct Wanted {
    std::string key;
    const PartToRead* part;
  };
  std::vector<Wanted> wanted;
  wanted.reserve(parts.size());
  for (const PartToRead& part : parts) {
    const v1::StageRecord& record = *part.record;
    wanted.push_back({keys::Part(PartOfStage(record.stage()), record.output_digest()), &part});
  }
  std::ranges::sort(wanted, {}, &Wanted::key);
  std::vector<std::string_view> keys;  // each once: many reports share an assessment
  for (const Wanted& one : wanted) {
    if (keys.empty() || keys.back() != one.key) keys.push_back(one.key);
  }
  const auto found = database.GetEach(Family::kParts, keys);
  if (!found.ok()) return found.status();
  std::size_t at = 0;
  for (const Wanted& one : wanted) {
    if (keys[at] != one.key) ++at;
    const v1::StageRecord& record = *one.part->record;
    if (!(*found)[at].found) return MissingPart(record);
    const std::string_view packed = ToView((*found)[at].value);
    absl::Status status =
        one.part->bytes != nullptr
            ? UnpackPart(database, packed, record.output_digest(), record.stage(), one.part->bytes)
            : UnpackPart(database, packed, record.output_digest(), record.stage(),
                         one.part->message);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> FindCheckpoint(const Database& database, std::string_view key) {
  rocksdb::PinnableSlice value;
  const auto found = database.Get({}, Family::kCheckpoints, key, &value);
  if (!found.ok()) return found.status();
  if (!*found) return std::string();
  if (value.size() == kDigestBytes) return value.ToString();
  return absl::DataLossError("存储的数据无法解析; stored bytes cannot be read: checkpoint");
}

}  // namespace gongkai
