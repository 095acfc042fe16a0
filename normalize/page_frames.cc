#include "normalize/page_frames.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <utility>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr int32_t kSameEdge = 200;   // edges nearer than this are one
constexpr int32_t kJoinGap = 300;    // a line goes on behind a gap like this
constexpr int32_t kTouch = 300;      // lines that come so near meet
constexpr int32_t kShortLine = 300;  // shorter is a dot
constexpr int32_t kOpenSide = 800;   // how far rows must reach out for a side without a line

// A line along an axis: at `at`, from `from` to `to`.
struct Line {
  int32_t at = 0;
  int32_t from = 0;
  int32_t to = 0;
};

// Lines at nearly the same place that touch are one.
std::vector<Line> Join(std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  std::vector<Line> joined;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    while (end < lines.size() && lines[end].at - lines[end - 1].at <= kSameEdge / 2 &&
           lines[end].at - lines[begin].at <= kSameEdge) {
      ++end;
    }
    std::sort(lines.begin() + begin, lines.begin() + end,
              [](const Line& a, const Line& b) { return a.from < b.from; });
    const std::size_t first = joined.size();
    for (std::size_t i = begin; i < end; ++i) {
      if (joined.size() > first && lines[i].from <= joined.back().to + kJoinGap) {
        joined.back().to = std::max(joined.back().to, lines[i].to);
      } else {
        joined.push_back(lines[i]);
      }
    }
    begin = end;
  }
  std::erase_if(joined, [](const Line& line) { return line.to - line.from < kShortLine; });
  return joined;
}

struct Lines {
  std::vector<Line> across;  // at y, from x to x
  std::vector<Line> down;    // at x, from y to y
};

Lines Sort(const std::vector<PageBox>& rulings) {
  Lines lines;
  for (const PageBox& box : rulings) {
    if (box.width() >= box.height()) {
      lines.across.push_back({box.top + box.height() / 2, box.left, box.right});
    } else {
      lines.down.push_back({box.left + box.width() / 2, box.top, box.bottom});
    }
  }
  lines.across = Join(std::move(lines.across));
  lines.down = Join(std::move(lines.down));
  return lines;
}

bool Meet(const Line& across, const Line& down) {
  return down.at >= across.from - kTouch && down.at <= across.to + kTouch &&
         across.at >= down.from - kTouch && across.at <= down.to + kTouch;
}

// Lines that meet, directly or by others.
std::vector<Lines> Groups(const Lines& lines) {
  const std::size_t count = lines.across.size() + lines.down.size();
  std::vector<std::size_t> parent(count);
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t a = 0; a < lines.across.size(); ++a) {
    for (std::size_t d = 0; d < lines.down.size(); ++d) {
      if (!Meet(lines.across[a], lines.down[d])) continue;
      parent[root(a)] = root(lines.across.size() + d);
    }
  }
  std::vector<Lines> groups;
  std::vector<std::size_t> index(count, count);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t& at = index[root(i)];
    if (at == count) {
      at = groups.size();
      groups.emplace_back();
    }
    if (i < lines.across.size()) {
      groups[at].across.push_back(lines.across[i]);
    } else {
      groups[at].down.push_back(lines.down[i - lines.across.size()]);
    }
  }
  return groups;
}

std::vector<int32_t> Edges(const std::vector<Line>& lines) {
  std::vector<int32_t> edges;
  for (const Line& line : lines) edges.push_back(line.at);
  std::sort(edges.begin(), edges.end());
  std::vector<int32_t> distinct;
  for (const int32_t edge : edges) {
    if (distinct.empty() || edge - distinct.back() > kSameEdge) distinct.push_back(edge);
  }
  return distinct;
}

// Rows that reach out over the last column have a side without a line.
void OpenSides(const std::vector<Line>& across, std::vector<int32_t>* xs) {
  std::vector<int32_t> lefts, rights;
  for (const Line& line : across) {
    lefts.push_back(line.from);
    rights.push_back(line.to);
  }
  std::sort(lefts.begin(), lefts.end());
  std::sort(rights.begin(), rights.end());
  // Most of the lines must do so.
  const int32_t left = lefts[lefts.size() / 2], right = rights[rights.size() / 2];
  if (xs->empty() || left < xs->front() - kOpenSide) xs->insert(xs->begin(), left);
  if (right > xs->back() + kOpenSide) xs->push_back(right);
}

