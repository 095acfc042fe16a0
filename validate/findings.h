// Collects what the checks find into an assessment.
#pragma once

#include <cstdint>

#include "gongkai/v1/assessment.pb.h"
#include "validate/compiled_rules.h"
#include "validate/verdict.h"

namespace gongkai {

class ReportView;

class Findings {
 public:
  explicit Findings(v1::Assessment* assessment) : assessment_(*assessment) {}

  // Instances of a rule that came out so.
  void Count(v1::Outcome outcome, uint32_t instances = 1);

  // Appends a finding; its instances are counted apart. Beyond kMaxFindings it only enters the
  // verdict and a finding nobody keeps is given. Valid until the next call.
  v1::Finding& Add(const CompiledRule& rule, std::size_t form, const CompiledCase& one,
                   const MessageFields& fields);

  // Appends that a rule was given up over its bounds, and counts it as NOT_ASSESSABLE.
  void AddUnfinished(const CompiledRule& rule, std::size_t form);

  // Whether a sum of the tables is wrong.
  bool any_unequal() const { return any_unequal_; }

  // The table was reported as missing; what follows from it need not be.
  void SetMissing(v1::TableKind table) { missing_tables_ |= 1u << table; }
  bool IsMissing(v1::TableKind table) const { return (missing_tables_ >> table & 1) != 0; }

  // Sets the verdict. Call once, at the end.
  void Finish();

 private:
  v1::Assessment& assessment_;
  v1::Finding surplus_;
  bool any_unequal_ = false;
  uint32_t missing_tables_ = 0;
  VerdictSoFar verdict_;
};

// Whether the finding says that a rule was given up.
bool IsUnfinished(const v1::Finding& finding);

// Appends a place in the text; those beyond kMaxFindingSpans are left out.
void AddSpan(const v1::Span& span, v1::Finding* finding);

// Appends the cell at that position to the operands.
void AddOperand(const ReportView& report, uint32_t position, v1::Finding* finding);

}  // namespace gongkai
