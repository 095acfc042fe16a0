// The words that figures of the running text are read by, as data (extract/facts.tsv): units,
// numerals, what stands before and behind a figure, and what the words near it mean.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/embedded.h"
#include "gongkai/v1/extraction.pb.h"
#include "model/phrase_automaton.h"

namespace gongkai {

inline constexpr std::size_t kMaxConcepts = 192;
inline constexpr std::size_t kMaxFactUnits = 64;
inline constexpr std::size_t kMaxFactWordChars = 32;
using ConceptSet = std::bitset<kMaxConcepts>;

struct FactUnit {
  enum class Kind : uint8_t { kCount, kMoney, kPercent, kPoints };
  std::string word;
  Kind kind = Kind::kCount;
  int power = 0;       // of ten of 元, for money
  uint8_t number = 0;  // position in the file; 0 is no unit
};

// What a quantity may mean.
struct FactMeaning {
  std::string id;
  std::string domain;  // the first part of the id
  uint64_t units = 0;  // bits by FactUnit.number; 0 for a zero in words
  ConceptSet needed;
  std::size_t telling = 0;      // the last of those needed: general ones come first
  std::size_t weight = 0;       // how many are needed
  bool several_topics = false;  // that decide are among them
  ConceptSet allowed;           // with those needed
  ConceptSet barred;            // whatever their role
  bool total = false;           // no part of a whole
  bool list = false;            // may begin a list of items that no word announces
  bool item = false;            // may stand in such a list
  bool adds = false;            // parts behind it may be parts of it and the figure before it
  bool channel = false;
  std::string under;     // id of the channel it is part of
  std::string of;        // a figure of this id before it that includes it ...
  std::string together;  // ... is one of this id
};

// Concepts that the code reads itself.
struct FactSigns {
  ConceptSet part_of, among, rest, total, listed, compared, planned, supposed, this_year, last_year,
      since, until, accumulated, none, excluded, included, common, scope, partial, via, carried;
  ConceptSet heeded;  // those that a word has by itself, wherever the figures stand
};

// What a character may begin, or end; bits.
enum FactChar : uint8_t {
  kNumeralChar = 1,
  kUnitChar = 2,
  kMultiplierChar = 4,
  kNoneChar = 8,
  kBehindChar = 16,   // begins a word between figure and unit, or behind the unit
  kBeforeChar = 32,   // ends a word that bounds a figure
  kForbidsChar = 64,  // ends a word that stands before what is no figure
};

// Of a character that may be part of a figure or say none.
inline constexpr uint8_t kHotChar = kNumeralChar | kMultiplierChar | kNoneChar;

// Signs longer than a byte that end a sentence or begin a quotation.
inline constexpr std::u32string_view kSentenceEnds = U"。；！？";
inline constexpr std::u32string_view kQuotations = U"“《";

// Immutable; safe to share between threads.
class FactLexicon {
 public:
  static const FactLexicon& Builtin();
  FactLexicon(const FactLexicon&) = delete;
  FactLexicon& operator=(const FactLexicon&) = delete;
  FactLexicon(FactLexicon&&) = default;
  FactLexicon& operator=(FactLexicon&&) = default;

  // INVALID_ARGUMENT naming file and line: an unknown kind of line, role, concept, unit or
  // attribute, a missing field, too many concepts or units.
  static absl::StatusOr<FactLexicon> Parse(const EmbeddedFile& file);

  // What text begins with, the longest of its kind; nullptr if it begins with none.
  const FactUnit* UnitAt(std::string_view text) const;
  struct Bounding {
    std::string word;
    v1::Fact::Bound bound;
  };
  const Bounding* BehindAt(std::string_view text) const { return LongestStart(behind_, text); }
  const Bounding* AfterAt(std::string_view text) const { return LongestStart(after_, text); }

  // What text ends with.
  const Bounding* BeforeEndOf(std::string_view text) const { return LongestEnd(before_, text); }
  const Bounding* VagueEndOf(std::string_view text) const { return LongestEnd(vague_, text); }

