#include "normalize/page_frames.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <utility>

#include "common/limits.h"

namespace gongkai {
namespace {

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
  edges.reserve(lines.size());
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

// By edge: the lines that lie on it.
std::vector<std::vector<Line>> ByEdge(const std::vector<Line>& lines,
                                      const std::vector<int32_t>& edges) {
  std::vector<std::vector<Line>> by_edge(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    for (const Line& line : lines) {
      if (std::abs(line.at - edges[i]) <= kSameEdge) by_edge[i].push_back(line);
    }
  }
  return by_edge;
}

// True if the lines cover most of [from, to].
bool Covered(const std::vector<Line>& lines, int32_t from, int32_t to) {
  int64_t covered = 0;
  for (const Line& line : lines) {
    covered += std::max(0, std::min(line.to, to) - std::max(line.from, from));
  }
  return covered * 10 >= int64_t{to - from} * 7;
}

// The rectangles of slots that no wall cuts apart.
class CellFinder {
 public:
  CellFinder(const Lines& lines, Frame* frame)
      : across_(ByEdge(lines.across, frame->ys)),
        down_(ByEdge(lines.down, frame->xs)),
        frame_(*frame),
        columns_(frame->xs.size() - 1),
        rows_(frame->ys.size() - 1),
        taken_(columns_ * rows_, false) {
    frame_.slots.assign(columns_ * rows_, 0);
  }

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
    return column + 1 == columns_ || Covered(down_[column + 1], frame_.ys[row], frame_.ys[row + 1]);
  }
  bool WallBelow(std::size_t row, std::size_t column) const {
    return row + 1 == rows_ || Covered(across_[row + 1], frame_.xs[column], frame_.xs[column + 1]);
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
        frame_.slots[r * columns_ + c] = static_cast<uint32_t>(frame_.cells.size());
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

  const std::vector<std::vector<Line>> across_;
  const std::vector<std::vector<Line>> down_;
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
  uint32_t cell = 0;
  friend bool operator==(const Home&, const Home&) = default;
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
    home = {static_cast<int>(f), frame.CellAt(x, y)};
    smallest = frame.box.width();
  }
  return home;
}

// Two digits of one figure: side by side on one line.
bool OneFigure(const PageGlyph& a, const PageGlyph& b) {
  const auto part = [](char32_t c) { return IsDigit(c) || c == U'.' || c == U','; };
  const int32_t size = std::min(a.size, b.size);
  return part(a.code) && part(b.code) && (IsDigit(a.code) || IsDigit(b.code)) &&
         std::abs(b.left - a.right) < size / 4;
}

// Makes one cell of two that stand side by side in one row; false if they do not.
bool JoinCells(Frame* frame, uint32_t left, uint32_t right) {
  FrameCell& a = frame->cells[left];
  FrameCell& b = frame->cells[right];
  if (a.row != b.row || a.row_span != b.row_span || a.column + a.column_span != b.column) {
    return false;
  }
  a.column_span += b.column_span;
  a.box = Around(a.box, b.box);
  b.column_span = 0;  // no cell any more
  std::replace(frame->slots.begin(), frame->slots.end(), right, left);
  return true;
}

// Figures across a border: their cells become one, or the frame is given up.
void JoinAcrossBorders(const std::vector<PageLine>& lines, std::vector<Frame>* frames) {
  std::vector<bool> given_up(frames->size(), false);
  const auto give_up = [&](const Home& home) {
    if (home.frame >= 0) given_up[static_cast<std::size_t>(home.frame)] = true;
  };
  for (const PageLine& line : lines) {
    for (std::size_t i = 1; i < line.glyphs.size(); ++i) {
      if (!OneFigure(line.glyphs[i - 1], line.glyphs[i])) continue;
      const Home a = HomeOf(line.glyphs[i - 1], *frames), b = HomeOf(line.glyphs[i], *frames);
      if (a == b) continue;
      if (a.frame != b.frame ||
          !JoinCells(&(*frames)[static_cast<std::size_t>(a.frame)], a.cell, b.cell)) {
        give_up(a);
        give_up(b);
      }
    }
  }
  for (std::size_t f = frames->size(); f-- > 0;) {
    if (given_up[f]) frames->erase(frames->begin() + static_cast<std::ptrdiff_t>(f));
  }
}

}  // namespace

uint32_t Frame::CellAt(int32_t x, int32_t y) const {
  const auto slot = [](const std::vector<int32_t>& edges, int32_t at) {
    return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), at) -
                                    edges.begin()) -
           1;
  };
  return slots[slot(ys, y) * (xs.size() - 1) + slot(xs, x)];
}

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
  if (frames->empty()) return glyphs;
  JoinAcrossBorders(BuildLines(glyphs), frames);
  std::vector<PageGlyph> free;
  for (const PageGlyph& glyph : glyphs) {
    const Home home = HomeOf(glyph, *frames);
    if (home.frame < 0) {
      free.push_back(glyph);
    } else {
      (*frames)[static_cast<std::size_t>(home.frame)].cells[home.cell].glyphs.push_back(glyph);
    }
  }
  for (Frame& frame : *frames) {
    std::erase_if(frame.cells, [](const FrameCell& cell) { return cell.column_span == 0; });
    for (FrameCell& cell : frame.cells) cell.lines = BuildLines(std::exchange(cell.glyphs, {}));
  }
  return free;
}

}  // namespace gongkai
