// The table whose only row prints no label (行政复议、行政诉讼): its values are what follows the
// header, all in one run or a run for each group of columns, named right before it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/anchors.h"
#include "extract/place.h"
#include "extract/row_layout.h"
#include "extract/zones.h"

namespace gongkai {

struct DisputeRun {
  Placement placement;  // by column of the block; only those of its group are placed
  Zone zone;
  std::size_t first_column = 0;  // columns [first_column, first_column + columns)
  std::size_t columns = 0;
  std::size_t first_anchor = 0;  // of the header
  std::size_t last_anchor = 0;
};

// In text order. `row` is the merged index of a row without a label, `form` one that has it.
std::vector<DisputeRun> FindDisputes(int row, std::size_t form, std::string_view text,
                                     const std::vector<Anchor>& anchors, const TokenList& list,
                                     const FormModel& model, const RowReader& reader,
                                     ZoneFinder* zones);

}  // namespace gongkai
