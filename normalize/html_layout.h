// Lays out the elements of an HTML page as text, blocks and grids; those of a Word document too,
// given as the HTML elements they are like.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "normalize/chrome.h"
#include "normalize/grid_builder.h"
#include "normalize/html_tags.h"
#include "normalize/text_writer.h"

namespace gongkai {

// What an element says that matters here. Views live as long as the call.
struct HtmlAttributes {
  std::string_view class_words;
  std::string_view id;
  std::string_view role;
  std::string_view style;
  std::string_view input_type;
  bool hidden = false;
  uint32_t row_span = 1;
  uint32_t column_span = 1;
  uint32_t skipped_columns = 0;  // positions without a cell before this one; not in HTML
  // Where in the page the raw value of alt or value stands; empty if nowhere.
  ByteRange text;
};

// Positions are those of the page. Once a bound is passed nothing more is taken.
class HtmlLayout {
 public:
  // `keep_lines`: outside of tables a line end of the page ends a paragraph, for texts with
  // markup in them.
  HtmlLayout(const Page& page, bool keep_lines, v1::Document* document);
  ~HtmlLayout();

  void Start(TagKind kind, const HtmlAttributes& attributes, std::size_t position);
  // The innermost open element ends.
  void End(std::size_t position);
  // page[begin, end) is text without references.
  void Text(std::size_t begin, std::size_t end);
  // page[begin, end) refers to `c`.
  void Reference(char32_t c, std::size_t begin, std::size_t end);

  // A line without text, outside of tables: it holds apart what stands before and behind it.
  void BlankLine(std::size_t position);

  // Which bound was passed, in Chinese and in English; nullptr if none.
  struct Bound {
    const char* zh;
    const char* en;
  };
  const Bound* bound() const { return bound_; }

  // True if an element other than one without text is open that takes text.
  bool takes_text() const { return (flags() & kNoText) == 0; }

  // Size of the text so far.
  uint32_t text_size() const { return writer_.size(); }

  // Writes text, script, blocks and chrome of the document. Call once, at the end of the page.
  void Finish(std::size_t position);

 private:
  enum Flag : unsigned char {
    kNoText = 1,    // gives no text
    kHidden = 2,    // a browser does not show it
    kVerbatim = 4,  // spaces and lines as they are
    kInLink = 8,
    kInPart = 16,  // within a part of the page that is chrome by class
    kInCertainPart = 32,
  };
  static constexpr int kNone = -1;
  static const Bound kTooManyBlocks;

  struct Element {
    TagKind kind = TagKind::kInline;
    unsigned char flags = 0;
    int part = kNone;        // index of the part of the page it opens
    std::size_t tables = 0;  // open tables around it
    bool skipped = false;    // a cell or row that is not laid out
  };

  // A block to be, with the table whose cell it lies in.
  struct Draft {
    v1::Block::Kind kind = v1::Block::PARAGRAPH;
    uint32_t begin = 0;
    uint32_t end = 0;
    int table = kNone;  // index of the draft of the table
    bool dropped = false;
    BlockEvidence evidence;
    std::unique_ptr<v1::Grid> grid;
  };

  struct OpenTable {
    explicit OpenTable(std::size_t* positions) : grid(positions) {}
    GridBuilder grid;
    int draft = kNone;  // once the first row began
    bool implied = false;
    bool row_open = false;
    bool in_caption = false;
    v1::GridCell* cell = nullptr;  // the open cell
    uint32_t cell_inner_end = 0;   // end of the last table within the open cell
    uint32_t cell_inner_bytes = 0;
    std::vector<uint32_t> cell_ends;  // places of the tabs behind the cells
    // What tells a table of data from one that only arranges the page.
    bool has_inner = false;
    uint32_t plain_cells = 0;
    uint32_t longest_cell = 0;
    uint32_t link_bytes = 0;
    uint32_t links = 0;
  };

  unsigned char flags() const { return elements_.empty() ? 0 : elements_.back().flags; }
  bool InCell() const { return !tables_.empty() && tables_.back().cell != nullptr; }
  void Fail(const Bound& bound) {
    if (bound_ == nullptr) bound_ = &bound;
  }

  unsigned char OwnFlags(TagKind kind, const HtmlAttributes& attributes) const;
  void OpenPart(TagKind kind, const HtmlAttributes& attributes, Element* element);

  // Lines.
  bool ReadyForText(std::size_t position);
  void OpenParagraph(std::size_t position);
  void EndParagraph(std::size_t position);
  void AddDraft(v1::Block::Kind kind, uint32_t begin, uint32_t end);
  void AppendLines(std::size_t begin, std::size_t end);
  void AppendRaw(ByteRange raw);
  void FlushImages(std::size_t position);
  void BreakLine(std::size_t position);

  // Tables (html_layout_tables.cc).
  void StartTable(bool implied, std::size_t position);
  void EndTable(std::size_t position);
  void StartRow(std::size_t position);
  void EndRow(std::size_t position);
  void StartCell(const HtmlAttributes& attributes, bool header, std::size_t position);
  void EndCell(std::size_t position);
  bool ArrangesPage(const OpenTable& table) const;
  void Flatten(const OpenTable& table);
  void KeepGrid(OpenTable* table);

  const Page& page_;
  const bool keep_lines_;
  v1::Document& document_;
  std::string text_;
  TextWriter writer_;
  std::vector<Element> elements_;
  std::vector<OpenTable> tables_;
  std::vector<Draft> drafts_;
  std::vector<PagePart> parts_;
  std::vector<ByteRange> images_;  // alternative texts that wait for the end of the line
  std::size_t grid_positions_ = 0;
  const Bound* bound_ = nullptr;

  bool paragraph_open_ = false;
  bool break_due_ = false;  // a line end comes before the next text
  // Something that is no text stands behind the last text: digits behind it are another figure.
  bool digits_end_ = false;
  uint32_t paragraph_begin_ = 0;
  BlockEvidence paragraph_;
};

}  // namespace gongkai
