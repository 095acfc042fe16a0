// Tables whose columns are held apart by nothing but space.
#pragma once

#include <cstddef>
#include <vector>

#include "normalize/page_tables.h"

namespace gongkai {

struct ColumnTable {
  PagedTable table;
  std::size_t end = 0;  // index of the line behind it; that of its first line if there is none
};

// The table that begins at lines[begin], if its columns are certain: every figure of it stands in
// exactly one of the columns that its full rows have. Otherwise none, and its lines are read as
// lines.
ColumnTable FindColumnTable(const std::vector<PagedLine>& lines, std::size_t begin);

}  // namespace gongkai
