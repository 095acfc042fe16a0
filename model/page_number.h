// Lines that number their page: what dropping page numbers from a text and from the margins of
// pages have in common.
#pragma once

#include <optional>
#include <string_view>

namespace gongkai {

struct PageNumber {
  int value = 0;         // of the first number, at most four digits
  bool dressed = false;  // more than figures and spaces: "- 4 -", "4/12"
  // Is nothing else, wherever it stands: "- 4 -", "第 4 页 共 12 页", "4/12", but not "4" or "-4".
  bool certain = false;
};

// `line` is valid UTF-8 without spaces round it. Null for anything that is not one or two numbers
// of at most four digits, among dashes, "/", "," and 第, 页, 共.
std::optional<PageNumber> ReadPageNumber(std::string_view line);

}  // namespace gongkai
