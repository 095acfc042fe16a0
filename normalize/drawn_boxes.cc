#include "normalize/drawn_boxes.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "common/limits.h"
#include "normalize/page_frames.h"

namespace gongkai {
namespace {

// The box is read as the lines of a page are, where edges a place apart are one: characters of
// several widths seldom stand exactly under each other.
constexpr int32_t kColumn = 150;
constexpr int32_t kLine = 1000;

// Where a line of the box begins and ends.
struct Ends {
  int32_t left = 0;
  int32_t right = 0;
};

// What stands between two marks of a line.
struct Piece {
  ByteRange range;
  std::size_t line = 0;
  int32_t left = 0;  // the marks
  int32_t right = 0;
  int32_t room = 0;  // places behind the text
};

bool Same(int32_t edge, int32_t other) { return std::abs(edge - other) <= kSameEdge; }

class BoxReader {
 public:
  BoxReader(std::string_view text, const std::vector<ByteRange>& lines, std::size_t first,
            AmbiguousWidth ambiguous)
      : text_(text), lines_(lines), ambiguous_(ambiguous) {
    table_.first_line = first;
    table_.end_line = first;
  }

  std::optional<DrawnTable> Read() {
    while (table_.end_line < lines_.size() && AddLine(table_.end_line)) ++table_.end_line;
    std::vector<Frame> frames = FindFrames(rulings_);
    if (frames.size() != 1 || frames[0].ys.size() < 3) return std::nullopt;
    const Frame& frame = frames[0];
    const bool straight = std::ranges::all_of(ends_, [&](const Ends& ends) {
      return Same(ends.left, frame.box.left) && Same(ends.right, frame.box.right);
    });
    if (!straight) return std::nullopt;
    table_.rows = static_cast<uint32_t>(frame.ys.size()) - 1;
    table_.cells.reserve(frame.cells.size());
    for (const FrameCell& cell : frame.cells) {
      table_.cells.push_back({cell.row, cell.column, cell.row_span, cell.column_span, 0, {}});
    }
    std::vector<std::size_t> last(frame.cells.size(), lines_.size());
    std::vector<int32_t> room(frame.cells.size(), 0);  // behind the last line of each
    for (const Piece& piece : pieces_) {
      const std::optional<uint32_t> home = HomeOf(piece, frame);
      if (!home || std::exchange(last[*home], piece.line) == piece.line) return std::nullopt;
      if (piece.range.begin == piece.range.end) continue;
      constexpr int32_t kPadding = 1;
      if (std::exchange(room[*home], piece.room) > kMostRoom + kPadding) return std::nullopt;
      table_.cells[*home].lines.push_back(piece.range);
    }
    if (!FiguresStandAlone(text_, table_)) return std::nullopt;
    return std::move(table_);
  }

 private:
  // Where a line of the box goes.
  static int32_t Middle(const FieldCharacter& c) { return (2 * c.column + c.width) * kColumn / 2; }

  // False for a line that does not belong to the box: it begins and ends with one of its marks.
  bool AddLine(std::size_t index) {
    const ByteRange range = lines_[index];
    if (range.begin == range.end || range.end - range.begin > kMaxDrawnLineBytes ||
        index - table_.first_line >= kMaxDrawnLines) {
      return false;
    }
    const FieldLine line = ReadFieldLine(text_, range, ambiguous_);
    const auto draws = [](const FieldCharacter& c) {
      return MarkOf(c.code) == DrawnMark::kBar || MarkOf(c.code) == DrawnMark::kCorner;
    };
    if (line.empty() || !draws(line.front()) || !draws(line.back())) return false;
    ends_.push_back({Middle(line.front()), Middle(line.back())});
    const auto y = static_cast<int32_t>(index - table_.first_line) * kLine;
    std::size_t open = 0;  // the mark behind which a cell may begin
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::size_t stroke = EndOfStroke(line, i);
      const bool bar = MarkOf(line[i].code) == DrawnMark::kBar;
      if (stroke == i && !bar && i + 1 < line.size()) continue;
      if (open < i) AddPiece(line, open, i, index);
      open = stroke;
      if (stroke > i) {
        rulings_.push_back({Middle(line[i]), y, Middle(line[stroke]), y});
        i = stroke - 1;  // its end may be the beginning of another
      } else if (bar) {
        rulings_.push_back({Middle(line[i]), y - kLine, Middle(line[i]), y + kLine});
      }
    }
    return true;
  }

  // The corner in which the stroke that begins here ends; `begin` if none does.
  static std::size_t EndOfStroke(const FieldLine& line, std::size_t begin) {
    if (MarkOf(line[begin].code) != DrawnMark::kCorner) return begin;
    std::size_t end = begin + 1;
    while (end < line.size() && line[end].column == line[end - 1].column_end() &&
           (MarkOf(line[end].code) == DrawnMark::kDash || line[end].code == U':')) {
      ++end;
    }
    const bool closed = end < line.size() && MarkOf(line[end].code) == DrawnMark::kCorner &&
                        line[end].column == line[end - 1].column_end();
    // "+-+" may be a sign of something else, two dashes are none.
    const std::size_t least = line[begin].code == U'+' ? 2 : 1;
    return closed && end - begin > least ? end : begin;
  }

  void AddPiece(const FieldLine& line, std::size_t from, std::size_t to, std::size_t index) {
    Piece piece;
    piece.line = index;
    piece.left = Middle(line[from]);
    piece.right = Middle(line[to]);
    if (from + 1 < to) {
      piece.range = {line[from + 1].begin, line[to - 1].end};
      piece.room = line[to].column - line[to - 1].column_end();
    }
    pieces_.push_back(piece);
  }

  // The cell between whose sides the piece stands.
  std::optional<uint32_t> HomeOf(const Piece& piece, const Frame& frame) const {
    const int32_t x = piece.left + (piece.right - piece.left) / 2;
    const auto y = static_cast<int32_t>(piece.line - table_.first_line) * kLine;
    if (!frame.box.Holds(x, y)) return std::nullopt;
    const uint32_t home = frame.CellAt(x, y);
    const PageBox& box = frame.cells[home].box;
    if (!Same(box.left, piece.left) || !Same(box.right, piece.right)) return std::nullopt;
    return home;
  }

  const std::string_view text_;
  const std::vector<ByteRange>& lines_;
  const AmbiguousWidth ambiguous_;
  DrawnTable table_;
  std::vector<PageBox> rulings_;
  std::vector<Piece> pieces_;
  std::vector<Ends> ends_;  // of all lines
};

}  // namespace

std::optional<DrawnTable> ReadBox(std::string_view text, const std::vector<ByteRange>& lines,
                                  std::size_t first) {
  const std::size_t corner = text.find_first_not_of(' ', lines[first].begin);
  const bool plain = text[corner] == '+';
  for (const AmbiguousWidth width : {plain ? AmbiguousWidth::kNarrow : AmbiguousWidth::kWide,
                                     plain ? AmbiguousWidth::kWide : AmbiguousWidth::kNarrow}) {
    if (auto table = BoxReader(text, lines, first, width).Read()) return table;
  }
  return std::nullopt;
}

}  // namespace gongkai
