// A row, a table or the row of the disputes that the text has once more, with other figures:
// nothing says which is the report's.
#pragma once

#include "extract/vetoes.h"

namespace gongkai {

// `alignment` has its rows placed and its disputes.
void DoubtSecondTables(const VetoInput& input, Alignment* alignment);

}  // namespace gongkai
