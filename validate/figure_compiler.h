// From checks of the figures of the text to meanings and cells by number.
#pragma once

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/pattern_compiler.h"
#include "validate/rule_source.h"

namespace gongkai {

// Compiles checks that stand at `place` for one form; plans point into checks and form. Errors as
// in rule_compiler.h.
class FigureCompiler {
 public:
  FigureCompiler(const FormIndex& form, const Place& place, PatternCompiler* patterns,
                 CompiledPack* pack)
      : form_(form), place_(place), patterns_(*patterns), pack_(*pack) {}

  // A plan without cells if the form has none of them.
  absl::StatusOr<StatementPlan> Compile(const v1::StatementCheck& check);
  absl::StatusOr<FigurePlan> Compile(const v1::FigureCheck& check);
  absl::StatusOr<ConsistencyPlan> Compile(const v1::ConsistencyCheck& check);
  absl::StatusOr<RemarkPlan> Compile(const v1::RemarkCheck& check);
  absl::StatusOr<StrangerPlan> Compile(const v1::StrangerCheck& check);

 private:
  int Meaning(const std::string& id);
  uint32_t PositionOf(std::string_view cell) const;
  absl::Status AddDemand(const v1::FigureCheck& check, FigurePlan* plan);
  absl::Status AddSum(const v1::FigureCheck::Sum& sum, const Place& place, FigurePlan* plan);
  absl::Status ReadNumber(const std::string& text, std::optional<Decimal>* number) const;

  // Of a list of patterns in a field of Message.
  template <typename Message>
  absl::Status AddPatterns(const google::protobuf::RepeatedPtrField<std::string>& patterns,
                           int field, std::vector<int>* numbers);

  const FormIndex& form_;
  const Place& place_;
  PatternCompiler& patterns_;
  CompiledPack& pack_;
};

}  // namespace gongkai
