// Decides which form the report follows, by the labels that only one form prints.
#pragma once

#include "gongkai/v1/outline.pb.h"
#include "segment/text_scan.h"
#include "segment/vocabulary.h"

namespace gongkai {

// Writes Outline.form. Long markers count more; a marker within a sentence counts a quarter.
// Markers are listed only for forms whose markers together are more than a passing mention.
// Without such markers the form is that of Outline.year, and FORM_UNSPECIFIED without a year.
void DecideForm(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                v1::Outline* outline);

}  // namespace gongkai
