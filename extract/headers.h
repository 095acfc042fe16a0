// The header over a band of rows: which columns it names, of which form, in which order.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/anchors.h"
#include "extract/form_model.h"

namespace gongkai {

inline constexpr int kForeignColumn = -1;

struct HeaderCell {
  int column = kForeignColumn;  // within the block
  std::size_t anchor = 0;
  bool own = false;  // the form's own wording
};

struct BandHeader {
  int form = -1;                  // -1: none found
  bool shared = false;            // another form's block has the same columns
  std::vector<HeaderCell> cells;  // in text order, each column once

  // Columns of one group follow each other as in the form.
  bool ordered = true;
  // None was found, and none is needed: the rows are as the form has them.
  bool implied = false;
  // Something that is no known label stands among the columns.
  bool unknown_words = false;
  // Columns, as bits, whose labels share a cell between borders: a border was lost, and what stands
  // under it may be of either.
  uint64_t joined = 0;

  // Columns in the order of the values of a row, kForeignColumn among them; the form's own order
  // but for foreign ones.
  std::vector<int> slots;

  // The header says no more than that the form's columns are there in its order.
  bool Standard(std::size_t columns) const {
    return implied ||
           (form >= 0 && ordered && !unknown_words && joined == 0 && cells.size() * 2 >= columns);
  }
};

// Looks at the text from the token `begin` on, up to `row`, the first row of the band; over page
// numbers it reads on.
BandHeader FindHeader(uint16_t band, uint32_t begin, const Anchor& row, std::string_view text,
                      const TokenList& list, const std::vector<Anchor>& anchors,
                      const FormModel& model);

}  // namespace gongkai
