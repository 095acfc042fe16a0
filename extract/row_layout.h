// How the rows of one table lie on their lines: one width model for the table, learned from its
// complete rows, decides which empty cells are columns and which are what spans left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "extract/anchors.h"
#include "extract/tokens.h"
#include "extract/zones.h"

namespace gongkai {

// The cells that may belong to a row, without filler.
struct RowCells {
  std::span<const uint32_t> cells;  // tokens
  std::size_t slots = 0;            // columns the row is to have
  std::size_t filled = 0;           // cells that are not empty
  std::size_t first = 0;            // the first and the last of them
  std::size_t last = 0;
  bool bordered = false;  // on one row of a table or between pipes or tabs, not one a line
  bool in_grid = false;   // of a table, whose cells are all there
  bool row_ends = false;  // no words follow on that row
  uint32_t width = 0;     // all cells of the row, labels and filler among them
};

class RowLayout {
 public:
  // `rows` are those of one table.
  explicit RowLayout(std::span<const RowCells> rows, const TokenList& list);

  // Offset in row.cells of the first column. nullopt if there is not exactly one reading: too few
  // or too many cells, or empty ones of which nothing says whether they are columns.
  std::optional<std::size_t> Fit(const RowCells& row) const;

 private:
  bool FillsItsRow(const RowCells& row) const;
  bool Agrees(const RowCells& row, std::size_t offset) const;

  const TokenList& list_;
  uint32_t bordered_width_ = 0;  // that most complete rows have; 0 if they differ
  uint32_t lines_width_ = 0;     // the same for rows of one cell a line
  bool no_rule_ = false;         // too few rows to tell a blank from filler
  bool overfull_ = false;  // most rows have more values than columns: one lost some of its own
  bool surplus_ = false;   // most rows have more cells than columns
  bool left_ = false;      // columns begin right behind the label
  bool right_ = false;     // columns end with the row
  bool fixed_ = false;     // columns begin in the same cell of each row
  uint32_t column_ = 0;    // that cell
};

// What the placement of rows asks of their place in the text.
class RowReader {
 public:
  // All must outlive the reader.
  RowReader(const TokenList& list, const ZoneFinder& zones, const std::vector<Anchor>& anchors,
            const FormModel& model)
      : list_(list), zones_(zones), anchors_(anchors), model_(model) {}

  // The cells of a zone: those on the row of the label, or where that holds nothing those that
  // follow it; both only where the row itself is short. `label` is nullptr for a row without one.
  RowCells Read(const Zone& zone, const Anchor* label, std::size_t slots) const;

  // Nothing of another row can be among the cells: they are all that stands on their row.
  bool OwnRow(std::span<const uint32_t> cells, const Anchor& label) const;

 private:
  std::span<const uint32_t> CellsOf(const Zone& zone, std::size_t slots) const;
  std::size_t Filled(std::span<const uint32_t> cells) const;
  bool OnOneRow(std::span<const uint32_t> cells) const;
  uint32_t LinesWidth(const Anchor* label, std::span<const uint32_t> cells) const;

  const TokenList& list_;
  const ZoneFinder& zones_;
  const std::vector<Anchor>& anchors_;
  const FormModel& model_;
};

}  // namespace gongkai
