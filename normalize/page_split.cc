#include "normalize/page_split.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "model/han.h"
#include "normalize/page_frames.h"
#include "normalize/page_lines.h"

namespace gongkai {
namespace {

constexpr int32_t kStep = 100;         // hundredths of a point, between the places tried for a gap
constexpr int32_t kHalfGap = 400;      // characters of all lines may end at one place
constexpr std::size_t kMinLines = 10;  // of prose, in each column
constexpr int32_t kHanShare = 50;      // of a hundred characters of a line of prose
constexpr int32_t kFullShare = 80;     // of the width of its column
constexpr std::size_t kOthers = 10;    // one line in so many may be no prose
constexpr int kMostBands = 8;          // of columns on a page

struct Gap {
  int32_t x = 0;
  int32_t top = 0;
  int32_t bottom = 0;

  bool Spans(int32_t y) const { return y > top && y < bottom; }
};

bool Crosses(int32_t left, int32_t right, int32_t x) {
  return left < x + kHalfGap && right > x - kHalfGap;
}

struct Ink {
  int32_t left, right, top, bottom;
};

class ColumnFinder {
 public:
  explicit ColumnFinder(const UprightPage& page) : page_(page) {
    for (const Frame& frame : FindFrames(page.rulings)) frames_.push_back(frame.box);
    for (const PageGlyph& glyph : page.glyphs) {
      if (!glyph.space()) ink_.push_back({glyph.left, glyph.right, glyph.top(), glyph.bottom()});
    }
  }

  std::optional<Gap> Find() {
    const std::optional<int32_t> x = Clearest();
    if (!x) return std::nullopt;
    for (const PageBox& box : frames_) ink_.push_back({box.left, box.right, box.top, box.bottom});
    for (const PageBox& box : page_.rulings) {
      // A stroke between the columns holds them apart.
      if (box.width() > box.height()) ink_.push_back({box.left, box.right, box.top, box.bottom});
    }
    const Gap gap = TallestAt(*x);
    if (gap.bottom - gap.top < LeastHeight()) return std::nullopt;
    if (!IsProse(gap, true) || !IsProse(gap, false)) return std::nullopt;
    return gap;
  }

 private:
  // The middle of the place about the middle of the page that fewest characters cross.
  std::optional<int32_t> Clearest() const {
    const int32_t first = page_.width * 2 / 5;
    const auto places = static_cast<std::size_t>(std::max(page_.width / 5 / kStep, 0));
    std::vector<int> changes(places + 1);  // of the number of characters across
    const auto place = [&](int32_t x) {
      const int64_t at = (int64_t{x} - first) / kStep;
      return static_cast<std::size_t>(std::clamp<int64_t>(at, 0, static_cast<int64_t>(places)));
    };
    for (const Ink& ink : ink_) {
      ++changes[place(ink.left - kHalfGap)];
      --changes[place(ink.right + kHalfGap)];
    }
    int across = 0, fewest = 0;
    std::size_t begin = 0, longest = 0;
    std::optional<int32_t> clearest;
    for (std::size_t i = 0; i < places; ++i) {
      if (changes[i] != 0) begin = i;
      across += changes[i];
      const std::size_t length = i - begin + 1;
      if (clearest && (across > fewest || (across == fewest && length <= longest))) continue;
      fewest = across;
      longest = length;
      clearest = first + static_cast<int32_t>((begin + i) / 2) * kStep;
    }
    return clearest;
  }

  // The tallest stretch of the page that nothing crosses at x, with ink on both sides.
  Gap TallestAt(int32_t x) const {
    std::vector<Ink> across;
    for (const Ink& ink : ink_) {
      if (Crosses(ink.left, ink.right, x)) across.push_back(ink);
    }
    across.push_back({x, x, page_.height, page_.height});
    std::ranges::sort(across, {}, &Ink::top);
    Gap best{x, 0, 0};
    int32_t begin = 0;
    for (const Ink& end : across) {
      if (end.top - begin > best.bottom - best.top && end.top - begin >= LeastHeight()) {
        const Gap gap = Shrunk({x, begin, end.top});
        if (gap.bottom - gap.top > best.bottom - best.top) best = gap;
      }
      begin = std::max(begin, end.bottom);
    }
    return best;
  }

  // From the first ink to the last; nothing without ink on both sides.
  Gap Shrunk(const Gap& gap) const {
    Gap shrunk{gap.x, gap.bottom, gap.top};
    bool left = false, right = false;
    for (const Ink& ink : ink_) {
      if (!gap.Spans((ink.top + ink.bottom) / 2)) continue;
      shrunk.top = std::min(shrunk.top, ink.top);
      shrunk.bottom = std::max(shrunk.bottom, ink.bottom);
      (ink.right <= gap.x ? left : right) = true;
    }
    return left && right ? shrunk : Gap{gap.x, 0, 0};
  }

  int32_t LeastHeight() const { return page_.height / 6; }

