#include "store/parts.h"

#include "common/digest.h"
#include "common/strings.h"
#include "store/keys.h"
#include "store/packing.h"

namespace gongkai {

const google::protobuf::MessageLite* FindPartMessage(const v1::Report& report, v1::Part part) {
  switch (part) {
    case v1::DOCUMENT:
      return report.has_document() ? &report.document() : nullptr;
    case v1::OUTLINE:
      return report.has_outline() ? &report.outline() : nullptr;
    case v1::EXTRACTION:
      return report.has_extraction() ? &report.extraction() : nullptr;
    case v1::ASSESSMENT:
      return report.has_assessment() ? &report.assessment() : nullptr;
    default:
      return nullptr;
  }
}

google::protobuf::MessageLite* MutablePartMessage(v1::Report* report, v1::Part part) {
  switch (part) {
    case v1::DOCUMENT:
      return report->mutable_document();
    case v1::OUTLINE:
      return report->mutable_outline();
    case v1::EXTRACTION:
      return report->mutable_extraction();
    case v1::ASSESSMENT:
      return report->mutable_assessment();
    default:
      return nullptr;
  }
}

absl::StatusOr<bool> FindPart(const Database& database, v1::Part part, std::string_view digest,
                              rocksdb::PinnableSlice* value) {
  return database.Get({}, Family::kParts, keys::Part(part, digest), value);
}

absl::Status ReadPart(const Database& database, v1::Part part, std::string_view digest,
                      google::protobuf::MessageLite* message) {
  rocksdb::PinnableSlice value;
  const auto found = FindPart(database, part, digest, &value);
  if (!found.ok()) return found.status();
  if (*found) return Unpack(ToView(value), v1::Part_Name(part), message);
  return absl::DataLossError(Concat("存储缺少一个部分; a part of a stored report is missing: ",
                                    v1::Part_Name(part), " ", ToHex(digest)));
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
