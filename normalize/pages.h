// Files of pages: characters, lines and images at their places become one text.
#pragma once

#include <optional>

#include "gongkai/v1/pages.pb.h"
#include "gongkai/v1/report.pb.h"

namespace gongkai {

// A pure function of the pages. Page numbers, running heads and repeated headers of tables are
// blocks of chrome behind the text. Errors: EMPTY, SCANNED, FONTS_UNREADABLE, OVER_LIMIT.
std::optional<v1::ReportError> NormalizePages(const v1::Pages& pages, v1::Document* document);

}  // namespace gongkai
