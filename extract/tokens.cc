#include "extract/tokens.h"

#include <algorithm>
#include <cstring>

#include "absl/status/statusor.h"
#include "common/limits.h"
#include "common/strings.h"
#include "model/han.h"

namespace gongkai {
namespace {

bool Space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

struct Range : TextRange {
  Range() = default;
  Range(uint32_t from, uint32_t to) : TextRange{from, to} {}
  bool empty() const { return begin == end; }
};

bool IsDash(char32_t c) {
  switch (c) {
    case U'-':
    case U'—':
    case U'–':
    case U'－':
    case U'─':
    case U'―':
    case U'·':
      return true;
    default:
      return false;
  }
}

// "- 4 -", "— 4 —", "第 4 页", "第4页 共12页", "4/12": never a value.
bool IsPageNumber(std::string_view line) {
  // The shortest is "-4-".
  if (line.size() < 3 || line.size() > 48) return false;
  if (line.starts_with("共") || line.starts_with("页")) return false;
  bool dashes = false;
  bool page = false;
  int digits = 0;
  int numbers = 0;
  bool slash = false;
  bool in_number = false;
  for (std::size_t i = 0; i < line.size();) {
    const char32_t c = NextChar(line, &i);
    const bool digit = c >= U'0' && c <= U'9';
    const bool dash = IsDash(c);
    if (!digit && !dash && c != U'第' && c != U'共' && c != U'页' && c != U' ' && c != U'/') {
      return false;
    }
    digits += digit ? 1 : 0;
    numbers += digit && !in_number ? 1 : 0;
    in_number = digit;
    dashes |= dash;
    page |= c == U'页';
    slash |= c == U'/';
  }
  if (digits == 0 || digits > 4 * numbers || numbers > 2) return false;
  const bool framed = dashes && !(line.front() >= '0' && line.front() <= '9') &&
                      !(line.back() >= '0' && line.back() <= '9');
  return page || (numbers == 1 && framed) || (numbers == 2 && slash && !dashes);
}

// A cell between pipes, and what it holds without the spaces round it.
struct Segment {
  Range cell;
  Range content;
};

class Tokenizer {
 public:
  Tokenizer(const v1::Document& document, const FigureReader& figures)
      : document_(document),
        text_(document.text()),
        figures_(figures),
        has_pipes_(text_.find('|') != std::string::npos),
        has_tabs_(text_.find('\t') != std::string::npos),
        has_tables_(std::ranges::any_of(document.blocks(), [](const v1::Block& block) {
          return block.kind() == v1::Block::TABLE;
        })) {
    list_.tokens.reserve(512);
    list_.rows.reserve(256);
  }

  absl::StatusOr<TokenList> Run() {
    uint32_t at = 0;
    for (int i = 0; i < document_.blocks_size();) {
      const v1::Block& block = document_.blocks(i);
      if (block.kind() != v1::Block::TABLE || block.begin() < at) {
        ++i;
        continue;
      }
      Lines({at, block.begin()});
      i = Table(i);
      at = block.end();
      if (list_.tokens.size() > kMaxTokens) break;
    }
    Lines({at, static_cast<uint32_t>(text_.size())});
    if (list_.tokens.size() > kMaxTokens) {
      return absl::ResourceExhaustedError(
          Concat("more than ", kMaxTokens, " labels, figures and cells"));
    }
    list_.truncated = std::ranges::any_of(
        document_.notes(), [](const v1::Note& note) { return note.code() == v1::Note::TRUNCATED; });
    return std::move(list_);
  }

 private:
  Range Trimmed(Range range) const {
    while (range.begin < range.end && Space(text_[range.begin])) ++range.begin;
    while (range.begin < range.end && Space(text_[range.end - 1])) --range.end;
    return range;
  }
  std::string_view Of(Range range) const {
    return std::string_view(text_).substr(range.begin, range.end - range.begin);
  }

  // Rows.

