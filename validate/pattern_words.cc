#include "validate/pattern_words.h"

#include <algorithm>

#include "common/limits.h"
#include "re2/filtered_re2.h"

namespace gongkai {
namespace {

bool IsControl(char c) { return c >= 0 && c < ' '; }
bool IsLetterOrDigit(char c) { return IsAsciiLetter(c) || (c >= '0' && c <= '9'); }

// Reads a pattern as far as is needed to know that nothing in it matches a line break. Of what
// it does not know it says that it may.
class LineReader {
 public:
  explicit LineReader(std::string_view pattern) : pattern_(pattern) {}

  bool StaysOnLine() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_++];
      // What depends on where the text begins and ends would be asked of the line.
      if (IsControl(c) || c == '^' || c == '$') return false;
      if (c == '\\' && !EscapeStays()) return false;
      if (c == '[' && !ClassStays()) return false;
      if (c == '(' && Next() == '?' && pattern_.substr(at_, 2) != "?:") return false;
    }
    return true;
  }

 private:
  char Next() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

  // Behind a backslash: a digit, a letter of a word, or a sign that stands for itself.
  bool EscapeStays() {
    const char c = Next();
    ++at_;
    return c == 'd' || c == 'w' || (!IsLetterOrDigit(c) && !IsControl(c));
  }

  bool ClassStays() {
    const bool negated = Next() == '^';
    if (negated) ++at_;
    bool has_break = false;
    bool stays = true;
    for (bool first = true; at_ < pattern_.size(); first = false) {
      const char c = pattern_[at_++];
      if (c == ']' && !first) return negated ? has_break : stays;
      if (c == '[' && Next() == ':') return false;
      if (IsControl(c)) stays = false;
      if (c == '\\') {
        has_break |= Next() == 'n';
        stays &= EscapeStays();
      }
    }
    return false;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

// Of letters RE2 names the small ones alone. Chinese has none, nor have the signs between U+3000
// and the Chinese characters and those before the full-width letters.
bool HasNoLetters(std::string_view word, bool but_ascii = false) {
  for (std::size_t i = 0; i < word.size();) {
    const auto lead = static_cast<unsigned char>(word[i]);
    const bool ascii = lead < 0x80 && (but_ascii || !IsAsciiLetter(word[i]));
    const bool chinese = lead >= 0xE3 && lead <= 0xE9;
    const bool sign = word.substr(i).starts_with("\xEF\xBC") && i + 2 < word.size() &&
                      static_cast<unsigned char>(word[i + 2]) <= 0xA0;
    if (!ascii && !chinese && !sign) return false;
    i += ascii ? 1 : 3;
  }
  return true;
}

}  // namespace

re2::RE2::Options PatternOptions() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  return options;
}

std::optional<std::vector<std::string>> WordsListed(std::string_view pattern) {
  std::vector<std::string> words(1);
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (pattern.substr(i).starts_with("(?:") && words.back().empty()) {
      ++depth;
      i += 2;
    } else if (c == ')' && depth > 0 &&
               (i + 1 == pattern.size() || pattern[i + 1] == '|' || pattern[i + 1] == ')')) {
      --depth;
    } else if (c == '|') {
      words.emplace_back();
    } else if (c == '\\' && i + 1 < pattern.size() && !IsLetterOrDigit(pattern[i + 1])) {
      words.back() += pattern[++i];
    } else if (std::string_view("\\^$.[]()?*+{}\n").find(c) != std::string_view::npos) {
      return std::nullopt;
    } else {
      words.back() += c;
    }
  }
  const bool any_empty = std::ranges::any_of(words, &std::string::empty);
  if (any_empty || depth != 0) return std::nullopt;
  return words;
}

std::vector<std::string> LineWords(std::string_view pattern) {
  if (!LineReader(pattern).StaysOnLine()) return {};
  re2::FilteredRE2 filter(kMinPatternWordBytes);
  int number;
  if (filter.Add({pattern.data(), pattern.size()}, PatternOptions(), &number) !=
      re2::RE2::NoError) {
    return {};
  }
  std::vector<std::string> words;
  filter.Compile(&words);
  // A word must be there if a text that has all others cannot match.
  std::vector<std::string> needed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::vector<int> others, possible;
    for (std::size_t k = 0; k < words.size(); ++k) {
      if (k != i) others.push_back(static_cast<int>(k));
    }
    filter.AllPotentials(others, &possible);
    if (possible.empty() && HasNoLetters(words[i])) needed.push_back(words[i]);
  }
  // What stands first is mostly the subject, which is rarer than what is said of it.
  std::ranges::sort(needed, {}, [&](const std::string& word) { return pattern.find(word); });
  return needed;
}

bool FoldsAsAscii(std::string_view word, bool any_case) {
  if (any_case && word.find_first_of("ks") != word.npos) return false;
  return HasNoLetters(word, /*but_ascii=*/true);
}

bool MayIgnoreCase(std::string_view pattern) {
  for (std::size_t at = 0; (at = pattern.find("(?", at)) != pattern.npos; at += 2) {
    const std::string_view flags = pattern.substr(at + 2);
    if (!flags.starts_with(':') && !flags.starts_with('P')) return true;
  }
  return false;
}

}  // namespace gongkai
