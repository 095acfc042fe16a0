// This year's cells against last year's.
#include <algorithm>
#include <compare>
#include <optional>
#include <string>

#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

class AcrossYearsCheck {
 public:
  AcrossYearsCheck(const CheckContext& context, const AcrossYearsPlan& plan)
      : context_(context), plan_(plan), peers_(context.report.peers()) {}

  void Run() {
    if (!peers_->has_last_year()) return;
    if (context_.report.FindTable(plan_.table->kind) == nullptr) {
      return context_.findings.Count(v1::NOT_ASSESSABLE,
                                     static_cast<uint32_t>(plan_.instances.size()));
    }
    for (const AcrossYearsPlan::Instance& instance : plan_.instances) Check(instance);
  }

 private:
  void Check(const AcrossYearsPlan::Instance& instance) {
    const std::size_t form = context_.report.last_year_form();
    if (form >= instance.last_year.size()) return;
    const AcrossYearsPlan::LastYear last = instance.last_year[form];
    if (last.begin == last.end) return;  // nothing of it in that form
    if (const Met met = AreMet(plan_.when, context_.report); met != Met::kYes) {
      return context_.findings.Count(met == Met::kNo ? v1::PASSED : v1::NOT_ASSESSABLE);
    }
    const std::optional<Decimal> left =
        plan_.number ? plan_.number : Sum(instance.left, instance.right);
    const std::optional<Decimal> right = Sum(instance.right, instance.end);
    const std::optional<Decimal> before = SumBefore(last.begin, last.end);
    if (!left || !right || !before) return context_.findings.Count(v1::NOT_ASSESSABLE);
    Decimal whole = *before;
    whole += *right;
    if (Holds(plan_.relation, *left <=> whole)) return context_.findings.Count(v1::PASSED);
    if (plan_.members_agree) {
      const std::optional<Decimal> members = SumOfMembers(instance.left, instance.right);
      if (!members) return context_.findings.Count(v1::NOT_ASSESSABLE);
      if (!Holds(plan_.relation, *members <=> whole)) return context_.findings.Count(v1::PASSED);
    }
    Report(instance, last, *left, whole);
  }

  // Of all agencies below this one; nullopt if not all are there, or one of them has no value.
  std::optional<Decimal> SumOfMembers(uint32_t first, uint32_t last) const {
    const v1::Members& members = peers_->members();
    if (members.expected() == 0 || members.present() != members.expected()) return std::nullopt;
    Decimal sum;
    for (uint32_t term = first; term < last; ++term) {
      for (uint32_t i = plan_.terms[term].begin; i < plan_.terms[term].end; ++i) {
        const uint32_t number = context_.report.form().cells[plan_.cells[i]].number;
        const auto found = std::ranges::find(members.sums(), number, &v1::PeerCell::number);
        if (found == members.sums().end()) return std::nullopt;
        const std::optional<Decimal> value = Decimal::Parse(found->value());
        if (!value) return std::nullopt;
        sum += *value;
      }
    }
    return sum;
  }

  std::optional<Decimal> Sum(uint32_t first, uint32_t last) const {
    Decimal sum;
    for (uint32_t term = first; term < last; ++term) {
      for (uint32_t i = plan_.terms[term].begin; i < plan_.terms[term].end; ++i) {
        if (!context_.report.has_value(plan_.cells[i])) return std::nullopt;
        sum += context_.report.value(plan_.cells[i]);
      }
    }
    return sum;
  }

  std::optional<Decimal> SumBefore(uint32_t first, uint32_t last) const {
    Decimal sum;
    for (uint32_t term = first; term < last; ++term) {
      for (uint32_t i = plan_.last_terms[term].begin; i < plan_.last_terms[term].end; ++i) {
        const std::optional<Decimal> value = context_.report.last_year(plan_.last_cells[i]);
        if (!value) return std::nullopt;
        sum += *value;
      }
    }
    return sum;
  }

  static void Append(const v1::Term& term, const std::string& value, Wording* text) {
    text->zh += Concat(text->zh.empty() ? "" : " ＋ ", term.name_zh(), " ", value);
    text->en += Concat(text->en.empty() ? "" : " + ", term.name_en(), " ", value);
  }

