#include "validate/across_years_compiler.h"

#include <utility>

#include "common/strings.h"
#include "validate/comparison_compiler.h"
#include "validate/term_compiler.h"

namespace gongkai {
namespace {

class Compiler {
 public:
  Compiler(const v1::AcrossYears& check, const FormIndex& form, const std::vector<FormIndex>& forms,
           const Place& place)
      : check_(check), form_(form), forms_(forms), place_(place) {}

  absl::StatusOr<AcrossYearsPlan> Compile() {
    if (check_.left().empty() == check_.number().empty() || check_.last_year().empty()) {
      return place_.Error("sums over two years want left (or number) and last_year");
    }
    if (check_.members_agree() && check_.left().empty()) {
      return place_.Error("members agree on the cells of `left`, and there are none");
    }
    if (!check_.number().empty()) {
      plan_.number = Decimal::Parse(check_.number());
      if (!plan_.number) return place_.Error(Concat("\"", check_.number(), "\" is no decimal"));
    }
    absl::StatusOr<CellConditions> when = CompileConditions(check_.when(), form_, [&](int i) {
      return place_.In<v1::AcrossYears>(v1::AcrossYears::kWhenFieldNumber, i);
    });
    if (!when.ok()) return when.status();
    plan_.when = *std::move(when);
    plan_.members_agree = check_.members_agree();
    if (check_.relation() == v1::Comparison::RELATION_UNSPECIFIED ||
        !v1::Comparison::Relation_IsValid(check_.relation())) {
      return place_.Error("a comparison without relation");
    }
    plan_.table = form_.FindTable(check_.table());
    plan_.relation = check_.relation();
    for (const Item& item : ItemsOf(check_.for_each(), *plan_.table)) {
      if (!IsWanted(item, check_.only())) continue;
      AcrossYearsPlan::Instance instance{.item = item.name};
      absl::Status status = AddThisYear(item, &instance);
      if (status.ok()) status = AddLastYear(item, &instance);
      if (!status.ok()) return status;
      plan_.instances.push_back(std::move(instance));
    }
    if (plan_.instances.empty()) return place_.Error("`only` leaves nothing to compare");
    return std::move(plan_);
  }

 private:
  auto PlaceOf(int field) const {
    return [this, field](int i) { return place_.In<v1::AcrossYears>(field, i); };
  }

  absl::Status AddThisYear(const Item& item, AcrossYearsPlan::Instance* instance) {
    const TermSink sink{plan_.terms, plan_.cells};
    instance->left = static_cast<uint32_t>(plan_.terms.size());
    absl::Status status =
        AddTerms(item, check_.left(), form_, PlaceOf(v1::AcrossYears::kLeftFieldNumber), sink);
    instance->right = static_cast<uint32_t>(plan_.terms.size());
    if (status.ok()) {
      status =
          AddTerms(item, check_.right(), form_, PlaceOf(v1::AcrossYears::kRightFieldNumber), sink);
    }
    instance->end = static_cast<uint32_t>(plan_.terms.size());
    return status;
  }

  // A form that lacks a column or a row is left out; one at least has them all.
  absl::Status AddLastYear(const Item& item, AcrossYearsPlan::Instance* instance) {
    absl::Status reason = place_.Error("no form of last year has these cells");
    bool any = false;
    for (const FormIndex& form : forms_) {
      AcrossYearsPlan::LastYear last{static_cast<uint32_t>(plan_.last_terms.size()), 0};
      last.end = last.begin;
      if (check_.form_of_last_year() == v1::FORM_UNSPECIFIED ||
          check_.form_of_last_year() == form.form) {
        const std::size_t cells = plan_.last_cells.size();
        const absl::Status status =
            AddTerms(item, check_.last_year(), form, PlaceOf(v1::AcrossYears::kLastYearFieldNumber),
                     TermSink{plan_.last_terms, plan_.last_cells});
        if (status.ok()) {
          last.end = static_cast<uint32_t>(plan_.last_terms.size());
          any = true;
        } else {
          plan_.last_terms.resize(last.begin, CompiledTerm{});
          plan_.last_cells.resize(cells);
          reason = status;
        }
      }
      instance->last_year.push_back(last);
    }
    return any ? absl::OkStatus() : reason;
  }

  const v1::AcrossYears& check_;
  const FormIndex& form_;
  const std::vector<FormIndex>& forms_;
  const Place& place_;
  AcrossYearsPlan plan_;
};

}  // namespace

absl::StatusOr<AcrossYearsPlan> CompileAcrossYears(const v1::AcrossYears& check,
                                                   const FormIndex& form,
                                                   const std::vector<FormIndex>& forms,
                                                   const Place& place) {
  return Compiler(check, form, forms, place).Compile();
}

}  // namespace gongkai
