// One sequence of cells, whatever the layout: words, figures, marks, blanks and filler in text
// order, each with the row and column it stands in. No later step looks at the layout again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "extract/figures.h"
#include "extract/text_range.h"
#include "gongkai/v1/document.pb.h"

namespace gongkai {

enum class TokenKind : uint8_t {
  kWords,  // a label, prose, whatever is no value
  kFigure,
  kMark,   // "/" and the like
  kBlank,  // an empty cell; outside a grid it may be what a span left (TokenRow::table)
  kFill,   // what a span left: never a cell
};

struct Token {
  TokenKind kind = TokenKind::kWords;
  bool crowded = false;  // shares its cell with another figure or mark, or is none and no word
  bool spaced = false;   // a figure with a space between its digits: may be two
  uint32_t begin = 0;    // half-open bytes of Document.text; empty for kBlank and kFill
  uint32_t end = 0;
  uint32_t row = 0;         // index in TokenList.rows
  uint32_t column = 0;      // cell of the row; in a grid its first column
  uint32_t column_end = 0;  // in a grid the column behind its last one
};

enum class RowShape : uint8_t {
  kLine,   // a line of text; cells only held apart by spaces
  kPipes,  // a line with "|" between cells
  kTabs,   // cells behind tabs: a line, or lines up to a blank one
  kGrid,   // a row of a table
};

struct TokenRow {
  RowShape shape = RowShape::kLine;
  bool lines = false;  // cells on several lines of text, not held together by borders
  bool grid = false;   // columns mean something: a table, or Markdown with its separator
  uint32_t begin = 0;  // half-open range of tokens
  uint32_t end = 0;
  uint32_t width = 0;  // cells; in a grid the positions its cells and spans cover
  uint32_t table = 0;  // rows of one grid share it
};

struct TokenList {
  std::vector<Token> tokens;
  std::vector<TokenRow> rows;
  std::vector<TextRange> page_numbers;  // in text order; no tokens, and in no label either
  bool truncated = false;               // the document ends in the middle of something
};

inline bool IsValue(TokenKind kind) {
  return kind == TokenKind::kFigure || kind == TokenKind::kMark;
}

// RESOURCE_EXHAUSTED over kMaxTokens. The text of the document must be valid UTF-8.
absl::StatusOr<TokenList> Tokenize(const v1::Document& document, const FigureReader& figures);

}  // namespace gongkai
