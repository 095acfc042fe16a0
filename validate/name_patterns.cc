#include "validate/name_patterns.h"

#include <algorithm>

#include "validate/pattern_words.h"

namespace gongkai {
NamePatterns::NamePatterns() : set_(PatternOptions(), re2::RE2::UNANCHORED) {}

void NamePatterns::Add(int number, const re2::RE2& pattern) {
  if (std::ranges::count(patterns_, number, &std::pair<int, const re2::RE2*>::first) > 0) return;
  set_.Add(pattern.pattern(), nullptr);
  patterns_.emplace_back(number, &pattern);
}

void NamePatterns::Compile() { compiled_ = set_.Compile(); }

std::vector<int> NamePatterns::Find(std::string_view name) const {
  const re2::StringPiece piece(name.data(), name.size());
  std::vector<int> found;
  if (patterns_.empty()) return found;
  re2::RE2::Set::ErrorInfo error{re2::RE2::Set::kNotCompiled};
  if (compiled_ && (set_.Match(piece, &found, &error) || error.kind == re2::RE2::Set::kNoError)) {
    for (int& number : found) number = patterns_[static_cast<std::size_t>(number)].first;
    return found;
  }
  found.clear();
  for (const auto& [number, pattern] : patterns_) {  // together they are too large
    if (re2::RE2::PartialMatch(piece, *pattern)) found.push_back(number);
  }
  return found;
}

}  // namespace gongkai
