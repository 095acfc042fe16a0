#include "validate/correction.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/strings.h"

namespace gongkai {
namespace {

// An equation as the cells in it: left side minus right side.
struct Sum {
  std::span<const uint32_t> left;
  std::span<const uint32_t> right;
  Decimal difference;
};

struct Change {
  uint32_t position;
  Decimal value;
};

class TableSums {
 public:
  TableSums(const ReportView& report, const FormIndex::Table& table) : report_(report) {
    const CompiledPack& pack = report.pack();
    for (std::size_t i = 0; i < pack.rules.size(); ++i) {
      const CompiledRule& rule = pack.rules[i];
      const auto* plan = std::get_if<BalancePlan>(&rule.plans[report.table_form()]);
      if (plan == nullptr || plan->table != &table || rule.off ||
          !report.IsFor(pack.heads[i], rule) || !MustHold(rule)) {
        continue;
      }
      for (const Equation& equation : plan->equations) Add(*plan, equation);
    }
  }

  // The only one; nullopt if there is none, or if there are several.
  std::optional<Change> OnlyChange() const {
    std::optional<Change> only;
    if (broken_.empty()) return only;
    std::vector<uint32_t> candidates(broken_[0].left.begin(), broken_[0].left.end());
    candidates.insert(candidates.end(), broken_[0].right.begin(), broken_[0].right.end());
    for (uint32_t position : candidates) {
      const std::optional<Change> change = Mend(position);
      if (!change) continue;
      if (only) return std::nullopt;
      only = change;
    }
    return only;
  }

 private:
  // A sum that is only wished for, as in an overlay, says nothing of how others came to be wrong.
  static bool MustHold(const CompiledRule& rule) {
    const CompiledCase* one = rule.CaseFor(v1::Case::UNEQUAL);
    return one != nullptr && one->severity == v1::ERROR;
  }

  void Add(const BalancePlan& plan, const Equation& equation) {
    const std::span<const uint32_t> cells(plan.cells);
    const uint32_t begin = plan.terms[equation.left].begin;
    const uint32_t middle = plan.terms[equation.right].begin;
    const uint32_t end = plan.terms[equation.end - 1].end;
    Sum sum{cells.subspan(begin, middle - begin), cells.subspan(middle, end - middle), {}};
    for (const uint32_t position : sum.left) {
      if (!report_.has_value(position)) return;
      sum.difference += report_.value(position);
    }
    for (const uint32_t position : sum.right) {
      if (!report_.has_value(position)) return;
      sum.difference = sum.difference - report_.value(position);
    }
    (sum.difference == Decimal() ? right_ : broken_).push_back(sum);
  }

  static bool Holds(std::span<const uint32_t> cells, uint32_t position) {
    return std::ranges::count(cells, position) > 0;
  }

  // The value of the cell that repairs all that is broken.
  std::optional<Change> Mend(uint32_t position) const {
    for (const Sum& sum : right_) {
      if (Holds(sum.left, position) || Holds(sum.right, position)) return std::nullopt;
    }
    std::optional<Decimal> value;
    for (const Sum& sum : broken_) {
      const Decimal old = report_.value(position);
      Decimal mended = old;
      if (Holds(sum.left, position)) {
        mended = old - sum.difference;
      } else if (Holds(sum.right, position)) {
        mended += sum.difference;
      } else {
        return std::nullopt;
      }
      if (value && *value != mended) return std::nullopt;
      value = mended;
    }
    const v1::CellKind kind = report_.form().cells[position].kind;
    if (kind != v1::SIGNED && value->IsNegative()) return std::nullopt;
    if (kind != v1::DECIMAL && !value->IsInteger()) return std::nullopt;
    return Change{position, *value};
  }

  const ReportView& report_;
  std::vector<Sum> right_;
  std::vector<Sum> broken_;
};

void Propose(const ReportView& report, const Change& change, v1::Finding* finding) {
  const FormIndex::Cell& cell = report.form().cells[change.position];
  const std::string value = change.value.ToString();
  const std::string old = report.value(change.position).ToString();
  *finding->mutable_message_zh() += Concat("若将「", cell.name.zh, "」由 ", old, " 改为 ", value,
                                           "，该表的等式全部成立，请核实。");
  *finding->mutable_message_en() +=
      Concat(" With ", value, " instead of ", old, " in \"", cell.name.en,
             "\" all sums of the table would hold; please check.");
}

bool IsOfBalance(const ReportView& report, const v1::Finding& finding) {
  return finding.outcome() == v1::FAILED && !finding.difference().empty() &&
         std::ranges::any_of(report.pack().rules, [&](const CompiledRule& rule) {
           return rule.id == finding.rule() &&
                  std::holds_alternative<BalancePlan>(rule.plans[report.table_form()]);
         });
}

}  // namespace

void ProposeCorrections(const ReportView& report, v1::Assessment* assessment) {
  const FormIndex& form = report.form();
  for (const FormIndex::Table& table : form.tables) {
    const std::optional<Change> change = TableSums(report, table).OnlyChange();
    if (!change) continue;
    const uint32_t number = form.cells[change->position].number;
    for (v1::Finding& finding : *assessment->mutable_findings()) {
      if (!IsOfBalance(report, finding)) continue;
      if (std::ranges::count(finding.operands(), number, &v1::Operand::cell) > 0) {
        Propose(report, *change, &finding);
      }
    }
  }
}

}  // namespace gongkai
