// The structured text that mupdf's mutool writes (`draw -F stext`).
#pragma once

#include <string>

#include "gongkai/v1/pages.pb.h"

namespace gongkai {

// Puts the characters of `xml` in the place of those of the pages; strokes and images stay. False,
// and nothing changed, if the text is not of as many pages or over a bound of common/limits.h.
bool ReplaceGlyphs(std::string xml, v1::Pages* pages);

}  // namespace gongkai
