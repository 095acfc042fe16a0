// Messages between processes as bytes. gRPC's own way measures a message twice before it writes
// it, which for reports costs more than the writing.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/container/inlined_vector.h"
#include "common/stage.h"
#include "gongkai/v1/stage_service.pb.h"
#include "google/protobuf/message.h"

namespace gongkai {

// The same message always gives the same bytes.
grpc::ByteBuffer ToBytes(const google::protobuf::Message& message);

// Uses up the bytes. False if they are no such message; it is then worth nothing.
bool FromBytes(grpc::ByteBuffer* bytes, google::protobuf::Message* message);

// The same but for the parts of each report, which are left as bytes; message parts are those
// longer than kMaxHandedOnBytes, those without a byte, and those that are there more than once, so
// that no bytes are all of it.
bool FromBytes(grpc::ByteBuffer* bytes, v1::ProcessRequest* request, std::vector<PartBytes>* parts);
bool FromBytes(grpc::ByteBuffer* bytes, v1::ProcessResponse* response,
               std::vector<PartBytes>* parts);

// A report on its way to a stage: one element of ProcessRequest.reports with the parts the stage
// reads and, if it keeps reports, the envelope (error, stage records, batch item). Such elements
// behind each other are a request. Report and bytes must neither change nor go meanwhile.
class ReportBytes {
 public:
  // `bytes` are those of its parts, as far as they are at hand.
  ReportBytes(const StageInfo& info, const v1::Report& report, const PartBytes& bytes);

  size_t size() const;
  grpc::Slice Write() const;

 private:
  struct Field {
    int number;
    const google::protobuf::Message* message;  // null: `bytes` are it
    std::string_view bytes;
    size_t size;
  };

  void Add(int number, const google::protobuf::Message& message);
  void AddBytes(int number, std::string_view bytes);
  void AddField(const Field& field);

  absl::InlinedVector<Field, 12> fields_;
  size_t body_ = 0;
};

}  // namespace gongkai
