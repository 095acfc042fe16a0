// From the terms of a balance to the numbers of cells.
#pragma once

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// The equations of a balance in a form that has its table. `place` is where the balance stands;
// errors as in rule_compiler.h. The plan points into `balance`, `form`.
absl::StatusOr<BalancePlan> CompileBalance(const v1::Balance& balance, const FormIndex& form,
                                           const Place& place);

}  // namespace gongkai
