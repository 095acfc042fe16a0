// What peers and stored bytes rely on in a proto, as lines to compare.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace gongkai {

// One sorted line for each message, field (number, label, type, JSON name, oneof), enum, enum
// value, service and method (types, streaming) of the file. Whoever takes a line away or
// changes it breaks someone; new lines harm nobody.
std::vector<std::string> DescriptorLines(const google::protobuf::FileDescriptor& file);

}  // namespace gongkai
