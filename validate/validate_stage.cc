#include "validate/validate_stage.h"

#include "common/strings.h"
#include "model/forms.h"

namespace gongkai {
namespace {

// Raised with every change of this folder's code that can change an assessment.
constexpr int kCodeRevision = 1;

}  // namespace

ValidateStage::ValidateStage(RulePack rules) : validator_(std::move(rules)) {
  info_.name = "validate";
  info_.revision = Concat(kCodeRevision, "+forms:", FormCatalog::Builtin().digest(),
                          "+rules:", validator_.rules().digest());
  info_.reads = {v1::OUTLINE, v1::EXTRACTION};
  info_.writes = v1::ASSESSMENT;
}

absl::Status ValidateStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    if (!report->has_error() && !(report->has_outline() && report->has_extraction())) {
      return absl::InvalidArgumentError(
          Concat(report->source().uri(), ": validate reads outline and extraction"));
    }
  }
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    report->clear_assessment();
    validator_.Validate(report->outline(), report->extraction(), report->mutable_assessment());
  }
  return absl::OkStatus();
}

}  // namespace gongkai
