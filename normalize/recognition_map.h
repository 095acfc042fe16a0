// Writes v1::Recognition.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// `by_position` is the certainty of each position of the source, 0 for what was not recognised; the
// source map of the document must be there. `program` goes into a note.
void AddRecognition(const std::vector<uint32_t>& by_position, std::string_view program,
                    v1::Document* document);

}  // namespace gongkai