  void Report(const AcrossYearsPlan::Instance& instance, AcrossYearsPlan::LastYear last,
              Decimal left, Decimal right) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::BROKEN_SERIES);
    MessageFields fields;
    fields[Field::kTable] = plan_.table->name;
    if (instance.item != nullptr) fields[Field::kItem] = *instance.item;
    fields.SetBoth(Field::kYear, Concat(peers_->last_year().year()));
    fields.SetBoth(Field::kDifference, (left - right).ToString());
    fields[Field::kList] = Write(plan_.when, context_.report);
    if (plan_.number) fields.SetBoth(Field::kLeft, left.ToString());
    for (uint32_t i = instance.left; i < instance.right; ++i) {
      Append(*plan_.terms[i].term, Sum(i, i + 1)->ToString(), &fields[Field::kLeft]);
    }
    for (uint32_t i = last.begin; i < last.end; ++i) {
      Append(*plan_.last_terms[i].term, SumBefore(i, i + 1)->ToString(), &fields[Field::kRight]);
    }
    for (uint32_t i = instance.right; i < instance.end; ++i) {
      Append(*plan_.terms[i].term, Sum(i, i + 1)->ToString(), &fields[Field::kRight]);
    }
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    finding.set_left(left.ToString());
    finding.set_right(right.ToString());
    finding.set_difference((left - right).ToString());
    for (uint32_t term = instance.left; term < instance.end; ++term) {
      for (uint32_t i = plan_.terms[term].begin; i < plan_.terms[term].end; ++i) {
        AddOperand(context_.report, plan_.cells[i], &finding);
      }
    }
    AddOperands(plan_.when, context_.report, &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const AcrossYearsPlan& plan_;
  const v1::Peers* peers_;
};

class YearOnYearCheck {
 public:
  YearOnYearCheck(const CheckContext& context, const YearOnYearPlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    if (!context_.report.peers()->has_last_year() ||
        context_.form != context_.report.last_year_form()) {
      return;  // another form has other cells
    }
    Compare();
    fields_.SetBoth(Field::kYear, Concat(context_.report.peers()->last_year().year()));
    if (const CompiledCase* one = context_.rule.CaseFor(v1::Case::UNCHANGED)) {
      fields_.SetBoth(Field::kCount, Concat(same_));
      // One cell that differs says enough; otherwise each has to be known in both years.
      Report(*one, same_ > 0 && others_ == 0 && unknown_ == 0 && not_zero_, others_ > 0);
    }
    if (const CompiledCase* one = context_.rule.CaseFor(v1::Case::JUMPED)) {
      fields_.SetBoth(Field::kCount, Concat(names_.size()));
      fields_[Field::kList] = names_.Get();
      Report(*one, !jumped_.empty(), false);
      if (finding_ == nullptr) return;
      for (const uint32_t position : jumped_) AddOperand(context_.report, position, finding_);
    }
  }

 private:
  void Compare() {
    const FormIndex& form = context_.report.form();
    for (uint32_t i = 0; i < form.cells.size(); ++i) {
      const Decimal value = context_.report.value(i);
      const std::optional<Decimal> before = context_.report.last_year(i);
      if (!context_.report.has_value(i) || !before) {
        ++unknown_;
      } else if (value != *before) {
        ++others_;
        Jump(i, value, *before);
      } else {
        ++same_;
        not_zero_ |= value != Decimal();
      }
    }
  }

  void Jump(uint32_t position, Decimal now, Decimal before) {
    const Decimal bound = *Decimal::Parse(Concat(plan_.check->at_least()));
    if (plan_.check->times() == 0 || before < bound) return;
    const std::optional<Decimal> up = before.Times(plan_.check->times());
    const std::optional<Decimal> down = now.Times(plan_.check->times());
    if (!up || !down || (now < *up && before < *down)) return;
    jumped_.push_back(position);
    const Wording& name = context_.report.form().cells[position].name;
    names_.Add(Concat(name.zh, " ", before.ToString(), " → ", now.ToString()),
               Concat(name.en, " ", before.ToString(), " -> ", now.ToString()));
  }

  // `surely_not`: whatever the unknown cells are.
  void Report(const CompiledCase& one, bool met, bool surely_not) {
    finding_ = nullptr;
    if (!met) {
      const bool known = surely_not || unknown_ == 0;
      return context_.findings.Count(known ? v1::PASSED : v1::NOT_ASSESSABLE);
    }
    finding_ = &context_.findings.Add(context_.rule, context_.form, one, fields_);
    context_.findings.Count(one.outcome);
  }

  const CheckContext& context_;
  const YearOnYearPlan& plan_;
  std::size_t same_ = 0;
  std::size_t others_ = 0;
  std::size_t unknown_ = 0;  // without a value in one of the years
  bool not_zero_ = false;
  std::vector<uint32_t> jumped_;
  NameList names_;
  MessageFields fields_;
  v1::Finding* finding_ = nullptr;
};

}  // namespace

void CheckAcrossYears(const CheckContext& context, const AcrossYearsPlan& plan) {
  AcrossYearsCheck(context, plan).Run();
}

void CheckYearOnYear(const CheckContext& context, const YearOnYearPlan& plan) {
  YearOnYearCheck(context, plan).Run();
}

}  // namespace gongkai