  void OpenRow(RowShape shape, bool grid, uint32_t table) {
    list_.rows.push_back({.shape = shape,
                          .grid = grid,
                          .begin = static_cast<uint32_t>(list_.tokens.size()),
                          .table = table});
  }
  void CloseRow(uint32_t width) {
    TokenRow& row = list_.rows.back();
    row.end = static_cast<uint32_t>(list_.tokens.size());
    row.width = width;
    if (row.begin == row.end) list_.rows.pop_back();
  }
  void Add(TokenKind kind, Range range, uint32_t column, uint32_t column_end) {
    list_.tokens.push_back({.kind = kind,
                            .begin = range.begin,
                            .end = range.end,
                            .row = static_cast<uint32_t>(list_.rows.size() - 1),
                            .column = column,
                            .column_end = column_end});
  }

  bool TakePageNumber(Range line) {
    if (!IsPageNumber(Of(line))) return false;
    list_.page_numbers.push_back(line);
    return true;
  }

  // First byte in [begin, end) that is `c`; `end` if there is none.
  uint32_t Find(char c, uint32_t begin, uint32_t end) const {
    const void* found = std::memchr(text_.data() + begin, c, end - begin);
    return found == nullptr ? end
                            : static_cast<uint32_t>(static_cast<const char*>(found) - text_.data());
  }

  // End of the piece that begins there, in a cell that ends at `end`. Only cells of a table hold
  // line breaks.
  uint32_t PieceEnd(uint32_t begin, uint32_t end) const {
    end = Find(' ', begin, end);
    if (has_tables_) end = Find('\n', begin, end);
    if (has_tabs_) end = Find('\t', begin, end);
    return end;
  }

  // What a cell holds that is not empty: pieces between spaces, neighbours without a value
  // taken together.
  void Content(Range cell, uint32_t column, uint32_t column_end) {
    const CellLook look = figures_.Look(Of(cell), true);
    if (look != CellLook::kOther) {
      Add(look == CellLook::kFigure ? TokenKind::kFigure : TokenKind::kMark, cell, column,
          column_end);
      return;
    }
    uint32_t end = PieceEnd(cell.begin, cell.end);
    if (end == cell.end) {  // a single piece is no more a value than the cell is
      Add(TokenKind::kWords, cell, column, column_end);
      return;
    }
    const std::size_t first = list_.tokens.size();
    AddPiece({cell.begin, end}, first, column, column_end);
    while (end < cell.end) {
      uint32_t begin = end;
      while (Space(text_[begin])) ++begin;
      end = PieceEnd(begin, cell.end);
      AddPiece({begin, end}, first, column, column_end);
    }
    JoinLetters(first);
    JoinOrdinal(first);
  }

  void AddPiece(Range piece, std::size_t first, uint32_t column, uint32_t column_end) {
    Token* const before = list_.tokens.size() > first ? &list_.tokens.back() : nullptr;
    const CellLook look = figures_.Look(Of(piece), false);
    if (look != CellLook::kOther) {
      Add(look == CellLook::kFigure ? TokenKind::kFigure : TokenKind::kMark, piece, column,
          column_end);
    } else if (before != nullptr && before->kind == TokenKind::kWords) {
      before->end = piece.end;
    } else if (before != nullptr && before->kind == TokenKind::kFigure &&
               figures_.IsUnit(Of(piece))) {
      before->end = piece.end;
    } else {
      Add(TokenKind::kWords, piece, column, column_end);
    }
  }

  // "无 正 当 理 由": a mark that is a word, among words.
  void JoinLetters(std::size_t first) {
    std::vector<Token>& tokens = list_.tokens;
    for (std::size_t i = first + 1; i + 1 < tokens.size();) {
      const bool letter = tokens[i].kind == TokenKind::kMark &&
                          tokens[i - 1].kind == TokenKind::kWords &&
                          tokens[i + 1].kind == TokenKind::kWords && IsHanAt(tokens[i].begin);
      if (!letter) {
        ++i;
        continue;
      }
      tokens[i - 1].end = tokens[i + 1].end;
      const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(i);
      tokens.erase(at, at + 2);
    }
  }

  bool IsHanAt(uint32_t at) const {
    std::size_t offset = at;
    return IsHan(NextChar(text_, &offset));
  }

