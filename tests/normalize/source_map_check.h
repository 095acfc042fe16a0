// Proves a source map against the source, with nothing but ICU.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// Reads, for each run of the map, the bytes it names, decodes them with ICU, folds them as the
// kind of the run says, and compares with the text. Empty if every character is right and the
// runs cover the text without a gap; otherwise what is wrong first. CHARACTERS of a traditional
// report may differ in script.
std::string CheckSourceMap(std::string_view source, const v1::Document& document);

// What document.proto promises of text and blocks: valid UTF-8, no space but U+0020, tab and
// newline, blocks in order of begin and within the text, paragraphs without line ends and without
// overlap, cells in order, within their table, no position covered twice. Empty if it all holds.
std::string CheckBlocks(const v1::Document& document);

// `utf8` in another character set, by ICU; "UTF-16LE" and the like without byte order mark.
std::string Encode(std::string_view utf8, const std::string& charset);

// The one character that `bytes` are, by ICU; 0 if they are none or several.
char32_t DecodeWith(std::string_view bytes, const std::string& charset);

}  // namespace gongkai
