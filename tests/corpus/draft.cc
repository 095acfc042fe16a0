#include "tests/corpus/draft.h"

namespace gongkai::corpus {

bool IsThere(const Draft& draft, size_t cell) {
  const FormTable& table = TableOf(draft.form);
  if (cell >= table.disputes_begin) return draft.missing_table != Table::kDisputes;
  if (cell < table.applications_begin) return draft.missing_table != Table::kProactive;
  if (draft.missing_table == Table::kApplications) return false;
  return (cell - table.applications_begin) / 7 != draft.missing_row;
}

}  // namespace gongkai::corpus
