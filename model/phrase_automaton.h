// Finds many phrases in one pass over Han characters (Aho and Corasick, 1975). The caller feeds
// the characters, so that folding a text and searching it may be one loop.
//
// States are the nodes of the trie of all phrases, with links instead of a table of every state
// and character: such a table is larger than the caches, and nearly all of a text passes in the
// root, where a character and a bit for the next one say that no phrase begins.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gongkai {

// Immutable; safe to share between threads.
class PhraseAutomaton {
 public:
  static constexpr uint32_t kRoot = 0;

  // Phrase i is phrases[i]; none may be empty, none may be there twice. All together must have
  // fewer than 65 536 characters.
  explicit PhraseAutomaton(std::span<const std::u16string_view> phrases);

  // The state after one more character. In the root, characters that begin no phrase leave it
  // there.
  uint32_t Next(uint32_t state, char16_t c) const {
    const uint32_t next = GoOn(state, c);
    return next == kRoot ? begins_at_[c] : next;
  }

  // The state after one more character of phrases begun; kRoot if it goes on with none of them,
  // though it may begin one.
  uint32_t GoOn(uint32_t state, char16_t c) const {
    for (; state != kRoot; state = nodes_[state].suffix) {
      if (const uint32_t child = ChildOf(state, c); child != 0) return child;
    }
    return kRoot;
  }

  // False if no phrase begins with these two characters. Text that stays in the root passes here:
  // of the characters that begin a phrase few are followed by its second one.
  bool MayBegin(char16_t c, char16_t next) const {
    return (nodes_[begins_at_[c]].children & BitOf(next)) != 0;
  }

  // The first character at or behind `at` that may begin a phrase; han.size() if there is none.
  // In the root, what stands before it leaves it there.
  std::size_t FindBegin(std::u16string_view han, std::size_t at) const {
    if (at >= han.size()) return han.size();
    char16_t c = han[at];
    for (; at + 1 < han.size(); ++at) {
      const char16_t next = han[at + 1];
      if (MayBegin(c, next)) return at;
      c = next;
    }
    return MayBegin(c, 0) ? at : han.size();
  }

  // The longest text at the end of what was read that is a phrase, as a state; kRoot if none is.
  uint32_t Longest(uint32_t state) const { return nodes_[state].longest; }

  // The next shorter one; `phrase_state` is one that Longest() or Shorter() gave.
  uint32_t Shorter(uint32_t phrase_state) const {
    return nodes_[nodes_[phrase_state].suffix].longest;
  }

  // Of a state that Longest() or Shorter() gave.
  uint32_t PhraseOf(uint32_t phrase_state) const { return phrases_[phrase_state]; }
  uint32_t LengthOf(uint32_t phrase) const { return lengths_[phrase]; }

 private:
  struct Node {
    char16_t character = 0;
    uint16_t child = 0;    // the first one, which is the next node; 0 for none
    uint16_t sibling = 0;  // the next child of the same parent
    uint16_t suffix = 0;   // state of the longest proper suffix
    uint16_t longest = 0;
    // A bit for each of their characters; most that follow are none. All, of a phrase of one.
    uint32_t children = 0;
  };

  static uint32_t BitOf(char16_t c) { return uint32_t{1} << (c & 31); }

  // 0 if there is none; not of the root. Nearly always the next node: to count up waits for no link
  // to be read.
  uint32_t ChildOf(uint32_t state, char16_t c) const {
    if ((nodes_[state].children & BitOf(c)) == 0 || nodes_[state].child == 0) return 0;
    if (nodes_[state + 1].character == c) [[likely]]
      return state + 1;
    uint32_t child = nodes_[state + 1].sibling;
    while (child != 0 && nodes_[child].character != c) child = nodes_[child].sibling;
    return child;
  }

  uint16_t AddChild(uint32_t node, char16_t c);
  void LinkSuffixes();

  std::vector<uint16_t> begins_at_;  // by character: the state of a phrase's first one, or kRoot
  std::vector<Node> nodes_;
  std::vector<uint32_t> phrases_;  // by state
  std::vector<uint32_t> lengths_;  // by phrase, in characters
};

}  // namespace gongkai
