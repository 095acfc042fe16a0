// The running text of a report: paragraphs, and cells of tables that hold sentences, without the
// page's own text and without what the tables were read from.
#pragma once

#include <vector>

#include "extract/text_range.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"

namespace gongkai {

// In text order, not overlapping. A sentence broken over lines is in one range.
std::vector<TextRange> NarrativeRanges(const v1::Document& document, const v1::Outline& outline,
                                       const v1::Extraction& extraction);

}  // namespace gongkai
