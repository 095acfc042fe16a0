// Values that stand where a row has none: before its label, or behind a sign that is no label. They
// may be the row's own, and what stands behind its label the next one's.
#pragma once

#include "extract/vetoes.h"

namespace gongkai {

// `alignment` has its rows placed and its disputes.
void DoubtLooseValues(const VetoInput& input, Alignment* alignment);

}  // namespace gongkai
