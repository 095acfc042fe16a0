// A source as UTF-8, and the way from there back to its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// A half-open range of bytes, of the page or of the source.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A source as UTF-8: valid throughout and free of NUL. Characters that were not decoded stand
// as U+FFFD. Moves, but does not copy; where the source was UTF-8 already, text() points into
// the source, which must outlive the page.
class Page {
 public:
  // Characters of page_step bytes that came from source_step bytes each, up to the next run.
  struct Run {
    uint32_t page_begin = 0;
    uint32_t source_begin = 0;
    uint16_t source_step = 1;
    uint8_t page_step = 1;
    bool undecodable = false;
  };

  Page() = default;
  Page(Page&&) = default;
  Page& operator=(Page&&) = default;
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  std::string_view text() const { return owned_ ? std::string_view(storage_) : source_; }

  // Empty where page and source are the same bytes, `offset()` apart.
  const std::vector<Run>& runs() const { return runs_; }

  // Length of the byte order mark.
  uint32_t offset() const { return offset_; }

  // Bytes that are no character and were given as U+FFFD.
  std::size_t undecodable_bytes() const { return undecodable_bytes_; }

  // The source ends in the middle of a character; it was given as U+FFFD.
  bool truncated() const { return truncated_; }

 private:
  friend class PageBuilder;
  friend class PageAssembler;
  friend class PageComposer;

  std::string_view source_;
  std::string storage_;
  bool owned_ = false;
  std::vector<Run> runs_;
  uint32_t offset_ = 0;
  std::size_t undecodable_bytes_ = 0;
  bool truncated_ = false;
};

// Puts a page together from pieces. Positions of its source count the characters of the pieces,
// one after the other. The page may be read meanwhile; its text moves when it grows.
class PageAssembler {
 public:
  // `page` must be empty and outlive the assembler.
  explicit PageAssembler(Page* page) : page_(*page) { page_.owned_ = true; }

  // `piece` must be valid UTF-8. Where it stands in the page.
  ByteRange Append(std::string_view piece);

  uint32_t size() const { return static_cast<uint32_t>(page_.storage_.size()); }

  // Characters so far.
  uint32_t characters() const { return characters_; }

 private:
  Page& page_;
  uint32_t characters_ = 0;
  uint8_t step_ = 0;  // of the last run
};

// Puts a page together from characters that stand in the source in some other way: encoded for
// transport, escaped in a script. The page may be read meanwhile; its text moves when it grows.
class PageComposer {
 public:
  // `page` must be empty and outlive the composer.
  explicit PageComposer(Page* page) : page_(*page) { page_.owned_ = true; }

  // One character in UTF-8, and the bytes of the source that gave it. Ranges may overlap.
  void Append(std::string_view character, ByteRange source, bool undecodable = false);

  std::size_t size() const { return page_.storage_.size(); }

 private:
  Page& page_;
  std::size_t source_end_ = 0;  // of the last character
};

// Follows positions of a page back to its source; fast where they come in order.
class PageCursor {
 public:
  explicit PageCursor(const Page& page) : page_(page) {}

  // The run that holds the character at `position`, and where it ends in the page. Only where
  // the page has runs.
  const Page::Run& RunAt(std::size_t position);
  std::size_t run_end() const;

  // The bytes of the source that gave page[begin, end); both on character boundaries.
  ByteRange SourceOf(std::size_t begin, std::size_t end);

 private:
  const Page& page_;
  std::size_t index_ = 0;
};

}  // namespace gongkai
