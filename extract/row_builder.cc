#include "extract/row_builder.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "common/limits.h"
#include "model/han.h"
#include "model/page_number.h"

namespace gongkai {

RowBuilder::RowBuilder(std::string_view text, bool has_tables, const FigureReader& figures)
    : text_(text),
      figures_(figures),
      has_pipes_(text.find('|') != text.npos),
      has_tabs_(text.find('\t') != text.npos),
      has_tables_(has_tables),
      line_breaks_(has_tables) {
  list_.tokens.reserve(512);
  list_.rows.reserve(256);
}

bool RowBuilder::TakePageNumber(TextRange line) {
  constexpr uint32_t kShortest = 3;  // "-4-"; most cells are a digit
  if (line.end - line.begin < kShortest) return false;
  const std::optional<PageNumber> number = ReadPageNumber(Of(line));
  if (!(number && number->certain) && !figures_.IsRunningHead(Of(line))) return false;
  list_.page_numbers.push_back(line);
  return true;
}

// End of the piece that begins there, in a cell that ends at `end`.
uint32_t RowBuilder::PieceEnd(uint32_t begin, uint32_t end) const {
  end = Find(' ', begin, end);
  if (line_breaks_) end = Find('\n', begin, end);
  if (has_tabs_) end = Find('\t', begin, end);
  return end;
}

// A cell between borders.
void RowBuilder::AddBorderedCell(TextRange cell, uint32_t column, uint32_t column_end) {
  const TextRange content = Trimmed(cell);
  if (content.empty()) {
    Add(TokenKind::kBlank, {cell.end, cell.end}, column, column_end);
  } else {
    AddFilledCell(content, column, column_end);
  }
}

void RowBuilder::AddOtherCell(TextRange content, uint32_t column, uint32_t column_end) {
  if (TakePageNumber(content)) return;
  const std::size_t first = list_.tokens.size();
  AddContent(content, column, column_end);
  MarkCrowded(first);
}

// What a cell holds that is not empty: pieces between spaces, neighbours without a value
// taken together.
void RowBuilder::AddContent(TextRange cell, uint32_t column, uint32_t column_end) {
  TextRange value = cell;
  const CellLook look = Look(&value, true);
  if (look != CellLook::kOther) {
    Add(look == CellLook::kFigure ? TokenKind::kFigure : TokenKind::kMark, value, column,
        column_end);
    list_.tokens.back().spaced = HasSpacedDigits(value);
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
    while (IsCellSpace(text_[begin])) ++begin;
    const uint32_t line_end = TakeLineOfPageNumber(begin, cell.end);
    if (line_end != begin) {
      end = line_end;
      continue;
    }
    end = PieceEnd(begin, cell.end);
    AddPiece({begin, end}, first, column, column_end);
  }
  JoinLetters(first);
  JoinOrdinal(first);
}

// A page may end within a label of several lines. Returns where its number ends; `begin` if none
// begins there.
uint32_t RowBuilder::TakeLineOfPageNumber(uint32_t begin, uint32_t cell_end) {
  if (!line_breaks_ || text_[begin - 1] != '\n') return begin;
  const uint32_t end = Find('\n', begin, cell_end);
  if (end == cell_end || list_.tokens.back().kind != TokenKind::kWords) return begin;
  return TakePageNumber(Trimmed({begin, end})) ? end : begin;
}

bool RowBuilder::HasSpacedDigits(TextRange figure) const {
  constexpr uint32_t kShortest = 5;  // "1 234"
  if (figure.end - figure.begin < kShortest) return false;
  const uint32_t at = Find(' ', figure.begin, figure.end);
  return at + 1 < figure.end && absl::ascii_isdigit(text_[at - 1]) &&
         absl::ascii_isdigit(text_[at + 1]);
}

// A figure may be set off in Markdown ("**3**", "_3_"): then *content is what the signs enclose.
CellLook RowBuilder::LookInside(TextRange* content) const {
  TextRange inner = *content;
  const char sign = text_[inner.begin];
  while (inner.end - inner.begin > 2 && text_[inner.begin] == sign &&
         text_[inner.end - 1] == sign) {
    ++inner.begin;
    --inner.end;
  }
  const CellLook enclosed = figures_.Look(Of(inner), false);
  if (enclosed != CellLook::kOther) *content = inner;
  return enclosed;
}

void RowBuilder::AddPiece(TextRange piece, std::size_t first, uint32_t column,
                          uint32_t column_end) {
  Token* const before = list_.tokens.size() > first ? &list_.tokens.back() : nullptr;
  TextRange value = piece;
  const CellLook look = Look(&value, false);
  if (look != CellLook::kOther) {
    Add(look == CellLook::kFigure ? TokenKind::kFigure : TokenKind::kMark, value, column,
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
void RowBuilder::JoinLetters(std::size_t first) {
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

bool RowBuilder::IsHanAt(uint32_t at) const {
  std::size_t offset = at;
  return IsHan(NextChar(text_, &offset));
}

// "1.政府公报公开政府信息数": what stands before it is no ordinal; nor before a sign of LaTeX.
bool RowBuilder::HasOrdinal(TextRange words) const {
  const std::string_view text = Of(words);
  return absl::ascii_isdigit(text.front()) || text.front() == '&' || text.starts_with('(') ||
         text.starts_with("（");
}

// "1 属于国家秘密": a small number at the front of a cell or line is the label's. Not that of "1
// 2O".
void RowBuilder::JoinOrdinal(std::size_t first) {
  std::vector<Token>& tokens = list_.tokens;
  if (tokens.size() < first + 2 || tokens[first].kind != TokenKind::kFigure ||
      tokens[first + 1].kind != TokenKind::kWords || tokens[first].end - tokens[first].begin > 2 ||
      HasOrdinal({tokens[first + 1].begin, tokens[first + 1].end}) ||
      !HasHan({tokens[first + 1].begin, tokens[first + 1].end})) {
    return;
  }
  tokens[first + 1].begin = tokens[first].begin;
  tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(first));
}

void RowBuilder::MarkCrowded(std::size_t first) {
  if (list_.tokens.size() == first + 1 && list_.tokens[first].kind != TokenKind::kWords) return;
  int figures = 0;
  for (std::size_t i = first; i < list_.tokens.size(); ++i) figures += FiguresIn(list_.tokens[i]);
  for (std::size_t i = first; figures > 1 && i < list_.tokens.size(); ++i) {
    list_.tokens[i].crowded = true;
  }
}

// Digits without words may be the rest of a figure ("2O" behind "1"), among signs alone even of
// several ("02+"). Where signs of the text make the cells, what holds neither digits nor a word of
// the language ("colspan=", "===") is theirs, and stands in the place of a figure or of none.
int RowBuilder::FiguresIn(const Token& token) const {
  if (token.kind != TokenKind::kWords) return IsValue(token.kind) ? 1 : 0;
  constexpr std::string_view kMarkup = "=\"<>|";  // in no figure, however misread
  const std::string_view text = Of({token.begin, token.end});
  if (LeadsCommonHan(text.front())) return 0;  // most labels
  const auto is = [](auto of) { return [of](unsigned char c) { return of(c); }; };
  const bool signs = list_.rows.back().shape != RowShape::kGrid &&
                     std::ranges::all_of(text, is(absl::ascii_isascii));
  if (std::ranges::none_of(text, is(absl::ascii_isdigit))) return signs ? 2 : 0;
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits > 0 && digits < text.size() && IsHanAt(token.begin + static_cast<uint32_t>(digits))) {
    return 2;  // "0八、机构": a figure, and the cell behind it
  }
  if (HasHan({token.begin, token.end})) return 0;
  if (signs && text.find_first_of(kMarkup) != text.npos) return 2;
  return std::ranges::any_of(text, is(absl::ascii_isalpha)) ? 1 : 2;
}

bool RowBuilder::HasHan(TextRange range) const {
  while (range.begin < range.end) {
    std::size_t at = range.begin;
    if (IsHan(NextChar(text_, &at))) return true;
    range.begin = static_cast<uint32_t>(at);
  }
  return false;
}

// "* 五、存在的主要问题", "- 一是": what sets off a heading or an item of a list is no cell.
void RowBuilder::DropBullet(std::size_t first) {
  constexpr std::string_view kBullets[] = {"*", "-", "–", "—"};
  std::vector<Token>& tokens = list_.tokens;
  if (tokens.size() < first + 2 || tokens[first].kind != TokenKind::kMark ||
      tokens[first + 1].kind != TokenKind::kWords) {
    return;
  }
  const std::string_view mark = Of({tokens[first].begin, tokens[first].end});
  if (std::ranges::find(kBullets, mark) == std::end(kBullets)) return;
  tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(first));
}

// "八" on a line and "、机构建设和保障经费情况" on the next.
bool RowBuilder::IsBrokenOrdinal(const Token& token) const {
  if (token.kind != TokenKind::kFigure || !IsHanAt(token.begin)) return false;
  uint32_t next = token.end;
  while (next < text_.size() && IsCellSpace(text_[next])) ++next;
  return text_.substr(next).starts_with("、");
}

void RowBuilder::AddLine(TextRange content) {
  OpenRow(RowShape::kLine, false, 0);
  const std::size_t first = list_.tokens.size();
  AddContent(content, 0, 1);
  DropBullet(first);
  if (list_.tokens.size() == first + 1 && IsBrokenOrdinal(list_.tokens[first])) {
    list_.tokens[first].kind = TokenKind::kWords;
  }
  CloseRow(1);
}

void RowBuilder::ContinueCell(TextRange content, uint32_t column) {
  const std::size_t first = list_.tokens.size();
  AddContent(content, column, column + 1);
  // A page number leaves no token.
  if (first > 0 && list_.tokens[first - 1].column == column) MarkCrowded(first - 1);
}

}  // namespace gongkai
