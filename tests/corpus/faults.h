// Puts one fault into a draft, so that one named rule fails and no other.

#ifndef GONGKAI_TESTS_CORPUS_FAULTS_H_
#define GONGKAI_TESTS_CORPUS_FAULTS_H_

#include <string_view>

#include "tests/corpus/draft.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

// The rule that finds the fault, such as "T3-01"; empty for kNone.
std::string_view RuleOf(Fault fault);

// Whether the fault is an unbalanced sum.
bool IsArithmetic(Fault fault);

// Changes figures, cells or structure and sets `rule`. The figures must be printed; arithmetic
// faults need those of a busy agency.
void PutFault(Fault fault, Random& random, Draft& draft);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_FAULTS_H_
