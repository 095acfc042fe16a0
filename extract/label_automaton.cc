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

void LabelAutomaton::Find(std::string_view text, std::vector<LabelMatch>* matches) const {
  matches->clear();
  std::vector<uint32_t> begins;
  begins.reserve(64);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (labels_.Begins(NextHan(text, &at))) at = Follow(text, begin, &begins, matches);
  }
}

// Reads on while the text may be within a label; returns where it no longer is.
std::size_t LabelAutomaton::Follow(std::string_view text, std::size_t at,
                                   std::vector<uint32_t>* begins,
                                   std::vector<LabelMatch>* matches) const {
  begins->clear();  // bytes of the Han characters read
  uint32_t state = PhraseAutomaton::kRoot;
  while (at < text.size()) {
    const auto begin = static_cast<uint32_t>(at);
    const char16_t c = NextHan(text, &at);
    if (c == 0) continue;
    state = labels_.Next(state, c);
    if (state == PhraseAutomaton::kRoot) break;
    begins->push_back(begin);
    const uint32_t longest = labels_.Longest(state);
    if (longest == PhraseAutomaton::kRoot) continue;
    const uint32_t label = labels_.PhraseOf(longest);
    Keep({label, (*begins)[begins->size() - labels_.LengthOf(label)], static_cast<uint32_t>(at)},
         matches);
  }
  return at;
}

}  // namespace gongkai