  // "1 属于国家秘密": a small number at the front of a cell or line is the label's.
  void JoinOrdinal(std::size_t first) {
    std::vector<Token>& tokens = list_.tokens;
    if (tokens.size() < first + 2 || tokens[first].kind != TokenKind::kFigure ||
        tokens[first + 1].kind != TokenKind::kWords ||
        tokens[first].end - tokens[first].begin > 2) {
      return;
    }
    tokens[first + 1].begin = tokens[first].begin;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(first));
  }

  void MarkCrowded(std::size_t first) {
    if (list_.tokens.size() < first + 2) return;
    std::size_t values = 0;
    for (std::size_t i = first; i < list_.tokens.size(); ++i) {
      values += IsValue(list_.tokens[i].kind) ? 1 : 0;
    }
    for (std::size_t i = first; values > 1 && i < list_.tokens.size(); ++i) {
      list_.tokens[i].crowded = true;
    }
  }

  // A cell between borders.
  void BorderedCell(Range cell, uint32_t column, uint32_t column_end) {
    const Range content = Trimmed(cell);
    if (content.empty()) {
      Add(TokenKind::kBlank, {cell.end, cell.end}, column, column_end);
    } else {
      FilledCell(content, column, column_end);
    }
  }

  void FilledCell(Range content, uint32_t column, uint32_t column_end) {
    if (TakePageNumber(content)) return;
    const std::size_t first = list_.tokens.size();
    Content(content, column, column_end);
    MarkCrowded(first);
  }

  // Lines of text.

  enum class LineKind : uint8_t { kBlank, kPlain, kPipeEnd, kPipeStart, kLonePipe, kTab };

  void Lines(Range range) {
    last_line_ = LineKind::kBlank;
    markdown_ = 0;
    for (uint32_t at = range.begin; at < range.end;) {
      const uint32_t end = Find('\n', at, range.end);
      last_line_ = Line({at, end});
      at = end + 1;
      if (list_.tokens.size() > kMaxTokens) return;
    }
    CloseTabs();
  }

  LineKind Line(Range line) {
    const Range content = Trimmed(line);
    const bool tab = line.begin < line.end && text_[line.begin] == '\t';
    if (content.empty() && !tab) {
      CloseTabs();
      return LineKind::kBlank;
    }
    if (has_pipes_ && Find('|', content.begin, content.end) != content.end) {
      CloseTabs();
      return PipeLine({line.begin, content.end}, content.begin);
    }
    if (!tab && TakePageNumber(content)) return last_line_;
    markdown_ = 0;
    if (tab || (has_tabs_ && Find('\t', line.begin, content.end) != content.end)) {
      return TabLine(line, content, tab);
    }
    if (tabs_open_) {  // the cell goes on behind a line break
      const std::size_t first = list_.tokens.size();
      Content(content, tab_column_ - 1, tab_column_);
      // A page number leaves no token.
      if (first > 0 && list_.tokens[first - 1].column == tab_column_ - 1) MarkCrowded(first - 1);
      return LineKind::kTab;
    }
    OpenRow(RowShape::kLine, false, 0);
    Content(content, 0, 1);
    CloseRow(1);
    return LineKind::kPlain;
  }

  // Cells behind tabs: several on the line are a row; one a line goes with the lines around it
  // up to a blank one, as a word processor saves a row.
  LineKind TabLine(Range line, Range content, bool leading) {
    const bool one_cell =
        leading && (content.empty() || Find('\t', line.begin + 1, content.end) == content.end);
    if (one_cell) {
      if (!tabs_open_) OpenRow(RowShape::kTabs, false, 0);
      list_.rows.back().lines = true;
      tabs_open_ = true;
      BorderedCell({line.begin + 1, line.end}, tab_column_, tab_column_ + 1);
      ++tab_column_;
      return LineKind::kTab;
    }
    CloseTabs();
    OpenRow(RowShape::kTabs, false, 0);
    uint32_t column = 0;
    uint32_t at = leading ? line.begin + 1 : line.begin;
    uint32_t end = line.end;
    while (end > at && text_[end - 1] == '\t' && text_[end - 2] != '\t') --end;
    while (true) {
      const uint32_t stop = Find('\t', at, end);
      BorderedCell({at, stop}, column, column + 1);
      ++column;
      if (stop == end) break;
      at = stop + 1;
    }
    CloseRow(column);
    return LineKind::kTab;
  }

