// All patterns of a rule pack, and one pass over a text that says which of them can match where.
//
// A pattern that only lists words is answered by the pass itself. Of the others RE2 works out words
// that a match must hold; only patterns whose words are there are searched for. Nearly all of a
// right report is passed over at the first two characters of a word.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "re2/filtered_re2.h"

namespace gongkai {

// Places of a text, one bit a kind of place; what they mean is for the caller to say.
using ZoneSet = uint32_t;
inline constexpr ZoneSet kAllZones = ~ZoneSet{0};

// Add all patterns, then Compile(); after that immutable and safe to share between threads.
class PatternIndex {
 public:
  PatternIndex();

  // The number of the pattern; the same for the same one. INVALID_ARGUMENT with the reason for
  // one that RE2 does not take, RESOURCE_EXHAUSTED over the bounds of patterns in
  // common/limits.h.
  absl::StatusOr<int> Add(std::string_view pattern);
  void Compile();

  const re2::RE2& pattern(int number) const { return *At(number).compiled; }

  // Whether the pattern lists words and nothing else, so that MayMatch() is exact.
  bool IsWords(int number) const { return !At(number).words.empty(); }

  // Words all of which stand on each line that holds a match; empty if none is known.
  const std::vector<std::string>& WordsOfLine(int number) const { return At(number).of_line; }

  // What one pass over a text found. Filled by Look() for each piece of it, then Conclude().
  struct Sighting {
    std::vector<ZoneSet> zones;   // by number of the word: where it begins
    std::vector<int> seen;        // words, each once
    std::vector<ZoneSet> done;    // by group of words: where all of them were seen
    uint32_t longest_digits = 0;  // ASCII digits in a row
    std::vector<bool> possible;   // by number of the pattern, of those that are no mere words
  };

  // Looks at words that begin in [begin, end) of the text, which may reach beyond the end, and
  // notes them for the zone.
  void Look(std::string_view text, std::size_t begin, std::size_t end, ZoneSet zone,
            Sighting* sighting) const;
  void Conclude(Sighting* sighting) const;

  // False if the pattern cannot match in those zones.
  bool MayMatch(int number, ZoneSet zones, const Sighting& sighting) const;

 private:
  // A key is the first six bytes of a word: two Chinese characters.
  static constexpr std::size_t kKeyBytes = 6;
  static constexpr int kHashBits = 13;

  // What is to know of a first byte: the length of its character, and whether it is a digit, the
  // first of a word in slow_, or, if no other has its length, of a key.
  static constexpr uint8_t kLength = 7, kDigit = 8, kSlow = 16, kKeyed = 32;

  class Scan;

  // A word, with its key and what its bytes behind that must be: most words with the same two
  // characters differ in the third.
  struct Entry {
    uint64_t key;
    uint64_t next;
    uint64_t mask;
    uint32_t size;
    int number;
    bool known;    // by key and next alone
    bool literal;  // has no letters, whose case may not count
  };

  struct Pattern {
    std::string text;
    std::unique_ptr<re2::RE2> compiled;
    std::vector<int> words;  // what it lists; empty for others
    int in_filter = -1;      // its number there, for others
    std::vector<std::string> of_line;
  };

  const Pattern& At(int number) const { return patterns_[static_cast<std::size_t>(number)]; }
  int NumberOfWord(const std::string& word);
  void AddToTables();
  void AddByFirstByte(int number);
  bool BeginsWith(std::string_view rest, int number) const;
  void Find(int number, std::string_view rest, ZoneSet zone, Sighting* sighting) const;
  static void Note(int number, ZoneSet zone, Sighting* sighting);

  re2::FilteredRE2 filter_;
  std::vector<Pattern> patterns_;
  std::vector<int> of_filter_;  // number of the pattern, by number in the filter
  std::vector<std::string> words_;
  std::size_t filter_words_ = 0;  // the first of words_, those the filter knows
  // Of those the ones that may stand in a text in letters that are not looked for: they count as
  // seen. Few patterns have any.
  std::vector<int> unsure_;

  // Words by their key: of each hash the group of words, 0 for none; of each group the first of
  // its entries, which end with those of the next.
  std::array<uint8_t, std::size_t{1} << kHashBits> has_group_ = {};  // half as large as groups_
  std::array<uint16_t, std::size_t{1} << kHashBits> groups_ = {};
  std::vector<uint32_t> starts_;
  std::vector<uint64_t> thirds_;  // of each group one bit for each third character of its words
  std::vector<Entry> entries_;

  // Words that are shorter, or begin with Latin letters, whose case may not count: by first byte.
  std::array<std::vector<int>, 256> slow_;
  std::array<uint8_t, 256> leads_ = {};
};

}  // namespace gongkai
