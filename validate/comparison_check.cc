#include <compare>
#include <optional>
#include <span>
#include <string>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"

namespace gongkai {
namespace {

class ComparisonCheck {
 public:
  ComparisonCheck(const CheckContext& context, const ComparisonPlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    if (context_.report.FindTable(plan_.table->kind) == nullptr) {
      if (plan_.table->optional) return;
      return context_.findings.Count(v1::NOT_ASSESSABLE,
                                     static_cast<uint32_t>(plan_.instances.size()));
    }
    for (const ComparisonPlan::Instance& instance : plan_.instances) Check(instance);
  }

 private:
  void Check(const ComparisonPlan::Instance& instance) {
    bool assessable = HasValues(instance.demand);
    for (const Relation& when : instance.when) assessable &= HasValues(when);
    if (!assessable) return context_.findings.Count(v1::NOT_ASSESSABLE);
    for (const Relation& when : instance.when) {
      if (!Holds(when.relation, Sum(when.left, when.right) <=> RightOf(when))) {
        return context_.findings.Count(v1::PASSED);
      }
    }
    const std::optional<Decimal> left = Sum(instance.demand.left, instance.demand.right).Times(100);
    const std::optional<Decimal> right = RightOf(instance.demand).Times(plan_.percent);
    if (!left || !right) return context_.findings.Count(v1::NOT_ASSESSABLE);
    if (Holds(instance.demand.relation, *left <=> *right)) {
      return context_.findings.Count(v1::PASSED);
    }
    Report(instance);
  }

  bool HasValues(const Relation& relation) const {
    for (uint32_t i = plan_.terms[relation.left].begin; i < plan_.terms[relation.end - 1].end;
         ++i) {
      if (!context_.report.has_value(plan_.cells[i])) return false;
    }
    return true;
  }

  Decimal RightOf(const Relation& relation) const {
    return relation.right == relation.end ? relation.number : Sum(relation.right, relation.end);
  }

  Decimal Sum(uint32_t first_term, uint32_t last_term) const {
    Decimal sum;
    for (uint32_t i = plan_.terms[first_term].begin; i < plan_.terms[last_term - 1].end; ++i) {
      sum += context_.report.value(plan_.cells[i]);
    }
    return sum;
  }

  // "本年新收 27 ＋ 上年结转 2 ＝ 29"; a number stands for itself.
  Wording Write(uint32_t first_term, uint32_t last_term, Decimal sum) const {
    Wording text;
    for (uint32_t i = first_term; i < last_term; ++i) {
      const v1::Term& term = *plan_.terms[i].term;
      const std::string value = Sum(i, i + 1).ToString();
      text.zh += Concat(i == first_term ? "" : " ＋ ", term.name_zh(), " ", value);
      text.en += Concat(i == first_term ? "" : " + ", term.name_en(), " ", value);
    }
    if (first_term == last_term) text.zh = text.en = sum.ToString();
    if (last_term - first_term > 1) {
      text.zh += Concat(" ＝ ", sum.ToString());
      text.en += Concat(" = ", sum.ToString());
    }
    return text;
  }

  void Report(const ComparisonPlan::Instance& instance) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_SO);
    const Relation& demand = instance.demand;
    const Decimal left = Sum(demand.left, demand.right);
    const Decimal right = RightOf(demand);
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    if (instance.item != nullptr) fields[Field::kItem] = *instance.item;
    fields[Field::kLeft] = Write(demand.left, demand.right, left);
    fields[Field::kRight] = Write(demand.right, demand.end, right);
    fields.SetBoth(Field::kDifference, (left - right).ToString());
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    finding.set_left(left.ToString());
    finding.set_right(right.ToString());
    finding.set_difference((left - right).ToString());
    for (uint32_t i = plan_.terms[demand.left].begin; i < plan_.terms[demand.end - 1].end; ++i) {
      AddOperand(context_.report, plan_.cells[i], &finding);
    }
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const ComparisonPlan& plan_;
};

// Sum of the terms [first, last); nullopt if one of their cells has no value.
std::optional<Decimal> SumOf(const CellConditions& conditions, uint32_t first, uint32_t last,
                             const ReportView& report) {
  Decimal sum;
  for (uint32_t term = first; term < last; ++term) {
    const CompiledTerm& one = conditions.terms[term];
    const std::span<const uint32_t> cells(conditions.cells);
    if (!report.AddUp(cells.subspan(one.begin, one.end - one.begin), &sum)) return std::nullopt;
  }
  return sum;
}

}  // namespace

Met AreMet(const CellConditions& conditions, const ReportView& report) {
  Met met = Met::kYes;
  for (const Relation& one : conditions.relations) {
    const std::optional<Decimal> left = SumOf(conditions, one.left, one.right, report);
    std::optional<Decimal> right = one.number;
    if (one.right != one.end) right = SumOf(conditions, one.right, one.end, report);
    if (!left || !right) {
      met = Met::kUnknown;
    } else if (!Holds(one.relation, *left <=> *right)) {
      return Met::kNo;
    }
  }
  return met;
}

Wording Write(const CellConditions& conditions, const ReportView& report) {
  Wording text;
  for (const Relation& one : conditions.relations) {
    for (uint32_t i = one.left; i < one.right; ++i) {
      const std::optional<Decimal> value = SumOf(conditions, i, i + 1, report);
      const v1::Term& term = *conditions.terms[i].term;
      if (!value || term.name_zh().empty()) continue;
      text.zh += Concat(text.zh.empty() ? "" : "；", term.name_zh(), " ", value->ToString());
      text.en += Concat(text.en.empty() ? "" : "; ", term.name_en(), " ", value->ToString());
    }
  }
  return text;
}

void AddOperands(const CellConditions& conditions, const ReportView& report, v1::Finding* finding) {
  for (const uint32_t position : conditions.cells) AddOperand(report, position, finding);
}

bool Holds(v1::Comparison::Relation relation, std::strong_ordering order) {
  switch (relation) {
    case v1::Comparison::AT_MOST:
      return std::is_lteq(order);
    case v1::Comparison::AT_LEAST:
      return std::is_gteq(order);
    case v1::Comparison::LESS:
      return std::is_lt(order);
    case v1::Comparison::MORE:
      return std::is_gt(order);
    default:
      return std::is_eq(order);
  }
}

void CheckComparison(const CheckContext& context, const ComparisonPlan& plan) {
  ComparisonCheck(context, plan).Run();
}

}  // namespace gongkai
