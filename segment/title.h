// Finds the title of the report and what it says: whose report, for which year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "segment/text_scan.h"
#include "segment/vocabulary.h"

namespace gongkai {

struct Title {
  uint32_t begin = 0;  // half-open bytes
  uint32_t end = 0;
  uint32_t year = 0;  // 0 if it names none
  uint32_t year_begin = 0;
  uint32_t year_end = 0;
  std::string agency;  // empty if it names none
  uint32_t agency_begin = 0;
  uint32_t agency_end = 0;
};

struct TitleSearch {
  std::optional<Title> title;  // the best one
  uint32_t lines = 0;          // lines of the report that read like a title
  std::vector<Title> all;      // those lines, in text order
};

// `first_heading` is the byte at which the first part may begin: titles stand before it.
TitleSearch FindTitle(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                      uint32_t first_heading);

}  // namespace gongkai
