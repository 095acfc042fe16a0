// From rules as written to rules as run.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "model/forms.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// Every complaint names file, line and reason. INVALID_ARGUMENT: a field that is missing or
// malformed, an id used twice, a term that matches no cell, a cell counted twice, a case for a
// fault that the check never meets, a rule that can never apply, no rule at all.
// RESOURCE_EXHAUSTED: over kMaxRules, kMaxSumCells or kMaxRulePackCells.
absl::StatusOr<std::shared_ptr<const CompiledPack>> CompileRules(const std::vector<RuleFile>& files,
                                                                 const FormCatalog& forms);

}  // namespace gongkai
