#include "normalize/sheet_shape.h"

#include <algorithm>

namespace gongkai {

bool ShownLines::Has(uint32_t number) const {
  const SheetRange* range = HiddenFrom(number);
  return range == nullptr || range->first > number;
}

uint32_t ShownLines::From(uint32_t number) const {
  for (const SheetRange* range = HiddenFrom(number); range != nullptr && range->first <= number;
       range = HiddenFrom(number)) {
    number = range->last + 1;
  }
  return number;
}

const SheetRange* ShownLines::HiddenFrom(uint32_t number) const {
  const auto at =
      std::lower_bound(hidden_.begin(), hidden_.end(), number,
                       [](const SheetRange& range, uint32_t n) { return range.last < n; });
  return at == hidden_.end() ? nullptr : &*at;
}

const SheetMerge* OpenMerges::At(uint32_t row, uint32_t column) {
  if (row != row_) Advance(row);
  const auto at =
      std::lower_bound(open_.begin(), open_.end(), column,
                       [](const SheetMerge* one, uint32_t c) { return one->columns.last < c; });
  return at == open_.end() || (*at)->columns.first > column ? nullptr : *at;
}

void OpenMerges::Advance(uint32_t row) {
  row_ = row;
  for (; next_ < merges_.size() && merges_[next_].rows.first <= row; ++next_) {
    if (merges_[next_].rows.last >= row) open_.push_back(&merges_[next_]);
  }
  std::erase_if(open_, [row](const SheetMerge* one) { return one->rows.last < row; });
  std::sort(open_.begin(), open_.end(), [](const SheetMerge* a, const SheetMerge* b) {
    return a->columns.first < b->columns.first;
  });
}

}  // namespace gongkai
