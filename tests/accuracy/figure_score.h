// What was read of the figures of the running text, against the truth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gongkai/v1/extraction.pb.h"
#include "tests/corpus/corpus.h"

namespace gongkai {

// Sums over reports. A figure is right with its meaning, value and unit.
struct FigureScore {
  uint64_t there = 0;  // figures with a meaning, of the truth
  uint64_t read = 0;   // of these, with value and unit, whatever they are taken to mean
  uint64_t given = 0;  // figures that were given a meaning
  uint64_t right = 0;  // of these, as the truth has them

  FigureScore& operator+=(const FigureScore& other);
};

FigureScore FigureScoreOf(const corpus::Rendered& truth, const v1::Extraction& extraction);

// For a look: "missed: published.website 30条", "not there: ...".
std::vector<std::string> FigureMisses(const corpus::Rendered& truth,
                                      const v1::Extraction& extraction);

}  // namespace gongkai
