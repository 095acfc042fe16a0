#include "common/message_bytes.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <tuple>

#include <grpcpp/support/proto_buffer_reader.h>

#include "common/limits.h"
#include "common/report_parts.h"
#include "gongkai/v1/stage_service.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace gongkai {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
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

bool IsPart(int number) { return number >= v1::DOCUMENT && number <= v1::ASSESSMENT; }

// Up to the end of the report.
bool ReadParts(CodedInputStream* input, PartBytes* parts) {
  std::bitset<std::tuple_size_v<PartBytes>> seen;
  while (const uint32_t tag = input->ReadTag()) {
    const int number = WireFormatLite::GetTagFieldNumber(tag);
    if (tag != TagOf(number) || !IsPart(number)) {
      if (!WireFormatLite::SkipField(input, tag)) return false;
      continue;
    }
    int size = 0;
    if (!input->ReadVarintSizeAsInt(&size)) return false;
    const auto at = static_cast<size_t>(number - v1::DOCUMENT);
    std::string& bytes = (*parts)[at];
    const bool whole = !seen[at] && static_cast<size_t>(size) <= kMaxHandedOnBytes;
    if (!whole) bytes.clear();
    if (whole ? !input->ReadString(&bytes, size) : !input->Skip(size)) return false;
    seen[at] = true;
  }
  return true;
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

std::vector<PartBytes> PartsOf(grpc::ByteBuffer* request) {
  std::vector<PartBytes> parts;
  grpc::ProtoBufferReader reader(request);
  if (!reader.status().ok()) return {};
  CodedInputStream input(&reader);
  while (const uint32_t tag = input.ReadTag()) {
    if (tag != TagOf(v1::ProcessRequest::kReportsFieldNumber)) {
      if (!WireFormatLite::SkipField(&input, tag)) return {};
      continue;
    }
    int size = 0;
    if (!input.ReadVarintSizeAsInt(&size)) return {};
    const CodedInputStream::Limit limit = input.PushLimit(size);
    if (!ReadParts(&input, &parts.emplace_back())) return {};
    input.PopLimit(limit);
  }
  return parts;
}

ReportBytes::ReportBytes(const StageInfo& info, const v1::Report& report, const PartBytes* bytes) {
  for (v1::Part part : info.reads) {
    if (HasPart(report, part)) AddPart(part, report, bytes);
  }
  if (!KeepsReports(info)) return;
  if (report.has_error()) Add(v1::Report::kErrorFieldNumber, report.error());
  for (const v1::StageRecord& record : report.stage_records()) {
    Add(v1::Report::kStageRecordsFieldNumber, record);
  }
  if (report.has_batch_item()) Add(v1::Report::kBatchItemFieldNumber, report.batch_item());
}

void ReportBytes::AddPart(v1::Part part, const v1::Report& report, const PartBytes* bytes) {
  const bool may_be_there = bytes != nullptr && IsPart(part);
  const std::string_view there = may_be_there ? (*bytes)[part - v1::DOCUMENT] : std::string_view();
  if (there.empty()) {
    Add(part, GetPart(report, part));
  } else {
    AddBytes(part, there);
  }
}

void ReportBytes::Add(int number, const google::protobuf::Message& message) {
  AddField({.number = number, .message = &message, .bytes = {}, .size = message.ByteSizeLong()});
}

void ReportBytes::AddBytes(int number, std::string_view bytes) {
  AddField({.number = number, .message = nullptr, .bytes = bytes, .size = bytes.size()});
}

void ReportBytes::AddField(const Field& field) {
  fields_.push_back(field);
  body_ += SizeOfHead(field.number, field.size) + field.size;
}

size_t ReportBytes::size() const {
  return SizeOfHead(v1::ProcessRequest::kReportsFieldNumber, body_) + body_;
}

grpc::Slice ReportBytes::Write() const {
  grpc::Slice slice(size());
  uint8_t* target = WriteHead(v1::ProcessRequest::kReportsFieldNumber, body_, Begin(&slice));
  for (const Field& field : fields_) {
    target = WriteHead(field.number, field.size, target);
    target = field.message != nullptr ? field.message->SerializeWithCachedSizesToArray(target)
                                      : std::ranges::copy(field.bytes, target).out;
  }
  return slice;
}

}  // namespace gongkai
