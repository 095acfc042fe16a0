#include "tests/accuracy/figure_score.h"

#include <algorithm>
#include <iterator>

#include "common/strings.h"

namespace gongkai {
namespace {

using Figures = std::vector<std::string>;  // sorted

struct Compared {
  Figures there, given;  // "published.website 30条"
  Figures printed;       // of the truth, without the meanings
  Figures read;          // likewise, of what was read, without a meaning too
};

Compared Compare(const corpus::Rendered& truth, const v1::Extraction& extraction) {
  Compared all;
  for (const corpus::ProseFigure& figure : truth.figures) {
    all.there.push_back(Concat(figure.meaning, " ", figure.value, figure.unit));
    all.printed.push_back(figure.value + figure.unit);
  }
  for (const v1::Fact& fact : extraction.facts()) {
    all.read.push_back(fact.value() + fact.unit());
    if (fact.meaning().empty()) continue;
    all.given.push_back(Concat(fact.meaning(), " ", fact.value(), fact.unit()));
  }
  for (Figures* figures : {&all.there, &all.given, &all.printed, &all.read}) {
    std::ranges::sort(*figures);
  }
  return all;
}

Figures Both(const Figures& a, const Figures& b) {
  Figures both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

Figures Without(const Figures& a, const Figures& b) {
  Figures rest;
  std::ranges::set_difference(a, b, std::back_inserter(rest));
  return rest;
}

}  // namespace

FigureScore& FigureScore::operator+=(const FigureScore& other) {
  there += other.there;
  read += other.read;
  given += other.given;
  right += other.right;
  return *this;
}

FigureScore FigureScoreOf(const corpus::Rendered& truth, const v1::Extraction& extraction) {
  const Compared all = Compare(truth, extraction);
  return {.there = all.there.size(),
          .read = Both(all.printed, all.read).size(),
          .given = all.given.size(),
          .right = Both(all.there, all.given).size()};
}

std::vector<std::string> FigureMisses(const corpus::Rendered& truth,
                                      const v1::Extraction& extraction) {
  const Compared all = Compare(truth, extraction);
  std::vector<std::string> misses;
  for (const std::string& figure : Without(all.there, all.given)) {
    misses.push_back("missed: " + figure);
  }
  for (const std::string& figure : Without(all.given, all.there)) {
    misses.push_back("not there: " + figure);
  }
  return misses;
}

}  // namespace gongkai
