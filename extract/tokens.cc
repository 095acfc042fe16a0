#include "extract/tokens.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "common/limits.h"
#include "common/strings.h"
#include "extract/line_rows.h"
#include "extract/row_builder.h"
#include "extract/row_numbers.h"

namespace gongkai {
namespace {

bool HasTables(const v1::Document& document) {
  return std::ranges::any_of(
      document.blocks(), [](const v1::Block& block) { return block.kind() == v1::Block::TABLE; });
}

class Tokenizer {
 public:
  Tokenizer(const v1::Document& document, const FigureReader& figures)
      : document_(document),
        builder_(document.text(), HasTables(document), figures),
        lines_(document.text(), &builder_, &tables_) {}

  absl::StatusOr<TokenList> Run() {
    uint32_t at = 0;
    for (int i = 0; i < document_.blocks_size();) {
      const v1::Block& block = document_.blocks(i);
      if (block.kind() != v1::Block::TABLE || block.begin() < at) {
        ++i;
        continue;
      }
      lines_.Read({at, block.begin()});
      i = Table(i);
      at = block.end();
      if (builder_.full()) break;
    }
    lines_.Read({at, static_cast<uint32_t>(document_.text().size())});
    if (builder_.full()) {
      return absl::ResourceExhaustedError(
          Concat("more than ", kMaxTokens, " labels, figures and cells"));
    }
    TokenList list = std::move(builder_.list());
    DropRowNumbers(document_.text(), &list);
    list.truncated = std::ranges::any_of(
        document_.notes(), [](const v1::Note& note) { return note.code() == v1::Note::TRUNCATED; });
    return list;
  }

 private:
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
        if (open) builder_.CloseRow(width);
        open = false;
        nested = LayoutCell({cell.begin(), cell.end()}, inner >= 0 ? inner : nested);
        continue;
      }
      if (!open) builder_.OpenRow(RowShape::kGrid, true, table);
      open = true;
      builder_.AddBorderedCell({cell.begin(), cell.end()}, cell.column(),
                               cell.column() + cell.column_span());
    }
    if (open) builder_.CloseRow(width);
    return nested;
  }

  bool IsText(TextRange cell) const {
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

  int LayoutCell(TextRange cell, int nested) {
    uint32_t at = cell.begin;
    while (nested < document_.blocks_size() && document_.blocks(nested).begin() < cell.end) {
      const v1::Block& inner = document_.blocks(nested);
      if (inner.kind() != v1::Block::TABLE || inner.begin() < at) {
        ++nested;
        continue;
      }
      lines_.Read({at, inner.begin()});
      nested = Table(nested);
      at = inner.end();
    }
    lines_.Read({std::min(at, cell.end), cell.end});
    return nested;
  }

  const v1::Document& document_;
  uint32_t tables_ = 0;
  RowBuilder builder_;
  LineRows lines_;
};

}  // namespace

absl::StatusOr<TokenList> Tokenize(const v1::Document& document, const FigureReader& figures) {
  return Tokenizer(document, figures).Run();
}

}  // namespace gongkai
