#pragma once

#include <cstdint>

namespace gongkai {

// Half-open bytes of Document.text.
struct TextRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool empty() const { return begin == end; }
};

}  // namespace gongkai
