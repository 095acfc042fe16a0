// A file of examples is taken or refused with a reason, and what is taken can be tried.
#include "tests/fuzz/target.h"
#include "validate/rule_pack.h"
#include "validate/rule_source.h"
#include "validate/rule_trial.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  const EmbeddedFile file{"examples.textproto", input};
  const auto examples = ParseRuleExamples({&file, 1});
  if (!examples.ok()) {
    Require(!examples.status().message().empty(), "refused without a reason");
    return;
  }
  const auto faults = TryRules(RulePack::Builtin(), *examples);
  Require(faults.ok() || !faults.status().message().empty(), "refused without a reason");
}

}  // namespace gongkai
