#include "validate/validator.h"

#include "validate/checks.h"
#include "validate/compiled_rules.h"
#include "validate/correction.h"
#include "validate/findings.h"
#include "validate/report_view.h"

namespace gongkai {
namespace {

// Runs the plan of one rule over one report.
struct Runner {
  void operator()(std::monostate) const {}
  void operator()(const BalancePlan& plan) const { CheckBalance(context, plan); }
  void operator()(const CellPlan& plan) const { CheckCells(context, plan); }
  void operator()(const SectionPlan& plan) const { CheckSections(context, plan); }
  void operator()(const TablePlan& plan) const { CheckTables(context, plan); }
  void operator()(const RowPlan& plan) const { CheckRows(context, plan); }
  void operator()(const FormPlan& plan) const { CheckForm(context, plan); }
  void operator()(const ComparisonPlan& plan) const { CheckComparison(context, plan); }
  void operator()(const DisplacedPlan& plan) const { CheckDisplaced(context, plan); }
  void operator()(const PatternPlan& plan) const { CheckPattern(context, plan); }
  void operator()(const LengthPlan& plan) const { CheckLength(context, plan); }
  void operator()(const RepetitionPlan& plan) const { CheckRepetition(context, plan); }
  void operator()(const OutlinePlan& plan) const { CheckOutline(context, plan); }
  void operator()(const AgreementPlan& plan) const { CheckAgreement(context, plan); }
  void operator()(const PeriodPlan& plan) const { CheckPeriod(context, plan); }
  void operator()(const DatePlan& plan) const { CheckDates(context, plan); }
  void operator()(const ScriptPlan& plan) const { CheckScript(context, plan); }
  void operator()(const PairPlan& plan) const { CheckPairs(context, plan); }
  void operator()(const StatementPlan& plan) const { CheckStatements(context, plan); }
  void operator()(const WholePlan& plan) const { CheckWholes(context, plan); }
  void operator()(const FigurePlan& plan) const { CheckFigures(context, plan); }
  void operator()(const ConsistencyPlan& plan) const { CheckConsistency(context, plan); }
  void operator()(const RemarkPlan& plan) const { CheckRemarks(context, plan); }
  void operator()(const StrangerPlan& plan) const { CheckStrangers(context, plan); }
  void operator()(const AcrossYearsPlan& plan) const { CheckAcrossYears(context, plan); }
  void operator()(const YearOnYearPlan& plan) const { CheckYearOnYear(context, plan); }
  void operator()(const LikenessPlan& plan) const { CheckLikeness(context, plan); }
  void operator()(const RollUpPlan& plan) const { CheckRollUp(context, plan); }
  void operator()(const ListPlan& plan) const { CheckList(context, plan); }

  const CheckContext& context;
};

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
    const std::size_t form = head.of_outline ? report.outline_form() : report.table_form();
    const CheckContext context{rule, form, report, findings};
    std::visit(Runner{context}, rule.plans[form]);
  }
  if (findings.any_unequal()) ProposeCorrections(report, assessment);
  findings.Finish();
}

}  // namespace gongkai
