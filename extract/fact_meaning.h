// What a quantity means, from the concepts of the words near it.
#pragma once

#include "extract/fact_lexicon.h"

namespace gongkai {

// The meaning that needs most of what stands there and leaves none of it unexplained: all it needs
// is in `local` (the words of the figure itself, one of them at least) or in `carried` (topics of
// clauses before it), and every deciding concept of `local` is one it allows. nullptr if there is
// none, or two that need the same number of concepts.
const FactMeaning* ChooseMeaning(const FactLexicon& lexicon, const FactUnit& unit,
                                 const ConceptSet& local, const ConceptSet& carried);

// The same for words for zero, without carried topics and whatever the unit.
const FactMeaning* ChooseZeroMeaning(const FactLexicon& lexicon, const ConceptSet& local);

}  // namespace gongkai
