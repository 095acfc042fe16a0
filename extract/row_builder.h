// Adds cells to a TokenList: what a cell holds becomes words, figures, marks or a blank. Whoever
// reads lines or tables says where cells begin and end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "common/limits.h"
#include "extract/tokens.h"

namespace gongkai {

// What stands round the content of a cell.
inline bool IsCellSpace(char c) {
  return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\n' || c == '\t');
}

class RowBuilder {
 public:
  // `text` and `figures` outlive the builder. Without tables no cell holds a line break.
  RowBuilder(std::string_view text, bool has_tables, const FigureReader& figures);

  void OpenRow(RowShape shape, bool grid, uint32_t table) {
    list_.rows.push_back({.shape = shape,
                          .grid = grid,
                          .begin = static_cast<uint32_t>(list_.tokens.size()),
                          .table = table});
  }
  // Of so many cells; a row without tokens is none.
  void CloseRow(uint32_t width) {
    TokenRow& row = list_.rows.back();
    row.end = static_cast<uint32_t>(list_.tokens.size());
    row.width = width;
    if (row.begin == row.end) list_.rows.pop_back();
  }
  TokenRow& row() { return list_.rows.back(); }  // the last one, open or not

  void Add(TokenKind kind, TextRange range, uint32_t column, uint32_t column_end) {
    list_.tokens.push_back({.kind = kind,
                            .begin = range.begin,
                            .end = range.end,
                            .row = static_cast<uint32_t>(list_.rows.size() - 1),
                            .column = column,
                            .column_end = column_end});
  }
  // A cell between borders: empty, or of what stands in it.
  void AddBorderedCell(TextRange cell, uint32_t column, uint32_t column_end);
  // `content` is not empty and has no spaces round it; a page number is left out.
  void AddFilledCell(TextRange content, uint32_t column, uint32_t column_end) {
    if (FigureReader::IsPlain(Of(content))) {  // as most are; it numbers no page for certain
      Add(TokenKind::kFigure, content, column, column_end);
    } else {
      AddOtherCell(content, column, column_end);
    }
  }
  // A row of its own, its cells held apart by spaces alone: none is crowded.
  void AddLine(TextRange content);
  // The last cell goes on behind a line break.
  void ContinueCell(TextRange content, uint32_t column);
  // False if the line neither numbers a page nor is the head of one; it is no cell if it does.
  bool TakePageNumber(TextRange line);

  TextRange Trimmed(TextRange range) const {
    while (range.begin < range.end && IsCellSpace(text_[range.begin])) ++range.begin;
    while (range.begin < range.end && IsCellSpace(text_[range.end - 1])) --range.end;
    return range;
  }
  std::string_view Of(TextRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }
  // First byte in [begin, end) that is `c`; `end` if there is none.
  uint32_t Find(char c, uint32_t begin, uint32_t end) const {
    const void* found = std::memchr(text_.data() + begin, c, end - begin);
    return found == nullptr ? end
                            : static_cast<uint32_t>(static_cast<const char*>(found) - text_.data());
  }
  // Cells may hold line breaks though there are no tables.
  void ExpectLineBreaks() { line_breaks_ = true; }
  bool full() const { return list_.tokens.size() > kMaxTokens; }
  bool has_tables() const { return has_tables_; }
  bool has_pipes() const { return has_pipes_; }
  bool has_tabs() const { return has_tabs_; }
  const FigureReader& figures() const { return figures_; }

  TokenList& list() { return list_; }

 private:
  void AddOtherCell(TextRange content, uint32_t column, uint32_t column_end);
  void AddContent(TextRange cell, uint32_t column, uint32_t column_end);
  CellLook Look(TextRange* content, bool whole_cell) const {
    const CellLook look = figures_.Look(Of(*content), whole_cell);
    const char sign = text_[content->begin];
    return look != CellLook::kOther || (sign != '*' && sign != '_') ? look : LookInside(content);
  }
  CellLook LookInside(TextRange* content) const;
  uint32_t TakeLineOfPageNumber(uint32_t begin, uint32_t cell_end);
  bool HasSpacedDigits(TextRange figure) const;
  void AddPiece(TextRange piece, std::size_t first, uint32_t column, uint32_t column_end);
  uint32_t PieceEnd(uint32_t begin, uint32_t end) const;
  void JoinLetters(std::size_t first);
  void JoinOrdinal(std::size_t first);
  bool HasOrdinal(TextRange words) const;
  void DropBullet(std::size_t first);
  void MarkCrowded(std::size_t first);
  bool IsBrokenOrdinal(const Token& token) const;
  bool IsHanAt(uint32_t at) const;
  bool HasHan(TextRange range) const;
  int FiguresIn(const Token& token) const;

  const std::string_view text_;
  const FigureReader& figures_;
  const bool has_pipes_;  // anywhere: cells and lines need not be searched for what is nowhere
  const bool has_tabs_;
  const bool has_tables_;
  bool line_breaks_;  // in cells
  TokenList list_;
};

}  // namespace gongkai
