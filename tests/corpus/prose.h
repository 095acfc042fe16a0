// The text of a report, with the places where its tables go.

#ifndef GONGKAI_TESTS_CORPUS_PROSE_H_
#define GONGKAI_TESTS_CORPUS_PROSE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tests/corpus/draft.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

enum class Role { kTitle, kText, kHeading, kSubheading, kTable, kSignature };

struct Paragraph {
  Role role;
  std::string text;            // empty for a table
  Table table = Table::kNone;  // of role kTable
};

struct Prose {
  std::vector<Paragraph> paragraphs;
  int sections = 0;                  // numbered sections there are
  std::string date;                  // of signature, 2024年1月16日
  std::string iso_date;              // 2024-01-16
  std::vector<ProseFigure> figures;  // in text order
};

// Agrees with the draft's figures, and leaves out what the draft leaves out. `target_bytes` asks
// for more sentences than usual.
Prose Compose(const Draft& draft, Random& random, size_t target_bytes);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_PROSE_H_
