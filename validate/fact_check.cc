// Quantities of the running text: against the cells of the tables, and wholes against their parts.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"
#include "validate/stated_interval.h"

namespace gongkai {
namespace {

// Text against table.
class StatementCheck {
 public:
  StatementCheck(const CheckContext& context, const StatementPlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    if (!plan_.meanings.MayShare(context_.report.meanings())) return;
    for (const ReportView::Figure& figure : context_.report.figures()) {
      if (!plan_.meanings.MayHave(figure.meaning) || !IsCounted(*figure.fact)) continue;
      const auto found = plan_.cells.find(figure.meaning);
      if (found != plan_.cells.end()) Check(*figure.fact, found->second);
    }
  }

 private:
  static bool IsCounted(const v1::Fact& fact) {
    return fact.kind() == v1::Fact::COUNT || fact.kind() == v1::Fact::ZERO_PHRASE;
  }

  void Check(const v1::Fact& fact, const StatementPlan::Cell& cell) {
    const std::optional<Interval> stated = IntervalOf(fact);
    const ReportView& report = context_.report;
    const Decimal value = report.value(cell.position);
    if (stated && IsEmpty(report.cell(cell.position)) && stated->least > Decimal())
      return ReportEmpty(fact, cell);
    if (!stated || !report.has_value(cell.position))
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    if (stated->Holds(value)) return context_.findings.Count(v1::PASSED);
    if (cell.with != FormIndex::kNone) {
      if (!report.has_value(cell.with)) return context_.findings.Count(v1::NOT_ASSESSABLE);
      Decimal both = value;
      both += report.value(cell.with);
      if (stated->Holds(both)) return context_.findings.Count(v1::PASSED);
    }
    Report(fact, cell, value);
  }

  // Nothing, or a mark that says so.
  static bool IsEmpty(const ReportView::CellView& view) {
    return view.blank || (view.faults & SetOf(v1::Case::MARK)) != 0;
  }

  void ReportEmpty(const v1::Fact& fact, const StatementPlan::Cell& cell) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_FILLED_IN);
    if (one == nullptr) return context_.findings.Count(v1::NOT_ASSESSABLE);
    MessageFields fields;
    Report(*one, fact, cell, &fields);
  }

  void Report(const v1::Fact& fact, const StatementPlan::Cell& cell, Decimal value) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::OTHER_VALUE);
    if (one == nullptr) return context_.findings.Count(v1::PASSED);
    MessageFields fields;
    fields.SetBoth(Field::kRight, value.ToString());
    Report(*one, fact, cell, &fields).set_right(value.ToString());
  }

  v1::Finding& Report(const CompiledCase& one, const v1::Fact& fact,
                      const StatementPlan::Cell& cell, MessageFields* fields) {
    (*fields)[Field::kItem] = context_.report.form().cells[cell.position].name;
    const std::string words = WordsOf(context_, fact);
    (*fields)[Field::kLeft] = {words, Concat("\"", words, "\"")};
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, *fields);
    finding.set_left(fact.value());
    AddOperand(context_.report, cell.position, &finding);
    AddSpan(fact.span(), &finding);
    context_.findings.Count(one.outcome);
    return finding;
  }

  const CheckContext& context_;
  const StatementPlan& plan_;
};

// Wholes against their parts.
class WholeCheck {
 public:
  WholeCheck(const CheckContext& context, const WholePlan& plan)
      : context_(context), plan_(plan), facts_(context.report.extraction().facts()) {}

  void Run() {
    for (const v1::FactGroup& group : context_.report.extraction().fact_groups()) {
      if (group.complete() == plan_.complete) Check(group);
    }
  }

 private:
  const v1::Fact* FactAt(uint32_t index) const {
    return static_cast<int>(index) < facts_.size() ? &facts_[static_cast<int>(index)] : nullptr;
  }

  // nullopt if one of them says nothing for certain.
  std::optional<Interval> SumOf(const google::protobuf::RepeatedField<uint32_t>& indices) const {
    Interval sum{Decimal(), Decimal()};
    for (uint32_t index : indices) {
      const v1::Fact* fact = FactAt(index);
      if (fact == nullptr) return std::nullopt;
      const std::optional<Interval> one = IntervalOf(*fact);
      if (!one) return std::nullopt;
      Add(*one, &sum);
    }
    return sum;
  }

  // Parts that are meant to be all make up the whole; others do not exceed it.
  bool Agree(const Interval& whole, const Interval& parts) const {
    if (whole.most && parts.least > *whole.most) return false;
    return !plan_.complete || !parts.most || *parts.most >= whole.least;
  }

  void Check(const v1::FactGroup& group) {
    const std::optional<Interval> parts = SumOf(group.parts());
    const std::optional<Interval> all = SumOf(group.wholes());
    if (!parts || !all || group.wholes().empty() || group.parts_size() < 2) {
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    bool agree = Agree(*all, *parts);
    for (uint32_t whole : group.wholes()) {
      const v1::Fact* fact = FactAt(whole);
      const std::optional<Interval> one = IntervalOf(*fact);
      agree |= Agree(*one, *parts);
    }
    if (agree) return context_.findings.Count(v1::PASSED);
    Report(group, *parts);
  }

  std::string Join(const google::protobuf::RepeatedField<uint32_t>& indices) const {
    std::string text;
    for (uint32_t index : indices) {
      text += Concat(text.empty() ? "" : " ＋ ", WordsOf(context_, *FactAt(index)));
    }
    return text;
  }

  void Report(const v1::FactGroup& group, const Interval& parts) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::PARTS_DIFFER);
    MessageFields fields;
    fields.SetBoth(Field::kLeft, Join(group.wholes()));
    const bool exact = parts.most && *parts.most == parts.least;
    const std::string sum = parts.least.ToString();
    fields[Field::kRight] = {Concat(Join(group.parts()), exact ? " ＝ " : "，至少 ", sum),
                             Concat(Join(group.parts()), exact ? " = " : ", at least ", sum)};
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    finding.set_right(sum);
    for (uint32_t index : group.wholes()) AddSpan(FactAt(index)->span(), &finding);
    for (uint32_t index : group.parts()) AddSpan(FactAt(index)->span(), &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const WholePlan& plan_;
  const google::protobuf::RepeatedPtrField<v1::Fact>& facts_;
};

}  // namespace

std::string WordsOf(const CheckContext& context, const v1::Fact& fact) {
  return Quote(context.report.text()->Of({fact.span().begin(), fact.span().end()}));
}

void CheckStatements(const CheckContext& context, const StatementPlan& plan) {
  StatementCheck(context, plan).Run();
}

void CheckWholes(const CheckContext& context, const WholePlan& plan) {
  WholeCheck(context, plan).Run();
}

}  // namespace gongkai
