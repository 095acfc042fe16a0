#include "normalize/page_flow.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "model/han.h"
#include "normalize/page_columns.h"
#include "normalize/page_margins.h"

namespace gongkai {
namespace {

// A line, a table or an image of a page, by its place.
struct Item {
  enum class Kind { kLine, kFrame, kImage };
  Kind kind = Kind::kLine;
  int32_t top = 0;
  uint32_t page = 0;
  std::size_t index = 0;
};

constexpr int32_t kLargeImage = 8'500;  // 3 cm: a smaller one is a stamp, an icon or a QR code

// Where the lines of the text begin and end.
struct Column {
  int32_t left = 0;
  int32_t right = 0;
};

Column TextColumn(const std::vector<PageContent>& pages) {
  constexpr int32_t kLongLine = 15;  // characters
  std::vector<int32_t> lefts, rights;
  for (const PageContent& page : pages) {
    for (const PageLine& line : page.lines) {
      if (line.box.width() < kLongLine * line.size) continue;
      lefts.push_back(line.box.left);
      rights.push_back(line.box.right);
    }
  }
  if (lefts.empty()) return {};
  std::sort(lefts.begin(), lefts.end());
  std::sort(rights.begin(), rights.end());
  // Few stand out of the column; most begin a paragraph at most every other time.
  return {lefts[lefts.size() / 10], rights[rights.size() - 1 - rights.size() / 10]};
}

bool SameSize(const PageLine& a, const PageLine& b) {
  return std::abs(a.size - b.size) * 100 <= std::min(a.size, b.size) * 15;
}

// "一、", "（二）", "3.": a heading or an item may begin here.
bool BeginsWithOrdinal(const PageLine& line) {
  const auto counted = [](char32_t c) {
    return std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos;
  };
  const auto at = [&](std::size_t i) {
    return i < line.glyphs.size() ? line.glyphs[i].code : U'\0';
  };
  std::size_t i = at(0) == U'（' || at(0) == U'(' ? 1 : 0;
  const bool bracket = i == 1;
  const std::size_t first = i;
  while (counted(at(i)) || IsDigit(at(i))) ++i;
  if (i == first || i - first > 3) return false;
  const char32_t c = at(i);
  return bracket ? c == U'）' || c == U')'
                 : c == U'、' || c == U'．' || (c == U'.' && !IsDigit(at(i + 1)));
}

bool EndsSentence(const PageLine& line) {
  const char32_t c = line.glyphs.back().code;
  return c == U'。' || c == U'；' || c == U'：' || c == U'！' || c == U'？' || c == U':' ||
         c == U';';
}

class FlowMaker {
 public:
  explicit FlowMaker(const std::vector<PageContent>& pages)
      : pages_(pages), column_(TextColumn(pages)) {}

  PageFlow Make() {
    std::vector<Item> items = Items();
    for (std::size_t i = 0; i < items.size();) {
      switch (items[i].kind) {
        case Item::Kind::kFrame:
          i = Table(items, i);
          break;
        case Item::Kind::kImage:
          flow_.blocks.emplace_back().kind = FlowBlock::Kind::kImage;
          ++i;
          break;
        case Item::Kind::kLine:
          i = Lines(items, i);
          break;
      }
    }
    return std::move(flow_);
  }

 private:
  // All that is not margin, in order of reading.
  std::vector<Item> Items() {
    const std::vector<std::vector<bool>> margins = Margins();
    std::vector<Item> items;
    for (uint32_t p = 0; p < pages_.size(); ++p) {
      const PageContent& page = pages_[p];
      const std::size_t begin = items.size();
      for (std::size_t i = 0; i < page.lines.size(); ++i) {
        if (margins[p][i]) {
          flow_.margins.push_back(WholeOf({&page.lines[i], p}));
        } else {
          items.push_back({Item::Kind::kLine, page.lines[i].box.top, p, i});
        }
      }
      for (std::size_t i = 0; i < page.frames.size(); ++i) {
        items.push_back({Item::Kind::kFrame, page.frames[i].box.top, p, i});
      }
      for (std::size_t i = 0; i < page.page.images.size(); ++i) {
        const PageBox& box = page.page.images[i];
        if (box.width() < kLargeImage || box.height() < kLargeImage) continue;
        if (LiesUnderText(page, box)) continue;
        items.push_back({Item::Kind::kImage, box.top, p, i});
      }
      std::stable_sort(items.begin() + static_cast<std::ptrdiff_t>(begin), items.end(),
                       [](const Item& a, const Item& b) { return a.top < b.top; });
    }
    return items;
  }

