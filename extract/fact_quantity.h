// Reads one quantity of a running text: a figure with its unit and with what says how exact it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extract/fact_lexicon.h"

namespace gongkai {

struct Quantity {
  // Written out, or all of a new one would be set to zero first.
  Quantity() {}

  std::size_t begin = 0;  // half-open bytes: with 近 before it, unit, and 余 behind that
  std::size_t end = 0;
  std::string value;               // exact decimal in the unit
  std::string upper;               // of a range, likewise
  std::string step;                // as Fact.step
  const FactUnit* unit = nullptr;  // nullptr: a bare 0
  v1::Fact::Bound bound = v1::Fact::EXACT;
  bool weak = false;  // one Chinese numeral: often no quantity (一件一档)
};

// Reads into a new *quantity the figure whose first digit or Chinese numeral stands at text[at],
// within the sentence text[low, high). False if it is no quantity: it has no unit, or is part of a
// date, a document or telephone number, a range, a law article. *next is where to go on, behind the
// figure.
bool ReadQuantity(const FactLexicon& lexicon, std::string_view text, std::size_t low,
                  std::size_t at, std::size_t high, Quantity* quantity, std::size_t* next);

}  // namespace gongkai
