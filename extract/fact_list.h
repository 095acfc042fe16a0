// Figures given in one breath: 行政复议、行政诉讼分别为3件、2件.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/fact_lexicon.h"
#include "extract/fact_sentence.h"

namespace gongkai {

// What one of them is said of.
struct ListedFigure {
  std::size_t item = 0;  // in FactSentence.items
  ConceptSet local;      // of its own subject, with what is said of all of them
  ConceptSet context;    // topics of the other subjects, where it has none of its own
  ConceptSet topics;     // of all of them
};

// The figures behind items[listed], the word 分别, whose clause begins with items[begin]. Empty
// unless there are as many figures, with nothing but commas between them, as known subjects.
std::vector<ListedFigure> ReadListed(const FactLexicon& lexicon, std::string_view text,
                                     const FactSentence& sentence, std::size_t begin,
                                     std::size_t listed);

// Whether the figure items[item] is followed by another one without a word between them, as in
// 3件、2件.
bool IsListedWithNext(std::string_view text, const FactSentence& sentence, std::size_t item);

// Whether the words before the figure items[item] are those of the figure before it, as in
// 9件予以公开和2件不予公开.
bool FollowsConjunction(std::string_view text, const FactSentence& sentence, std::size_t item);

}  // namespace gongkai
