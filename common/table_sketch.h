// What the statutory tables of an extraction say, in about one byte a cell: enough to judge most
// reports by a sum without reading their extraction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// Of a serialized Extraction: its form, which tables were found, and state and value of the cells.
// Empty for bytes that are none.
std::string SketchOf(std::string_view extraction);

// Reads form, tables, and the cells that are wanted, by number, into an empty extraction. False for
// bytes that are no sketch, or of a version that is not known; *extraction is then worth nothing.
bool ReadSketch(std::string_view sketch, const std::vector<bool>& wanted,
                v1::Extraction* extraction);

// The form alone; FORM_UNSPECIFIED for bytes that are no sketch.
v1::Form FormOfSketch(std::string_view sketch);

}  // namespace gongkai
