// Places in the text where a label of some form stands, with what speaks for each.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/form_model.h"
#include "extract/label_ordinal.h"
#include "extract/tokens.h"

namespace gongkai {

struct Anchor {
  uint32_t label = 0;  // index in FormModel::labels()
  uint32_t begin = 0;  // half-open bytes, from the first to the last Han character
  uint32_t end = 0;
  uint32_t first_token = 0;  // tokens of the first and of the last character
  uint32_t last_token = 0;
  bool starts = false;  // at the start of a cell, line or piece, or behind another label
  bool stops = false;   // at the end of one, or before another label
  bool whole = false;   // no value and no border within it
  LabelOrdinal ordinal;
};

// In text order. Labels that begin within no words token are left out.
std::vector<Anchor> FindAnchors(std::string_view text, const TokenList& list,
                                const FormModel& model);

}  // namespace gongkai
