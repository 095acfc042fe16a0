// Rules and trials of rules, for people to read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/rule_example.pb.h"
#include "validate/rule_pack.h"
#include "validate/rule_trial.h"

namespace gongkai {

// A line a rule.
std::string RulesAsList(const RulePack& pack, v1::Language language);

// The pack as one file that stands on no other: what overlays made of it.
std::string RulesAsTextproto(const RulePack& pack);

// docs/rules.md: every rule in both languages, and what the pack leaves out with the reason.
std::string RulesAsMarkdown(const RulePack& pack);

// All about one rule; empty if there is none of that id.
std::string ExplainRule(const RulePack& pack, std::string_view id, v1::Language language);

// Adds the built-in examples of rules that have none and are the same in the built-in pack.
void AddExamplesOfBase(const RulePack& pack, v1::RuleExamples* examples);

// What trying the examples brought to light, and how many there were.
std::string TrialAsText(const RulePack& pack, const v1::RuleExamples& examples,
                        const std::vector<TrialFault>& faults, v1::Language language);

// Which rule sees each cell broken, and the cells that nobody guards.
std::string MatrixAsText(const v1::ExampleReport& right, const std::vector<CellGuard>& guards,
                         v1::Language language);

}  // namespace gongkai
