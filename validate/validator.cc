#include "validate/validator.h"

#include "validate/checks.h"
#include "validate/compiled_rules.h"
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

bool AppliesTo(const CompiledRule& rule, uint32_t year) {
  if (rule.first_year != 0 && year < rule.first_year) return false;
  return rule.last_year == 0 || (year != 0 && year <= rule.last_year);
}

// Sections and the form are looked up in the outline, everything else in the tables.
bool LooksAtOutline(const CompiledRule& rule, std::size_t form) {
  return std::holds_alternative<SectionPlan>(rule.plans[form]) ||
         std::holds_alternative<FormPlan>(rule.plans[form]);
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
             },
             rule.plans[form]);
}

}  // namespace

void Validator::Validate(const v1::Outline& outline, const v1::Extraction& extraction,
                         v1::Assessment* assessment) const {
  const CompiledPack& pack = rules_.compiled();
  assessment->set_rule_pack(pack.digest);
  Findings findings(assessment);
  const ReportView report(pack, outline, extraction);
  const std::size_t of_outline = report.outline_form();
  const std::size_t of_tables = report.table_form();
  for (const CompiledRule& rule : pack.rules) {
    if (!AppliesTo(rule, outline.year().value())) continue;
    if (of_outline < pack.forms.size() && LooksAtOutline(rule, of_outline)) {
      Run(rule, of_outline, report, &findings);
    } else if (of_tables < pack.forms.size() && !LooksAtOutline(rule, of_tables)) {
      Run(rule, of_tables, report, &findings);
    }
  }
  findings.Finish();
}

}  // namespace gongkai
