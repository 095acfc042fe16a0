#include "common/message_bytes.h"

#include <cstdint>

#include <grpcpp/support/proto_buffer_reader.h>

#include "common/report_parts.h"
#include "gongkai/v1/stage_service.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace gongkai {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

uint32_t TagOf(int number) {
  return WireFormatLite::MakeTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
}

size_t SizeOfHead(int number, size_t size) {
  return CodedOutputStream::VarintSize32(TagOf(number)) + CodedOutputStream::VarintSize64(size);
}

uint8_t* WriteHead(int number, size_t size, uint8_t* target) {
  target = CodedOutputStream::WriteVarint32ToArray(TagOf(number), target);
  return CodedOutputStream::WriteVarint64ToArray(size, target);
}

// Nobody else has the slice yet.
uint8_t* Begin(grpc::Slice* slice) { return const_cast<uint8_t*>(slice->begin()); }

}  // namespace

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message) {
  grpc::Slice slice(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(Begin(&slice));
  return grpc::ByteBuffer(&slice, 1);
}

bool FromBytes(grpc::ByteBuffer* bytes, google::protobuf::Message* message) {
  bool parsed;
  {
    grpc::ProtoBufferReader reader(bytes);
    parsed = reader.status().ok() && message->ParseFromZeroCopyStream(&reader);
  }
  bytes->Clear();
  return parsed;
}

ReportBytes::ReportBytes(const StageInfo& info, const v1::Report& report) {
  for (v1::Part part : info.reads) {
    if (HasPart(report, part)) Add(part, GetPart(report, part));
  }
  if (!KeepsReports(info)) return;
  if (report.has_error()) Add(v1::Report::kErrorFieldNumber, report.error());
  for (const v1::StageRecord& record : report.stage_records()) {
    Add(v1::Report::kStageRecordsFieldNumber, record);
  }
  if (report.has_batch_item()) Add(v1::Report::kBatchItemFieldNumber, report.batch_item());
}

void ReportBytes::Add(int number, const google::protobuf::Message& message) {
  const size_t size = message.ByteSizeLong();
  fields_.push_back({number, &message, size});
  body_ += SizeOfHead(number, size) + size;
}

size_t ReportBytes::size() const {
  return SizeOfHead(v1::ProcessRequest::kReportsFieldNumber, body_) + body_;
}

grpc::Slice ReportBytes::Write() const {
  grpc::Slice slice(size());
  uint8_t* target = WriteHead(v1::ProcessRequest::kReportsFieldNumber, body_, Begin(&slice));
  for (const Field& field : fields_) {
    target = WriteHead(field.number, field.size, target);
    target = field.message->SerializeWithCachedSizesToArray(target);
  }
  return slice;
}

}  // namespace gongkai
