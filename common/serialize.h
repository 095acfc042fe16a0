// Messages as bytes that are the same for the same message, so that they may be compared and have a
// digest.
#pragma once

#include <cstddef>
#include <string>

#include "google/protobuf/message_lite.h"

namespace gongkai {

std::string SerializeDeterministic(const google::protobuf::MessageLite& message);

// The same with the size that message.ByteSizeLong() gave; the message must not have changed since.
std::string SerializeDeterministic(const google::protobuf::MessageLite& message, std::size_t size);

// The same into `size` bytes.
void SerializeDeterministic(const google::protobuf::MessageLite& message, std::size_t size,
                            void* bytes);

}  // namespace gongkai
