// Patterns over cell ids, as the terms of rules use them.
#pragma once

#include <string_view>

namespace gongkai {

// True if the pattern matches the whole id. Ids are parts between dots; "*" stands for one part,
// "**" for any number of them, none included: "a.**.c" matches "a.c" and "a.b.c".
bool MatchesCell(std::string_view pattern, std::string_view id);

}  // namespace gongkai
