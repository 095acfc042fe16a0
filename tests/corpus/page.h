// A report in parts, ready for a layout.

#ifndef GONGKAI_TESTS_CORPUS_PAGE_H_
#define GONGKAI_TESTS_CORPUS_PAGE_H_

#include <string>

#include "tests/corpus/draft.h"
#include "tests/corpus/prose.h"

namespace gongkai::corpus {

struct Page {
  const Draft& draft;
  const Prose& prose;
  bool metadata;      // 索引号 and its neighbours stand before the title
  bool narrow_heads;  // column labels of four characters are broken in two
};

// 索引号, 发布机构 and so on, as lines of `label: value`.
struct Metadata {
  std::string index_number, publisher, date;
};
Metadata MetadataOf(const Page& page);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_PAGE_H_
