// What a rule says of its faults: cases checked against what its check can meet.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// Faults that a kind of check can meet.
FaultSet FaultsOf(v1::Rule::CheckCase check);

// The cases of a rule in order. `own` of them come from the rule itself and stand at
// `rule_place`; those after them are filled in from its file, whose place is `file_place`.
absl::StatusOr<std::vector<CompiledCase>> CompileCases(const v1::Rule& rule, int own,
                                                       const Place& rule_place,
                                                       const Place& file_place);

// Adds to the rule the cases of its file for faults that it has no case of its own for.
void FillInCases(const v1::RulePack& file, v1::Rule* rule);

}  // namespace gongkai
