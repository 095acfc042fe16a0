#include "validate/comparison_compiler.h"

#include <optional>

#include "common/strings.h"
#include "validate/term_compiler.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxPercent = 10'000;

// Message: Comparison or Condition, which call the same fields by the same names.
template <typename Message>
absl::Status AddRelation(const Item& item, const Message& message, const FormIndex& form,
                         const Place& place, TermSink sink, Relation* relation) {
  relation->relation = message.relation();
  if (message.relation() == v1::Comparison::RELATION_UNSPECIFIED ||
      !v1::Comparison::Relation_IsValid(message.relation())) {
    return place.Error("a comparison without relation");
  }
  if (message.left().empty() || message.right().empty() == message.number().empty()) {
    return place.Error("a comparison wants left, and either right or number");
  }
  const auto side = [&place](int field) {
    return [&place, field](int i) { return place.In<Message>(field, i); };
  };
  relation->left = static_cast<uint32_t>(sink.terms.size());
  absl::Status status = AddTerms(item, message.left(), form, side(Message::kLeftFieldNumber), sink);
  relation->right = static_cast<uint32_t>(sink.terms.size());
  if (status.ok()) {
    status = AddTerms(item, message.right(), form, side(Message::kRightFieldNumber), sink);
  }
  relation->end = static_cast<uint32_t>(sink.terms.size());
  if (!status.ok() || message.number().empty()) return status;
  const std::optional<Decimal> number = Decimal::Parse(message.number());
  if (!number) return place.Error(Concat("\"", message.number(), "\" is no decimal"));
  relation->number = *number;
  return absl::OkStatus();
}

class ComparisonCompiler {
 public:
  ComparisonCompiler(const v1::Comparison& comparison, const FormIndex& form, const Place& place)
      : comparison_(comparison), form_(form), place_(place) {}

  absl::StatusOr<ComparisonPlan> Compile() {
    plan_.table = form_.FindTable(comparison_.table());
    if (comparison_.percent() > kMaxPercent) {
      return place_.Error(Concat("more than ", kMaxPercent, " hundredths"));
    }
    if (comparison_.percent() != 0) plan_.percent = comparison_.percent();
    for (const Item& item : ItemsOf(comparison_.for_each(), *plan_.table)) {
      if (!IsWanted(item, comparison_.only())) continue;
      ComparisonPlan::Instance instance{item.name, {}, {}};
      absl::Status status = AddRelation(item, comparison_, form_, place_, Sink(), &instance.demand);
      for (int i = 0; status.ok() && i < comparison_.when_size(); ++i) {
        const Place place = place_.In<v1::Comparison>(v1::Comparison::kWhenFieldNumber, i);
        status = AddRelation(item, comparison_.when(i), form_, place, Sink(),
                             &instance.when.emplace_back());
      }
      if (!status.ok()) return status;
      plan_.instances.push_back(std::move(instance));
    }
    if (plan_.instances.empty()) return place_.Error("`only` leaves nothing to compare");
    return std::move(plan_);
  }

 private:
  TermSink Sink() { return {plan_.terms, plan_.cells}; }

  const v1::Comparison& comparison_;
  const FormIndex& form_;
  const Place& place_;
  ComparisonPlan plan_;
};

}  // namespace

absl::Status AddCondition(const v1::Comparison::Condition& condition, const FormIndex& form,
                          const Place& place, CellConditions* conditions) {
  const TermSink sink{conditions->terms, conditions->cells};
  return AddRelation(Item(), condition, form, place, sink, &conditions->relations.emplace_back());
}

absl::StatusOr<ComparisonPlan> CompileComparison(const v1::Comparison& comparison,
                                                 const FormIndex& form, const Place& place) {
  return ComparisonCompiler(comparison, form, place).Compile();
}

}  // namespace gongkai
