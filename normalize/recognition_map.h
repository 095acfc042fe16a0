// Writes v1::Recognition.
#pragma once

#include <cstdint>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// `by_position` is the certainty of each position of the source, 0 for what was not recognised; the
// source map of the document must be there.
void MapRecognition(const std::vector<uint32_t>& by_position, v1::Document* document);

}  // namespace gongkai
