// The names of layouts, encodings and so on, for flags and file names.

#ifndef GONGKAI_TESTS_CORPUS_NAMES_H_
#define GONGKAI_TESTS_CORPUS_NAMES_H_

#include <span>
#include <string_view>

#include "tests/corpus/corpus.h"

namespace gongkai::corpus {

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};

std::span<const Named<Form>> Forms();            // 2021, 2019, 2008
std::span<const Named<Layout>> Layouts();        // pipes, html-portal, ...
std::span<const Named<Encoding>> Encodings();    // utf8, gb18030, ...
std::span<const Named<Charset>> Charsets();      // right, wrong, missing
std::span<const Named<Fault>> Faults();          // none, T3-01, CEL-04-unit, ...
std::span<const Named<Container>> Containers();  // plain, docx, ...

template <typename Value>
std::string_view NameOf(std::span<const Named<Value>> names, Value value) {
  for (const Named<Value>& named : names) {
    if (named.value == value) return named.name;
  }
  return "";
}

inline bool IsHtml(Layout layout) {
  return layout >= Layout::kHtml && layout <= Layout::kHtmlBreaks;
}

// Text as programs and converters write it.
inline bool IsMarkup(Layout layout) { return layout > Layout::kHtmlBreaks; }

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_NAMES_H_
