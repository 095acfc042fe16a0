#include "validate/pattern_compiler.h"

#include <algorithm>

#include "common/limits.h"
#include "common/strings.h"
#include "validate/comparison_compiler.h"

namespace gongkai {
namespace {

bool IsName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool BeginsName(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// For a pattern that its kind of use never captures from.
bool HasGroup(const re2::RE2& pattern) { return pattern.NumberOfCapturingGroups() > 0; }

bool BeginsWithGroup(std::string_view pattern) {
  return pattern.starts_with('(') && !pattern.starts_with("(?");
}

// Facts are short and searched as they are.
bool IsOfFact(v1::PatternCheck::Scope scope) {
  switch (scope) {
    case v1::PatternCheck::TITLE:
    case v1::PatternCheck::TELEPHONE:
    case v1::PatternCheck::POSTAL_CODE:
    case v1::PatternCheck::EMAIL:
    case v1::PatternCheck::PAGE_FIELDS:
      return true;
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<Dictionaries> Dictionaries::Make(const RuleSet& rules) {
  Dictionaries result;
  for (const RuleSet::Words& one : rules.dictionaries) {
    const v1::Dictionary& dictionary = one.dictionary;
    if (!IsName(dictionary.name())) {
      return one.place.Error(Concat("\"", dictionary.name(), "\" is no name of a dictionary"));
    }
    std::string pattern = "(?:";
    for (const std::string& word : dictionary.words()) {
      if (word.empty()) return one.place.Error("an empty word");
      if (pattern.size() > 3) pattern += '|';
      pattern += re2::RE2::QuoteMeta(word);
    }
    if (dictionary.words().empty()) return one.place.Error("a dictionary without words");
    result.patterns_[dictionary.name()] = pattern + ")";
  }
  return result;
}

absl::StatusOr<PatternPlan> PatternCompiler::Compile(const v1::PatternCheck& check,
                                                     const FormIndex& form, const Place& place) {
  using v1::PatternCheck;
  PatternPlan plan;
  plan.check = &check;
  absl::StatusOr<CellConditions> when = CompileConditions(check.when(), form, [&](int i) {
    return place.In<PatternCheck>(PatternCheck::kWhenFieldNumber, i);
  });
  if (!when.ok()) return when.status();
  plan.when = *std::move(when);
  for (int i = 0; i < check.patterns_size(); ++i) {
    const Place at = place.In<PatternCheck>(PatternCheck::kPatternsFieldNumber, i);
    const bool of_fact = IsOfFact(check.scope());
    const absl::StatusOr<int> number =
        of_fact ? AddOther(check.patterns(i), at) : AddToIndex(check.patterns(i), at);
    if (!number.ok()) return number.status();
    if (!of_fact && check.group() != PatternCheck::ANYTHING &&
        !HasGroup(pack_.patterns->pattern(*number))) {
      return at.Error("`group` speaks of the first group of the pattern, which has none");
    }
    if (!of_fact && check.group() == PatternCheck::OTHER_YEAR &&
        !BeginsWithGroup(check.patterns(i))) {
      return at.Error("a pattern for another year must begin with it: \"(20[0-9]{2})...\"");
    }
    plan.patterns.push_back(*number);
  }
  for (int i = 0; i < check.unless_size(); ++i) {
    const Place at = place.In<PatternCheck>(PatternCheck::kUnlessFieldNumber, i);
    const absl::StatusOr<int> number = AddToIndex(check.unless(i), at);
    if (!number.ok()) return number.status();
    plan.unless.push_back(*number);
  }
  for (int i = 0; i < check.except_size(); ++i) {
    const Place at = place.In<PatternCheck>(PatternCheck::kExceptFieldNumber, i);
    const absl::StatusOr<int> position = AddOther(check.except(i), at);
    if (!position.ok()) return position.status();
    plan.except.push_back(*position);
  }
  return plan;
}

absl::StatusOr<int> PatternCompiler::AddOther(std::string_view pattern, const Place& place) {
  const absl::StatusOr<std::string> filled = FillIn(pattern, place);
  if (!filled.ok()) return filled.status();
  const auto same = [&](const auto& one) { return one->pattern() == *filled; };
  const auto found = std::ranges::find_if(pack_.others, same);
  if (found != pack_.others.end()) return static_cast<int>(found - pack_.others.begin());
  if (filled->size() > kMaxPatternBytes || pack_.others.size() == kMaxPatterns) {
    return place.Error(Concat("a pattern of more than ", kMaxPatternBytes, " bytes, or more than ",
                              kMaxPatterns, " patterns"),
                       absl::StatusCode::kResourceExhausted);
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  auto compiled = std::make_unique<re2::RE2>(*filled, options);
  if (!compiled->ok()) {
    return place.Error(Concat("\"", pattern, "\" is no RE2 pattern: ", compiled->error()));
  }
  pack_.others.push_back(std::move(compiled));
  return static_cast<int>(pack_.others.size()) - 1;
}

absl::StatusOr<int> PatternCompiler::AddToIndex(std::string_view pattern, const Place& place) {
  const absl::StatusOr<std::string> filled = FillIn(pattern, place);
  if (!filled.ok()) return filled.status();
  absl::StatusOr<int> number = pack_.patterns->Add(*filled);
  if (!number.ok()) {
    return place.Error(FromAbsl(number.status().message()), number.status().code());
  }
  return number;
}

// "{name}" becomes the words of the dictionary; braces of repetitions begin with a digit.
absl::StatusOr<std::string> PatternCompiler::FillIn(std::string_view pattern,
                                                    const Place& place) const {
  std::string result;
  while (true) {
    const std::size_t open = pattern.find('{');
    result += pattern.substr(0, open);
    if (open == std::string_view::npos) return result;
    pattern.remove_prefix(open);
    const std::size_t close = pattern.find('}');
    if (pattern.size() < 2 || !BeginsName(pattern[1]) || close == std::string_view::npos ||
        result.ends_with("\\p") || result.ends_with("\\P")) {
      result += '{';
      pattern.remove_prefix(1);
      continue;
    }
    const std::string_view name = pattern.substr(1, close - 1);
    const auto found = dictionaries_.patterns().find(name);
    if (found == dictionaries_.patterns().end()) {
      return place.Error(Concat("no dictionary \"", name, "\""));
    }
    result += found->second;
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace gongkai
