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

// Whether a text that holds a word as FilteredRE2 gives it, in capitals or small letters, is known
// to hold it by folding ASCII alone. RE2 gives words in small letters of any script, whatever the
// pattern says; and where case does not count, k and s also stand for U+212A and U+017F.
bool FoldsAsAscii(std::string_view word, bool any_case);

// Whether a flag in the pattern may say that case does not count.
bool MayIgnoreCase(std::string_view pattern);

}  // namespace gongkai
