#include "validate/validate_stage.h"

#include "common/digest.h"
#include "common/strings.h"
#include "model/forms.h"
#include "validate/compiled_rules.h"
#include "validate/rule_index.h"

namespace gongkai {
namespace {

// Raised with every change of this folder's code that can change an assessment.
constexpr int kCodeRevision = 6;

}  // namespace

ValidateStage::ValidateStage(RulePack rules) : validator_(std::move(rules)) {
  info_.name = "validate";
  info_.revision = Concat(kCodeRevision, "+forms:", ShortHex(FormCatalog::Builtin().digest()),
                          "+rules:", validator_.rules().digest());
  info_.reads = {v1::OUTLINE, v1::EXTRACTION};
  // A report is sent and kept only with the parts that are read: text only for rules over text.
  reads_document_ = validator_.rules().compiled().reads_text;
  if (reads_document_) info_.reads.insert(info_.reads.begin(), v1::DOCUMENT);
  reads_peers_ = validator_.rules().compiled().reads_peers;
  if (reads_peers_) info_.reads.push_back(v1::PEERS);
  info_.writes = v1::ASSESSMENT;
  auto index = std::make_shared<v1::RuleIndex>(MakeRuleIndex(validator_.rules().compiled()));
  for (const v1::Part part : info_.reads) index->add_reads(part);
  info_.rules = std::move(index);
  info_.pack = std::make_shared<v1::RulePack>(validator_.rules().Written());
}

absl::Status ValidateStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    if (!report->has_error() && !(report->has_outline() && report->has_extraction() &&
                                  (report->has_document() || !reads_document_))) {
      return absl::InvalidArgumentError(Concat(report->source().uri(), ": validate reads ",
                                               reads_document_ ? "document, " : "",
                                               "outline and extraction"));
    }
  }
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    report->clear_assessment();
    validator_.Validate(reads_document_ ? &report->document() : nullptr, report->outline(),
                        report->extraction(),
                        reads_peers_ && report->has_peers() ? &report->peers() : nullptr,
                        report->mutable_assessment());
  }
  return absl::OkStatus();
}

}  // namespace gongkai
