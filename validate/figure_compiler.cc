#include "validate/figure_compiler.h"

#include <algorithm>

#include "common/strings.h"
#include "validate/cell_pattern.h"
#include "validate/comparison_compiler.h"
#include "validate/term_compiler.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxTimes = 100'000'000;

constexpr uint32_t kUsualKinds =
    1u << v1::Fact::COUNT | 1u << v1::Fact::AMOUNT | 1u << v1::Fact::ZERO_PHRASE;

}  // namespace

int FigureCompiler::Meaning(const std::string& id) {
  return pack_.meanings.try_emplace(id, static_cast<int>(pack_.meanings.size())).first->second;
}

uint32_t FigureCompiler::PositionOf(std::string_view cell) const {
  const auto found = std::ranges::find(form_.cells, cell, &FormIndex::Cell::id);
  return found == form_.cells.end() ? FormIndex::kNone
                                    : static_cast<uint32_t>(found - form_.cells.begin());
}

absl::StatusOr<StatementPlan> FigureCompiler::Compile(const v1::StatementCheck& check) {
  StatementPlan plan;
  const auto add = [&](const std::string& id, StatementPlan::Cell cell) {
    const int meaning = Meaning(id);
    plan.cells[meaning] = cell;
    plan.meanings.Add(meaning);
  };
  for (uint32_t i = 0; i < form_.cells.size(); ++i) {
    const std::string& id = form_.cells[i].id;
    if (std::ranges::none_of(
            check.cells(), [&](const std::string& pattern) { return MatchesCell(pattern, id); })) {
      continue;
    }
    const std::string& with = check.or_with_row();
    const std::string_view column = std::string_view(id).substr(id.rfind('.'));
    add(id, {i, with.empty() ? FormIndex::kNone : PositionOf(Concat(with, column))});
  }
  for (const v1::StatementCheck::Meaning& one : check.meanings()) {
    const uint32_t position = PositionOf(one.cell());
    if (position == FormIndex::kNone) {
      return place_.Error(Concat("no cell \"", one.cell(), "\""));
    }
    add(one.meaning(), {position, FormIndex::kNone});
  }
  return plan;
}

absl::StatusOr<FigurePlan> FigureCompiler::Compile(const v1::FigureCheck& check) {
  FigurePlan plan;
  plan.check = &check;
  if (check.meanings().empty()) return place_.Error("figures without meanings");
  for (const std::string& id : check.meanings()) {
    plan.meanings.push_back(Meaning(id));
    plan.set.Add(plan.meanings.back());
  }
  for (int kind : check.kinds()) {
    if (kind <= 0 || !v1::Fact::Kind_IsValid(kind)) return place_.Error("no such kind of figures");
    plan.kinds |= 1u << kind;
  }
  if (plan.kinds == 0) plan.kinds = kUsualKinds;
  if (!check.sentence().empty()) {
    const Place at = place_.In<v1::FigureCheck>(v1::FigureCheck::kSentenceFieldNumber);
    const absl::StatusOr<int> number = patterns_.AddOther(check.sentence(), at);
    if (!number.ok()) return number.status();
    plan.sentence = *number;
  }
  if (absl::Status status = AddDemand(check, &plan); !status.ok()) return status;
  absl::StatusOr<CellConditions> when = CompileConditions(check.when(), form_, [&](int i) {
    return place_.In<v1::FigureCheck>(v1::FigureCheck::kWhenFieldNumber, i);
  });
  if (!when.ok()) return when.status();
  plan.when = *std::move(when);
  return plan;
}

