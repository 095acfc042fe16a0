#include "extract/label_automaton.h"

#include "model/han.h"

namespace gongkai {
namespace {

// Ends ascend, so a longer label takes the place of those it covers.
void Keep(const LabelMatch& match, std::vector<LabelMatch>* matches) {
  while (!matches->empty() && matches->back().begin >= match.begin) matches->pop_back();
  if (matches->empty() || matches->back().end <= match.begin) matches->push_back(match);
}

}  // namespace

// Through the Han characters of a text.
struct LabelAutomaton::Walk {
  std::string_view text;
  std::span<const TextRange> holes;  // those ahead
  std::size_t at = 0;

  bool AtEnd() const { return at >= text.size(); }

  // 0 for what is no Han character.
  char16_t Next() {
    if (!holes.empty() && at == holes.front().begin) [[unlikely]] {
      at = holes.front().end;
      holes = holes.subspan(1);
      return 0;
    }
    return NextHan(text, &at);
  }
};

void LabelAutomaton::Find(std::string_view text, std::span<const TextRange> holes,
                          std::vector<LabelMatch>* matches) const {
  matches->clear();
  std::vector<uint32_t> begins;
  begins.reserve(64);
  for (Walk walk{text, holes}; !walk.AtEnd();) {
    const Walk before = walk;
    if (!labels_.Begins(walk.Next())) continue;
    walk = before;
    Follow(&walk, &begins, matches);
  }
}

// Reads on while the text may be within a label.
void LabelAutomaton::Follow(Walk* walk, std::vector<uint32_t>* begins,
                            std::vector<LabelMatch>* matches) const {
  begins->clear();  // bytes of the Han characters read
  uint32_t state = PhraseAutomaton::kRoot;
  while (!walk->AtEnd()) {
    const auto begin = static_cast<uint32_t>(walk->at);
    const char16_t c = walk->Next();
    if (c == 0) continue;
    state = labels_.Next(state, c);
    if (state == PhraseAutomaton::kRoot) break;
    begins->push_back(begin);
    const uint32_t longest = labels_.Longest(state);
    if (longest == PhraseAutomaton::kRoot) continue;
    const uint32_t label = labels_.PhraseOf(longest);
    Keep({label, (*begins)[begins->size() - labels_.LengthOf(label)],
          static_cast<uint32_t>(walk->at)},
         matches);
  }
}

}  // namespace gongkai
