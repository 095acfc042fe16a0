// Which value of a row stands in which column. A reading is certain only if it is the only one:
// exactly as many cells as columns, or one way to lay the row's width over them that all
// complete rows of the table share, or the columns of a real grid.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extract/chain.h"
#include "extract/headers.h"
#include "extract/tokens.h"

namespace gongkai {

inline constexpr int kNoToken = -1;

struct Placement {
  enum class State : uint8_t {
    kNothing,  // no figure, mark or blank is there
    kPlaced,
    kSeveral,  // more than one reading survives
  };
  State state = State::kNothing;
  std::vector<int> tokens;       // by column of the block; kNoToken where no column is
  std::vector<uint32_t> values;  // all that may belong to the row, for the candidates
  bool own_row = false;          // nothing of another row can be among them
  bool by_header = false;        // placed under the columns of a grid
  bool header_uncertain = false;
};

// What the complete rows of a table have in common.
struct TableLayout {
  uint32_t width = 0;    // cells of a row; 0 if they differ
  bool surplus = false;  // rows hold empty cells that are no columns
  bool left = true;      // values begin right behind the label
  bool right = true;     // values end with the row
  bool fixed = true;     // values begin in the same column
  uint32_t column = 0;
  bool known = false;        // there is a complete row
  uint32_t lines_width = 0;  // cells from label to last value over several lines; 0 if they differ
  bool by_rows = false;      // most rows stand on a row of their own
};

// One row to be placed: its place, and the columns it is to have.
struct PlaceTask {
  const RowPlace* place = nullptr;
  const BandHeader* header = nullptr;
  std::size_t columns = 0;  // of the block
};

class Placer {
 public:
  // All must outlive the placer.
  Placer(const TokenList& list, const ZoneFinder& zones, const std::vector<Anchor>& anchors,
         const FormModel& model)
      : list_(list), zones_(zones), anchors_(anchors), model_(model) {}

  // `tasks` are all rows of one table.
  TableLayout Learn(std::span<const PlaceTask> tasks) const;

  Placement Place(const PlaceTask& task, const TableLayout& layout) const;

  // Offset of the first of `slots` cells that follow one another; -1 if there is not exactly one
  // way. `lines_width` as in TableLayout, of this row.
  int Fit(std::span<const uint32_t> cells, std::size_t slots, const TableLayout& layout,
          uint32_t lines_width) const;

 private:
  std::span<const uint32_t> CellsOf(const RowPlace& place, std::size_t slots) const;
  bool OnOneRow(std::span<const uint32_t> cells) const;
  bool OwnRow(std::span<const uint32_t> cells, const Anchor& anchor) const;
  uint32_t LinesWidth(const Anchor& anchor, std::span<const uint32_t> cells) const;
  bool Crowded(std::span<const uint32_t> cells) const;
  bool BrokenRow(const PlaceTask& task, std::span<const uint32_t> cells) const;
  bool PlaceByHeader(const PlaceTask& task, std::span<const uint32_t> cells,
                     Placement* placement) const;

  const TokenList& list_;
  const ZoneFinder& zones_;
  const std::vector<Anchor>& anchors_;
  const FormModel& model_;
};

}  // namespace gongkai
