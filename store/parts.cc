#include "store/parts.h"

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace gongkai {

namespace {

// `size` is what ByteSizeLong() has just given.
std::string Serialize(const google::protobuf::MessageLite& message, std::size_t size) {
  std::string bytes(size, '\0');
  google::protobuf::io::ArrayOutputStream array(bytes.data(), static_cast<int>(size));
  google::protobuf::io::CodedOutputStream stream(&array);
  stream.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&stream);
  return bytes;
}

}  // namespace

std::string SerializeDeterministic(const google::protobuf::MessageLite& message) {
  return Serialize(message, message.ByteSizeLong());
}

absl::Status SerializePart(const google::protobuf::MessageLite& message, std::string* bytes) {
  const std::size_t size = message.ByteSizeLong();
  if (size > kMaxStoredBytes) return TooLargeToStore();
  *bytes = Serialize(message, size);
  return absl::OkStatus();
}

absl::Status TooLargeToStore() {
  return absl::ResourceExhaustedError(Concat("一次写入的数据超过 ", kMaxStoredBytes >> 20,
                                             " MB; more than ", kMaxStoredBytes >> 20,
                                             " MB in one write"));
}

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

absl::Status ParseStored(std::string_view bytes, std::string_view what,
                         google::protobuf::MessageLite* message) {
  if (message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(Concat("存储的数据无法解析; stored bytes cannot be read: ", what));
}

absl::Status SplitCheckpoint(std::string_view bytes, CheckpointValue* value) {
  if (bytes.size() < kDigestBytes) {
    return absl::DataLossError("存储的数据无法解析; stored bytes cannot be read: checkpoint");
  }
  value->output_digest = bytes.substr(0, kDigestBytes);
  value->part = bytes.substr(kDigestBytes);
  return absl::OkStatus();
}

}  // namespace gongkai
