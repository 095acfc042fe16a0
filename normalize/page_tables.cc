#include "normalize/page_tables.h"

#include <algorithm>
#include <cstdlib>

namespace gongkai {
namespace {

constexpr int32_t kSameSide = 400;  // sides of two parts of one table
constexpr int32_t kSameColumnEdge = 300;

std::string TextOf(const std::vector<PageLine>& lines) {
  std::string text;
  for (const PageLine& line : lines) text += line.Text();
  return text;
}

// What the cells of a row say, cell by cell.
std::vector<std::string> RowText(const Frame& frame, uint32_t row) {
  std::vector<std::string> texts;
  for (const FrameCell& cell : frame.cells) {
    if (cell.row == row) texts.push_back(TextOf(cell.lines));
  }
  return texts;
}

// Rows at the top of `part` that repeat those of `first`. A row with figures is no header.
uint32_t RepeatedRows(const Frame& first, const Frame& part) {
  uint32_t rows = 0;
  while (rows + 1 < part.ys.size() - 1 && rows + 1 < first.ys.size()) {
    const std::vector<std::string> texts = RowText(part, rows);
    const bool words = std::any_of(texts.begin(), texts.end(),
                                   [](const std::string& text) { return text.size() >= 6; });
    const bool figures = std::any_of(texts.begin(), texts.end(), IsFigureLike);
    if (!words || figures || texts != RowText(first, rows)) break;
    ++rows;
  }
  // A header cell that reaches below the rows that are the same is not repeated whole.
  for (const FrameCell& cell : part.cells) {
    if (cell.row < rows && cell.row + cell.row_span > rows) rows = cell.row;
  }
  return rows;
}

class Joiner {
 public:
  void Add(const PagedFrame& part, const Frame* first) {
    const Frame& frame = *part.frame;
    const uint32_t skipped = first != nullptr ? RepeatedRows(*first, frame) : 0;
    const uint32_t begin = table_.rows;
    const std::size_t before = table_.cells.size();
    bool leading = first != nullptr;
    for (const FrameCell& cell : frame.cells) {
      if (cell.row < skipped) {
        for (const PageLine& line : cell.lines)
          table_.repeated.push_back(WholeOf({&line, part.page}));
        continue;
      }
      if (cell.row > skipped || !cell.lines.empty()) leading = false;
      if (leading && Lengthen(cell, before)) continue;
      PagedCell& out = table_.cells.emplace_back();
      out.row = begin + cell.row - skipped;
      out.row_span = cell.row_span;
      out.left = cell.box.left;
      out.right = cell.box.right;
      out.page = part.page;
      out.box = cell.box;
      for (const PageLine& line : cell.lines) out.parts.push_back(WholeOf({&line, part.page}));
    }
    table_.rows += static_cast<uint32_t>(frame.ys.size()) - 1 - skipped;
  }

  PagedTable Take() { return std::move(table_); }

 private:
  // An empty cell before the first words of the part: the cell above goes on in it.
  bool Lengthen(const FrameCell& cell, std::size_t before) {
    for (std::size_t i = before; i-- > 0;) {
      PagedCell& above = table_.cells[i];
      if (above.row + above.row_span != table_.rows) continue;
      if (std::abs(above.left - cell.box.left) > kSameColumnEdge ||
          std::abs(above.right - cell.box.right) > kSameColumnEdge) {
        continue;
      }
      if (above.empty() || IsFigureLike(above.Text())) return false;
      above.row_span += cell.row_span;
      return true;
    }
    return false;
  }

  PagedTable table_;
};

}  // namespace

std::string PagedCell::Text() const {
  std::string text;
  for (const PagedPart& part : parts) text += part.line->Text(part.begin, part.end);
  return text;
}

bool GoesOn(const Frame& first, const Frame& second) {
  if (std::abs(first.box.left - second.box.left) > kSameSide ||
      std::abs(first.box.right - second.box.right) > kSameSide) {
    return false;
  }
  const bool fewer = first.xs.size() <= second.xs.size();
  const std::vector<int32_t>& few = fewer ? first.xs : second.xs;
  const std::vector<int32_t>& many = fewer ? second.xs : first.xs;
  std::size_t same = 0;
  for (const int32_t edge : few) {
    same += std::any_of(many.begin(), many.end(), [edge](int32_t other) {
      return std::abs(edge - other) <= kSameColumnEdge;
    });
  }
  return same * 10 >= few.size() * 8;
}

PagedTable JoinFrames(const std::vector<PagedFrame>& parts) {
  Joiner joiner;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    joiner.Add(parts[i], i == 0 ? nullptr : parts[0].frame);
  }
  PagedTable table = joiner.Take();
  NumberColumns(&table);
  return table;
}

void NumberColumns(PagedTable* table) {
  std::vector<int32_t> edges;
  for (const PagedCell& cell : table->cells) {
    edges.push_back(cell.left);
    edges.push_back(cell.right);
  }
  std::sort(edges.begin(), edges.end());
  std::vector<int32_t> columns;
  for (const int32_t edge : edges) {
    if (columns.empty() || edge - columns.back() > kSameColumnEdge) columns.push_back(edge);
  }
  const auto column_of = [&columns](int32_t edge) {
    const auto behind = std::upper_bound(columns.begin(), columns.end(), edge);
    return static_cast<uint32_t>(behind - columns.begin()) - 1;
  };
  for (PagedCell& cell : table->cells) {
    cell.column = column_of(cell.left);
    cell.column_span = std::max<uint32_t>(1, column_of(cell.right) - cell.column);
  }
  std::stable_sort(table->cells.begin(), table->cells.end(),
                   [](const PagedCell& a, const PagedCell& b) {
                     return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                   });
}

}  // namespace gongkai
