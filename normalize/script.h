// Traditional Chinese: whether a text is written in it, and its Simplified form.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// Whether a byte begins a character of U+3000..9FFF: three bytes in UTF-8.
inline bool LeadsHan(char byte) {
  const auto lead = static_cast<unsigned char>(byte);
  return lead >= 0xE3 && lead <= 0xE9;
}

// Characters of that range, looked up as they stand in UTF-8: the first two bytes say which word,
// the last one which bit.
class HanSet {
 public:
  void Add(const char* c) { words_[WordOf(c)] |= uint64_t{1} << (c[2] & 63); }
  // 1 or 0.
  uint64_t Holds(const char* c) const { return words_[WordOf(c)] >> (c[2] & 63) & 1; }

 private:
  // From E3 80 to E9 BF, with some between that stay empty.
  static std::size_t WordOf(const char* c) {
    return (static_cast<std::size_t>(static_cast<unsigned char>(c[0])) << 6 ^
            static_cast<unsigned char>(c[1])) -
           0x3800;
  }

  std::array<uint64_t, 0x300> words_{};
};

// Characters that only traditional Chinese has.
const HanSet& OnlyTraditional();

// Converts `text` (valid UTF-8) in place if it shows traditional characters, and says whether
// it did. A few stray ones in a simplified text are left alone. Every character keeps its
// place and length, so offsets and source maps stay as they are. Characters that both scripts
// use (乾, 後 in names) say nothing; words in normalize/script_phrases.tsv come before the table
// of single characters.
bool SimplifyIfTraditional(std::string* text);

// The same for the text of a document, which has so many characters that only traditional Chinese
// has; sets its script.
void SimplifyDocument(std::size_t traditional, v1::Document* document);

// SHA-256, hexadecimal, of the tables.
const std::string& ScriptTablesDigest();

}  // namespace gongkai
