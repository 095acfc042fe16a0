// What would mend sums that do not add up.
#pragma once

#include "gongkai/v1/assessment.pb.h"
#include "validate/report_view.h"

namespace gongkai {

// For each table: where exactly one change of one cell repairs every equation that is broken, and
// breaks none, the messages of the findings on these equations end with it.
void ProposeCorrections(const ReportView& report, v1::Assessment* assessment);

}  // namespace gongkai
