// From one rule as written to plans for each form.
#pragma once

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/pattern_compiler.h"
#include "validate/rule_set.h"

namespace gongkai {

// `rule` is that of `sourced`, at a place where it stays: the plans point into it and into the
// forms of the pack, to which patterns and meanings are added. Errors as in rule_compiler.h.
absl::StatusOr<CompiledRule> CompileRule(const v1::Rule& rule, const RuleSet::Sourced& sourced,
                                         const Dictionaries& dictionaries, CompiledPack* pack);

}  // namespace gongkai
