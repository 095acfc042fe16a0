// The validate engine: what the rules say of a report.
#pragma once

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "gongkai/v1/peers.pb.h"
#include "validate/rule_pack.h"

namespace gongkai {

// Immutable; safe to use from several threads at once.
class Validator {
 public:
  // With `also_off` the rules that are switched off are run as well, to try them.
  explicit Validator(RulePack rules = RulePack::Builtin(), bool also_off = false)
      : rules_(std::move(rules)), also_off_(also_off) {}

  // Runs every rule that applies and fills *assessment, which must be empty. Rules over the text
  // are left out if there is no document (nullptr), rules over other reports if nothing is known of
  // them (nullptr). The same document, outline, extraction, peers and rules give the same
  // assessment, findings in order of the rules and then of the form. Never fails: what is missing
  // or contradictory in the report is a finding. At most kMaxFindings findings; the counts and the
  // verdict include those beyond.
  void Validate(const v1::Document* document, const v1::Outline& outline,
                const v1::Extraction& extraction, const v1::Peers* peers,
                v1::Assessment* assessment) const;
  void Validate(const v1::Document* document, const v1::Outline& outline,
                const v1::Extraction& extraction, v1::Assessment* assessment) const {
    Validate(document, outline, extraction, nullptr, assessment);
  }

  const RulePack& rules() const { return rules_; }

 private:
  RulePack rules_;
  bool also_off_;
};

}  // namespace gongkai
