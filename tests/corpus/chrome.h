// What a government portal puts round an article: styles, scripts, navigation, lists, footer.

#ifndef GONGKAI_TESTS_CORPUS_CHROME_H_
#define GONGKAI_TESTS_CORPUS_CHROME_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/corpus/page.h"

namespace gongkai::corpus {

// Styles and scripts for the head, the same on every page; about 28 KB.
std::string_view PortalHead();

// From <body> up to the article: navigation, place, metadata block, title, tools.
void AppendPortalTop(const Page& page, std::string_view title, std::string& out);

// After the article: attachments, at least `list_bytes` of related titles, footer.
void AppendPortalBottom(const Page& page, size_t list_bytes, std::string& out);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_CHROME_H_
