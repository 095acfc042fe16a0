// Which value of a row stands in which column. A reading is certain only if it is the only one:
// exactly as many cells as columns, or one way to lay the row's cells over them that the table's
// other rows share, or the columns of a real grid.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "extract/chain.h"
#include "extract/headers.h"
#include "extract/row_layout.h"
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
  uint64_t doubtful = 0;  // columns, as bits, whose value may be that of another
};

// One row to be placed: its place, and the columns it is to have.
struct PlaceTask {
  const RowPlace* place = nullptr;
  const BandHeader* header = nullptr;
  std::size_t columns = 0;  // of the block
};

// Places the rows of one table.
class Placer {
 public:
  // All must outlive the placer.
  Placer(const TokenList& list, const std::vector<Anchor>& anchors, const ZoneFinder& zones,
         const RowReader& reader)
      : list_(list), anchors_(anchors), zones_(zones), reader_(reader) {}

  // `tasks` are all rows of the table: learns its layout and places them, in their order.
  std::vector<Placement> PlaceTable(std::span<const PlaceTask> tasks);

  // Another place of a row; after PlaceTable().
  Placement Place(const PlaceTask& task) const;

 private:
  Placement Place(const PlaceTask& task, const RowCells& row) const;
  void FindShortHeaders(std::span<const PlaceTask> tasks, std::span<const RowCells> rows);
  bool IsStandard(const PlaceTask& task) const;
  bool MayHoldTwo(const RowCells& row) const;
  bool BrokenRow(const PlaceTask& task, std::span<const uint32_t> cells) const;
  bool PlaceByHeader(const PlaceTask& task, std::span<const uint32_t> cells, std::size_t filled,
                     Placement* placement) const;

  const TokenList& list_;
  const std::vector<Anchor>& anchors_;
  const ZoneFinder& zones_;
  const RowReader& reader_;
  std::optional<RowLayout> layout_;
  std::vector<const BandHeader*> short_headers_;  // over columns that may be fewer than the form's
};

}  // namespace gongkai
