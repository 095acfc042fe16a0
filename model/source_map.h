// Building and reading v1::SourceMap, the way from the text back to the bytes of the source.
#pragma once

#include <cstdint>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// A half-open range of bytes of the source.
struct SourceRange {
  uint64_t begin = 0;
  uint64_t end = 0;
  friend bool operator==(const SourceRange&, const SourceRange&) = default;
};

// Appends characters in text order; neighbours of the same shape become one run.
class SourceMapBuilder {
 public:
  explicit SourceMapBuilder(v1::SourceMap* map) : map_(*map) {}

  // One character of text_step bytes that came from [source_begin, source_begin + source_step).
  void Add(v1::SourceMap::RunKind kind, uint32_t text_step, uint32_t source_begin,
           uint32_t source_step) {
    AddRun(kind, 1, text_step, source_begin, source_step);
  }

  // `count` such characters, one after the other.
  void AddRun(v1::SourceMap::RunKind kind, uint32_t count, uint32_t text_step,
              uint32_t source_begin, uint32_t source_step);

  // Bytes of text covered so far.
  uint32_t text_size() const { return text_size_; }

 private:
  v1::SourceMap& map_;
  uint32_t text_size_ = 0;
};

// The bytes of the source that gave text[begin, end): from the first byte of the first
// character to the last byte of the last one. Inserted characters at the edges are left out; a
// span of inserted characters only, or an empty one, gives the empty range where the source
// goes on.
SourceRange ToSource(const v1::SourceMap& map, uint32_t begin, uint32_t end);

}  // namespace gongkai
