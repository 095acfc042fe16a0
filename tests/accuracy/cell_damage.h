// Damage to the cells of a table before it is laid out: the same in a page, a Word document, a
// workbook, a PDF or a text, whatever they make of it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "tests/corpus/corpus.h"

namespace gongkai {

enum class CellBlow {
  kEmptyCell,    // a figure
  kMarkCell,     // "/" in place of a figure
  kEmptyRow,     // all figures of a row
  kSplitFigure,  // a space within
  kMergeCells,   // two neighbouring figures in one cell, a space between
  kDropCell,     // the rest of the row moves up; only where a row may be short
  kDropRow,
  kDoubleRow,
  kOtherRow,  // a row once more, with other figures
  kSwapRows,
  kDropLabel,
  kGarbleLabel,
  kDropHeader,   // all rows over the first with figures
  kDropColumn,   // with its label
  kSwapColumns,  // labels and figures
  kSubtotal,     // a column 小计 more
  kSplitTable,   // in two, the second without a header
  kSecondTable,  // the same with other figures behind it
  kNoteRow,      // a note between two rows, or under the header
  kTwo,          // any two of those that take nothing from each other
  kThree,
  kMergeRows,     // two neighbouring ones, with their labels
  kMergeColumns,  // with their labels, or these alone
  // Other ways to show a table.
  kFootMarks,      // "3①", "3*" in a few cells
  kTranspose,      // rows as columns
  kRowNumbers,     // a column of them before the others
  kCoveredCopies,  // cells that covered several places stand in each of them
  kZeroCents,      // "0.00"
  kApostrophes,    // "1'234"
  // What harms nothing.
  kPageRow,   // "- 4 -" between two rows
  kBlankRow,  // an empty row
  kUnits,     // "3件"
};
inline constexpr int kCellBlows = static_cast<int>(CellBlow::kUnits) + 1;

const char* NameOf(CellBlow blow);
bool IsHarmless(CellBlow blow);

// True for those that leave a table of another shape, which is given up in part or as a whole: only
// that nothing in it is wrong is asked for.
bool ReshapesTable(CellBlow blow);

// What became of a report.
struct CellDamage {
  bool applied = false;
  // By cell, what may be read where that is not what it was: a state, or ABSENT.
  std::map<std::string, std::string> now;
  std::set<std::string> touched;  // cells that somebody who knows tables need not decide
  std::deque<std::string> texts;  // that the damaged tables print
};

// `damage` must outlive the edit and is filled when a report is rendered with it. Deterministic in
// `seed`.
corpus::GridEdit EditOf(CellBlow blow, corpus::Form form, uint32_t seed, CellDamage* damage);

// The truth of a report that was rendered with the damage. Cells that two rows claim with other
// figures are AMBIGUOUS in it.
std::vector<corpus::Cell> TruthAfter(const CellDamage& damage, std::vector<corpus::Cell> truth);

}  // namespace gongkai
