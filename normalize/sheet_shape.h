// What is hidden and what is merged in a sheet.
#pragma once

#include <cstdint>
#include <vector>

#include "normalize/sheet.h"

namespace gongkai {

// Rows or columns of a sheet without the hidden ones, which must outlive this.
class ShownLines {
 public:
  explicit ShownLines(const std::vector<SheetRange>& hidden) : hidden_(hidden) {}

  bool Has(uint32_t number) const;

  // The first shown one from `number` on.
  uint32_t From(uint32_t number) const;

 private:
  // The first range that does not end before `number`; nullptr if there is none.
  const SheetRange* HiddenFrom(uint32_t number) const;

  const std::vector<SheetRange>& hidden_;
};

// The merged cells of a sheet that reach a row; rows are asked for in order. `merges` are in order
// of their first row, without overlap, and must outlive this.
class OpenMerges {
 public:
  explicit OpenMerges(const std::vector<SheetMerge>& merges) : merges_(merges) {}

  // The one around that cell; nullptr if there is none.
  const SheetMerge* At(uint32_t row, uint32_t column);

 private:
  void Advance(uint32_t row);

  const std::vector<SheetMerge>& merges_;
  std::vector<const SheetMerge*> open_;  // in order of columns
  std::size_t next_ = 0;
  uint32_t row_ = 0;
};

}  // namespace gongkai
