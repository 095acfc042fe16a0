// Appends pieces of a page to the canonical text of a document, with the map back to the
// source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"
#include "model/source_map.h"
#include "normalize/fold.h"
#include "normalize/page.h"
#include "normalize/script.h"

namespace gongkai {

class TextWriter {
 public:
  // All must outlive the writer.
  TextWriter(const Page& page, std::string* text, v1::SourceMap* map)
      : page_(page),
        cursor_(page),
        folds_(CharFolds::Get()),
        only_traditional_(OnlyTraditional()),
        text_(*text),
        map_(*map),
        builder_(map) {}

  // page[begin, end), folded; spaces, tabs and line ends stay, and what stands for a line end
  // or a tab becomes one.
  void Append(std::size_t begin, std::size_t end);

  // The same within a line: what stands for a line end becomes a space.
  void AppendInLine(std::size_t begin, std::size_t end);

  // The same as a browser shows it: neighbouring spaces, tabs and line ends are one space, and
  // none at the start of a line. A space is held back until something follows it.
  void AppendSqueezed(std::size_t begin, std::size_t end);

  // The character that page[begin, end) refers to.
  void AppendReference(char32_t c, std::size_t begin, std::size_t end);

  // A separator; `position` is the place in the page that calls for it.
  void Insert(char c, std::size_t position);

  // Forgets the space that is held back: a line ends here.
  void EndLine() { space_ = {}; }

  // Size of the text so far.
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }

  // True if text came since the last line end or Insert().
  bool line_begun() const { return size() > line_begin_; }

  // Runs of the map so far.
  std::size_t runs() const { return static_cast<std::size_t>(map_.kind_size()); }

  std::string_view text() const { return text_; }

  // Characters so far that only traditional Chinese has.
  std::size_t traditional() const { return traditional_; }

 private:
  enum class Mode { kLines, kInLine, kSqueeze };
  template <Mode kMode>
  void AppendPiece(std::size_t begin, std::size_t end);
  // Where the characters that stand in the text as they are end; counts those of
  // them that only traditional Chinese has.
  template <Mode kMode>
  std::size_t PassPlain(std::size_t begin, std::size_t end);
  // Whether the character at `c` stands as it is and only traditional Chinese has it; counts it.
  bool StandsAsTraditional(const char* c);
  // Copies page[begin, end), whole characters, as it is.
  void Copy(std::size_t begin, std::size_t end);
  // One character; returns its end in the page.
  std::size_t AppendOne(Mode mode, std::size_t begin, std::size_t end);
  void AppendFolded(char32_t c, v1::SourceMap::RunKind kind, std::size_t begin, std::size_t end);
  void HoldSpace(std::size_t begin, std::size_t end);
  void ReleaseSpace();

  const Page& page_;
  PageCursor cursor_;
  const CharFolds& folds_;
  const HanSet& only_traditional_;
  std::string& text_;
  v1::SourceMap& map_;
  SourceMapBuilder builder_;
  std::size_t line_begin_ = 0;
  std::size_t traditional_ = 0;
  ByteRange space_;  // empty if none is held back
};

}  // namespace gongkai
