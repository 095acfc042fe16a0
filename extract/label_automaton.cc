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
  std::size_t at = 0, hole = 0;  // the first hole ahead
  const auto next_hole = [&] { return hole < holes.size() ? holes[hole].begin : text.size(); };
  // The Han character before: of two side by side few begin a label.
  char16_t before = 0;
  std::size_t before_at = 0, before_hole = 0;
  for (std::size_t end = next_hole();;) {
    char16_t c = 0;
    std::size_t begin = at;
    while (c == 0 && at < end) {
      begin = at;
      c = NextHan(text, &at);
    }
    if (c == 0 && hole < holes.size()) {
      at = holes[hole++].end;
      end = next_hole();
    } else if (before != 0 && labels_.MayBegin(before, c)) {
      Walk walk{text, holes.subspan(before_hole), before_at};
      Follow(&walk, &begins, matches);
      at = walk.at;
      hole = holes.size() - walk.holes.size();
      end = next_hole();
      before = 0;
    } else if (c == 0) {
      return;
    } else {
      before = c;
      before_at = begin;
      before_hole = hole;
    }
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
