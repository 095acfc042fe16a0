// From UTF-8 to what reports are saved as.

#ifndef GONGKAI_TESTS_CORPUS_ENCODE_H_
#define GONGKAI_TESTS_CORPUS_ENCODE_H_

#include <string>
#include <string_view>

#include "tests/corpus/corpus.h"

namespace gongkai::corpus {

// UTF-16 and UTF-8 with BOM begin with their mark. A character that the encoding lacks becomes a
// question mark, as on the pages that have such; the corpus uses none.
std::string Encode(std::string utf8, Encoding encoding);

// What an HTML page in this encoding declares; empty for Charset::kMissing.
std::string_view DeclaredCharset(Encoding encoding, Charset charset);

// Simplified to Traditional characters, for the characters the corpus uses. Works by character
// with a few phrases, as the converters of web sites do.
std::string ToTraditional(std::string_view simplified);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_ENCODE_H_
