#include <algorithm>
#include <string>
#include <vector>

#include "common/strings.h"
#include "model/cell_text.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

// Runs the cases of one rule over the cells of one table.
class TableCells {
 public:
  TableCells(const CheckContext& context, const CellPlan::TableCells& table)
      : context_(context), table_(table) {}

  void Run() {
    if (!HasFaults()) {
      context_.findings.Count(v1::PASSED, static_cast<uint32_t>(context_.rule.cases.size()));
      return;
    }
    rest_ = table_.cells;  // cells that no case has taken yet
    for (const CompiledCase& one : context_.rule.cases) {
      const std::vector<uint32_t> cells = Take(one);
      if (cells.empty()) {
        context_.findings.Count(v1::PASSED);
      } else {
        Report(one, cells);
      }
    }
  }

 private:
  // The table is asked first: most have none.
  bool HasFaults() const {
    const auto& tables = context_.report.form().tables;
    const auto table = static_cast<std::size_t>(table_.table - tables.data());
    if ((context_.report.faults_of_table(table) & context_.rule.faults) == 0) return false;
    return std::ranges::any_of(table_.cells, [&](uint32_t position) {
      return (context_.report.cell(position).faults & context_.rule.faults) != 0;
    });
  }

  bool Has(uint32_t position, const CompiledCase& one) const {
    return (context_.report.cell(position).faults & one.faults) != 0;
  }

  // True if every cell of [begin, end) that is there has a fault of the case.
  bool All(std::size_t begin, std::size_t end, const CompiledCase& one) const {
    return std::all_of(
        table_.cells.begin() + begin, table_.cells.begin() + end, [&](uint32_t position) {
          return context_.report.cell(position).cell == nullptr || Has(position, one);
        });
  }

  // Moves the cells that the case is about out of rest_.
  std::vector<uint32_t> Take(const CompiledCase& one) {
    std::vector<uint32_t> cells;
    if (one.extent == v1::Case::WHOLE_TABLE && !All(0, table_.cells.size(), one)) return cells;
    std::vector<uint32_t> rest;
    for (uint32_t position : rest_) {
      const bool taken =
          Has(position, one) && (one.extent != v1::Case::WHOLE_ROW || WholeRow(position, one));
      (taken ? cells : rest).push_back(position);
    }
    rest_ = std::move(rest);
    return cells;
  }

  bool WholeRow(uint32_t position, const CompiledCase& one) const {
    const uint32_t row = context_.report.form().cells[position].row;
    const auto row_of = [&](uint32_t cell) { return context_.report.form().cells[cell].row; };
    const auto& cells = table_.cells;
    const auto first = std::ranges::lower_bound(cells, row, {}, row_of) - cells.begin();
    const auto last = std::ranges::upper_bound(cells, row, {}, row_of) - cells.begin();
    return last - first > 1 &&
           All(static_cast<std::size_t>(first), static_cast<std::size_t>(last), one);
  }

  void Report(const CompiledCase& one, const std::vector<uint32_t>& cells) {
    NameList names;
    for (uint32_t position : cells) {
      const Wording& name = context_.report.form().cells[position].name;
      const std::string raw = Quote(TextOfCell(*context_.report.cell(position).cell));
      if (raw.empty()) {
        names.Add(name.zh, name.en);
      } else {
        names.Add(Concat(name.zh, "：", raw), Concat(name.en, ": \"", raw, "\""));
      }
    }
    MessageFields fields;
    fields[Field::kTable] = table_.table->name;
    fields[Field::kList] = names.Get();
    fields.SetBoth(Field::kCount, Concat(cells.size()));
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    for (uint32_t position : cells) AddOperand(context_.report, position, &finding);
    context_.findings.Count(one.outcome);
  }

  const CheckContext& context_;
  const CellPlan::TableCells& table_;
  std::vector<uint32_t> rest_;
};

}  // namespace

void CheckCells(const CheckContext& context, const CellPlan& plan) {
  for (const CellPlan::TableCells& table : plan.tables) {
    if (context.report.FindTable(table.table->kind) == nullptr) continue;
    TableCells(context, table).Run();
  }
}

}  // namespace gongkai
