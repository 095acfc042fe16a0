// A column that counts the rows, before their labels: evidence of a table, and no figures of it.
#pragma once

#include <string_view>

#include "extract/tokens.h"

namespace gongkai {

// Makes filler of the figures 1, 2, 3 … that begin rows between borders, where there are several of
// them, in order, and words stand behind each.
void DropRowNumbers(std::string_view text, TokenList* list);

}  // namespace gongkai
