#include "validate/balance_compiler.h"

#include "validate/term_compiler.h"

namespace gongkai {

absl::StatusOr<BalancePlan> CompileBalance(const v1::Balance& balance, const FormIndex& form,
                                           const Place& place) {
  BalancePlan plan{form.FindTable(balance.table())};
  const TermSink sink{plan.terms, plan.cells};
  const auto side = [&](int field) {
    return [&place, field](int i) { return place.In<v1::Balance>(field, i); };
  };
  for (const Item& item : ItemsOf(balance.for_each(), *plan.table)) {
    const std::size_t first_cell = plan.cells.size();
    Equation equation{item.name, static_cast<uint32_t>(plan.terms.size()), 0, 0};
    absl::Status status =
        AddTerms(item, balance.left(), form, side(v1::Balance::kLeftFieldNumber), sink);
    equation.right = static_cast<uint32_t>(plan.terms.size());
    if (status.ok()) {
      status = AddTerms(item, balance.right(), form, side(v1::Balance::kRightFieldNumber), sink);
    }
    equation.end = static_cast<uint32_t>(plan.terms.size());
    if (status.ok()) status = RefuseDoubled(plan.cells, first_cell, form, place);
    if (!status.ok()) return status;
    plan.equations.push_back(equation);
  }
  return plan;
}

}  // namespace gongkai
