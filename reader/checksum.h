// Whether packed bytes are those that were written.
#pragma once

#include <Object.h>

namespace gongkai {

// False if a stream whose last packing is Flate cannot be unpacked to its end, or unpacks to bytes
// that its own checksum (RFC 1950) denies: bits have turned, and a digit may be another. Poppler
// looks at neither. True for whatever is no stream, packed otherwise, or larger than
// kMaxSourceBytes.
bool ChecksumHolds(const Object& stream);

}  // namespace gongkai
