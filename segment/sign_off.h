// The agency and date at the end of the report (落款).
#pragma once

#include <cstdint>
#include <span>

#include "gongkai/v1/outline.pb.h"
#include "segment/dates.h"
#include "segment/text_scan.h"
#include "segment/words.h"

namespace gongkai {

// Writes Outline.sign_off, and its date to Outline.dates. It is looked for from the end of the
// text back to `from` (bytes): a date that ends its line, with the name of a body before it, in
// the line above or below; without a name only near the end of the text. Returns where the
// sign-off begins, or UINT32_MAX if there is none.
uint32_t ReadSignOff(const TextScan& scan, const Words& words, std::span<const DateInText> dates,
                     uint32_t from, v1::Outline* outline);

}  // namespace gongkai
