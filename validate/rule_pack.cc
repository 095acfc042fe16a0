#include "validate/rule_pack.h"

#include <cstdio>
#include <cstdlib>

#include "embedded/rule_files.h"
#include "validate/rule_compiler.h"
#include "validate/rule_set.h"

namespace gongkai {
namespace {

RuleSet RulesOf(const v1::RulePack& written) {
  const Place place("pack", nullptr, 0);
  RuleSet rules;
  for (const v1::Rule& rule : written.rules()) rules.rules.push_back({rule, {}, place, place, 0});
  for (const v1::AgencyNames& names : written.agencies()) rules.agencies.push_back({names, place});
  for (const v1::Dictionary& one : written.dictionaries()) {
    rules.dictionaries.push_back({one, place});
  }
  return rules;
}

}  // namespace

const RulePack& RulePack::Builtin() {
  static const RulePack* const kPack = [] {
    const auto files = embedded::rule_files();
    absl::StatusOr<RulePack> pack = Parse({files.data(), files.size()});
    if (!pack.ok()) {  // A test parses them; a program with broken rules must not run.
      std::fprintf(stderr, "%s\n", pack.status().ToString().c_str());
      std::abort();
    }
    return new RulePack(*std::move(pack));
  }();
  return *kPack;
}

absl::StatusOr<RulePack> RulePack::Make(const absl::StatusOr<std::vector<RuleLayer>>& layers,
                                        const FormCatalog& forms) {
  if (!layers.ok()) return layers.status();
  const absl::StatusOr<RuleSet> rules = MergeLayers(*layers);
  if (!rules.ok()) return rules.status();
  auto pack = CompileRules(*rules, forms);
  if (!pack.ok()) return pack.status();
  return RulePack(*std::move(pack));
}

absl::StatusOr<RulePack> RulePack::Load(std::string_view path) {
  return Make(ReadLayers(path), FormCatalog::Builtin());
}

absl::StatusOr<RulePack> RulePack::Parse(absl::Span<const EmbeddedFile> files,
                                         const FormCatalog& forms) {
  return Make(ParseLayers(files), forms);
}

absl::StatusOr<RulePack> RulePack::Of(const v1::RulePack& written, const FormCatalog& forms) {
  auto pack = CompileRules(RulesOf(written), forms);
  if (!pack.ok()) return pack.status();
  return RulePack(*std::move(pack));
}

absl::StatusOr<std::string> RulePack::DigestOf(const v1::RulePack& written) {
  return DigestOfRules(RulesOf(written));
}

v1::RulePack RulePack::Written() const {
  v1::RulePack written;
  for (const v1::AgencyNames& names : pack_->agency_names) *written.add_agencies() = names;
  for (const v1::Dictionary& one : pack_->dictionaries) *written.add_dictionaries() = one;
  for (std::size_t i = 0; i < pack_->rules.size(); ++i) {
    if (!pack_->rules[i].off) *written.add_rules() = *pack_->sources[i];
  }
  return written;
}

const std::string& RulePack::digest() const { return pack_->digest; }

std::size_t RulePack::size() const { return pack_->rules.size(); }

const v1::Rule& RulePack::rule(std::size_t index) const { return *pack_->sources[index]; }

}  // namespace gongkai
