// Text files: one paragraph a line, and tables that are drawn with characters.
#pragma once

#include "gongkai/v1/document.pb.h"
#include "normalize/page.h"

namespace gongkai {

// Writes text, script, blocks, chrome and source map of `document`. A line that stands for an image
// ("[image: ...]", "![...](...)") becomes an image block. False if there are more blocks or
// runs than kMaxBlocks, kMaxSourceRuns.
bool NormalizeText(const Page& page, v1::Document* document);

}  // namespace gongkai
