// Chooses the headings among the candidates: the best chain over the whole document, so that
// one false candidate harms nothing and a missing heading takes no other with it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "segment/headings.h"
#include "segment/text_scan.h"

namespace gongkai {

// The headings of the six parts of the 2019 and 2021 forms, in text order. At most one of each
// kind.
std::vector<HeadingCandidate> ChooseStatutoryHeadings(const TextScan& scan,
                                                      std::span<const HeadingCandidate> candidates);

// The headings of a report of the 2007 Regulation, in text order: whatever is numbered at the
// top level. Those that begin at or after `attachment` number the rows of a statistics table
// and count only if there are no others.
std::vector<HeadingCandidate> ChooseFreeHeadings(const TextScan& scan,
                                                 std::span<const HeadingCandidate> candidates,
                                                 uint32_t attachment);

// Writes Outline.sections; the last body ends at `content_end`. `form` decides what
// Section.number is.
void WriteSections(const TextScan& scan, const v1::Document& document,
                   std::span<const HeadingCandidate> headings, v1::Form form, uint32_t content_end,
                   v1::Outline* outline);

}  // namespace gongkai
