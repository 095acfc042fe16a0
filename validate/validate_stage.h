// Validate as a stage: reads OUTLINE and EXTRACTION, DOCUMENT if a rule of the pack is about the
// text, and PEERS if one is about other reports; writes ASSESSMENT.
#pragma once

#include "common/stage.h"
#include "validate/validator.h"

namespace gongkai {

class ValidateStage : public Stage {
 public:
  explicit ValidateStage(RulePack rules = RulePack::Builtin());

  // "validate"; the revision changes with the code, the forms and the rules.
  const StageInfo& info() const override { return info_; }

  // INVALID_ARGUMENT if a report without error lacks a part that is read; nothing is
  // written then.
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  Validator validator_;
  bool reads_document_ = false;
  bool reads_peers_ = false;
  StageInfo info_;
};

}  // namespace gongkai
