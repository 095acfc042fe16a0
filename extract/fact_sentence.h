// What a sentence holds for its figures: words that mean something, quantities, years and the
// borders of its clauses, in text order.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/fact_lexicon.h"
#include "extract/fact_quantity.h"

namespace gongkai {

struct FactItem {
  enum class Kind : uint8_t { kWord, kQuantity, kYear, kBorder, kOpen, kClose };
  Kind kind = Kind::kBorder;
  uint32_t begin = 0;  // half-open bytes of the text
  uint32_t end = 0;
  uint32_t index = 0;   // kQuantity: in FactSentence.quantities; kYear: the year
  ConceptSet concepts;  // kWord
};

// What begins with a digit, or a Chinese numeral that is a quantity.
struct FactFigure {
  enum class Kind : uint8_t { kQuantity, kYear, kOther };
  Kind kind = Kind::kOther;
  uint32_t begin = 0;  // half-open bytes of the text, from its first digit
  uint32_t end = 0;
  uint32_t index = 0;  // as that of its item
};

struct FactSentence {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::vector<FactFigure> figures;
  std::vector<FactItem> items;
  std::vector<Quantity> quantities;
};

// The end of the sentence that begins at text[begin], at most `high` and kMaxFactSentenceBytes
// behind it. *hot says whether it holds a digit, a Chinese numeral or a word for none.
uint32_t FindFactSentence(const FactLexicon& lexicon, std::string_view text, uint32_t begin,
                          uint32_t high, bool* hot);

// Replaces figures and quantities by those of text[sentence->begin, sentence->end). What stands in
// quotation marks is a name or title and left out. False if it holds neither a quantity nor what
// may begin a word for none.
bool FindFactFigures(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence);

// Replaces items, once the figures are found.
void FindFactWords(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence);

}  // namespace gongkai
