// An explanation of a cell as text for a terminal.
#pragma once

#include <string>

#include "extract/explanation.h"
#include "gongkai/v1/report.pb.h"
#include "pipeline/text_view.h"

namespace gongkai {

// What the cell is, its row and column, the sequence behind the row's label with the column that
// took each value, what ended it, why it is so, and what would have been otherwise. `report` has
// content, document and extraction.
std::string ExplainText(const v1::Report& report, const Explanation& explanation,
                        v1::Language language);

}  // namespace gongkai
