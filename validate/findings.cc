#include "validate/findings.h"

#include "common/limits.h"
#include "validate/report_view.h"

namespace gongkai {
namespace {

constexpr char kUnfinished[] = "报告过长或规则过繁，超出一条规则的工作量上限，没有查完。";

}  // namespace

void Findings::Count(v1::Outcome outcome, uint32_t instances) {
  if (outcome == v1::PASSED) {
    assessment_.set_passed(assessment_.passed() + instances);
  } else if (outcome == v1::FAILED) {
    assessment_.set_failed(assessment_.failed() + instances);
  } else {
    assessment_.set_not_assessable(assessment_.not_assessable() + instances);
  }
}

v1::Finding& Findings::Add(const CompiledRule& rule, std::size_t form, const CompiledCase& one,
                           const MessageFields& fields) {
  verdict_.Add(one.outcome, one.severity);
  any_unequal_ |= (one.faults & SetOf(v1::Case::UNEQUAL)) != 0;
  if (static_cast<std::size_t>(assessment_.findings_size()) >= kMaxFindings) {
    surplus_.Clear();
    return surplus_;
  }
  v1::Finding& finding = *assessment_.add_findings();
  finding.set_rule(rule.id);
  finding.set_severity(one.severity);
  finding.set_outcome(one.outcome);
  finding.set_message_zh(one.zh.Render(fields, &Wording::zh));
  finding.set_message_en(one.en.Render(fields, &Wording::en));
  finding.set_basis(rule.basis[form]);
  return finding;
}

void Findings::AddUnfinished(const CompiledRule& rule, std::size_t form) {
  Count(v1::NOT_ASSESSABLE);
  verdict_.Add(v1::NOT_ASSESSABLE, v1::WARNING);
  if (static_cast<std::size_t>(assessment_.findings_size()) >= kMaxFindings) return;
  v1::Finding& finding = *assessment_.add_findings();
  finding.set_rule(rule.id);
  finding.set_severity(v1::WARNING);
  finding.set_outcome(v1::NOT_ASSESSABLE);
  finding.set_message_zh(kUnfinished);
  finding.set_message_en(
      "Given up: the report is too long, or the rule too intricate, for what one rule may cost.");
  finding.set_basis(rule.basis[form]);
}

bool IsUnfinished(const v1::Finding& finding) {
  return finding.outcome() == v1::NOT_ASSESSABLE && finding.message_zh() == kUnfinished;
}

void Findings::Finish() { assessment_.set_verdict(verdict_.Get()); }

void AddSpan(const v1::Span& span, v1::Finding* finding) {
  if (finding->spans_size() < kMaxFindingSpans) *finding->add_spans() = span;
}

void AddOperand(const ReportView& report, uint32_t position, v1::Finding* finding) {
  v1::Operand& operand = *finding->add_operands();
  operand.set_cell(report.form().cells[position].number);
  const ReportView::CellView& view = report.cell(position);
  if (view.cell == nullptr) return;
  if (report.has_value(position)) operand.set_value(view.cell->value());
  operand.mutable_span()->set_begin(view.cell->begin());
  operand.mutable_span()->set_end(view.cell->end());
}

}  // namespace gongkai