  bool InFrame(const PageGlyph& glyph) const {
    return std::ranges::any_of(
        frames_, [&](const PageBox& box) { return box.Holds(glyph.middle_x(), glyph.middle_y()); });
  }

  // Lines of prose that fill the column, and hardly others, on one side of the gap; tables with
  // lines of their own do not count.
  bool IsProse(const Gap& gap, bool left) const {
    std::vector<PageGlyph> side;
    for (const PageGlyph& glyph : page_.glyphs) {
      const bool here = gap.Spans(glyph.middle_y()) && (glyph.right <= gap.x) == left;
      if (here && !InFrame(glyph)) side.push_back(glyph);
    }
    const std::vector<PageLine> lines = BuildLines(std::move(side));
    if (lines.empty()) return false;
    int32_t from = lines[0].box.left, to = lines[0].box.right;
    for (const PageLine& line : lines) {
      from = std::min(from, line.box.left);
      to = std::max(to, line.box.right);
    }
    std::size_t full = 0, others = 0;
    for (const PageLine& line : lines) {
      int32_t han = 0, all = 0;
      for (const PageGlyph& glyph : line.glyphs) {
        all += glyph.space() ? 0 : 1;
        han += IsHan(glyph.code) ? 1 : 0;
      }
      const bool prose = han * 100 >= all * kHanShare && line.Segments().size() == 1;
      others += prose ? 0 : 1;
      full += prose && line.box.width() * 100 >= (to - from) * kFullShare ? 1 : 0;
    }
    return full >= kMinLines && full * 2 >= lines.size() && others * kOthers <= lines.size();
  }

  const UprightPage& page_;
  std::vector<PageBox> frames_;
  std::vector<Ink> ink_;
};

// Above, left, right, below.
constexpr std::size_t kAbove = 0, kLeft = 1, kRight = 2, kBelow = 3;

bool IsEmpty(const UprightPage& page) {
  return page.glyphs.empty() && page.rulings.empty() && page.images.empty();
}

// Shares a page out among four.
std::vector<PageStretch> Parts(const UprightPage& page, const Gap& gap) {
  std::vector<PageStretch> parts(4);
  parts[kLeft].side = PageStretch::Side::kLeft;
  parts[kRight].side = PageStretch::Side::kRight;
  const auto part_of = [&](int32_t left, int32_t right, int32_t y) -> UprightPage& {
    const std::size_t column = (left + right) / 2 < gap.x ? kLeft : kRight;
    return parts[y <= gap.top ? kAbove : y >= gap.bottom ? kBelow : column].page;
  };
  for (PageStretch& part : parts) {
    part.page.width = page.width;
    part.page.height = page.height;
    part.page.turn = page.turn;
  }
  for (const PageGlyph& glyph : page.glyphs) {
    part_of(glyph.left, glyph.right, glyph.middle_y()).glyphs.push_back(glyph);
  }
  for (const PageBox& box : page.rulings) {
    part_of(box.left, box.right, (box.top + box.bottom) / 2).rulings.push_back(box);
  }
  for (const PageBox& box : page.images) {
    part_of(box.left, box.right, (box.top + box.bottom) / 2).images.push_back(box);
  }
  return parts;
}

// Where most lines begin, or those that go on a paragraph; a page number may stand out.
int32_t LeftOf(const UprightPage& page) {
  std::vector<int32_t> lefts;
  for (const PageLine& line : BuildLines(page.glyphs)) lefts.push_back(line.box.left);
  if (lefts.empty()) return 0;
  std::ranges::sort(lefts);
  return lefts[lefts.size() / 4];
}

void Move(int32_t by, PageStretch* part) {
  part->moved = by;
  for (PageGlyph& glyph : part->page.glyphs) {
    glyph.left -= by;
    glyph.right -= by;
  }
  for (auto* boxes : {&part->page.rulings, &part->page.images}) {
    for (PageBox& box : *boxes) {
      box.left -= by;
      box.right -= by;
    }
  }
}

}  // namespace

std::vector<PageStretch> SplitColumns(UprightPage page) {
  std::vector<PageStretch> stretches;
  for (int band = 0; band < kMostBands; ++band) {
    const std::optional<Gap> gap = ColumnFinder(page).Find();
    if (!gap) break;
    std::vector<PageStretch> parts = Parts(page, *gap);
    Move(LeftOf(parts[kRight].page) - LeftOf(parts[kLeft].page), &parts[kRight]);
    if (!IsEmpty(parts[kAbove].page)) {
      // A shorter band of columns may stand above the tallest one.
      for (PageStretch& part : SplitColumns(std::move(parts[kAbove].page))) {
        stretches.push_back(std::move(part));
      }
    }
    stretches.push_back(std::move(parts[kLeft]));
    stretches.push_back(std::move(parts[kRight]));
    page = std::move(parts[kBelow].page);
    if (IsEmpty(page)) return stretches;
  }
  stretches.push_back({.page = std::move(page)});
  return stretches;
}

}  // namespace gongkai
