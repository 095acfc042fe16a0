// What stands in a cell.
#pragma once

#include <string>

#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// As it stood in the source but for spaces around it; empty for BLANK and ABSENT.
inline const std::string& TextOfCell(const v1::Cell& cell) {
  return cell.raw().empty() ? cell.value() : cell.raw();
}

}  // namespace gongkai
