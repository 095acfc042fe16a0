// What a figure of the running text may stand for.
#pragma once

#include <optional>

#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/decimal.h"

namespace gongkai {

// Both ends included; without an upper end where the text sets none.
struct Interval {
  Decimal least;
  std::optional<Decimal> most;

  bool Holds(Decimal value) const { return value >= least && (!most || value <= *most); }
  bool IsExact() const { return most && *most == least; }
};

// nullopt for a figure that is roughly so (约): nothing is said for certain.
std::optional<Interval> IntervalOf(const v1::Fact& fact);

// Interval arithmetic: the sum has an end only if all have one.
void Add(const Interval& one, Interval* sum);

// Whether the relation holds for some value of the one and some of the other.
bool MayHold(v1::Comparison::Relation relation, const Interval& left, const Interval& right);

// What a value may be that was rounded or cut off at the last digit of `written`.
Interval Around(Decimal value, std::string_view written);

}  // namespace gongkai
