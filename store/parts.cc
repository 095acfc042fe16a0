#include "store/parts.h"

#include <algorithm>

#include "common/digest.h"
#include "common/strings.h"
#include "store/keys.h"
#include "store/packing.h"

namespace gongkai {
namespace {

constexpr std::size_t kPartHeader = 5;  // number, length

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(Concat("存储的数据无法解析; stored bytes cannot be read: ", what));
}

}  // namespace

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

absl::Status SplitCheckpoint(std::string_view bytes, CheckpointValue* value) {
  if (bytes.size() < kDigestBytes) {
    return Damaged("checkpoint");
  }
  value->output_digest = bytes.substr(0, kDigestBytes);
  value->packed = bytes.substr(kDigestBytes);
  return absl::OkStatus();
}

void AppendPackedPart(v1::Part part, std::string_view packed, std::string* value) {
  *value += static_cast<char>(part);
  keys::AppendNumber32(static_cast<uint32_t>(packed.size()), value);
  *value += packed;
}

absl::Status ReadPackedParts(std::string_view value, std::string_view what,
                             absl::Span<const v1::Part> parts, v1::Report* report) {
  while (!value.empty()) {
    if (value.size() < kPartHeader) return Damaged(what);
    const std::size_t size = keys::ReadNumber32(value.substr(1));
    if (size > value.size() - kPartHeader) return Damaged(what);
    const auto part = static_cast<v1::Part>(value[0]);
    const std::string_view packed = value.substr(kPartHeader, size);
    value.remove_prefix(kPartHeader + size);
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) continue;
    google::protobuf::MessageLite* message = MutablePartMessage(report, part);
    if (message == nullptr) return Damaged(what);
    if (absl::Status status = Unpack(packed, what, message); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace gongkai