  // Behind such words stands no quantity: 第; for Chinese numerals 同, 某 as well.
  bool ForbidsFigure(std::string_view before, bool han) const;

  // Whether a figure that follows begins with its first digits: 共1 234条.
  bool BeginsNumber(std::string_view before) const;

  // Whether the text is nothing but words that say nothing of what is counted: 信息, 共.
  bool OnlyFills(std::string_view text) const;

  // Value of a Chinese numeral; -1 for other characters. Multipliers are 10 and more.
  int64_t Numeral(char16_t c) const;
  uint8_t CharBits(char16_t c) const { return bits_[c]; }

  // False if no character of three bytes that ends with these two is a kHotChar or such a sign.
  // Nearly all are none, and so need not be decoded.
  bool MayBeHot(char second, char third) const { return hot_tails_[TailOf(second, third)]; }

  const PhraseAutomaton& words() const { return *words_; }
  const ConceptSet& ConceptsOf(uint32_t phrase) const { return concepts_of_[phrase]; }

  // Must be explained by a meaning; are taken over by clauses behind.
  const ConceptSet& deciding() const { return deciding_; }
  const ConceptSet& topics() const { return topics_; }
  // Say by what way something was published.
  const ConceptSet& channels() const { return channels_; }
  const FactSigns& signs() const { return signs_; }

  std::span<const FactMeaning> meanings() const { return meanings_; }

  // Those a quantity of this unit may have. `telling` is the meaning's: nearly all stop there.
  struct TellingMeaning {
    std::size_t telling;
    const FactMeaning* meaning;
  };
  std::span<const TellingMeaning> MeaningsOf(const FactUnit& unit) const {
    return meanings_of_[unit.number];
  }
  std::span<const FactMeaning> zeros() const { return zeros_; }

  // Empty for an unknown name.
  ConceptSet Concept(std::string_view name) const;

  // SHA-256 of the data file, hexadecimal.
  const std::string& digest() const { return digest_; }

 private:
  FactLexicon() = default;
  absl::Status AddLine(std::span<const std::string_view> fields);
  absl::Status AddConcept(std::span<const std::string_view> fields);
  absl::Status AddUnit(std::span<const std::string_view> fields);
  absl::Status AddMeaning(std::span<const std::string_view> fields);
  absl::Status ReadConcepts(std::string_view names, ConceptSet* set) const;
  absl::Status ReadUnits(std::string_view words, uint64_t* units) const;
  absl::Status ReadAttributes(std::string_view names, FactMeaning* meaning) const;
  absl::Status Finish();
  static std::size_t TailOf(char second, char third) {
    return (static_cast<unsigned char>(second) << 6 ^ static_cast<unsigned char>(third)) & 0xFFF;
  }
  void IndexCharacters();
  void IndexUnits();
  const Bounding* LongestStart(std::span<const Bounding> words, std::string_view text) const;
  const Bounding* LongestEnd(std::span<const Bounding> words, std::string_view text) const;

  std::map<std::string, std::size_t, std::less<>> concept_numbers_;
  ConceptSet deciding_, topics_, channels_;
  FactSigns signs_;
  std::vector<FactUnit> units_;
  std::vector<std::string> not_units_, fillers_, counts_;
  std::vector<Bounding> before_, behind_, after_, vague_;
  std::vector<std::pair<std::string, bool>> not_before_;  // true: for Chinese numerals alone
  std::vector<std::u16string> phrases_;
  std::vector<ConceptSet> concepts_of_;
  std::vector<FactMeaning> meanings_, zeros_;
  std::vector<std::vector<TellingMeaning>> meanings_of_;  // by FactUnit.number

  // What begins with one character, longest first.
  struct UnitsOfChar {
    char16_t first = 0;
    std::vector<const FactUnit*> units;
    std::vector<std::string> not_units;
  };
  std::vector<UnitsOfChar> units_at_;  // by first
  std::vector<std::pair<char16_t, int64_t>> numerals_;
  std::vector<uint8_t> bits_;  // by character
  std::array<bool, 0x1000> hot_tails_{};
  std::optional<PhraseAutomaton> words_;
  std::string digest_;
};

}  // namespace gongkai
