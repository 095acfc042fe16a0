// Bytes of a known character set to UTF-8, with the way back to each byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

enum class Charset { kUnknown, kUtf8, kGb18030, kBig5, kUtf16Le, kUtf16Be };

// "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"; empty for kUnknown.
std::string_view CharsetName(Charset charset);

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
    uint8_t page_step = 1;
    uint8_t source_step = 1;
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

  std::string_view source_;
  std::string storage_;
  bool owned_ = false;
  std::vector<Run> runs_;
  uint32_t offset_ = 0;
  std::size_t undecodable_bytes_ = 0;
  bool truncated_ = false;
};

// Decodes `bytes` from `offset` (behind a byte order mark). False, with the page unusable, as
// soon as more than `max_undecodable` bytes are no characters.
bool DecodePage(std::string_view bytes, std::size_t offset, Charset charset,
                std::size_t max_undecodable, Page* page);

// The page of a source whose bytes from `offset` on are valid UTF-8.
void IdentityPage(std::string_view bytes, std::size_t offset, Page* page);

// Length of `bytes` without an unfinished UTF-8 character at its end.
std::size_t CompleteUtf8(std::string_view bytes);

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
