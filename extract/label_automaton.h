// Finds every label of the forms in a text, folded to its Han characters on the way: a label
// broken over lines or wrapped round its figures is found as if it stood alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/tokens.h"
#include "model/phrase_automaton.h"

namespace gongkai {

struct LabelMatch {
  uint32_t label = 0;  // as given to the constructor
  uint32_t begin = 0;  // half-open bytes, from the first to the last Han character
  uint32_t end = 0;
};

// Immutable; safe to share between threads.
class LabelAutomaton {
 public:
  // Label i is labels[i] as HanOnly gives it; none may be empty or have more than 256
  // characters, none may be there twice.
  explicit LabelAutomaton(std::span<const std::u16string_view> labels);

  // Replaces *matches: in text order, a label that lies within or begins inside another one that
  // was kept left out, so that of two that begin together the longer one stays. The text must be
  // valid UTF-8. `holes`, in text order, are read over: a label may go on behind one.
  void Find(std::string_view text, std::span<const TextRange> holes,
            std::vector<LabelMatch>* matches) const;

 private:
  // Hashed, of UTF-8, 1 for what is there: text that begins no label is passed over without
  // decoding it.
  using BytesOfLabels = std::array<uint8_t, 1u << 13>;

  std::size_t PassOver(std::string_view text, std::size_t at, std::size_t end) const;

  PhraseAutomaton labels_;
  BytesOfLabels pairs_{};  // of their first two characters
  BytesOfLabels firsts_{};
};

}  // namespace gongkai
