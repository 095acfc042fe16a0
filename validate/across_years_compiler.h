// From sums over two years to the cells they add up.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// For this year's `form`, which has the table; last year's report may be of any of `forms`.
// INVALID_ARGUMENT, RESOURCE_EXHAUSTED: see CompileRules().
absl::StatusOr<AcrossYearsPlan> CompileAcrossYears(const v1::AcrossYears& check,
                                                   const FormIndex& form,
                                                   const std::vector<FormIndex>& forms,
                                                   const Place& place);

}  // namespace gongkai
