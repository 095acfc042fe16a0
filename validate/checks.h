// The checks: each runs one rule over one report. A pure function of rule, plan and report.
// `form` is the position of the form whose plan it is.
#pragma once

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

}  // namespace gongkai
