// Tables whose columns are held apart by nothing but space.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "normalize/page_tables.h"

namespace gongkai {

struct ColumnTable {
  PagedTable table;
  std::size_t end = 0;  // index of the line behind it
};

// Finds tables in lines that follow each other, over pages too. A table is given only if its
// columns are certain: at least three rows fill all of them, every figure of every row stands in
// exactly one, and every line of a label belongs to exactly one row. All else is read as lines.
class ColumnTables {
 public:
  explicit ColumnTables(const std::vector<PagedLine>& lines);

  // The table whose first line that is.
  std::optional<ColumnTable> At(std::size_t begin);

 private:
  struct Found {
    std::size_t begin = 0;
    ColumnTable table;
  };
  std::vector<Found> found_;
  std::size_t next_ = 0;
};

}  // namespace gongkai
