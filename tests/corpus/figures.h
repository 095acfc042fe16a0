// Plausible figures that balance: every sum of the applications and disputes tables holds, and no
// figure stands in doubt for its agency (a county has no 规章, few results are 其他, and so on).

#ifndef GONGKAI_TESTS_CORPUS_FIGURES_H_
#define GONGKAI_TESTS_CORPUS_FIGURES_H_

#include "tests/corpus/draft.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

// Fills `values` from the form, year and agency. A `busy` agency had applications and disputes,
// which an unbalanced sum needs in order to look like a slip.
void FillFigures(Random& random, bool busy, Draft& draft);

// Writes `cells` from `values`. Increases in a signed column may get a plus sign.
void PrintFigures(Random& random, Draft& draft);

// Of one cell, after its value has changed.
void PrintCell(size_t cell, Draft& draft);

// Sums of the column 总计 over rows whose id begins with `prefix`.
int64_t TotalOf(const Draft& draft, std::string_view prefix);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_FIGURES_H_
