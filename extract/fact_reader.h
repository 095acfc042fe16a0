// The figures of the running text: quantities with unit, meaning and bounds, zeros said in words,
// and what is tied together as a whole and its parts.
//
// A figure is a quantity only with a unit of extract/facts.tsv behind it, or as a zero that
// something is said to be. Years, dates, periods (20个工作日), document and telephone numbers,
// addresses, ordinals, law articles (第二十条) and ranges are none; nor is what stands in quotation
// marks. A meaning is given only if it explains every word near the figure that could change it.
#pragma once

#include "extract/fact_lexicon.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"

namespace gongkai {

// Sets facts and fact_groups of *extraction, whose tables say what is no running text. At most
// kMaxFacts are read. The text of the document must be valid UTF-8.
void ReadFacts(const FactLexicon& lexicon, const v1::Document& document, const v1::Outline& outline,
               v1::Extraction* extraction);

}  // namespace gongkai
