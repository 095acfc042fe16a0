#include "model/phrase_automaton.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <utility>

namespace gongkai {

PhraseAutomaton::PhraseAutomaton(std::span<const std::u16string_view> phrases)
    : begins_at_(0x10000, 0), nodes_(1), phrases_(1, 0) {
  std::size_t characters = 0;
  for (const std::u16string_view phrase : phrases) {
    characters += phrase.size();
    lengths_.push_back(static_cast<uint32_t>(phrase.size()));
  }
  if (characters >= UINT16_MAX) {
    std::fprintf(stderr, "more phrases than an automaton is made for\n");
    std::abort();
  }
  // In order, so that the first child of a node is the next one.
  std::vector<uint32_t> order(phrases.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, {}, [&](uint32_t i) { return phrases[i]; });
  for (const uint32_t i : order) {
    uint32_t node = kRoot;
    for (const char16_t c : phrases[i]) node = AddChild(node, c);
    nodes_[node].longest = static_cast<uint16_t>(node);
    if (phrases[i].size() == 1) nodes_[node].children = UINT32_MAX;
    phrases_[node] = i;
  }
  LinkSuffixes();
}

// The child that is there already, or a new one.
uint16_t PhraseAutomaton::AddChild(uint32_t node, char16_t c) {
  uint16_t* link = node == kRoot ? &begins_at_[c] : &nodes_[node].child;
  while (*link != 0 && nodes_[*link].character != c) link = &nodes_[*link].sibling;
  if (*link != 0) return *link;
  const auto child = static_cast<uint16_t>(nodes_.size());
  *link = child;
  nodes_.push_back({.character = c});
  if (node != kRoot) nodes_[node].children |= BitOf(c);
  phrases_.push_back(0);
  return child;
}

// Breadth first: the suffix of a child is where its character leads from that of its parent.
void PhraseAutomaton::LinkSuffixes() {
  std::vector<uint16_t> queue;
  queue.reserve(nodes_.size());
  std::ranges::copy_if(begins_at_, std::back_inserter(queue), [](uint16_t at) { return at != 0; });
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const Node& node = nodes_[queue[head]];
    for (uint16_t child = node.child; child != 0; child = nodes_[child].sibling) {
      Node& linked = nodes_[child];
      linked.suffix = static_cast<uint16_t>(Next(node.suffix, linked.character));
      if (linked.longest == 0) linked.longest = nodes_[linked.suffix].longest;
      queue.push_back(child);
    }
  }
}

}  // namespace gongkai
