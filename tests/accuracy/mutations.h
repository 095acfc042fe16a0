// Damage as dumps and editors do it to a report, one blow at a time.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/accuracy/damage.h"

namespace gongkai {

// How a report is damaged. None of these alone makes another well-formed report with other
// figures; exchanging two figures would, and is left out for that reason.
enum class Mutation {
  kDropCell,   // a figure and its borders
  kDropCells,  // a few neighbouring cells or lines, labels among them
  kEmptyCell,  // a figure, its borders stay
  kDoubleCell,
  kDropLine,  // a line, or a row of a table
  kDoubleLine,
  kSwapLines,    // two neighbouring lines or rows, not both of figures alone
  kMergeLines,   // two neighbouring lines or cells
  kSplitLine,    // a line, or a cell
  kPageNumber,   // "- 4 -" between two lines
  kStrayNumber,  // a number alone between two lines or cells
  kDropLabel,    // words, the borders stay
  kGarbleLabel,  // one character of a label
  kDeduplicate,  // only the first of equal lines stays
  kCutTail,
  kCutHead,
  kSecondTable,  // the same report with other figures once more
  kDropBorders,  // pipes, tabs and double spaces of a text as single spaces
  kJoinLines,    // line ends as spaces
  // What harms nothing: every figure can still be read.
  kWrapLabel,         // a line break, <br>, or between pipes a space, within a label
  kWidenMarks,        // brackets and commas of labels full-width, digits of figures too
  kThousands,         // separators in figures of four digits and more
  kProseBefore,       // a sentence with figures of its own before the tables
  kReplaceCharacter,  // one character of a label as U+FFFD
  kSpaceInLabel,      // spaces between the characters of a label
  kPadFigures,        // spaces around every figure
  kBoxBorders,        // lines of a drawn box in place of pipes, and between the rows
  kSemicolons,        // full-width semicolons in place of pipes
  kWideSpaces,        // ideographic spaces in place of several narrow ones
  kRepeatHeader,      // the lowest row of column labels once more between two rows
  kDropOrdinals,      // labels without "一、", "（一）", "1."
  kDropBrackets,      // labels without their brackets

  kSplitFigure,  // a space or a line break within a figure
  kGlueFigures,  // two neighbouring figures with nothing between
  kSwapTables,   // the applications table behind the disputes table
  kDropHeader,   // the line or row of column labels above the applications

  // Two of the above, or three, at different places.
  kDropTwice,     // kDropCell, then kDropLine
  kDropAndMerge,  // kDropLabel, then kMergeLines
  kWrapAndDrop,   // kWrapLabel, then kEmptyCell
  kThree,         // kSplitFigure, kPageNumber, kGarbleLabel

  // Other ways to write a table.
  kCommas,        // commas in place of pipes
  kBoldFigures,   // "**3**", <b>
  kUnitsInCells,  // "3件"
  kHeadCells,     // <th> in place of <td>
  kDropSpans,     // no cell of a page covers more than one row and column
  kDivCells,      // <div> in place of rows and cells

  kRunningHead,   // the head of a new page between two rows
  kInvisible,     // characters without width in labels, spaces that do not break round figures
  kFiguresFirst,  // labels behind their figures, of one row or of all
};
inline constexpr int kMutations = 49;

struct Mutated {
  std::string bytes;
  std::string emptied;         // the figure that was taken out of its cell, if one was
  std::vector<Piece> touched;  // of the bytes before, in any order; may overlap
  bool everywhere = false;     // more than pieces: no cell can be told to be out of reach
  bool applied = false;
};

// `other` is a report of the same layout with other figures. Deterministic in `random`.
Mutated Mutate(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
               std::mt19937* random);

const char* NameOf(Mutation mutation);

// True for those that leave every figure to be read.
bool IsHarmless(Mutation mutation);

}  // namespace gongkai
