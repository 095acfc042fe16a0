// Finds every occurrence of many phrases in one pass (Aho and Corasick, 1975).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gongkai {

struct PhraseMatch {
  uint32_t phrase = 0;  // as given to the constructor
  uint32_t begin = 0;   // half-open range of characters
  uint32_t end = 0;
};

// Immutable; safe to share between threads.
class PhraseFinder {
 public:
  // Phrase i is phrases[i]; none may be empty, none may be there twice.
  explicit PhraseFinder(const std::vector<std::u16string_view>& phrases);

  // Appends all matches in order of their ends, longer ones first; overlapping ones too.
  void Find(std::u16string_view text, std::vector<PhraseMatch>* matches) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Node {
    uint32_t phrase = kNone;  // phrase that ends here
    uint32_t report = 0;      // longest proper suffix at which a phrase ends; 0 for none
  };

  uint16_t ClassOf(char16_t c) const { return classes_[c]; }
  void AddPhrase(uint32_t phrase, std::u16string_view text);
  void LinkSuffixes();

  std::vector<uint16_t> classes_;  // by character; 0 for characters of no phrase
  std::vector<uint32_t> next_;     // [node * class_count_ + class]
  std::vector<Node> nodes_;
  std::vector<uint8_t> reports_;   // 1 for nodes at which a phrase or the end of one stands
  std::vector<uint32_t> lengths_;  // by phrase
  uint32_t class_count_ = 1;
};

}  // namespace gongkai