  void CloseTabs() {
    if (tabs_open_) CloseRow(tab_column_);
    tabs_open_ = false;
    tab_column_ = 0;
  }

  bool IsSeparator(Range line) const {
    int dashes = 0;
    for (uint32_t i = line.begin; i < line.end; ++i) {
      const char c = text_[i];
      if (c != '|' && c != '-' && c != ':' && c != ' ') return false;
      dashes += c == '-' ? 1 : 0;
    }
    return dashes >= 3;
  }

  // `line` ends and `start` stands where no space does.
  LineKind PipeLine(Range line, uint32_t start) {
    if (IsSeparator(line)) {
      StartMarkdown();
      return last_line_;
    }
    SplitPipes(line, start);
    const bool frame_start = text_[start] == '|';
    std::size_t filled = 0;
    bool padded = false;
    for (const Segment& segment : segments_) {
      filled += segment.content.empty() ? 0 : 1;
      padded |= !segment.cell.empty() && Space(text_[segment.cell.end - 1]);
    }
    if (filled == 0) return LonePipe(line);
    const bool ends = text_[line.end - 1] == '|';
    (frame_start && start == line.begin ? framed_lines_ : open_lines_) += 1;
    OpenRow(RowShape::kPipes, markdown_ != 0, markdown_);
    AddSegments(padded, filled == 1 && !frame_start);
    CloseRow(static_cast<uint32_t>(segments_.size()));
    return ends ? LineKind::kPipeEnd : LineKind::kPipeStart;
  }

  // Cells of the line. A pipe at its front is a frame, unless lines like it begin without.
  void SplitPipes(Range line, uint32_t start) {
    segments_.clear();
    uint32_t at = line.begin;
    if (text_[start] == '|' && (start == line.begin || framed_lines_ > open_lines_)) {
      at = start + 1;
    }
    while (at < line.end) {
      uint32_t end = at;
      while (end < line.end && text_[end] != '|') ++end;
      segments_.push_back({.cell = {at, end}, .content = Trimmed({at, end})});
      at = end + 1;
    }
  }

  // `one_cell`: a cell a line; pipes glued to a figure are what spans left.
  void AddSegments(bool padded, bool one_cell) {
    bool value_alone = false;
    for (uint32_t i = 0; i < segments_.size(); ++i) {
      const Range cell = segments_[i].cell;
      if (!segments_[i].content.empty()) {
        FilledCell(segments_[i].content, i, i + 1);
        value_alone = one_cell && !list_.tokens.empty() &&  // a page number leaves none
                      list_.tokens.back().kind != TokenKind::kWords;
      } else if (value_alone || (cell.empty() && padded)) {
        Add(TokenKind::kFill, {cell.end, cell.end}, i, i + 1);
      } else {
        Add(TokenKind::kBlank, {cell.end, cell.end}, i, i + 1);
      }
    }
  }

  // Nothing but pipes: an empty cell where every cell ends with a pipe, the end of the cell
  // before where that one ended without.
  LineKind LonePipe(Range line) {
    if (last_line_ == LineKind::kPlain || last_line_ == LineKind::kPipeStart) {
      return LineKind::kLonePipe;
    }
    OpenRow(RowShape::kPipes, false, 0);
    uint32_t pipes = 0;
    for (uint32_t i = line.begin; i < line.end; ++i) {
      if (text_[i] != '|') continue;
      Add(pipes == 0 ? TokenKind::kBlank : TokenKind::kFill, {i, i}, pipes, pipes + 1);
      ++pipes;
    }
    CloseRow(pipes);
    return LineKind::kPipeEnd;
  }

