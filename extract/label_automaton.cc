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
  std::vector<uint32_t> begins;  // bytes of the Han characters read since the root was left
  begins.reserve(64);
  uint32_t state = PhraseAutomaton::kRoot;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<uint32_t>(at);
    const char16_t c = NextHan(text, &at);
    if (c == 0) continue;
    if (state == PhraseAutomaton::kRoot) {
      if (!labels_.Begins(c)) continue;
      begins.clear();
    }
    state = labels_.Next(state, c);
    begins.push_back(begin);
    const uint32_t longest = labels_.Longest(state);
    if (longest == PhraseAutomaton::kRoot) continue;
    const uint32_t label = labels_.PhraseOf(longest);
    Keep({label, begins[begins.size() - labels_.LengthOf(label)], static_cast<uint32_t>(at)},
         matches);
  }
}

}  // namespace gongkai
