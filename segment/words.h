// The words segment looks for besides those of the forms, as data (segment/words.tsv).
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/embedded.h"

namespace gongkai {

// What a word is for; one name in the first column of the file each.
enum class WordUse {
  kTitle,
  kNotTitle,
  kBeforeTitle,
  kAfterTitle,
  kMetadata,
  kMetadataEnd,
  kContact,
  kBody,
  kCompletion,
  kPlace,
  kProseBody,
  kNotBody,
  kBeforeBody,
  kHeadingWord,
  kTopic,
  kAttachment,
  kPeriod,
  kFooter,
  kAgencyKind,
  kVertical,
  kPlaceLevel,
  kNotPlace,
  kMunicipality,
  kCitySign,
};
inline constexpr int kWordUses = 24;

struct Word {
  std::string text;      // UTF-8
  std::u16string han;    // its Han characters
  std::string argument;  // third column; empty if there is none
};

// Immutable; safe to share between threads.
class Words {
 public:
  static const Words& Builtin();

  // INVALID_ARGUMENT naming file and line: an unknown use, an empty word.
  static absl::StatusOr<Words> Parse(const EmbeddedFile& file);

  // In order of the file.
  std::span<const Word> Of(WordUse use) const { return words_[static_cast<int>(use)]; }

  // Longest word of the use that `text` ends with; nullptr if there is none.
  const Word* LongestEnd(WordUse use, std::string_view text) const;
  const Word* LongestStart(WordUse use, std::string_view text) const;

  // True if a word of the use stands anywhere in `text`.
  bool Contains(WordUse use, std::string_view text) const;

  // Of the words of the use that stand in `text` the first one in the file; nullptr if none does.
  const Word* FirstIn(WordUse use, std::string_view text) const;

  // SHA-256 of the file, hexadecimal.
  const std::string& digest() const { return digest_; }

 private:
  // Words by the third byte, the last one of a first character that is Chinese, in which they
  // differ most. Those of fewer bytes stand in all lists.
  using ByByte = std::array<std::vector<const Word*>, 256>;

  void Index();
  template <typename Take>
  void ForEachStart(WordUse use, std::string_view text, Take take) const;

  std::vector<Word> words_[kWordUses];
  std::unique_ptr<ByByte[]> starts_;
  std::bitset<256> may_start_[kWordUses];  // lists that are not empty: most texts begin no word
  std::string digest_;
};

}  // namespace gongkai
