// Address, telephone, postal code and e-mail address of the office behind the report.
#pragma once

#include "gongkai/v1/outline.pb.h"
#include "segment/text_scan.h"
#include "segment/vocabulary.h"

namespace gongkai {

// Writes Outline.contact: the first of each that has a value. "联系电话" in a sentence without
// a number is none.
void ReadContact(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                 v1::Outline* outline);

}  // namespace gongkai
