// The checks: each runs one rule over one report. A pure function of rule, plan and report.
// `form` is the position of the form whose plan it is.
#pragma once

#include <compare>
#include <string>

#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/findings.h"
#include "validate/report_view.h"

namespace gongkai {

// What every check is given.
struct CheckContext {
  const CompiledRule& rule;
  std::size_t form;
  const ReportView& report;
  Findings& findings;
};

// Sums of cells that must be equal: balance_check.cc.
void CheckBalance(const CheckContext& context, const BalancePlan& plan);

// States and contents of cells: cell_check.cc.
void CheckCells(const CheckContext& context, const CellPlan& plan);

// Parts of the form, and the form itself: outline_check.cc.
void CheckSections(const CheckContext& context, const SectionPlan& plan);
void CheckForm(const CheckContext& context, const FormPlan& plan);

// Tables, their rows and columns: table_check.cc.
void CheckTables(const CheckContext& context, const TablePlan& plan);
void CheckRows(const CheckContext& context, const RowPlan& plan);

// One sum of cells against another: comparison_check.cc.
bool Holds(v1::Comparison::Relation relation, std::strong_ordering order);
void CheckComparison(const CheckContext& context, const ComparisonPlan& plan);

// What must hold for a rule to be run.
enum class Met : uint8_t { kYes, kNo, kUnknown };
Met AreMet(const CellConditions& conditions, const ReportView& report);

// "本年新收 3；上年结转 0": the left sides of the conditions.
Wording Write(const CellConditions& conditions, const ReportView& report);
void AddOperands(const CellConditions& conditions, const ReportView& report, v1::Finding* finding);

// Figures that stand beside their place: displaced_check.cc.
void CheckDisplaced(const CheckContext& context, const DisplacedPlan& plan);

// Words of the report: pattern_check.cc and text_check.cc. Only with report.text().
void CheckPattern(const CheckContext& context, const PatternPlan& plan);
void CheckLength(const CheckContext& context, const LengthPlan& plan);
void CheckRepetition(const CheckContext& context, const RepetitionPlan& plan);
void CheckScript(const CheckContext& context, const ScriptPlan& plan);
void CheckPairs(const CheckContext& context, const PairPlan& plan);

// A part that repeats another: overlap_check.cc.
void CheckOverlap(const CheckContext& context, const v1::RepetitionCheck& check);

// Reports a fault of several stretches, with what each says: text_check.cc.
void ReportStretches(const CheckContext& context, v1::Case::Fault fault,
                     const std::vector<Stretch>& found, const std::vector<std::string>& words);

// Quantities of the running text: fact_check.cc. Only with report.text().
void CheckStatements(const CheckContext& context, const StatementPlan& plan);
void CheckWholes(const CheckContext& context, const WholePlan& plan);
std::string WordsOf(const CheckContext& context, const v1::Fact& fact);

// The same by their meaning, against numbers, sums and each other: figure_check.cc. What figures
// say of others: remark_check.cc.
void CheckFigures(const CheckContext& context, const FigurePlan& plan);
void CheckConsistency(const CheckContext& context, const ConsistencyPlan& plan);
void CheckRemarks(const CheckContext& context, const RemarkPlan& plan);

// Bodies of other places named in the text: stranger_check.cc.
void CheckStrangers(const CheckContext& context, const StrangerPlan& plan);

// What the outline found of title, agency, contact, signature: identity_check.cc.
void CheckOutline(const CheckContext& context, const OutlinePlan& plan);
void CheckAgreement(const CheckContext& context, const AgreementPlan& plan);

// Period and dates: date_check.cc.
void CheckPeriod(const CheckContext& context, const PeriodPlan& plan);
void CheckDates(const CheckContext& context, const DatePlan& plan);

// Last year's report of the same agency: year_check.cc. From here on only with report.peers().
void CheckAcrossYears(const CheckContext& context, const AcrossYearsPlan& plan);
void CheckYearOnYear(const CheckContext& context, const YearOnYearPlan& plan);

// Other agencies, and the list of them: peer_check.cc.
void CheckLikeness(const CheckContext& context, const LikenessPlan& plan);
void CheckRollUp(const CheckContext& context, const RollUpPlan& plan);
void CheckList(const CheckContext& context, const ListPlan& plan);

}  // namespace gongkai
