#include "validate/rule_index.h"

#include "common/digest.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// Only what decides whether there is a finding, and where.
v1::Rule TestOf(v1::Rule rule) {
  rule.clear_severity();
  rule.clear_title_zh();
  rule.clear_title_en();
  rule.clear_basis();
  for (v1::Case& one : *rule.mutable_cases()) {
    one.clear_severity();
    one.clear_message_zh();
    one.clear_message_en();
  }
  return rule;
}

}  // namespace

// A dictionary counts as named wherever its name stands in braces: that the same word may be a
// field of a message costs a comparison too many, and none too few.
std::string RuleDigest(const v1::Rule& rule, std::span<const v1::Dictionary> dictionaries) {
  const std::string text = rule.SerializeAsString();
  std::string digests = Digest(text);
  for (const v1::Dictionary& dictionary : dictionaries) {
    if (text.find(Concat("{", dictionary.name(), "}")) == std::string::npos) continue;
    digests += Digest(dictionary.SerializeAsString());
  }
  return Digest(digests);
}

v1::RuleIndex MakeRuleIndex(const CompiledPack& pack) {
  v1::RuleIndex index;
  index.set_digest(pack.digest);
  for (const v1::AgencyNames& names : pack.agency_names) *index.add_agencies() = names;
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    const CompiledRule& rule = pack.rules[i];
    if (rule.off) continue;
    v1::RuleIndex::Entry& entry = *index.add_rules();
    entry.set_id(rule.id);
    entry.set_digest(RuleDigest(*pack.sources[i], pack.dictionaries));
    entry.set_test_digest(RuleDigest(TestOf(*pack.sources[i]), pack.dictionaries));
    *entry.mutable_applies() = pack.sources[i]->applies();
    entry.mutable_applies()->clear_forms();
    for (std::size_t form = 0; form < rule.plans.size(); ++form) {
      if (rule.plans[form].index() != 0) entry.mutable_applies()->add_forms(pack.forms[form].form);
    }
  }
  return index;
}

}  // namespace gongkai
