// The statutory tables as the corpus knows them: rows, columns, labels and cell ids of the 2019
// form (国办公开办函〔2019〕60号) and the 2021 form (国办公开办函〔2021〕30号); the statistics are
// in statistics.h.

#ifndef GONGKAI_TESTS_CORPUS_FORM_TABLE_H_
#define GONGKAI_TESTS_CORPUS_FORM_TABLE_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/corpus.h"

namespace gongkai::corpus {

struct Column {
  std::string_view id, label;
};

struct ProactiveRow {
  std::string_view id, label;
};

// The rows of one item of article 20, with the columns they share.
struct ProactiveBlock {
  std::string_view article;
  std::span<const Column> columns;
  std::span<const ProactiveRow> rows;
};

struct ApplicationsRow {
  std::string_view id;
  std::string_view group;  // of the rows under （三）to（六）, otherwise empty
  std::string_view label;
  bool is_result;  // under 三、本年度办理结果
};

enum class Kind { kCount, kSigned, kDecimal };

struct CellSpec {
  std::string id;
  Kind kind;
};

// `cells` runs through the proactive table, the applications table and the disputes table, each
// row by row.
struct FormTable {
  std::span<const ProactiveBlock> proactive;
  std::vector<ApplicationsRow> applications;
  std::vector<CellSpec> cells;
  size_t applications_begin = 0;
  size_t disputes_begin = 0;

  size_t ApplicationsCell(size_t row, size_t column) const {
    return applications_begin + row * 7 + column;
  }
};

// Rows of the applications table that both forms have at the same place.
inline constexpr size_t kReceived = 0;
inline constexpr size_t kCarriedOver = 1;
inline constexpr size_t kGranted = 2;
inline constexpr size_t kPartiallyGranted = 3;
inline constexpr size_t kTotalColumn = 6;

std::span<const Column> Applicants();      // seven, the total last
std::span<const Column> DisputeResults();  // five, the total last
std::span<const Column> DisputeKinds();    // three
std::string_view BalanceNote();            // stands over the labels of the applications table

// For k2008 a table without cells.
const FormTable& TableOf(Form form);

// The position of a cell; `id` must be one of the form's.
size_t CellAt(const FormTable& table, std::string_view id);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_FORM_TABLE_H_
