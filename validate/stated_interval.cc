#include "validate/stated_interval.h"

#include <string>

namespace gongkai {

std::optional<Interval> IntervalOf(const v1::Fact& fact) {
  const std::optional<Decimal> value = Decimal::Parse(fact.value());
  if (!value) return std::nullopt;
  switch (fact.bound()) {
    case v1::Fact::EXACT:
      break;
    case v1::Fact::FROM:
      return Interval{*value, std::nullopt};
    case v1::Fact::UP_TO:
      return Interval{Decimal(), *value};
    case v1::Fact::RANGE: {
      const std::optional<Decimal> upper = Decimal::Parse(fact.upper());
      if (!upper) return std::nullopt;
      return Interval{*value, *upper};
    }
    default:
      return std::nullopt;
  }
  if (fact.step().empty()) return Interval{*value, *value};
  // Rounded or cut off at its last digit.
  const std::optional<Decimal> step = Decimal::Parse(fact.step());
  if (!step) return std::nullopt;
  Interval interval{*value - *step, *value};
  *interval.most += *step;
  return interval;
}

void Add(const Interval& one, Interval* sum) {
  sum->least += one.least;
  if (sum->most && one.most) {
    *sum->most += *one.most;
  } else {
    sum->most.reset();
  }
}

bool MayHold(v1::Comparison::Relation relation, const Interval& left, const Interval& right) {
  switch (relation) {
    case v1::Comparison::AT_MOST:
      return !right.most || left.least <= *right.most;
    case v1::Comparison::LESS:
      return !right.most || left.least < *right.most;
    case v1::Comparison::AT_LEAST:
      return !left.most || *left.most >= right.least;
    case v1::Comparison::MORE:
      return !left.most || *left.most > right.least;
    default:
      return (!right.most || left.least <= *right.most) &&
             (!left.most || *left.most >= right.least);
  }
}

Interval Around(Decimal value, std::string_view written) {
  const std::size_t point = written.find('.');
  const std::size_t digits = point == written.npos ? 0 : written.size() - point - 1;
  const std::string zeros(digits, '0');
  const Decimal half = Decimal::Parse("0." + zeros + "5").value_or(Decimal());
  Interval interval{value - half, value};
  *interval.most += half;
  *interval.most += half;
  return interval;
}

}  // namespace gongkai