absl::Status FigureCompiler::AddDemand(const v1::FigureCheck& check, FigurePlan* plan) {
  const int demands = !check.number().empty() + !check.sums().empty();
  if (!check.multiple_of().empty()) {
    absl::Status status = ReadNumber(check.multiple_of(), &plan->multiple_of);
    if (!status.ok()) return status;
    if (demands != 0 || *plan->multiple_of <= Decimal()) {
      return place_.Error("`multiple_of` is more than 0 and stands alone");
    }
    return absl::OkStatus();
  }
  if (demands != 1 || check.relation() == v1::Comparison::RELATION_UNSPECIFIED ||
      !v1::Comparison::Relation_IsValid(check.relation())) {
    return place_.Error("figures want a relation, and either number or sums");
  }
  if (check.times() > kMaxTimes) return place_.Error(Concat("more than ", kMaxTimes, " times"));
  if (!check.number().empty()) return ReadNumber(check.number(), &plan->number);
  for (int i = 0; i < check.sums_size(); ++i) {
    const Place place = place_.In<v1::FigureCheck>(v1::FigureCheck::kSumsFieldNumber, i);
    if (absl::Status status = AddSum(check.sums(i), place, plan); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status FigureCompiler::AddSum(const v1::FigureCheck::Sum& sum, const Place& place,
                                    FigurePlan* plan) {
  if (sum.cells().empty() == sum.meanings().empty()) {
    return place.Error("a sum is of cells or of figures");
  }
  if (!sum.meanings().empty() && (sum.name_zh().empty() || sum.name_en().empty())) {
    return place.Error("a sum of figures lacks a name");
  }
  FigurePlan::Sum result{static_cast<uint32_t>(plan->terms.size()), 0, {}, {}};
  for (const v1::Term& term : sum.cells()) {
    if (term.name_zh().empty() || term.name_en().empty()) {
      return place.Error(Concat("term ", term.cells(), " lacks a name"));
    }
  }
  absl::Status status = AddTerms(
      Item(), sum.cells(), form_,
      [&](int i) {
        return place.In<v1::FigureCheck::Sum>(v1::FigureCheck::Sum::kCellsFieldNumber, i);
      },
      TermSink{plan->terms, plan->cells});
  result.end = static_cast<uint32_t>(plan->terms.size());
  for (const std::string& id : sum.meanings()) result.meanings.push_back(Meaning(id));
  result.name = {sum.name_zh(), sum.name_en()};
  plan->sums.push_back(std::move(result));
  return status;
}

absl::Status FigureCompiler::ReadNumber(const std::string& text,
                                        std::optional<Decimal>* number) const {
  *number = Decimal::Parse(text);
  return *number ? absl::OkStatus() : place_.Error(Concat("\"", text, "\" is no decimal"));
}

absl::StatusOr<ConsistencyPlan> FigureCompiler::Compile(const v1::ConsistencyCheck& check) {
  ConsistencyPlan plan;
  if (check.meanings().empty()) return place_.Error("figures without meanings");
  for (const std::string& id : check.meanings()) {
    plan.meanings.push_back(Meaning(id));
    plan.set.Add(plan.meanings.back());
  }
  return plan;
}

template <typename Message>
absl::Status FigureCompiler::AddPatterns(
    const google::protobuf::RepeatedPtrField<std::string>& patterns, int field,
    std::vector<int>* numbers) {
  for (int i = 0; i < patterns.size(); ++i) {
    const absl::StatusOr<int> number =
        patterns_.AddOther(patterns[i], place_.In<Message>(field, i));
    if (!number.ok()) return number.status();
    numbers->push_back(*number);
  }
  return absl::OkStatus();
}

absl::StatusOr<RemarkPlan> FigureCompiler::Compile(const v1::RemarkCheck& check) {
  using v1::RemarkCheck;
  RemarkPlan plan{&check, {}, {}, {}};
  if (check.share().empty() && check.more().empty() && check.less().empty()) {
    return place_.Error("remarks without patterns");
  }
  absl::Status status =
      AddPatterns<RemarkCheck>(check.share(), RemarkCheck::kShareFieldNumber, &plan.share);
  if (status.ok()) {
    status = AddPatterns<RemarkCheck>(check.more(), RemarkCheck::kMoreFieldNumber, &plan.more);
  }
  if (status.ok()) {
    status = AddPatterns<RemarkCheck>(check.less(), RemarkCheck::kLessFieldNumber, &plan.less);
  }
  if (!status.ok()) return status;
  return plan;
}

absl::StatusOr<StrangerPlan> FigureCompiler::Compile(const v1::StrangerCheck& check) {
  using v1::StrangerCheck;
  StrangerPlan plan{&check, {}, {}};
  if (check.levels().empty()) return place_.Error("strangers without levels");
  absl::Status status =
      AddPatterns<StrangerCheck>(check.except(), StrangerCheck::kExceptFieldNumber, &plan.except);
  if (status.ok()) {
    status = AddPatterns<StrangerCheck>(check.not_names(), StrangerCheck::kNotNamesFieldNumber,
                                        &plan.not_names);
  }
  if (!status.ok()) return status;
  return plan;
}

}  // namespace gongkai
