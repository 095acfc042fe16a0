// The block of fields that portals print above the text: 索引号, 发布机构, 发文日期 ... in the
// shapes they take: several on one line, key and value in neighbouring lines or cells.
#pragma once

#include <cstdint>
#include <span>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "segment/dates.h"
#include "segment/text_scan.h"
#include "segment/vocabulary.h"

namespace gongkai {

// Where the text of the report begins, as far as it is known.
struct Front {
  uint32_t title_begin = UINT32_MAX;  // bytes; UINT32_MAX if there is none
  uint32_t title_end = UINT32_MAX;
  uint32_t first_heading = UINT32_MAX;
};

// Writes Outline.metadata. Fields are looked for before the first heading only, in blocks that
// belong to the page as well.
void ReadMetadata(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                  const Front& front, v1::Outline* outline);

// Adds what the head of the page says to Outline.metadata, with an empty span, for keys that the
// text does not have. Nothing else is taken from there.
void AddPageFields(const v1::Document& document, v1::Outline* outline);

// Writes the dates of publication and issue to Outline.dates: those of the metadata, and a date
// that stands alone between the title and the text.
void ReadFrontDates(const TextScan& scan, std::span<const DateInText> dates, const Front& front,
                    v1::Outline* outline);

}  // namespace gongkai
