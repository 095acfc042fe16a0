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

// Adds to the rule the cases of its file for faults that it has no case of its own for. The
// position in the file's cases of each that was added, in order.
std::vector<int> FillInCases(const v1::RulePack& file, v1::Rule* rule);

// The cases of a rule in order. The last of them, one for each element of `filled_in`, come from
// its file, whose place is `file_place`; those before stand at `rule_place`.
absl::StatusOr<std::vector<CompiledCase>> CompileCases(const v1::Rule& rule,
                                                       const std::vector<int>& filled_in,
                                                       const Place& rule_place,
                                                       const Place& file_place);

}  // namespace gongkai