// True if lines at `at` cover most of [from, to].
bool Covered(const std::vector<Line>& lines, int32_t at, int32_t from, int32_t to) {
  int32_t covered = 0;
  for (const Line& line : lines) {
    if (std::abs(line.at - at) > kSameEdge) continue;
    covered += std::max(0, std::min(line.to, to) - std::max(line.from, from));
  }
  return covered * 10 >= (to - from) * 7;
}

// The rectangles of slots that no wall cuts apart.
class CellFinder {
 public:
  CellFinder(const Lines& lines, Frame* frame)
      : lines_(lines),
        frame_(*frame),
        columns_(frame->xs.size() - 1),
        rows_(frame->ys.size() - 1),
        taken_(columns_ * rows_, false) {}

  // False if some area is no rectangle.
  bool Find() {
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t column = 0; column < columns_; ++column) {
        if (!taken_[row * columns_ + column] && !Take(row, column)) return false;
      }
    }
    return true;
  }

 private:
  // Between this slot and the one to its right, or below it.
  bool WallRight(std::size_t row, std::size_t column) const {
    return column + 1 == columns_ ||
           Covered(lines_.down, frame_.xs[column + 1], frame_.ys[row], frame_.ys[row + 1]);
  }
  bool WallBelow(std::size_t row, std::size_t column) const {
    return row + 1 == rows_ ||
           Covered(lines_.across, frame_.ys[row + 1], frame_.xs[column], frame_.xs[column + 1]);
  }

  bool Take(std::size_t row, std::size_t column) {
    std::size_t right = column, below = row;
    while (!WallRight(row, right)) ++right;
    while (!WallBelow(below, column)) ++below;
    for (std::size_t r = row; r <= below; ++r) {
      for (std::size_t c = column; c <= right; ++c) {
        // Closed all round, open within.
        if (taken_[r * columns_ + c] || WallRight(r, c) != (c == right) ||
            WallBelow(r, c) != (r == below)) {
          return false;
        }
        taken_[r * columns_ + c] = true;
      }
    }
    FrameCell cell;
    cell.row = static_cast<uint32_t>(row);
    cell.column = static_cast<uint32_t>(column);
    cell.row_span = static_cast<uint32_t>(below - row + 1);
    cell.column_span = static_cast<uint32_t>(right - column + 1);
    cell.box = {frame_.xs[column], frame_.ys[row], frame_.xs[right + 1], frame_.ys[below + 1]};
    frame_.cells.push_back(std::move(cell));
    return true;
  }

  const Lines& lines_;
  Frame& frame_;
  const std::size_t columns_;
  const std::size_t rows_;
  std::vector<bool> taken_;
};

std::optional<Frame> MakeFrame(const Lines& lines) {
  if (lines.across.size() < 2 || lines.down.empty()) return std::nullopt;
  Frame frame;
  frame.xs = Edges(lines.down);
  frame.ys = Edges(lines.across);
  OpenSides(lines.across, &frame.xs);
  if (frame.xs.size() < 3 || frame.ys.size() < 2) return std::nullopt;
  if ((frame.xs.size() - 1) * (frame.ys.size() - 1) > kMaxGridCells) return std::nullopt;
  frame.box = {frame.xs.front(), frame.ys.front(), frame.xs.back(), frame.ys.back()};
  if (!CellFinder(lines, &frame).Find()) return std::nullopt;
  return frame;
}

// Where characters go: the frame and the cell, or none.
struct Home {
  int frame = -1;
  int cell = -1;
};

Home HomeOf(const PageGlyph& glyph, const std::vector<Frame>& frames) {
  Home home;
  const int32_t x = glyph.middle_x(), y = glyph.middle_y();
  int32_t smallest = 0;
  for (std::size_t f = 0; f < frames.size(); ++f) {
    const Frame& frame = frames[f];
    if (!frame.box.Holds(x, y)) continue;
    // Of frames within frames the innermost.
    if (home.frame >= 0 && frame.box.width() >= smallest) continue;
    const auto cell = std::find_if(frame.cells.begin(), frame.cells.end(),
                                   [&](const FrameCell& one) { return one.box.Holds(x, y); });
    if (cell == frame.cells.end()) continue;
    home = {static_cast<int>(f), static_cast<int>(cell - frame.cells.begin())};
    smallest = frame.box.width();
  }
  return home;
}

