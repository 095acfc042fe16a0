// No character outside of a drawn table is lost, and no figure stands in two of its cells.
#include <algorithm>
#include <vector>

#include "normalize/drawn_tables.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {
namespace {

// A byte is a character of those that draw, or of what stands in cells.
std::string Drawing(std::string_view input) {
  constexpr std::string_view kCharacters[] = {
      "+",  "-", "--", "---", "|",    "=",   " ",   "  ",  "\n",         "\n",
      "┌",  "─", "┬",  "│",   "├",    "┼",   "┘",   "1",   "23",         "规章",
      "件", "“", "　", ":",   "+--+", "\n+", "|\n", "\n|", "----- ---\n"};
  std::string text;
  for (const char byte : input) {
    text += kCharacters[static_cast<unsigned char>(byte) % std::size(kCharacters)];
  }
  return text;
}

std::size_t DigitsIn(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

void CheckTable(std::string_view text, const DrawnText& drawn, const DrawnTable& table) {
  Require(table.first_line < table.end_line && table.end_line <= drawn.lines.size(),
          "a table outside of the text");
  const std::size_t begin = drawn.lines[table.first_line].begin;
  const std::size_t end = drawn.lines[table.end_line - 1].end;
  std::vector<bool> taken(end - begin, false);
  std::size_t digits = 0;
  for (const DrawnCell& cell : table.cells) {
    Require(cell.row + cell.row_span <= table.rows, "a cell outside of its table");
    for (const ByteRange range : cell.lines) {
      Require(begin <= range.begin && range.begin < range.end && range.end <= end,
              "a cell of text that is not the table's");
      digits += DigitsIn(text.substr(range.begin, range.end - range.begin));
      for (std::size_t at = range.begin; at < range.end; ++at) {
        Require(!taken[at - begin], "text that stands in two cells");
        taken[at - begin] = true;
      }
    }
  }
  Require(digits == DigitsIn(text.substr(begin, end - begin)), "a figure that stands in no cell");
}

}  // namespace

void Fuzz(std::string_view input) {
  const std::string text = Drawing(input);
  const DrawnText drawn = FindDrawnTables(text);
  std::size_t before = 0;
  for (const DrawnTable& table : drawn.tables) {
    Require(before <= table.first_line, "two tables that share lines");
    before = table.end_line;
    CheckTable(text, drawn, table);
  }
  v1::Content content;
  content.set_media_type("text/plain");
  content.set_data(text);
  v1::Document document;
  if (Normalize(content, &document)) return;
  Require(CheckDocument(document, text.size()));
}

}  // namespace gongkai
