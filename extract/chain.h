// Which place in the text is which row: the best strictly increasing chain of (row, place) over
// the whole document, then the rows it lacks in the gaps between its neighbours.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "extract/anchors.h"
#include "extract/zones.h"

namespace gongkai {

// A place where a row's label stands.
struct RowPlace {
  int row = 0;  // merged index
  Anchor anchor;
  Zone zone;
  uint32_t score = 0;
  bool full = false;          // as many values as the row has columns in some form
  bool misspelt = false;      // found by its likeness only
  bool out_of_order = false;  // stands before a row that the form places before it
};

struct Chain {
  std::vector<RowPlace> rows;   // by merged index, each row once
  std::vector<RowPlace> spare;  // places with values of rows that stand elsewhere too
};

// RESOURCE_EXHAUSTED over kMaxCandidates.
absl::StatusOr<Chain> FindChain(std::string_view text, const std::vector<Anchor>& anchors,
                                const TokenList& list, const FormModel& model, ZoneFinder* zones);

// Values and blanks among cells; figures, marks and words.
uint32_t CountFilled(std::span<const uint32_t> cells, const TokenList& list);

}  // namespace gongkai
