// Damage as dumps and editors do it to a report, one blow at a time.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

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
  kSecondTable,   // the same report with other figures once more
  kDropBorders,   // pipes, tabs and double spaces of a text as single spaces
  kJoinLines,     // line ends as spaces
  kDropTwice,     // kDropCell, then kDropLine somewhere else
  kDropAndMerge,  // kDropLabel, then kMergeLines
};
inline constexpr int kMutations = 21;

struct Mutated {
  std::string bytes;
  std::string emptied;  // the figure that was taken out of its cell, if one was
  bool applied = false;
};

// `other` is a report of the same layout with other figures. Deterministic in `random`.
Mutated Mutate(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
               std::mt19937* random);

const char* NameOf(Mutation mutation);

}  // namespace gongkai