  // The separator stands under the first row: that one belongs to the grid.
  void StartMarkdown() {
    if (markdown_ != 0) return;
    markdown_ = ++tables_;
    if (list_.rows.empty() || list_.rows.back().shape != RowShape::kPipes) return;
    list_.rows.back().grid = true;
    list_.rows.back().table = markdown_;
  }

  // Tables.

  // Returns the index of the first block behind the table.
  int Table(int index) {
    const v1::Block& block = document_.blocks(index);
    const v1::Grid& grid = block.grid();
    const uint32_t table = ++tables_;
    int nested = index + 1;
    std::vector<uint32_t> covered(grid.rows(), 0);
    for (const v1::GridCell& cell : grid.cells()) {
      const uint32_t last = std::min(cell.row() + cell.row_span(), grid.rows());
      for (uint32_t row = cell.row(); row < last; ++row) covered[row] += cell.column_span();
    }
    for (int i = 0; i < grid.cells_size();) {
      int end = i;
      while (end < grid.cells_size() && grid.cells(end).row() == grid.cells(i).row()) ++end;
      nested = GridRow(block, i, end, table, covered[grid.cells(i).row()], nested);
      i = end;
    }
    while (nested < document_.blocks_size() && document_.blocks(nested).begin() < block.end()) {
      ++nested;
    }
    return nested;
  }

  // A cell that holds a table, or a whole text, is the page's layout: its lines are rows of
  // their own.
  int GridRow(const v1::Block& block, int first, int last, uint32_t table, uint32_t width,
              int nested) {
    const v1::Grid& grid = block.grid();
    bool open = false;
    for (int i = first; i < last; ++i) {
      const v1::GridCell& cell = grid.cells(i);
      const int inner = NestedIn(cell, block, nested);
      if (inner >= 0 || IsText({cell.begin(), cell.end()})) {
        if (open) CloseRow(width);
        open = false;
        nested = LayoutCell({cell.begin(), cell.end()}, inner >= 0 ? inner : nested);
        continue;
      }
      if (!open) OpenRow(RowShape::kGrid, true, table);
      open = true;
      BorderedCell({cell.begin(), cell.end()}, cell.column(), cell.column() + cell.column_span());
    }
    if (open) CloseRow(width);
    return nested;
  }

  bool IsText(Range cell) const {
    constexpr uint32_t kLongCell = 600;
    return cell.end - cell.begin > kLongCell;
  }

  // Index of the first table within the cell; -1 if there is none.
  int NestedIn(const v1::GridCell& cell, const v1::Block& block, int from) const {
    for (int i = from; i < document_.blocks_size(); ++i) {
      const v1::Block& inner = document_.blocks(i);
      if (inner.begin() >= cell.end() || inner.begin() >= block.end()) return -1;
      if (inner.kind() == v1::Block::TABLE && inner.begin() >= cell.begin()) return i;
    }
    return -1;
  }

  int LayoutCell(Range cell, int nested) {
    uint32_t at = cell.begin;
    while (nested < document_.blocks_size() && document_.blocks(nested).begin() < cell.end) {
      const v1::Block& inner = document_.blocks(nested);
      if (inner.kind() != v1::Block::TABLE || inner.begin() < at) {
        ++nested;
        continue;
      }
      Lines({at, inner.begin()});
      nested = Table(nested);
      at = inner.end();
    }
    Lines({std::min(at, cell.end), cell.end});
    return nested;
  }

  const v1::Document& document_;
  const std::string& text_;
  const FigureReader& figures_;
  const bool has_pipes_;  // anywhere: lines need not be searched for what is nowhere
  const bool has_tabs_;
  const bool has_tables_;
  TokenList list_;

  LineKind last_line_ = LineKind::kBlank;
  bool tabs_open_ = false;
  uint32_t tab_column_ = 0;
  uint32_t tables_ = 0;
  uint32_t markdown_ = 0;  // table number of the Markdown table we are in
  std::size_t framed_lines_ = 0;
  std::size_t open_lines_ = 0;
  std::vector<Segment> segments_;
};

}  // namespace

absl::StatusOr<TokenList> Tokenize(const v1::Document& document, const FigureReader& figures) {
  return Tokenizer(document, figures).Run();
}

}  // namespace gongkai
