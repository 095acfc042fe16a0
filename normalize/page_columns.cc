#include "normalize/page_columns.h"

#include <algorithm>
#include <utility>

#include "normalize/page_column_builder.h"
#include "normalize/page_pieces.h"

namespace gongkai {
namespace {

constexpr std::size_t kFewColumns = 3;

}  // namespace

ColumnTables::ColumnTables(const std::vector<PagedLine>& lines) {
  std::vector<std::vector<Piece>> pieces;
  pieces.reserve(lines.size());
  for (const PagedLine& line : lines) pieces.push_back(PiecesOf(*line.line, 35));
  std::size_t floor = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t figures = 0;
    while (figures < pieces[i].size() && pieces[i][pieces[i].size() - 1 - figures].figure)
      ++figures;
    if (figures < kFewColumns) continue;
    ColumnBuilder builder(lines, pieces);
    // Where the rows from here on make no table, neither do some of them.
    if (builder.Build(i, floor)) {
      found_.push_back({builder.begin(), {builder.Table(), builder.end()}});
    }
    floor = std::max(i + 1, builder.end());
    i = floor - 1;
  }
}

std::optional<ColumnTable> ColumnTables::At(std::size_t begin) {
  if (next_ == found_.size() || found_[next_].begin != begin) return std::nullopt;
  return std::move(found_[next_++].table);
}

}  // namespace gongkai
