// The layouts of plain text.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_TEXT_H_
#define GONGKAI_TESTS_CORPUS_RENDER_TEXT_H_

#include <string>

#include "tests/corpus/corpus.h"
#include "tests/corpus/page.h"

namespace gongkai::corpus {

// UTF-8, lines end with LF. `layout` must be one of text.
std::string RenderText(const Page& page, Layout layout);

// Parentheses, commas, colons and semicolons to half width, as many dumps have them.
void NarrowPunctuation(std::string& text);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_TEXT_H_
