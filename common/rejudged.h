// Between the chain and the rules: a report judged by what differs between two packs.
#pragma once

#include <cstdint>
#include <string_view>

#include "gongkai/v1/outline.pb.h"

namespace gongkai {

// What is known of a report without its outline.
struct OutlineHead {
  std::string_view agency;
  uint32_t year = 0;
  v1::Form form = v1::FORM_UNSPECIFIED;  // that of the outline
};

enum class Rejudged {
  kDone,
  kWantsOutline,  // the head is not enough
  kNoWay,         // it has to be judged from the beginning
};

}  // namespace gongkai
