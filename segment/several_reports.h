// Whether a text holds more than one report: an office that puts the reports of its parts on one
// page, or saves them as one file.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "segment/headings.h"
#include "segment/text_scan.h"
#include "segment/title.h"

namespace gongkai {

// The titles of the reports in the text, in its order; one or none if it is one report. A title
// heads a report if the numbering of the parts begins again behind it. Titles of one body and one
// year are one report's (a cover page, a page that has the report twice), and so is a title that
// nothing is numbered behind: a link, a list, an attachment that is named. A report that begins
// again without a title between is one of several if its parts have the wording of the form and say
// something else.
std::vector<std::string> ReportsIn(const TextScan& scan, std::span<const Title> titles,
                                   std::span<const HeadingCandidate> candidates);

}  // namespace gongkai
