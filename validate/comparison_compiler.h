// From comparisons of sums to the numbers of cells.
#pragma once

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// The comparisons in a form that has its table. `place` is where the comparison stands; errors
// as in rule_compiler.h. The plan points into `comparison` and `form`.
absl::StatusOr<ComparisonPlan> CompileComparison(const v1::Comparison& comparison,
                                                 const FormIndex& form, const Place& place);

}  // namespace gongkai
