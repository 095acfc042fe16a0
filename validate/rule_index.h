// A pack rule by rule, for those who compare packs.
#pragma once

#include "gongkai/v1/rule_index.pb.h"
#include "validate/compiled_rules.h"

namespace gongkai {

v1::RuleIndex MakeRuleIndex(const CompiledPack& pack);

}  // namespace gongkai
