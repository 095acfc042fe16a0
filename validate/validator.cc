#include "validate/validator.h"

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
                 [&](const PairPlan& plan) { CheckPairs(context, plan); },
                 [&](const StatementPlan& plan) { CheckStatements(context, plan); },
                 [&](const WholePlan& plan) { CheckWholes(context, plan); },
                 [&](const FigurePlan& plan) { CheckFigures(context, plan); },
                 [&](const ConsistencyPlan& plan) { CheckConsistency(context, plan); },
                 [&](const RemarkPlan& plan) { CheckRemarks(context, plan); },
                 [&](const StrangerPlan& plan) { CheckStrangers(context, plan); },
                 [&](const AcrossYearsPlan& plan) { CheckAcrossYears(context, plan); },
                 [&](const YearOnYearPlan& plan) { CheckYearOnYear(context, plan); },
                 [&](const LikenessPlan& plan) { CheckLikeness(context, plan); },
                 [&](const RollUpPlan& plan) { CheckRollUp(context, plan); },
                 [&](const ListPlan& plan) { CheckList(context, plan); },
             },
             rule.plans[form]);
}

}  // namespace

void Validator::Validate(const v1::Document* document, const v1::Outline& outline,
                         const v1::Extraction& extraction, const v1::Peers* peers,
                         v1::Assessment* assessment) const {
  const CompiledPack& pack = rules_.compiled();
  assessment->set_rule_pack(pack.digest);
  Findings findings(assessment);
  const ReportView report(pack, document, outline, extraction, peers);
  // Taken out of the loop, which passes over most rules.
  const auto bit_of = [&](std::size_t form) {
    return form == pack.forms.size() ? 0 : uint64_t{1} << form % 64;
  };
  const uint64_t outline_bit = bit_of(report.outline_form());
  const uint64_t table_bit = bit_of(report.table_form());
  const RuleHead::Asked asked = report.asked();
  const bool no_text = report.text() == nullptr, no_peers = report.peers() == nullptr;
  for (std::size_t i = 0; i < pack.heads.size(); ++i) {
    const RuleHead& head = pack.heads[i];
    if ((head.forms & (head.of_outline ? outline_bit : table_bit)) == 0) continue;
    if (!head.MayBeFor(asked) || (head.off && !also_off_)) continue;
    if ((head.reads_text && no_text) || (head.reads_peers && no_peers)) continue;
    const CompiledRule& rule = pack.rules[i];
    if (!report.HasNameOf(rule)) continue;
    Run(rule, head.of_outline ? report.outline_form() : report.table_form(), report, &findings);
  }
  if (findings.any_unequal()) ProposeCorrections(report, assessment);
  findings.Finish();
}

}  // namespace gongkai
