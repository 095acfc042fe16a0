// Rows of what is text: lines, cells between pipes (Markdown among them) or the sign that stands
// for them, cells behind tabs, several on a line or one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/row_builder.h"

namespace gongkai {

class LineRows {
 public:
  // Both outlive the reader. `tables` counts the tables of the document so far.
  LineRows(std::string_view text, RowBuilder* builder, uint32_t* tables);

  // Adds the rows of whole lines; stops where the builder is full.
  void Read(TextRange range);

 private:
  enum class LineKind : uint8_t { kBlank, kPlain, kPipeEnd, kPipeStart, kLonePipe, kTab };

  // A cell between pipes, and what it holds without the spaces round it.
  struct Segment {
    TextRange cell;
    TextRange content;
  };

  uint32_t RowEnd(uint32_t begin, uint32_t end) const;
  uint32_t QuotedRowEnd(uint32_t begin, uint32_t line_end, uint32_t end) const;
  LineKind Line(TextRange line);
  LineKind TabLine(TextRange line, TextRange content, bool leading);
  void CloseTabs() {
    if (tabs_open_) CloseOpenTabs();
  }
  void CloseOpenTabs();
  bool HoldsBorder(TextRange content) const;
  bool StartsWithBorder(uint32_t at) const {
    return !border_.empty() && text_[at] == border_.front() &&
           (border_.size() == 1 || text_.substr(at).starts_with(border_));
  }
  uint32_t FindBorder(uint32_t begin, uint32_t end) const;
  bool IsSeparator(TextRange line) const;
  bool IsDrawnLine(TextRange line) const;
  LineKind PipeLine(TextRange line, uint32_t start);
  TextRange WithoutAttributes(TextRange cell) const;
  void SplitPipes(TextRange line, uint32_t start);
  void MarkThousands(std::size_t first);
  void MarkTorn(char sign, std::size_t first, TextRange content);
  void AddSegments(bool one_cell);
  LineKind LonePipe(TextRange line);
  void StartMarkdown();

  const std::string_view text_;
  RowBuilder& builder_;
  uint32_t& tables_;
  bool rules_in_lines_ = false;  // rules between rows are not all on lines of their own
  bool boxed_ = false;           // a drawn line stands between every two rows
  std::string_view border_;      // between the cells of a line; empty if there are none
  bool pipe_ = false;            // which one that is
  bool two_pipes_ = false;
  bool quoted_ = false;

  LineKind last_line_ = LineKind::kBlank;
  bool tabs_open_ = false;
  uint32_t tab_column_ = 0;
  uint32_t markdown_ = 0;         // table number of the Markdown table we are in
  std::size_t lines_in_box_ = 0;  // since the last drawn line
  std::size_t framed_lines_ = 0;
  std::size_t open_lines_ = 0;
  std::vector<Segment> segments_;
  std::size_t filled_ = 0;  // of them
  bool padded_ = false;     // spaces stand between a cell and its border
};

}  // namespace gongkai
