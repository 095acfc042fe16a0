// What a pattern says of the words of its matches.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "re2/re2.h"

namespace gongkai {

// Of what RE2 takes from patterns: more than one Chinese character, which says too little.
inline constexpr int kMinPatternWordBytes = 4;

inline bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Those of all patterns of rules.
re2::RE2::Options PatternOptions();

// "公开|(?:查阅|下载)" as 公开, 查阅, 下载; nullopt for a pattern that says more than words.
std::optional<std::vector<std::string>> WordsListed(std::string_view pattern);

// Words all of which stand on each line that holds a match, and no match reaches beyond a line: the
// other lines need not be searched. Empty if the pattern promises less. RE2 takes the pattern.
std::vector<std::string> LineWords(std::string_view pattern);

}  // namespace gongkai
