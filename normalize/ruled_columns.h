// Tables whose columns are ruled and not boxed: "----- ---- ----" under their labels, or "====="
// round them, as pandoc and reStructuredText write them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "normalize/drawn_field.h"

namespace gongkai {

// The table whose columns the line `rule` draws; `lines` are all lines of the text. Where a line is
// ruled above the labels, blank lines hold the rows apart if there are any; else each line is a
// row. None where something neither begins nor ends with its column. A place where nothing stands
// has no cell: whether it is empty or was lost cannot be seen.
std::optional<DrawnTable> ReadRuledColumns(std::string_view text,
                                           const std::vector<ByteRange>& lines, std::size_t rule);

}  // namespace gongkai
