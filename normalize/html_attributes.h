// The attributes of an HTML element.
#pragma once

#include <cstddef>
#include <string_view>

#include "normalize/html_layout.h"
#include "normalize/page.h"

namespace gongkai {

// What names and values, in turn and ended by a null pointer as libxml2 gives them, say to the
// layout; all but HtmlAttributes::text. Spans follow browsers: no number is 1.
HtmlAttributes InterpretAttributes(const unsigned char** attributes);

// Where the raw value of an attribute stands in the page, for the tag whose end lies at
// `tag_end` and whose beginning not before `begin`. Empty if there is none.
ByteRange FindAttributeValue(std::string_view page, std::string_view tag,
                             std::string_view attribute, std::size_t begin, std::size_t tag_end);

}  // namespace gongkai
