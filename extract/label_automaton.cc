#include "extract/label_automaton.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {
namespace {

// Ends ascend, so a longer label takes the place of those it covers.
void Keep(const LabelMatch& match, std::vector<LabelMatch>* matches) {
  while (!matches->empty() && matches->back().begin >= match.begin) matches->pop_back();
  if (matches->empty() || matches->back().end <= match.begin) matches->push_back(match);
}

}  // namespace

void LabelAutomaton::Find(std::string_view text, std::span<const TextRange> holes,
                          std::vector<LabelMatch>* matches) const {
  matches->clear();
  HanText han;
  std::size_t begin = 0;
  for (const TextRange& hole : holes) {
    if (hole.begin > begin) AppendHan(text, begin, hole.begin, &han);
    begin = std::max<std::size_t>(begin, hole.end);
  }
  AppendHan(text, begin, text.size(), &han);
  const std::u16string_view chars = han.chars;
  uint32_t state = PhraseAutomaton::kRoot;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    if (state == PhraseAutomaton::kRoot) {
      i = labels_.FindBegin(chars, i);
      if (i == chars.size()) return;
    }
    state = labels_.Next(state, chars[i]);
    const uint32_t longest = labels_.Longest(state);
    if (longest == PhraseAutomaton::kRoot) continue;
    const uint32_t label = labels_.PhraseOf(longest);
    std::size_t end = han.offsets[i];
    NextChar(text, &end);
    Keep({label, han.offsets[i + 1 - labels_.LengthOf(label)], static_cast<uint32_t>(end)},
         matches);
  }
}

}  // namespace gongkai
