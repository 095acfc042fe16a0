// Messages between processes as bytes. gRPC's own way measures a message twice before it writes
// it, which for reports costs more than the writing.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/container/inlined_vector.h"
#include "common/stage.h"
#include "google/protobuf/message.h"

namespace gongkai {

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message);

// Uses up the bytes. False if they are no such message; it is then worth nothing.
bool FromBytes(grpc::ByteBuffer* bytes, google::protobuf::Message* message);

// The bytes of the parts of each report in a ProcessRequest, as they came; empty where a part is
// not there, is longer than kMaxHandedOnBytes, or is there more than once, so that no bytes are all
// of it. Nothing for bytes that are no message.
std::vector<PartBytes> PartsOf(grpc::ByteBuffer* request);

// A report on its way to a stage: one element of ProcessRequest.reports with the parts the stage
// reads and, if it keeps reports, the envelope (error, stage records, batch item). Such elements
// behind each other are a request. Report and bytes must neither change nor go meanwhile.
class ReportBytes {
 public:
  // `bytes` are those of its parts, as far as they are at hand; null for none.
  ReportBytes(const StageInfo& info, const v1::Report& report, const PartBytes* bytes = nullptr);

  size_t size() const;
  grpc::Slice Write() const;

 private:
  struct Field {
    int number;
    const google::protobuf::Message* message;  // null: `bytes` are it
    std::string_view bytes;
    size_t size;
  };

  void AddPart(v1::Part part, const v1::Report& report, const PartBytes* bytes);
  void Add(int number, const google::protobuf::Message& message);
  void AddBytes(int number, std::string_view bytes);
  void AddField(const Field& field);

  absl::InlinedVector<Field, 12> fields_;
  size_t body_ = 0;
};

}  // namespace gongkai
