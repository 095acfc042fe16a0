// From patterns as written to the patterns of a pack: dictionaries filled in, checked by RE2.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_set.h"

namespace gongkai {

// Lists of words by name, each as a pattern for any of its words.
class Dictionaries {
 public:
  // INVALID_ARGUMENT for a name that is none, or a list without words.
  static absl::StatusOr<Dictionaries> Make(const RuleSet& rules);

  const std::map<std::string, std::string, std::less<>>& patterns() const { return patterns_; }

 private:
  std::map<std::string, std::string, std::less<>> patterns_;
};

class PatternCompiler {
 public:
  PatternCompiler(const Dictionaries& dictionaries, CompiledPack* pack)
      : dictionaries_(dictionaries), pack_(*pack) {}

  // `place` is where the check stands. The plan points into `check` and `form`.
  absl::StatusOr<PatternPlan> Compile(const v1::PatternCheck& check, const FormIndex& form,
                                      const Place& place);

  // A pattern that is searched in names and sentences: its position in CompiledPack.others.
  absl::StatusOr<int> AddOther(std::string_view pattern, const Place& place);

 private:
  absl::StatusOr<std::string> FillIn(std::string_view pattern, const Place& place) const;
  absl::StatusOr<int> AddToIndex(std::string_view pattern, const Place& place);

  const Dictionaries& dictionaries_;
  CompiledPack& pack_;
};

}  // namespace gongkai
