#include "extract/label_automaton.h"

namespace gongkai {

LabelAutomaton::LabelAutomaton(const std::vector<std::u16string>& labels) : classes_(0x10000, 0) {
  for (const std::u16string& label : labels) {
    for (const char16_t c : label) {
      if (classes_[c] == 0) classes_[c] = static_cast<uint16_t>(class_count_++);
    }
    lengths_.push_back(static_cast<uint32_t>(label.size()));
  }
  labels_.push_back(kNone);
  next_.assign(class_count_, 0);
  for (uint32_t i = 0; i < labels.size(); ++i) {
    std::size_t node = 0;
    for (const char16_t c : labels[i]) {
      const std::size_t edge = node * class_count_ + classes_[c];
      if (next_[edge] == 0) {
        next_[edge] = static_cast<uint16_t>(labels_.size());
        labels_.push_back(kNone);
        next_.resize(next_.size() + class_count_, 0);
      }
      node = next_[edge];
    }
    labels_[node] = i;
  }
  // Breadth first: what a node lacks it has from its longest proper suffix.
  std::vector<uint16_t> suffix(labels_.size(), 0);
  std::vector<uint16_t> queue;
  for (uint32_t c = 1; c < class_count_; ++c) {
    if (next_[c] != 0) queue.push_back(next_[c]);
  }
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::size_t node = queue[head];
    const std::size_t fallback = suffix[node];
    if (labels_[node] == kNone) labels_[node] = labels_[fallback];
    for (uint32_t c = 1; c < class_count_; ++c) {
      uint16_t& edge = next_[node * class_count_ + c];
      const uint16_t other = next_[fallback * class_count_ + c];
      if (edge == 0) {
        edge = other;
      } else {
        suffix[edge] = other;
        queue.push_back(edge);
      }
    }
  }
}

void LabelAutomaton::Find(std::u16string_view text, std::vector<LabelMatch>* matches) const {
  matches->clear();
  std::size_t node = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    node = next_[node * class_count_ + classes_[text[i]]];
    const uint32_t label = labels_[node];
    if (label == kNone) continue;
    const uint32_t begin = i + 1 - lengths_[label];
    // Ends ascend, so a longer label takes the place of those it covers.
    while (!matches->empty() && matches->back().begin >= begin) matches->pop_back();
    if (!matches->empty() && matches->back().end > begin) continue;
    matches->push_back({label, begin, i + 1});
  }
}

}  // namespace gongkai
