#include "common/message_bytes.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <tuple>
#include <utility>

#include <grpcpp/support/proto_buffer_reader.h>

#include "common/limits.h"
#include "common/report_parts.h"
#include "common/serialize.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
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

// A field whose bytes are at hand.
void PutField(int number, std::string_view bytes, CodedOutputStream* output) {
  output->WriteTag(TagOf(number));
  output->WriteVarint32(static_cast<uint32_t>(bytes.size()));
  output->WriteRaw(bytes.data(), static_cast<int>(bytes.size()));
}

// As WireFormatLite::ReadBytes, which fills the string with zeros before.
bool ReadBytes(CodedInputStream* input, std::string* bytes) {
  int left = 0;
  if (!input->ReadVarintSizeAsInt(&left) || left > input->BytesUntilLimit()) return false;
  bytes->reserve(static_cast<size_t>(left));
  const void* data = nullptr;
  int size = 0;
  while (left > 0 && input->GetDirectBufferPointer(&data, &size)) {
    size = std::min(size, left);
    bytes->append(static_cast<const char*>(data), static_cast<size_t>(size));
    left -= size;
    if (!input->Skip(size)) return false;
  }
  return left == 0;
}

// Up to the end of the report. What is no part goes to `rest`.
bool SplitReport(CodedInputStream* input, PartBytes* parts, std::string* rest) {
  google::protobuf::io::StringOutputStream stream(rest);
  CodedOutputStream output(&stream);
  std::bitset<std::tuple_size_v<PartBytes>> in_rest;
  while (const uint32_t tag = input->ReadTag()) {
    const int number = WireFormatLite::GetTagFieldNumber(tag);
    if (tag != TagOf(number) || !HasBytes(static_cast<v1::Part>(number))) {
      if (!WireFormatLite::SkipField(input, tag, &output)) return false;
      continue;
    }
    std::string bytes;
    if (!ReadBytes(input, &bytes)) return false;
    const auto at = static_cast<size_t>(number - v1::DOCUMENT);
    std::string& before = (*parts)[at];
    if (!before.empty()) {
      PutField(number, before, &output);
      before.clear();
      in_rest.set(at);
    }
    if (bytes.empty() || bytes.size() > kMaxHandedOnBytes) in_rest.set(at);
    if (in_rest[at]) {
      PutField(number, bytes, &output);
    } else {
      before = std::move(bytes);
    }
  }
  return true;
}

// The message without the parts of its reports.
bool SplitMessage(CodedInputStream* input, int reports, std::vector<PartBytes>* parts,
                  std::string* rest) {
  google::protobuf::io::StringOutputStream stream(rest);
  CodedOutputStream output(&stream);
  std::string rest_of_report;
  while (const uint32_t tag = input->ReadTag()) {
    if (tag != TagOf(reports)) {
      if (!WireFormatLite::SkipField(input, tag, &output)) return false;
      continue;
    }
    int size = 0;
    if (!input->ReadVarintSizeAsInt(&size)) return false;
    const CodedInputStream::Limit limit = input->PushLimit(size);
    rest_of_report.clear();
    if (!SplitReport(input, &parts->emplace_back(), &rest_of_report)) return false;
    if (input->BytesUntilLimit() > 0) return false;
    input->PopLimit(limit);
    PutField(reports, rest_of_report, &output);
  }
  return input->ConsumedEntireMessage();
}

bool Split(grpc::ByteBuffer* bytes, int reports, google::protobuf::Message* message,
           std::vector<PartBytes>* parts) {
  std::string rest;
  parts->clear();
  bool read;
  {
    grpc::ProtoBufferReader reader(bytes);
    CodedInputStream input(&reader);
    read = reader.status().ok() && SplitMessage(&input, reports, parts, &rest);
  }
  bytes->Clear();
  return read && message->ParseFromString(rest);
}

// Nobody else has the slice yet.
uint8_t* Begin(grpc::Slice* slice) { return const_cast<uint8_t*>(slice->begin()); }

}  // namespace

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message) {
  const size_t size = message.ByteSizeLong();
  grpc::Slice slice(size);
  SerializeDeterministic(message, size, Begin(&slice));
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

bool FromBytes(grpc::ByteBuffer* bytes, v1::ProcessRequest* request,
               std::vector<PartBytes>* parts) {
  return Split(bytes, v1::ProcessRequest::kReportsFieldNumber, request, parts);
}

bool FromBytes(grpc::ByteBuffer* bytes, v1::ProcessResponse* response,
               std::vector<PartBytes>* parts) {
  return Split(bytes, v1::ProcessResponse::kReportsFieldNumber, response, parts);
}

ReportBytes::ReportBytes(const StageInfo& info, const v1::Report& report, const PartBytes& bytes) {
  for (const v1::Part part : info.reads) {
    if (const std::string_view there = BytesOf(part, bytes); !there.empty()) {
      AddBytes(part, there);
    } else if (const auto* message = MessageOf(report, part)) {
      Add(part, *message);
    }
  }
  if (!KeepsReports(info)) return;
  if (report.has_error()) Add(v1::Report::kErrorFieldNumber, report.error());
  for (const v1::StageRecord& record : report.stage_records()) {
    Add(v1::Report::kStageRecordsFieldNumber, record);
  }
  if (report.has_batch_item()) Add(v1::Report::kBatchItemFieldNumber, report.batch_item());
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
