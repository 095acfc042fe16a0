#include "validate/validator.h"

#include <algorithm>

#include "validate/checks.h"
#include "validate/compiled_rules.h"
#include "validate/correction.h"
#include "validate/findings.h"
#include "validate/report_view.h"

namespace gongkai {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

bool AppliesTo(const CompiledRule& rule, const ReportView& report) {
  const uint32_t year = report.outline().year().value();
  if (rule.first_year != 0 && year < rule.first_year) return false;
  if (rule.last_year != 0 && (year == 0 || year > rule.last_year)) return false;
  if (rule.agencies != 0 && (rule.agencies >> report.agency_kind() & 1) == 0) return false;
  return rule.agency_names.empty() || std::ranges::any_of(rule.agency_names, [&](int number) {
           return re2::RE2::PartialMatch(report.outline().agency().name(),
                                         *report.pack().others[static_cast<std::size_t>(number)]);
         });
}

void Run(const CompiledRule& rule, std::size_t form, const ReportView& report, Findings* findings) {
  const CheckContext context{rule, form, report, *findings};
  std::visit(Overloaded{
                 [](std::monostate) {},
                 [&](const BalancePlan& plan) { CheckBalance(context, plan); },
                 [&](const CellPlan& plan) { CheckCells(context, plan); },
                 [&](const SectionPlan& plan) { CheckSections(context, plan); },
                 [&](const TablePlan& plan) { CheckTables(context, plan); },
                 [&](const RowPlan& plan) { CheckRows(context, plan); },
                 [&](const FormPlan& plan) { CheckForm(context, plan); },
                 [&](const ComparisonPlan& plan) { CheckComparison(context, plan); },
                 [&](const DisplacedPlan& plan) { CheckDisplaced(context, plan); },
                 [&](const PatternPlan& plan) { CheckPattern(context, plan); },
                 [&](const LengthPlan& plan) { CheckLength(context, plan); },
                 [&](const RepetitionPlan& plan) { CheckRepetition(context, plan); },
                 [&](const OutlinePlan& plan) { CheckOutline(context, plan); },
                 [&](const AgreementPlan& plan) { CheckAgreement(context, plan); },
                 [&](const PeriodPlan& plan) { CheckPeriod(context, plan); },
                 [&](const DatePlan& plan) { CheckDates(context, plan); },
                 [&](const ScriptPlan& plan) { CheckScript(context, plan); },
             },
             rule.plans[form]);
}

}  // namespace

void Validator::Validate(const v1::Document* document, const v1::Outline& outline,
                         const v1::Extraction& extraction, v1::Assessment* assessment) const {
  const CompiledPack& pack = rules_.compiled();
  assessment->set_rule_pack(pack.digest);
  Findings findings(assessment);
  const ReportView report(pack, document, outline, extraction);
  for (const CompiledRule& rule : pack.rules) {
    if ((rule.off && !also_off_) || (rule.reads_text && report.text() == nullptr)) continue;
    const std::size_t form = rule.of_outline ? report.outline_form() : report.table_form();
    if (form == pack.forms.size() || rule.plans[form].index() == 0) continue;
    if (AppliesTo(rule, report)) Run(rule, form, report, &findings);
  }
  if (findings.any_unequal()) ProposeCorrections(report, assessment);
  findings.Finish();
}

}  // namespace gongkai
