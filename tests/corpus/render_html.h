// The layouts of HTML.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_HTML_H_
#define GONGKAI_TESTS_CORPUS_RENDER_HTML_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/corpus/corpus.h"
#include "tests/corpus/page.h"

namespace gongkai::corpus {

// UTF-8. `layout` must be one of HTML; `charset` is what the page declares, empty for nothing. A
// portal page is made at least `target_bytes` long, or of a usual length if that is 0.
std::string RenderHtml(const Page& page, Layout layout, std::string_view charset,
                       size_t target_bytes);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_HTML_H_
