#include "normalize/drawn_tables.h"

#include <algorithm>
#include <optional>

#include "common/limits.h"
#include "model/han.h"
#include "normalize/drawn_boxes.h"
#include "normalize/ruled_columns.h"

namespace gongkai {
namespace {

bool MayDraw(std::string_view text) {
  if (text.find("--") != text.npos || text.find("==") != text.npos) return true;
  for (std::size_t at = 0; (at = text.find('\xE2', at)) != text.npos; ++at) {
    const std::string_view c = text.substr(at, 3);
    if (c == "─" || c == "━" || c == "═") return true;
  }
  return false;
}

std::vector<ByteRange> LinesOf(std::string_view text) {
  std::vector<ByteRange> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t last = text.substr(begin, end - begin).find_last_not_of(" \r");
    lines.push_back({begin, last == std::string_view::npos ? begin : begin + last + 1});
    begin = end + 1;
  }
  return lines;
}

class Finder {
 public:
  Finder(std::string_view text, const std::vector<ByteRange>& lines) : text_(text), lines_(lines) {}

  std::vector<DrawnTable> Find() {
    for (std::size_t line = 0; line < lines_.size(); ++line) {
      std::optional<DrawnTable> table;
      const DrawnMark mark = FirstMark(line);
      if (mark == DrawnMark::kCorner) {
        table = ReadBox(text_, lines_, line);
        if (!table) line = EndOfBox(line) - 1;
      } else if (mark == DrawnMark::kDash) {
        table = ReadRuledColumns(text_, lines_, line);
      }
      if (!table) continue;
      // Labels above a rule may be what is left of a table that was read.
      if (!tables_.empty() && table->first_line < tables_.back().end_line) continue;
      line = table->end_line - 1;
      tables_.push_back(*std::move(table));
    }
    return std::move(tables_);
  }

 private:
  DrawnMark FirstMark(std::size_t line) const {
    const ByteRange range = lines_[line];
    if (range.begin == range.end || range.end - range.begin > kMaxDrawnLineBytes) {
      return DrawnMark::kNone;
    }
    std::size_t at = text_.find_first_not_of(' ', range.begin);
    const char first = text_[at];
    // Most lines: those of words.
    if (first != '+' && first != '-' && first != '=' && first != '|' && first != '\xE2' &&
        first != '\xEF') {
      return DrawnMark::kNone;
    }
    return MarkOf(NextChar(text_, &at));
  }

  // A box that is not read is not read from its later lines either.
  std::size_t EndOfBox(std::size_t line) const {
    const auto drawn = [this](std::size_t at) {
      const DrawnMark mark = FirstMark(at);
      return mark == DrawnMark::kCorner || mark == DrawnMark::kBar;
    };
    do {
      ++line;
    } while (line < lines_.size() && drawn(line));
    return line;
  }

  const std::string_view text_;
  const std::vector<ByteRange>& lines_;
  std::vector<DrawnTable> tables_;
};

}  // namespace

DrawnText FindDrawnTables(std::string_view text) {
  DrawnText drawn;
  if (!MayDraw(text)) return drawn;
  drawn.lines = LinesOf(text);
  drawn.tables = Finder(text, drawn.lines).Find();
  if (drawn.tables.empty()) drawn.lines.clear();
  return drawn;
}

}  // namespace gongkai
