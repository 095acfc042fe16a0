// Places that may be headings of the parts, each with what speaks for it. Which of them are
// is decided over the whole document (segment/sections.h).
#pragma once

#include <cstdint>
#include <vector>

#include "gongkai/v1/outline.pb.h"
#include "segment/ordinals.h"
#include "segment/text_scan.h"
#include "segment/vocabulary.h"

namespace gongkai {

enum class HeadingWords : uint8_t {
  kCanonical,   // the form's own wording
  kVariant,     // a wording of the form data
  kExtended,    // one of them with words before or behind it
  kResembling,  // words that resemble or hold those of the kind its ordinal stands for
  kUnknown,     // an ordinal and a short line
};

struct HeadingCandidate {
  OrdinalStyle style = OrdinalStyle::kNone;
  uint32_t ordinal = 0;
  v1::SectionKind kind = v1::SECTION_KIND_UNSPECIFIED;
  HeadingWords words = HeadingWords::kUnknown;

  // Half-open bytes: the ordinal and the words; words_begin is where the words begin.
  uint32_t begin = 0;
  uint32_t words_begin = 0;
  uint32_t end = 0;

  uint32_t word_chars = 0;  // Han characters of the known wording
  bool at_start = false;    // nothing before it in its line or cell
  bool alone = false;       // nothing behind it either
  bool in_list = false;     // an entry of an enumeration or a table of contents
};

// In text order, at most kMaxHeadingCandidates, none within the page's own blocks.
std::vector<HeadingCandidate> FindHeadingCandidates(const TextScan& scan,
                                                    const Vocabulary& vocabulary,
                                                    const Occurrences& found);

// Number of a kind in the 2019 and 2021 forms, 1 to 6; 0 for SECTION_KIND_UNSPECIFIED.
inline uint32_t NumberOf(v1::SectionKind kind) { return static_cast<uint32_t>(kind); }

}  // namespace gongkai
