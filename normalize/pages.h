// Files of pages: characters, lines and images at their places become one text.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gongkai/v1/pages.pb.h"
#include "gongkai/v1/report.pb.h"
#include "normalize/page_writer.h"

namespace gongkai {

// A pure function of the pages. Page numbers, running heads and repeated headers of tables are
// blocks of chrome behind the text. Errors: EMPTY, SCANNED, FONTS_UNREADABLE, OVER_LIMIT.
std::optional<v1::ReportError> NormalizePages(const v1::Pages& pages, v1::Document* document);

// Puts what pages hold into a document that is being written, such as an image that was recognised;
// the arguments are those of PageWriter. Stops where the layout has passed a bound.
void WritePages(const v1::Pages& pages, PageAssembler* assembler, HtmlLayout* layout,
                PageWriter::Placing placing, std::vector<uint32_t>* recognition);

}  // namespace gongkai
