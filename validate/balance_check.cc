#include <span>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"

namespace gongkai {
namespace {

// Runs the equations of one plan.
class BalanceCheck {
 public:
  BalanceCheck(const CheckContext& context, const BalancePlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    if (context_.report.FindTable(plan_.table->kind) == nullptr) {
      if (!plan_.table->optional) ReportMissingTable();
      return;
    }
    for (const Equation& equation : plan_.equations) Check(equation);
    if (const CompiledCase* one = context_.rule.CaseFor(v1::Case::ONLY_TOTAL)) {
      ReportOnlyTotals(*one);
    }
    if (context_.rule.CaseFor(v1::Case::UNEQUAL) == nullptr) return;
    context_.findings.Count(v1::PASSED, passed_);
    if (lacking_instances_ > 0) ReportLacking();
  }

 private:
  void Check(const Equation& equation) {
    const uint32_t begin = plan_.terms[equation.left].begin;
    const uint32_t end = plan_.terms[equation.end - 1].end;
    const uint32_t middle = plan_.terms[equation.right].begin;
    const std::span<const uint32_t> cells(plan_.cells);
    Decimal left, right;
    bool assessable = context_.report.AddUp(cells.subspan(begin, middle - begin), &left);
    assessable &= context_.report.AddUp(cells.subspan(middle, end - middle), &right);
    if (!assessable) {
      if (OnlyTotal(equation)) only_total_.push_back(&equation);
      ++lacking_instances_;
      for (uint32_t i = begin; i < end; ++i) Lacks(plan_.cells[i]);
      return;
    }
    if (left == right) {
      ++passed_;
    } else if (context_.rule.CaseFor(v1::Case::UNEQUAL) != nullptr) {
      ReportUnequal(equation, left, right);
    }
  }

  // A total with nothing filled in that it could be the sum of.
  bool OnlyTotal(const Equation& equation) const {
    const uint32_t right = plan_.terms[equation.right].begin;
    for (uint32_t i = plan_.terms[equation.left].begin; i < right; ++i) {
      if (!context_.report.has_value(plan_.cells[i])) return false;
    }
    for (uint32_t i = right; i < plan_.terms[equation.end - 1].end; ++i) {
      if (!context_.report.cell(plan_.cells[i]).blank) return false;
    }
    return true;
  }

  void ReportOnlyTotals(const CompiledCase& one) {
    if (only_total_.empty()) return context_.findings.Count(v1::PASSED);
    NameList names;
    for (const Equation* equation : only_total_) {
      const uint32_t position = plan_.cells[plan_.terms[equation->left].begin];
      const Wording& name = context_.report.form().cells[position].name;
      names.Add(name.zh, name.en);
    }
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    fields[Field::kList] = names.Get();
    fields.SetBoth(Field::kCount, Concat(only_total_.size()));
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    for (const Equation* equation : only_total_) {
      AddOperand(context_.report, plan_.cells[plan_.terms[equation->left].begin], &finding);
    }
    context_.findings.Count(one.outcome);
  }

  Decimal Sum(uint32_t first_term, uint32_t last_term) const {
    Decimal sum;
    for (uint32_t i = plan_.terms[first_term].begin; i < plan_.terms[last_term - 1].end; ++i) {
      sum += context_.report.value(plan_.cells[i]);
    }
    return sum;
  }

  // "本年新收 27 ＋ 上年结转 2 ＝ 29"; only the term where there is one.
  Wording Write(uint32_t first_term, uint32_t last_term, const std::string& sum) const {
    Wording text;
    for (uint32_t i = first_term; i < last_term; ++i) {
      const v1::Term& term = *plan_.terms[i].term;
      const std::string value = Sum(i, i + 1).ToString();
      text.zh += Concat(i == first_term ? "" : " ＋ ", term.name_zh(), " ", value);
      text.en += Concat(i == first_term ? "" : " + ", term.name_en(), " ", value);
    }
    if (last_term - first_term > 1) {
      text.zh += Concat(" ＝ ", sum);
      text.en += Concat(" = ", sum);
    }
    return text;
  }

  void ReportUnequal(const Equation& equation, Decimal left, Decimal right) {
    const std::string left_text = left.ToString();
    const std::string right_text = right.ToString();
    const std::string difference = (left - right).ToString();
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    if (equation.item != nullptr) fields[Field::kItem] = *equation.item;
    fields[Field::kLeft] = Write(equation.left, equation.right, left_text);
    fields[Field::kRight] = Write(equation.right, equation.end, right_text);
    const bool negative = difference[0] == '-';
    fields.SetBoth(Field::kDifference,
                   negative ? Concat("\u2212", difference.substr(1)) : difference);
    const CompiledCase& one = *context_.rule.CaseFor(v1::Case::UNEQUAL);
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    finding.set_left(left_text);
    finding.set_right(right_text);
    finding.set_difference(difference);
    for (uint32_t i = plan_.terms[equation.left].begin; i < plan_.terms[equation.end - 1].end;
         ++i) {
      AddOperand(context_.report, plan_.cells[i], &finding);
    }
    context_.findings.Count(one.outcome);
  }

  void Lacks(uint32_t position) {
    if (context_.report.has_value(position)) return;
    if (is_lacking_.empty()) is_lacking_.resize(context_.report.form().cells.size());
    if (is_lacking_[position]) return;
    is_lacking_[position] = true;
    lacking_.push_back(position);
  }

  void ReportLacking() {
    NameList names;
    for (uint32_t position : lacking_) {
      const Wording& name = context_.report.form().cells[position].name;
      names.Add(name.zh, name.en);
    }
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    fields[Field::kList] = names.Get();
    fields.SetBoth(Field::kCount, Concat(lacking_instances_));
    const CompiledCase& one = *context_.rule.CaseFor(v1::Case::NO_VALUE);
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    for (uint32_t position : lacking_) AddOperand(context_.report, position, &finding);
    context_.findings.Count(v1::NOT_ASSESSABLE, lacking_instances_);
  }

  void ReportMissingTable() {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::TABLE_MISSING);
    if (one == nullptr) return;
    context_.findings.Count(v1::NOT_ASSESSABLE, static_cast<uint32_t>(plan_.equations.size()));
    if (context_.findings.IsMissing(plan_.table->kind)) return;  // folded under its cause
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    context_.findings.Add(context_.rule, context_.form, *one, fields);
  }

  const CheckContext& context_;
  const BalancePlan& plan_;
  uint32_t passed_ = 0;
  std::vector<const Equation*> only_total_;
  uint32_t lacking_instances_ = 0;
  std::vector<uint32_t> lacking_;  // positions, each once
  std::vector<bool> is_lacking_;
};

}  // namespace

void CheckBalance(const CheckContext& context, const BalancePlan& plan) {
  BalanceCheck(context, plan).Run();
}

}  // namespace gongkai
