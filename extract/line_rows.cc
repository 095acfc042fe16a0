#include "extract/line_rows.h"

#include <algorithm>

#include "common/strings.h"
#include "extract/border_sign.h"

namespace gongkai {

namespace {

// Between the rows of a table, on a line of its own or, where line ends were lost, behind a row.
constexpr std::string_view kRule = "|--";
constexpr std::string_view kRuleInLine = " |--";

// Whether drawn lines stand between the rows, not only round the table and its header: then what is
// between two of them is one row, on as many lines as its longest cell needs.
bool HasBoxedRows(std::string_view text) {
  constexpr std::size_t kLinesOfARow = 3;
  if (text.find('+') == text.npos || !HoldsPair(text, '\n', '+')) return false;
  std::size_t rules = 0;
  std::size_t lines = 0;
  for (std::size_t at = text.find("\n+-"); at != text.npos; at = text.find("\n+-", at + 1)) ++rules;
  if (rules == 0) return false;
  for (std::size_t at = text.find("\n|"); at != text.npos; at = text.find("\n|", at + 1)) ++lines;
  return rules * kLinesOfARow >= lines;
}

}  // namespace

LineRows::LineRows(std::string_view text, RowBuilder* builder, uint32_t* tables)
    : text_(text), builder_(*builder), tables_(*tables) {
  const bool other = builder_.has_tabs() || builder_.has_tables();
  if (builder_.has_pipes() || !other) border_ = FindBorderSign(text_, builder_.figures());
  pipe_ = border_ == "|";
  two_pipes_ = border_ == kTwoPipes;
  quoted_ = border_ == kQuotedComma;
  if (quoted_) builder_.ExpectLineBreaks();
  if (builder_.has_pipes()) boxed_ = HasBoxedRows(text_);
  rules_in_lines_ =
      builder_.has_pipes() && HoldsPair(text_, '|', '-') && text_.find(kRuleInLine) != text_.npos;
}

void LineRows::Read(TextRange range) {
  last_line_ = LineKind::kBlank;
  markdown_ = 0;
  for (uint32_t at = range.begin; at < range.end;) {
    const uint32_t end = RowEnd(at, range.end);
    last_line_ = Line({at, end});
    at = end + 1;
    if (builder_.full()) return;
  }
  CloseTabs();
}

// The end of the line, or where quotation marks hold line breaks, of the last one of the row. Where
// line ends were lost, quotation marks and rules between rows still tell where a row ends.
uint32_t LineRows::RowEnd(uint32_t begin, uint32_t end) const {
  const uint32_t line_end = builder_.Find('\n', begin, end);
  if (quoted_) return QuotedRowEnd(begin, line_end, end);
  if (!rules_in_lines_) return line_end;
  const bool rule = text_.substr(begin, line_end - begin).starts_with(kRule);
  const std::size_t at = rule ? text_.find(' ', begin) : text_.find(kRuleInLine, begin);
  return static_cast<uint32_t>(std::min<std::size_t>(at, line_end));
}

uint32_t LineRows::QuotedRowEnd(uint32_t begin, uint32_t line_end, uint32_t end) const {
  constexpr uint32_t kLongest = 2000;
  if (text_[begin] != '"') {
    const std::size_t row = text_.find(" \"", begin);
    const bool cells = row < line_end && text_.find(kQuotedComma, row) < line_end;
    return cells ? static_cast<uint32_t>(row) : line_end;
  }
  bool open = false;
  for (uint32_t at = begin; at < std::min(end, begin + kLongest); ++at) {
    // Behind a closing mark only a comma goes on with the row.
    if (!open && (text_[at] == '\n' || text_[at] == ' ')) return at;
    open ^= text_[at] == '"';
  }
  return end - begin < kLongest && !open ? end : line_end;
}

LineRows::LineKind LineRows::Line(TextRange line) {
  const TextRange content = builder_.Trimmed(line);
  const bool tab = line.begin < line.end && text_[line.begin] == '\t';
  if (content.empty() && !tab) {
    CloseTabs();
    return LineKind::kBlank;
  }
  if (!content.empty() && (text_[content.begin] == '+' || text_[content.begin] == '|') &&
      IsDrawnLine(content)) {
    lines_in_box_ = 0;
    return last_line_;
  }
  if (!border_.empty() && HoldsBorder(content)) {
    CloseTabs();
    return PipeLine({line.begin, content.end}, content.begin);
  }
  if (!tab && builder_.TakePageNumber(content)) return last_line_;
  markdown_ = 0;
  if (tab || (builder_.has_tabs() && builder_.Find('\t', line.begin, content.end) != content.end)) {
    return TabLine(line, content, tab);
  }
  if (tabs_open_) {  // the cell goes on behind a line break
    builder_.ContinueCell(content, tab_column_ - 1);
    return LineKind::kTab;
  }
  builder_.AddLine(content);
  return LineKind::kPlain;
}

// Cells behind tabs: several on the line are a row; one a line goes with the lines around it
// up to a blank one, as a word processor saves a row.
LineRows::LineKind LineRows::TabLine(TextRange line, TextRange content, bool leading) {
  const bool one_cell = leading && (content.empty() || builder_.Find('\t', line.begin + 1,
                                                                     content.end) == content.end);
  if (one_cell) {
    if (!tabs_open_) builder_.OpenRow(RowShape::kTabs, false, 0);
    builder_.row().lines = true;
    tabs_open_ = true;
    builder_.AddBorderedCell({line.begin + 1, line.end}, tab_column_, tab_column_ + 1);
    ++tab_column_;
    return LineKind::kTab;
  }
  CloseTabs();
  // A tab before the first of several cells is an empty one: all rows begin at one column.
  builder_.OpenRow(RowShape::kTabs, false, 0);
  uint32_t column = 0;
  uint32_t at = line.begin;
  uint32_t end = line.end;
  while (end > at && text_[end - 1] == '\t' && text_[end - 2] != '\t') --end;
  while (true) {
    const uint32_t stop = builder_.Find('\t', at, end);
    builder_.AddBorderedCell({at, stop}, column, column + 1);
    ++column;
    if (stop == end) break;
    at = stop + 1;
  }
  builder_.CloseRow(column);
  return LineKind::kTab;
}

void LineRows::CloseOpenTabs() {
  builder_.CloseRow(tab_column_);
  tabs_open_ = false;
  tab_column_ = 0;
}

bool LineRows::HoldsBorder(TextRange content) const {
  if (FindBorder(content.begin, content.end) == content.end) return false;
  return pipe_ || MayHoldCells(builder_.Of(content));
}

// `end` if there is none.
uint32_t LineRows::FindBorder(uint32_t begin, uint32_t end) const {
  if (border_.size() == 1) return builder_.Find(border_.front(), begin, end);
  while (begin < end && !StartsWithBorder(begin)) ++begin;
  return begin;
}

bool LineRows::IsSeparator(TextRange line) const {
  int dashes = 0;
  for (uint32_t i = line.begin; i < line.end; ++i) {
    const char c = text_[i];
    if (StartsWithBorder(i)) {
      i += static_cast<uint32_t>(border_.size()) - 1;
    } else if (c != '-' && c != ':' && c != ' ' && c != '+') {
      return false;
    }
    dashes += c == '-' ? 1 : 0;
  }
  return dashes >= 3;
}

// Of a line that begins with "+" or "|":
// "+-----+-----+" between the rows of a drawn table; "|     +-----+" where a cell goes on beside
// it.
bool LineRows::IsDrawnLine(TextRange line) const {
  if (builder_.Of(line) == "|-") return true;  // between the rows of a wiki
  if (line.end - line.begin < 3) return false;
  bool rule = false;
  bool space = text_[line.begin] == '+';
  for (uint32_t i = line.begin; i < line.end; ++i) {
    const char c = text_[i];
    if (c != '+' && c != '-' && c != '|' && c != ' ') return false;
    rule |= c == '+' && i > line.begin && text_[i - 1] == '-';
    rule |= c == '-' && text_[i - 1] == '+';
    space |= c == ' ';
  }
  return rule && space;  // "|----+----|" separates as it does in Markdown
}

// `line` ends and `start` stands where no space does.
LineRows::LineKind LineRows::PipeLine(TextRange line, uint32_t start) {
  if (IsSeparator(line)) {
    StartMarkdown();
    return last_line_;
  }
  SplitPipes(line, start);
  const bool frame_start = StartsWithBorder(start);
  if (filled_ == 0) return LonePipe(line);
  const bool ends = StartsWithBorder(line.end - static_cast<uint32_t>(border_.size()));
  (frame_start && start == line.begin ? framed_lines_ : open_lines_) += 1;
  ++lines_in_box_;
  builder_.OpenRow(RowShape::kPipes, markdown_ != 0, markdown_);
  const std::size_t first = builder_.list().tokens.size();
  AddSegments(filled_ == 1 && !frame_start);
  if (!pipe_) MarkThousands(first);
  builder_.CloseRow(static_cast<uint32_t>(segments_.size()));
  return ends ? LineKind::kPipeEnd : LineKind::kPipeStart;
}

// "colspan="3" | 5": how a wiki says that a cell covers several columns.
TextRange LineRows::WithoutAttributes(TextRange cell) const {
  const std::string_view text = builder_.Of(cell);
  const std::size_t sign = text.find('|');
  if (sign != text.npos && text.substr(0, sign).find("=\"") != text.npos) {
    cell.begin += static_cast<uint32_t>(sign) + 1;
  }
  return cell;
}

// Cells of the line. A pipe at its front is a frame, unless lines like it begin without.
void LineRows::SplitPipes(TextRange line, uint32_t start) {
  segments_.clear();
  std::size_t filled = 0;
  bool padded = false;
  uint32_t at = line.begin;
  const auto width = static_cast<uint32_t>(border_.size());
  const char sign = border_.front();
  if (StartsWithBorder(start) && (start == line.begin || framed_lines_ > open_lines_)) {
    at = start + width;
  }
  if (quoted_) {
    if (text_[at] == '"') ++at;
    if (line.end > at && text_[line.end - 1] == '"') --line.end;
  }
  if (two_pipes_ && text_[at] == '|') ++at;
  while (at < line.end) {
    uint32_t end = at;  // most cells are short
    while (end < line.end && (text_[end] != sign || !StartsWithBorder(end))) ++end;
    const TextRange cell{at, end};
    const TextRange content = builder_.Trimmed(two_pipes_ ? WithoutAttributes(cell) : cell);
    segments_.push_back({.cell = cell, .content = content});
    filled += content.empty() ? 0 : 1;
    padded |= at < end && IsCellSpace(text_[end - 1]);
    at = end + width;
    // A pipe at the end is a frame; here an empty cell stands behind it.
    if (at == line.end && end < line.end && quoted_) {
      segments_.push_back({.cell = {at, at}, .content = {at, at}});
    }
  }
  filled_ = filled;
  padded_ = padded;
}

// A border that also groups digits, with nothing but digits round it.
void LineRows::MarkThousands(std::size_t first) {
  std::vector<Token>& tokens = builder_.list().tokens;
  for (std::size_t i = first; i + 1 < tokens.size(); ++i) {
    Token& before = tokens[i];
    Token& behind = tokens[i + 1];
    if (before.end + border_.size() != behind.begin ||
        !MayBeThousands(border_, builder_.Of({before.begin, before.end}),
                        builder_.Of({behind.begin, behind.end}))) {
      continue;
    }
    before.crowded = true;
    behind.crowded = true;
  }
}

// A quotation mark or pipe within a cell: the one that ended it, and what stands behind is not its
// own.
void LineRows::MarkTorn(char sign, std::size_t first, TextRange content) {
  if (builder_.Find(sign, content.begin, content.end) == content.end) return;
  for (std::size_t i = first; i < builder_.list().tokens.size(); ++i) {
    builder_.list().tokens[i].crowded = true;
  }
}

// `one_cell`: a cell a line; pipes glued to a figure are what spans left.
void LineRows::AddSegments(bool one_cell) {
  bool value_alone = false;
  for (uint32_t i = 0; i < segments_.size(); ++i) {
    const TextRange cell = segments_[i].cell;
    if (!segments_[i].content.empty()) {
      const std::size_t first = quoted_ || two_pipes_ ? builder_.list().tokens.size() : 0;
      builder_.AddFilledCell(segments_[i].content, i, i + 1);
      if (quoted_) MarkTorn('"', first, segments_[i].content);
      if (two_pipes_) MarkTorn('|', first, segments_[i].content);
      value_alone = one_cell && !builder_.list().tokens.empty() &&  // a page number leaves none
                    builder_.list().tokens.back().kind != TokenKind::kWords;
    } else if (value_alone || (cell.empty() && padded_ && !quoted_) ||
               (boxed_ && lines_in_box_ > 1)) {
      builder_.Add(TokenKind::kFill, {cell.end, cell.end}, i, i + 1);
    } else {
      builder_.Add(TokenKind::kBlank, {cell.end, cell.end}, i, i + 1);
    }
  }
}

// Nothing but pipes: an empty cell where every cell ends with a pipe, the end of the cell
// before where that one ended without.
LineRows::LineKind LineRows::LonePipe(TextRange line) {
  if (last_line_ == LineKind::kPlain || last_line_ == LineKind::kPipeStart) {
    return LineKind::kLonePipe;
  }
  builder_.OpenRow(RowShape::kPipes, false, 0);
  uint32_t pipes = 0;
  for (uint32_t i = line.begin; i < line.end; ++i) {
    if (!StartsWithBorder(i)) continue;
    builder_.Add(pipes == 0 ? TokenKind::kBlank : TokenKind::kFill, {i, i}, pipes, pipes + 1);
    ++pipes;
  }
  builder_.CloseRow(pipes);
  return LineKind::kPipeEnd;
}

// The separator stands under the first row: that one belongs to the grid.
void LineRows::StartMarkdown() {
  if (markdown_ != 0) return;
  markdown_ = ++tables_;
  if (builder_.list().rows.empty() || builder_.row().shape != RowShape::kPipes) return;
  builder_.row().grid = true;
  builder_.row().table = markdown_;
}

}  // namespace gongkai
