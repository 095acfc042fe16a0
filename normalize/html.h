// HTML pages and fragments, read with libxml2's SAX interface.
#pragma once

#include "gongkai/v1/document.pb.h"
#include "normalize/html_layout.h"
#include "normalize/page.h"

namespace gongkai {

// Writes text, script, blocks, chrome, source map and format of `document`, and a note if the page
// ends within a tag or a table. Paragraphs have no line end within; <br> ends one, within a cell it
// gives
// "\n". Tables become grids, tables within tables blocks within the cell; tables that only
// arrange the page (few cells, long text in one) are taken apart into their lines. Returns the
// bound of common/limits.h that was passed, if any; the document is then of no use. Memory and
// time are linear in the page.
const HtmlLayout::Bound* NormalizeHtml(const Page& page, v1::Document* document);

}  // namespace gongkai
