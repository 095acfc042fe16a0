#include "extract/label_automaton.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kLongestLabel = 256;  // characters
constexpr std::size_t kPairBytes = std::size_t{2} * kCommonHanBytes;

uint32_t PairOf(const char* bytes) {
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
  uint32_t low = 0;
  uint16_t high = 0;
  std::memcpy(&low, bytes, sizeof low);
  std::memcpy(&high, bytes + sizeof low, sizeof high);
  return static_cast<uint32_t>((low | uint64_t{high} << 32) * kMultiplier >> 51);
}

// U+4000..9FFF, three bytes long: all but a few signs are Han characters.
bool LeadsHan(char byte) {
  return static_cast<unsigned char>(byte) >= 0xE4 && static_cast<unsigned char>(byte) <= 0xE9;
}

// The characters that folding gives as this one.
std::u16string_view Unfolded(const char16_t& c) {
  return c == u'他' ? std::u16string_view(u"他它") : std::u16string_view(&c, 1);
}

// Ends ascend, so a longer label takes the place of those it covers.
void Keep(const LabelMatch& match, std::vector<LabelMatch>* matches) {
  while (!matches->empty() && matches->back().begin >= match.begin) matches->pop_back();
  if (matches->empty() || matches->back().end <= match.begin) matches->push_back(match);
}

// One pass over the text, which may be in several pieces.
class LabelFinder {
 public:
  LabelFinder(std::string_view text, const PhraseAutomaton& labels, const BytePairs& pairs,
              std::vector<LabelMatch>* matches)
      : text_(text), labels_(labels), pairs_(pairs), matches_(*matches) {}

  void Read(std::size_t at, std::size_t end) {
    uint32_t state = state_;
    uint32_t count = count_;
    while (at < end) {
      if (static_cast<unsigned char>(text_[at]) < 0x80) {
        ++at;
        continue;
      }
      if (state == PhraseAutomaton::kRoot) at = PassPairs(at, end);
      const auto place = static_cast<uint32_t>(at);
      const char16_t c = NextHan(text_, &at);
      if (c == 0) continue;
      places_[count++ % kLongestLabel] = place;
      state = labels_.Next(state, c);
      const uint32_t longest = labels_.Longest(state);
      if (longest == PhraseAutomaton::kRoot) continue;
      const uint32_t label = labels_.PhraseOf(longest);
      const uint32_t begin = places_[(count - labels_.LengthOf(label)) % kLongestLabel];
      Keep({label, begin, static_cast<uint32_t>(at)}, &matches_);
    }
    state_ = state;
    count_ = count;
  }

 private:
  // Most of a text: characters followed by one that no label goes on with. Stops before `end`.
  std::size_t PassPairs(std::size_t at, std::size_t end) const {
    while (at + kPairBytes <= end && LeadsHan(text_[at]) &&
           LeadsCommonHan(text_[at + kCommonHanBytes]) && !pairs_[PairOf(text_.data() + at)]) {
      at += kCommonHanBytes;
    }
    return at;
  }

  const std::string_view text_;
  const PhraseAutomaton& labels_;
  const BytePairs& pairs_;
  std::vector<LabelMatch>& matches_;
  uint32_t state_ = PhraseAutomaton::kRoot;
  uint32_t count_ = 0;                          // characters read one by one
  std::array<uint32_t, kLongestLabel> places_;  // of the last of them
};

}  // namespace

LabelAutomaton::LabelAutomaton(std::span<const std::u16string_view> labels) : labels_(labels) {
  for (const std::u16string_view label : labels) {
    if (label.size() > kLongestLabel) {
      std::fprintf(stderr, "a label is longer than is looked for\n");
      std::abort();
    }
    if (label.size() < 2) {
      pairs_.fill(true);  // any character may follow
      break;
    }
    for (const char16_t first : Unfolded(label[0])) {
      for (const char16_t second : Unfolded(label[1])) {
        std::string bytes;
        AppendUtf8(first, &bytes);
        AppendUtf8(second, &bytes);
        if (bytes.size() == kPairBytes) pairs_[PairOf(bytes.data())] = true;
      }
    }
  }
}

void LabelAutomaton::Find(std::string_view text, std::span<const TextRange> holes,
                          std::vector<LabelMatch>* matches) const {
  matches->clear();
  LabelFinder finder(text, labels_, pairs_, matches);
  std::size_t begin = 0;
  for (const TextRange& hole : holes) {
    finder.Read(begin, hole.begin);
    begin = std::max<std::size_t>(begin, hole.end);
  }
  finder.Read(begin, text.size());
}

}  // namespace gongkai
