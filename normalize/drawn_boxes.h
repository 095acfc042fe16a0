// Tables in boxes: "+---+" as pandoc and databases write them, and ┌─┐ of typed documents.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "normalize/drawn_field.h"

namespace gongkai {

// The table whose first line, a line of a box, that is; `lines` are all lines of the text. None
// unless all lines reach from side to side and every piece of the text between two bars stands in
// one cell that these bars bound.
std::optional<DrawnTable> ReadBox(std::string_view text, const std::vector<ByteRange>& lines,
                                  std::size_t first);

}  // namespace gongkai
