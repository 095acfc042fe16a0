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

constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio

// Six bytes, as the number that a little-endian machine reads.
uint64_t SixAt(const char* bytes) {
  uint32_t low = 0;
  uint16_t high = 0;
  std::memcpy(&low, bytes, sizeof low);
  std::memcpy(&high, bytes + sizeof low, sizeof high);
  return low | uint64_t{high} << 32;
}

uint32_t HashOfPair(uint64_t six) { return static_cast<uint32_t>(six * kMultiplier >> 51); }
uint32_t HashOfFirst(uint64_t six) {
  return static_cast<uint32_t>((six << 40) * kMultiplier >> 51);
}

bool HasThreeBytes(char first) { return (static_cast<unsigned char>(first) & 0xF0) == 0xE0; }

// The characters that folding gives as this one.
std::u16string_view Unfolded(const char16_t& c) {
  return c == u'他' ? std::u16string_view(u"他它") : std::u16string_view(&c, 1);
}

// Ends ascend, so a longer label takes the place of those it covers.
void Keep(const LabelMatch& match, std::vector<LabelMatch>* matches) {
  while (!matches->empty() && matches->back().begin >= match.begin) matches->pop_back();
  if (matches->empty() || matches->back().end <= match.begin) matches->push_back(match);
}

// As NextHan; what that moves is a copy, so that the caller's offset stays in a register.
char16_t TakeOther(std::string_view text, std::size_t* at) {
  std::size_t next = *at;
  const char16_t c = NextHan(text, &next);
  *at = next;
  return c;
}

}  // namespace

LabelAutomaton::LabelAutomaton(std::span<const std::u16string_view> labels) : labels_(labels) {
  for (const std::u16string_view label : labels) {
    if (label.size() > kLongestLabel) {
      std::fprintf(stderr, "a label is longer than is looked for\n");
      std::abort();
    }
    if (label.size() < 2) pairs_.fill(1);  // any character may follow
    for (const char16_t first : Unfolded(label[0])) {
      std::string bytes;
      AppendUtf8(first, &bytes);
      if (bytes.size() == kCommonHanBytes) firsts_[HashOfFirst(SixAt((bytes + "   ").data()))] = 1;
    }
    if (label.size() < 2) continue;
    for (const char16_t first : Unfolded(label[0])) {
      for (const char16_t second : Unfolded(label[1])) {
        std::string bytes;
        AppendUtf8(first, &bytes);
        AppendUtf8(second, &bytes);
        if (bytes.size() == kPairBytes) pairs_[HashOfPair(SixAt(bytes.data()))] = 1;
      }
    }
  }
}

// Most of a text: characters that begin no label, or are followed by one that no label goes on
// with. Signs pass as well: to branch for each of them costs more. Returns where it stopped, before
// `end`.
std::size_t LabelAutomaton::PassOver(std::string_view text, std::size_t at, std::size_t end) const {
  for (; at + kPairBytes <= end && HasThreeBytes(text[at]); at += kCommonHanBytes) {
    const uint64_t six = SixAt(text.data() + at);
    // Behind anything but a character a label may go on.
    const uint8_t ends = LeadsCommonHan(text[at + kCommonHanBytes]) ? 0 : 1;
    if ((pairs_[HashOfPair(six)] | (ends & firsts_[HashOfFirst(six)])) != 0) break;
  }
  return at;
}

void LabelAutomaton::Find(std::string_view text, std::span<const TextRange> holes,
                          std::vector<LabelMatch>* matches) const {
  matches->clear();
  std::array<uint32_t, kLongestLabel> places;  // of the last characters that were read one by one
  std::size_t count = 0;
  uint32_t state = PhraseAutomaton::kRoot;
  std::size_t at = 0;
  for (std::size_t hole = 0; hole <= holes.size(); ++hole) {
    const std::size_t end = hole < holes.size() ? holes[hole].begin : text.size();
    while (at < end) {
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        do ++at;
        while (at < end && static_cast<unsigned char>(text[at]) < 0x80);
        continue;
      }
      if (state == PhraseAutomaton::kRoot) at = PassOver(text, at, end);
      const auto place = static_cast<uint32_t>(at);
      char16_t c = 0;
      if (LeadsCommonHan(text[at])) {  // nearly all
        c = CommonHanAt(text, at);
        at += kCommonHanBytes;
      } else {
        c = TakeOther(text, &at);
        if (c == 0) continue;
      }
      places[count++ % kLongestLabel] = place;
      state = labels_.Next(state, c);
      const uint32_t longest = labels_.Longest(state);
      if (longest == PhraseAutomaton::kRoot) continue;
      const uint32_t label = labels_.PhraseOf(longest);
      const uint32_t begin = places[(count - labels_.LengthOf(label)) % kLongestLabel];
      Keep({label, begin, static_cast<uint32_t>(at)}, matches);
    }
    if (hole < holes.size()) at = std::max<std::size_t>(at, holes[hole].end);
  }
}

}  // namespace gongkai
