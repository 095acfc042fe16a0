// A pack rule by rule, for those who compare packs.
#pragma once

#include <span>
#include <string>

#include "gongkai/v1/rule.pb.h"
#include "gongkai/v1/rule_index.pb.h"
#include "validate/compiled_rules.h"

namespace gongkai {

v1::RuleIndex MakeRuleIndex(const CompiledPack& pack);

// Of all that the rule says, with the dictionaries it names: as in the index.
std::string RuleDigest(const v1::Rule& rule, std::span<const v1::Dictionary> dictionaries);

}  // namespace gongkai
