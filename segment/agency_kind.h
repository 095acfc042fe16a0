// Decides what kind of body reports, and of what level, and which other bodies its text names.
#pragma once

#include <string_view>

#include "gongkai/v1/outline.pb.h"
#include "segment/text_scan.h"
#include "segment/vocabulary.h"
#include "segment/words.h"

namespace gongkai {

// Sets kind and level of Outline.agency with their evidence; reads its name and span.
void DecideAgencyKind(const TextScan& scan, const Words& words, const Occurrences& found,
                      v1::Outline* outline);

// What a name alone says; both unspecified if nothing. `level_end` is the byte of the name behind
// the place that gives the level; `city` that this place is a 市, whose level the name leaves open.
struct NameKind {
  v1::Agency::Kind kind = v1::Agency::KIND_UNSPECIFIED;
  v1::Agency::Level level = v1::Agency::LEVEL_UNSPECIFIED;
  uint32_t kind_begin = 0;
  uint32_t level_begin = 0;  // of the end that names the level: 县
  uint32_t level_end = 0;
  bool city = false;
};
NameKind ReadNameKind(const Words& words, std::string_view name);

}  // namespace gongkai
