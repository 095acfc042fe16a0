// The sums the forms ask for, written down once more, apart from the generator.

#ifndef GONGKAI_TESTS_CORPUS_CHECK_SUMS_H_
#define GONGKAI_TESTS_CORPUS_CHECK_SUMS_H_

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/corpus.h"

namespace gongkai::corpus {

using Figures = std::map<std::string, double>;

// The cells in state VALUE.
Figures FiguresOf(std::span<const Cell> truth);

// Of T3-01 to T3-03 and T4-01 to T4-03 those that fail. A sum with a cell that has no value
// neither holds nor fails.
std::set<std::string> BrokenSums(std::span<const Cell> truth);

// Cell ids of a form ("2021") in the order of tests/testdata/forms.csv.
std::vector<std::string> Vocabulary(std::string_view form);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_CHECK_SUMS_H_
