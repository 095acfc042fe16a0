// The 政府信息公开情况统计表 of the reports for 2014 to 2018 (国办发〔2014〕32号): one figure a
// row.

#ifndef GONGKAI_TESTS_CORPUS_STATISTICS_H_
#define GONGKAI_TESTS_CORPUS_STATISTICS_H_

#include <string_view>

#include "tests/corpus/form_table.h"
#include "tests/corpus/grid.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

// The rows as a form's table; every cell is a row of its own.
FormTable StatisticsTable();

// Values that agree with each other, in the order of the table.
void FillStatistics(Random& random, Draft& draft);

// The value of a row: "received.total".
int64_t StatisticOf(const Draft& draft, std::string_view row);

// Group rows have no figure; the column of units is there or not, as the draft says.
Grid StatisticsGrid(const Draft& draft);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_STATISTICS_H_
