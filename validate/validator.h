// The validate engine: what the rules say of a report.
#pragma once

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "validate/rule_pack.h"

namespace gongkai {

// Immutable; safe to use from several threads at once.
class Validator {
 public:
  explicit Validator(RulePack rules = RulePack::Builtin()) : rules_(std::move(rules)) {}

  // Runs every rule that applies and fills *assessment, which must be empty. The same outline,
  // extraction and rules give the same assessment, findings in order of the rules and then of the
  // form. Never fails: what is missing or contradictory in the report is a finding. At most
  // kMaxFindings findings; the counts and the verdict include those beyond.
  void Validate(const v1::Outline& outline, const v1::Extraction& extraction,
                v1::Assessment* assessment) const;

  const RulePack& rules() const { return rules_; }

 private:
  RulePack rules_;
};

}  // namespace gongkai
