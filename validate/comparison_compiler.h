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

// Conditions over cells of the form. `place_of(i)` is where condition i stands.
template <typename PlaceOf>
absl::StatusOr<CellConditions> CompileConditions(
    const google::protobuf::RepeatedPtrField<v1::Comparison::Condition>& conditions,
    const FormIndex& form, PlaceOf place_of);

absl::Status AddCondition(const v1::Comparison::Condition& condition, const FormIndex& form,
                          const Place& place, CellConditions* conditions);

template <typename PlaceOf>
absl::StatusOr<CellConditions> CompileConditions(
    const google::protobuf::RepeatedPtrField<v1::Comparison::Condition>& conditions,
    const FormIndex& form, PlaceOf place_of) {
  CellConditions result;
  for (int i = 0; i < conditions.size(); ++i) {
    absl::Status status = AddCondition(conditions[i], form, place_of(i), &result);
    if (!status.ok()) return status;
  }
  return result;
}

}  // namespace gongkai
