#include "common/serialize.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace gongkai {

std::string SerializeDeterministic(const google::protobuf::MessageLite& message) {
  return SerializeDeterministic(message, message.ByteSizeLong());
}

std::string SerializeDeterministic(const google::protobuf::MessageLite& message, std::size_t size) {
  std::string bytes(size, '\0');
  SerializeDeterministic(message, size, bytes.data());
  return bytes;
}

void SerializeDeterministic(const google::protobuf::MessageLite& message, std::size_t size,
                            void* bytes) {
  google::protobuf::io::ArrayOutputStream array(bytes, static_cast<int>(size));
  google::protobuf::io::CodedOutputStream stream(&array);
  stream.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&stream);  // as ByteSizeLong() has left them
}

}  // namespace gongkai
