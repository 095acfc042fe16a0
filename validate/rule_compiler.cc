#include "validate/rule_compiler.h"

#include <unordered_set>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "validate/one_rule_compiler.h"
#include "validate/pattern_compiler.h"

namespace gongkai {
namespace {

std::size_t CellsIn(const CompiledRule& rule) {
  std::size_t cells = 0;
  for (const Plan& plan : rule.plans) {
    if (const auto* balance = std::get_if<BalancePlan>(&plan)) cells += balance->cells.size();
    if (const auto* compared = std::get_if<ComparisonPlan>(&plan)) cells += compared->cells.size();
    if (const auto* figures = std::get_if<FigurePlan>(&plan)) cells += figures->cells.size();
  }
  return cells;
}

absl::Status AddAgencies(const RuleSet& rules, CompiledPack* pack) {
  const Dictionaries none;
  for (const RuleSet::Agencies& one : rules.agencies) {
    if (!v1::AgencyKind_IsValid(one.names.kind()) ||
        one.names.kind() == v1::AGENCY_KIND_UNSPECIFIED) {
      return one.place.Error("names of agencies without their kind");
    }
    for (int i = 0; i < one.names.patterns_size(); ++i) {
      const Place place = one.place.In<v1::AgencyNames>(v1::AgencyNames::kPatternsFieldNumber, i);
      absl::StatusOr<int> number =
          PatternCompiler(none, pack).AddOther(one.names.patterns(i), place);
      if (!number.ok()) return number.status();
      pack->agencies.emplace_back(one.names.kind(), *number);
    }
  }
  return absl::OkStatus();
}

RuleHead HeadOf(const CompiledRule& rule) {
  RuleHead head{.first_year = rule.first_year,
                .last_year = rule.last_year == 0 ? RuleHead::kAll : rule.last_year,
                .agencies = rule.agencies == 0 ? RuleHead::kAll : rule.agencies,
                .off = rule.off,
                .reads_text = rule.reads_text,
                .reads_peers = rule.reads_peers,
                .of_outline = rule.of_outline};
  for (std::size_t form = 0; form < rule.plans.size(); ++form) {
    if (rule.plans[form].index() != 0) head.forms |= uint64_t{1} << form % 64;
  }
  return head;
}

// `cells` counts those of all sums so far.
absl::Status AddRule(const RuleSet::Sourced& sourced, const Dictionaries& dictionaries,
                     CompiledPack* pack, std::size_t* cells) {
  auto rule = std::make_unique<v1::Rule>(sourced.rule);
  absl::StatusOr<CompiledRule> compiled = CompileRule(*rule, sourced, dictionaries, pack);
  if (!compiled.ok()) return compiled.status();
  *cells += CellsIn(*compiled);
  if (pack->rules.size() == kMaxRules || *cells > kMaxRulePackCells) {
    return sourced.place.Error(
        Concat("more than ", kMaxRules, " rules or ", kMaxRulePackCells, " cells in their sums"),
        absl::StatusCode::kResourceExhausted);
  }
  pack->reads_text |= compiled->reads_text && !compiled->off;
  pack->reads_peers |= compiled->reads_peers && !compiled->off;
  pack->heads.push_back(HeadOf(*compiled));
  pack->rules.push_back(*std::move(compiled));
  pack->sources.push_back(std::move(rule));
  return absl::OkStatus();
}

// What can change an assessment, in order.
std::string DigestOf(const RuleSet& rules, const Dictionaries& dictionaries) {
  std::string digests;
  for (const RuleSet::Agencies& one : rules.agencies) {
    digests += Digest(one.names.SerializeAsString());
  }
  for (const auto& [name, words] : dictionaries.patterns()) digests += Digest(Concat(name, words));
  for (const RuleSet::Sourced& sourced : rules.rules) {
    if (!sourced.rule.off()) digests += Digest(sourced.rule.SerializeAsString());
  }
  return ToHex(Digest(digests));
}

void AddNames(CompiledPack* pack) {
  const auto add = [&](int number) {
    pack->names.Add(number, *pack->others[static_cast<std::size_t>(number)]);
  };
  for (const auto& [kind, number] : pack->agencies) add(number);
  for (const CompiledRule& rule : pack->rules) {
    for (const int number : rule.agency_names) add(number);
  }
  pack->names.Compile();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const CompiledPack>> CompileRules(const RuleSet& rules,
                                                                 const FormCatalog& forms) {
  auto pack = std::make_shared<CompiledPack>();
  for (const v1::FormDefinition& form : forms.forms()) pack->forms.emplace_back(form);
  pack->patterns = std::make_unique<PatternIndex>();
  const absl::StatusOr<Dictionaries> dictionaries = Dictionaries::Make(rules);
  if (!dictionaries.ok()) return dictionaries.status();
  absl::Status status = AddAgencies(rules, pack.get());
  std::unordered_set<std::string_view> ids;
  std::size_t cells = 0;
  for (const RuleSet::Sourced& sourced : rules.rules) {
    if (status.ok()) status = AddRule(sourced, *dictionaries, pack.get(), &cells);
    if (!status.ok()) return status;
    if (!ids.insert(sourced.rule.id()).second) {
      return sourced.place.Error(Concat("a second rule ", sourced.rule.id()));
    }
  }
  if (pack->rules.empty()) return absl::InvalidArgumentError("a rule pack without rules");
  pack->patterns->Compile();
  AddNames(pack.get());
  pack->digest = DigestOf(rules, *dictionaries);
  for (const RuleSet::Agencies& one : rules.agencies) pack->agency_names.push_back(one.names);
  for (const RuleSet::Words& one : rules.dictionaries) pack->dictionaries.push_back(one.dictionary);
  pack->left_out = rules.left_out;
  return pack;
}

absl::StatusOr<std::string> DigestOfRules(const RuleSet& rules) {
  const absl::StatusOr<Dictionaries> dictionaries = Dictionaries::Make(rules);
  if (!dictionaries.ok()) return dictionaries.status();
  return DigestOf(rules, *dictionaries);
}

}  // namespace gongkai
