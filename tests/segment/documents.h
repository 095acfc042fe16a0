// Documents for tests of segment, without the normalize stage.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai::testing {

// One paragraph for each line that is not empty. Lines that begin with '#' belong to the page
// (the '#' goes away); "[image]" is an image block.
v1::Document DocumentOf(std::string_view text);

// The text under a span.
std::string TextAt(const v1::Document& document, const v1::Span& span);

}  // namespace gongkai::testing
