// Rules prove themselves: on the examples beside a pack, and on each cell of a right report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/rule_example.pb.h"
#include "validate/rule_pack.h"

namespace gongkai {

// Those built into the program.
const v1::RuleExamples& BuiltinRuleExamples();

// Those in the folder examples/ beside a pack, none if there is no such folder. INVALID_ARGUMENT
// with file and line for what is no RuleExamples, RESOURCE_EXHAUSTED as for rule files.
absl::StatusOr<v1::RuleExamples> ReadRuleExamples(std::string_view path);

// What is wrong with a rule or with an example of it.
struct TrialFault {
  std::string rule;
  std::string zh;
  std::string en;
};

// Runs every example. A fault for each rule of the pack without one that fires it or one that
// does not, for each example that does otherwise, or that is of no rule. Rules that are off are
// tried as well. INVALID_ARGUMENT for an example that no report can be made of.
absl::StatusOr<std::vector<TrialFault>> TryRules(const RulePack& pack,
                                                 const v1::RuleExamples& examples);

// A cell, and the rules that see it broken.
struct CellGuard {
  std::string cell;
  std::vector<std::string> rules;  // by name; empty: nobody does
};

// Adds one to each cell of a right report in turn. Rules that fail on the right
// report already are left out. Errors as above.
absl::StatusOr<std::vector<CellGuard>> BreakEachCell(const RulePack& pack,
                                                     const v1::ExampleReport& right);

}  // namespace gongkai
