#include "segment/phrases.h"

namespace gongkai {

PhraseFinder::PhraseFinder(const std::vector<std::u16string_view>& phrases) : classes_(0x10000, 0) {
  for (const std::u16string_view phrase : phrases) {
    for (const char16_t c : phrase) {
      if (classes_[c] == 0) classes_[c] = static_cast<uint16_t>(class_count_++);
    }
    lengths_.push_back(static_cast<uint32_t>(phrase.size()));
  }
  nodes_.emplace_back();
  next_.assign(class_count_, 0);
  for (uint32_t i = 0; i < phrases.size(); ++i) AddPhrase(i, phrases[i]);
  LinkSuffixes();
  reports_.resize(nodes_.size());
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    reports_[i] = nodes_[i].phrase != kNone || nodes_[i].report != 0;
  }
}

void PhraseFinder::AddPhrase(uint32_t phrase, std::u16string_view text) {
  uint32_t node = 0;
  for (const char16_t c : text) {
    const std::size_t edge = std::size_t{node} * class_count_ + ClassOf(c);
    if (next_[edge] == 0) {
      next_[edge] = static_cast<uint32_t>(nodes_.size());
      nodes_.emplace_back();
      next_.resize(next_.size() + class_count_, 0);
    }
    node = next_[edge];
  }
  nodes_[node].phrase = phrase;
}

void PhraseFinder::LinkSuffixes() {
  // Breadth first: the missing edges of a node are those of its longest proper suffix.
  std::vector<uint32_t> suffix(nodes_.size(), 0);
  std::vector<uint32_t> queue;
  queue.reserve(nodes_.size());
  for (uint32_t c = 1; c < class_count_; ++c) {
    if (next_[c] != 0) queue.push_back(next_[c]);
  }
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const uint32_t node = queue[head];
    const uint32_t fallback = suffix[node];
    nodes_[node].report = nodes_[fallback].phrase != kNone ? fallback : nodes_[fallback].report;
    for (uint32_t c = 1; c < class_count_; ++c) {
      uint32_t& edge = next_[std::size_t{node} * class_count_ + c];
      const uint32_t other = next_[std::size_t{fallback} * class_count_ + c];
      if (edge == 0) {
        edge = other;
      } else {
        suffix[edge] = other;
        queue.push_back(edge);
      }
    }
  }
}

void PhraseFinder::Find(std::u16string_view text, std::vector<PhraseMatch>* matches) const {
  uint32_t node = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    const uint16_t c = ClassOf(text[i]);
    if (c == 0) {
      node = 0;
      continue;
    }
    node = next_[std::size_t{node} * class_count_ + c];
    if (reports_[node] == 0) continue;
    uint32_t at = nodes_[node].phrase != kNone ? node : nodes_[node].report;
    for (; at != 0; at = nodes_[at].report) {
      const uint32_t phrase = nodes_[at].phrase;
      matches->push_back({phrase, i + 1 - lengths_[phrase], i + 1});
    }
  }
}

}  // namespace gongkai
