// What a sentence holds for its figures: words that mean something, quantities, years and the
// borders of its clauses, in text order.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/fact_lexicon.h"
#include "extract/fact_quantity.h"
#include "extract/text_range.h"

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
  std::vector<uint32_t> marks;  // where digits, Chinese numerals and quotations begin
  bool none = false;            // a character that may begin a word for none stands in it
  std::vector<FactFigure> figures;
  std::vector<Quantity> quantities;
  std::vector<FactItem> items;
};

// Sets *sentence to the one that text[range] begins with, at most kMaxFactSentenceBytes long, and
// its marks; if `whole`, all of the range is one. False if it surely holds neither a quantity nor a
// word for none.
bool FindFactSentence(const FactLexicon& lexicon, std::string_view text, TextRange range,
                      bool whole, FactSentence* sentence);

// Sets its figures and quantities. What stands in quotation marks is a name or title and left out.
void FindFactFigures(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence);

// Sets its items, once the figures are found.
void FindFactWords(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence);

}  // namespace gongkai
