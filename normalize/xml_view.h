// What libxml2 hands over, as the views of this tree.
#pragma once

#include <string_view>

namespace gongkai {

// xmlChar is unsigned char; null is empty.
inline std::string_view View(const unsigned char* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace gongkai