  // A background or a stamp: text is printed over it.
  static bool LiesUnderText(const PageContent& page, const PageBox& box) {
    constexpr std::size_t kSomeText = 10;
    std::size_t over = 0;
    for (const PageGlyph& glyph : page.page.glyphs) {
      over += box.Holds(glyph.middle_x(), glyph.middle_y()) ? 1 : 0;
    }
    return over >= kSomeText;
  }

  std::vector<std::vector<bool>> Margins() const {
    std::vector<PageEdges> edges;
    for (const PageContent& page : pages_) {
      PageEdges& one = edges.emplace_back();
      one.number = page.number;
      one.height = page.page.height;
      one.lines = &page.lines;
      for (const Frame& frame : page.frames) {
        const bool first = &frame == &page.frames.front();
        one.tables_top = first ? frame.box.top : std::min(one.tables_top, frame.box.top);
        one.tables_bottom = std::max(one.tables_bottom, frame.box.bottom);
      }
    }
    return FindMargins(edges);
  }

  const Frame& FrameOf(const Item& item) const { return pages_[item.page].frames[item.index]; }
  const PageLine& LineOf(const Item& item) const { return pages_[item.page].lines[item.index]; }

  // A table and its parts on the pages behind. Returns the first item behind it.
  std::size_t Table(const std::vector<Item>& items, std::size_t i) {
    std::vector<PagedFrame> parts = {{&FrameOf(items[i]), items[i].page}};
    for (++i; i < items.size() && items[i].kind == Item::Kind::kFrame; ++i) {
      const PagedFrame& last = parts.back();
      if (items[i].page != last.page + 1 || !GoesOn(*last.frame, FrameOf(items[i]))) break;
      parts.push_back({&FrameOf(items[i]), items[i].page});
    }
    FlowBlock& block = flow_.blocks.emplace_back();
    block.kind = FlowBlock::Kind::kTable;
    block.table = JoinFrames(parts);
    KeepApart(block.table);
    return i;
  }

  void KeepApart(const PagedTable& table) {
    flow_.margins.insert(flow_.margins.end(), table.repeated.begin(), table.repeated.end());
  }

  // Lines up to the next table or image: paragraphs, and tables without lines around them.
  std::size_t Lines(const std::vector<Item>& items, std::size_t i) {
    std::vector<PagedLine> lines;
    for (; i < items.size() && items[i].kind == Item::Kind::kLine; ++i) {
      lines.push_back({&LineOf(items[i]), items[i].page});
    }
    ColumnTables tables(lines);
    for (std::size_t at = 0; at < lines.size();) {
      if (std::optional<ColumnTable> found = tables.At(at)) {
        FlowBlock& block = flow_.blocks.emplace_back();
        block.kind = FlowBlock::Kind::kTable;
        block.table = std::move(found->table);
        KeepApart(block.table);
        at = found->end;
        continue;
      }
      const bool open = !flow_.blocks.empty() && at > 0 && !ended_ &&
                        flow_.blocks.back().kind == FlowBlock::Kind::kParagraph;
      if (!open || !Continues(flow_.blocks.back().lines.back(), lines[at])) {
        flow_.blocks.emplace_back();
      }
      flow_.blocks.back().lines.push_back(lines[at]);
      ended_ = false;
      ++at;
    }
    ended_ = true;
    return i;
  }

  // The paragraph goes on in the next line: the last one is full, this one is not indented.
  bool Continues(const PagedLine& last, const PagedLine& next) const {
    const PageLine& a = *last.line;
    const PageLine& b = *next.line;
    if (!SameSize(a, b) || !InTurn(pages_[last.page], pages_[next.page])) return false;
    if (a.box.right < column_.right - a.size * 8 / 5) return false;
    if (b.box.left > column_.left + b.size * 7 / 10) return false;
    if (a.Segments().size() > 1 || b.Segments().size() > 1) return false;
    if (next.page == last.page && b.base - a.base > b.size * 3) return false;
    return !(EndsSentence(a) && BeginsWithOrdinal(b));
  }

  // A paragraph can go on from the one to the other: the columns of a page, or pages in turn.
  static bool InTurn(const PageContent& a, const PageContent& b) {
    if (&a == &b) return true;
    if (a.number == b.number) {
      return a.side == PageStretch::Side::kLeft && b.side == PageStretch::Side::kRight;
    }
    return b.number == a.number + 1;
  }

  const std::vector<PageContent>& pages_;
  const Column column_;
  PageFlow flow_;
  bool ended_ = true;
};

}  // namespace

PageFlow MakeFlow(const std::vector<PageContent>& pages) { return FlowMaker(pages).Make(); }

}  // namespace gongkai
