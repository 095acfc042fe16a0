// All patterns of a rule pack, and one pass over a text that says which of them can match.
//
// RE2 works out the words that a match of a pattern must hold; a text is looked through once for
// all of these words, and only patterns whose words are there are searched for. Nearly all of a
// right report is passed over at the first character of a word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "re2/filtered_re2.h"

namespace gongkai {

// Add all patterns, then Compile(); after that immutable and safe to share between threads.
class PatternIndex {
 public:
  PatternIndex();

  // The number of the pattern; the same for the same one. INVALID_ARGUMENT with the reason for
  // one that RE2 does not take, RESOURCE_EXHAUSTED over the bounds of patterns in
  // common/limits.h.
  absl::StatusOr<int> Add(std::string_view pattern);
  void Compile();

  const re2::RE2& pattern(int number) const { return filter_.GetRE2(number); }

  // What one pass over a text found. Reused for the pieces of a text.
  struct Sighting {
    std::vector<bool> words;  // by number of the word
    std::vector<int> seen;
    uint32_t longest_digits = 0;  // ASCII digits in a row

    // By number of the pattern; filled by Conclude().
    std::vector<bool> possible;
  };
  void Look(std::string_view text, Sighting* sighting) const;
  void Conclude(Sighting* sighting) const;

 private:
  static constexpr std::size_t kBits = 1 << 14;

  static uint32_t KeyOf(const char* at);
  static std::size_t BitOf(uint32_t key) { return (key * 0x9E3779B1u) >> 18; }

  void LookAt(const char* at, const char* end, Sighting* sighting) const;
  void AddWord(int number);

  re2::FilteredRE2 filter_;
  std::vector<std::string> known_;  // by number of the pattern
  std::vector<std::string> words_;
  std::vector<uint64_t> begins_;                // a bit for the first three bytes of each word
  std::vector<std::vector<int>> words_by_bit_;  // by bit
};

}  // namespace gongkai
