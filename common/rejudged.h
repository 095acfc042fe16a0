// Between the chain and the rules: a report judged by what differs between two packs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gongkai/v1/outline.pb.h"

namespace gongkai {

// What is known of a report without its outline.
struct OutlineHead {
  std::string_view agency;
  uint32_t year = 0;
  v1::Form form = v1::FORM_UNSPECIFIED;  // that of the outline
};

// What is at hand of a report that is to be judged again. Outline and extraction are serialized.
struct KnownReport {
  OutlineHead head;
  std::string_view sketch;  // of the extraction; see table_sketch.h. Empty if there is none
  std::optional<std::string_view> outline;
  std::optional<std::string_view> extraction;
};

enum class Rejudged {
  kDone,
  kWantsOutline,     // the head is not enough
  kWantsExtraction,  // nor is the sketch
  kNoWay,            // it has to be judged from the beginning
};

}  // namespace gongkai
