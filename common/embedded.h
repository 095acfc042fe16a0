#pragma once

#include <string_view>

namespace gongkai {

// A data file that is built into the program.
struct EmbeddedFile {
  std::string_view name;  // base name, such as "2021.textproto"
  std::string_view data;
};

}  // namespace gongkai
