// Tables that a text file draws with characters.
#pragma once

#include <string_view>
#include <vector>

#include "normalize/drawn_field.h"

namespace gongkai {

struct DrawnText {
  // Of the text, without their ends; one of nothing but spaces is empty.
  std::vector<ByteRange> lines;
  std::vector<DrawnTable> tables;  // in order
};

// `text` must be valid UTF-8. Without lines if there is no table. What a table cannot be read from
// without doubt, such as a box whose bars do not stand under each other, is none: its lines are
// read as they are.
DrawnText FindDrawnTables(std::string_view text);

}  // namespace gongkai
