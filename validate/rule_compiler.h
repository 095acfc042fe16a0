// From rules as written to rules as run.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "model/forms.h"
#include "validate/compiled_rules.h"
#include "validate/rule_set.h"

namespace gongkai {

// Every complaint names file, line and reason. INVALID_ARGUMENT: a field that is missing or
// malformed, an id used twice, a term that matches no cell, a cell counted twice, a case for a
// fault that the check never meets, a pattern that is not RE2's, a dictionary that is not there,
// a rule that can never apply, no rule at all.
// RESOURCE_EXHAUSTED: over kMaxRules, kMaxSumCells or kMaxRulePackCells.
absl::StatusOr<std::shared_ptr<const CompiledPack>> CompileRules(const RuleSet& rules,
                                                                 const FormCatalog& forms);

// The digest that the compiled pack would have. INVALID_ARGUMENT for dictionaries that are none.
absl::StatusOr<std::string> DigestOfRules(const RuleSet& rules);

}  // namespace gongkai
