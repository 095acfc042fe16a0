// Finds every label in a text of Han characters in one pass (Aho and Corasick, 1975).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

struct LabelMatch {
  uint32_t label = 0;  // as given to the constructor
  uint32_t begin = 0;  // half-open range of characters
  uint32_t end = 0;
};

// Immutable; safe to share between threads.
class LabelAutomaton {
 public:
  // Label i is labels[i]; none may be empty, none may be there twice.
  explicit LabelAutomaton(const std::vector<std::u16string>& labels);

  // Replaces *matches: in text order, a label that lies within or begins inside another one that
  // was kept left out, so that of two that begin together the longer one stays.
  void Find(std::u16string_view text, std::vector<LabelMatch>* matches) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  std::vector<uint16_t> classes_;  // by character; 0 for characters of no label
  uint32_t class_count_ = 1;
  std::vector<uint16_t> next_;     // [node * class_count_ + class]
  std::vector<uint32_t> labels_;   // by node: longest label that ends there
  std::vector<uint32_t> lengths_;  // by label
};

}  // namespace gongkai
