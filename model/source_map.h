// Building and reading v1::SourceMap, the way from the text back to the bytes of the source.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// A half-open range of bytes of the source.
struct SourceRange {
  uint64_t begin = 0;
  uint64_t end = 0;
  friend bool operator==(const SourceRange&, const SourceRange&) = default;
};

// A place in a part of an Office file; numbers as in v1::Place.
struct PartPlace {
  struct Cell {
    uint32_t table = 0;
    uint32_t row = 0;
    uint32_t cell = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
  };
  std::string_view part;   // of the map
  std::string_view sheet;  // its name, if the part is a sheet of a workbook
  uint32_t paragraph = 0;
  uint32_t character = 0;
  std::vector<Cell> cells;  // outermost first
};

// A place in one of the files of a source that was packed; in bytes of that file.
struct FilePlace {
  std::string_view file;  // of the map
  uint64_t begin = 0;     // of the file, in the source
  SourceRange range;
};

// A place on a page; numbers as in v1::Place.
struct PagePlace {
  uint32_t page = 0;
  int32_t left = 0;
  int32_t top = 0;
  int32_t right = 0;
  int32_t bottom = 0;
  friend bool operator==(const PagePlace&, const PagePlace&) = default;
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

// Where text[begin, end) begins in the part it came from; for an empty span, in the paragraph
// that stands there, even an empty one. nullopt if the source has no parts.
std::optional<PartPlace> ToPartPlace(const v1::SourceMap& map, uint32_t begin, uint32_t end);

// Where `range` of the source stands in the file it begins in; nullopt if the source is one file.
std::optional<FilePlace> ToFilePlace(const v1::SourceMap& map, SourceRange range);

// Where text[begin, end) stands on the page it begins on: the box round all of it that is on that
// page; for an empty span, that of the cell or line that stands there. nullopt if the source has no
// pages.
std::optional<PagePlace> ToPagePlace(const v1::SourceMap& map, uint32_t begin, uint32_t end);

}  // namespace gongkai