// Two digits of one figure: side by side on one line.
bool OneFigure(const PageGlyph& a, const PageGlyph& b) {
  const auto part = [](char32_t c) { return IsDigit(c) || c == U'.' || c == U','; };
  const int32_t size = std::min(a.size, b.size);
  return part(a.code) && part(b.code) && (IsDigit(a.code) || IsDigit(b.code)) &&
         std::abs(a.base - b.base) < size / 4 && std::abs(b.left - a.right) < size / 4;
}

// Makes one cell of two that stand side by side; the second is left without columns. False if
// they are no neighbours of one height.
bool JoinCells(FrameCell* a, FrameCell* b) {
  if (a->column > b->column) std::swap(*a, *b);
  if (a->row != b->row || a->row_span != b->row_span || a->column + a->column_span != b->column) {
    return false;
  }
  a->column_span += b->column_span;
  a->box = Around(a->box, b->box);
  b->column_span = 0;
  return true;
}

// Figures across a border: their cells become one, or the frame is given up.
void JoinAcrossBorders(const std::vector<PageGlyph>& glyphs, std::vector<Home>* homes,
                       std::vector<Frame>* frames, std::vector<bool>* given_up) {
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (!IsDigit(glyphs[i].code)) continue;
    for (std::size_t k = i + 1;
         k < glyphs.size() && glyphs[k].left <= glyphs[i].right + glyphs[i].size / 4; ++k) {
      const Home a = (*homes)[i], b = (*homes)[k];
      if ((a.frame == b.frame && a.cell == b.cell) || !OneFigure(glyphs[i], glyphs[k])) continue;
      if (a.frame != b.frame) {
        if (a.frame >= 0) (*given_up)[static_cast<std::size_t>(a.frame)] = true;
        if (b.frame >= 0) (*given_up)[static_cast<std::size_t>(b.frame)] = true;
        continue;
      }
      std::vector<FrameCell>& cells = (*frames)[static_cast<std::size_t>(a.frame)].cells;
      // The one that is kept is the left one, under the smaller index.
      const auto [left, right] = std::minmax(a.cell, b.cell);
      if (!JoinCells(&cells[static_cast<std::size_t>(left)],
                     &cells[static_cast<std::size_t>(right)])) {
        (*given_up)[static_cast<std::size_t>(a.frame)] = true;
        continue;
      }
      for (Home& home : *homes) {
        if (home.frame == a.frame && home.cell == right) home.cell = left;
      }
    }
  }
}

}  // namespace

std::vector<Frame> FindFrames(const std::vector<PageBox>& rulings) {
  std::vector<Frame> frames;
  const Lines lines = Sort(rulings);
  if (lines.across.size() + lines.down.size() > kMaxPageLines) return frames;
  for (const Lines& group : Groups(lines)) {
    if (std::optional<Frame> frame = MakeFrame(group)) frames.push_back(*std::move(frame));
  }
  std::sort(frames.begin(), frames.end(), [](const Frame& a, const Frame& b) {
    return std::pair(a.box.top, a.box.left) < std::pair(b.box.top, b.box.left);
  });
  return frames;
}

std::vector<PageGlyph> FillFrames(std::vector<PageGlyph> glyphs, std::vector<Frame>* frames) {
  std::vector<PageGlyph> free;
  if (frames->empty()) return glyphs;
  std::stable_sort(glyphs.begin(), glyphs.end(),
                   [](const PageGlyph& a, const PageGlyph& b) { return a.left < b.left; });
  std::vector<Home> homes;
  for (const PageGlyph& glyph : glyphs) homes.push_back(HomeOf(glyph, *frames));
  std::vector<bool> given_up(frames->size(), false);
  JoinAcrossBorders(glyphs, &homes, frames, &given_up);
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (homes[i].frame < 0 || given_up[static_cast<std::size_t>(homes[i].frame)]) {
      free.push_back(glyphs[i]);
      continue;
    }
    Frame& frame = (*frames)[static_cast<std::size_t>(homes[i].frame)];
    frame.cells[static_cast<std::size_t>(homes[i].cell)].glyphs.push_back(glyphs[i]);
  }
  for (std::size_t f = frames->size(); f-- > 0;) {
    if (given_up[f]) frames->erase(frames->begin() + static_cast<std::ptrdiff_t>(f));
  }
  for (Frame& frame : *frames) {
    std::erase_if(frame.cells, [](const FrameCell& cell) { return cell.column_span == 0; });
    for (FrameCell& cell : frame.cells) cell.lines = BuildLines(std::exchange(cell.glyphs, {}));
  }
  return free;
}

}  // namespace gongkai
