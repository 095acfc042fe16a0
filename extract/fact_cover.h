// Whether all that stands between a figure and what it is said of is known. 公开信息30条 counts
// what was published; 公开财政预算30条 counts something else, whose name the data need not know.
#pragma once

#include <cstddef>
#include <string_view>

#include "extract/fact_lexicon.h"
#include "extract/fact_sentence.h"

namespace gongkai {

// From the last of items[begin, item) that means something to the figure items[item], or from the
// first with `all`: true if nothing stands there but fillers (信息, 共, 约).
bool IsCovered(const FactLexicon& lexicon, std::string_view text, const FactSentence& sentence,
               std::size_t begin, std::size_t item, bool all);

// The same from the figure to the first of items(item, end) that means something.
bool IsCoveredBehind(const FactLexicon& lexicon, std::string_view text,
                     const FactSentence& sentence, std::size_t item, std::size_t end);

// True if no word of items[begin, end) that is too common to stand alone (申请, 培训) has an
// unknown one before it in its clause, as in 低保申请.
bool IsSpecific(const FactLexicon& lexicon, std::string_view text, const FactSentence& sentence,
                std::size_t begin, std::size_t end);

}  // namespace gongkai
