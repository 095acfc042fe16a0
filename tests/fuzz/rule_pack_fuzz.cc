// A rule file is taken or refused with a reason, and what is taken can be run.
#include "tests/fuzz/target.h"
#include "validate/rule_pack.h"
#include "validate/validator.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  const EmbeddedFile file{"rules.textproto", input};
  const absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  if (!pack.ok()) {
    Require(!pack.status().message().empty(), "refused without a reason");
    return;
  }
  v1::Assessment assessment;
  const Validator validator(*pack);
  validator.Validate(nullptr, v1::Outline(), v1::Extraction(), &assessment);
}

}  // namespace gongkai
