#include <algorithm>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

constexpr uint32_t kLastDay = 1231;

// Comparable; 0 for a date that is not complete.
uint32_t Number(const v1::Date& date) {
  if (date.year() == 0 || date.month() == 0 || date.day() == 0) return 0;
  return date.year() * 10'000 + date.month() * 100 + date.day();
}

std::string Write(uint32_t date) {
  return Concat(date / 10'000, "年", date / 100 % 100, "月", date % 100, "日");
}

std::string WriteIso(uint32_t date) {
  const auto two = [](uint32_t part) { return Concat(part < 10 ? "0" : "", part); };
  return Concat(date / 10'000, "-", two(date / 100 % 100), "-", two(date % 100));
}

struct Dated {
  uint32_t date = 0;
  v1::Span span;
};

// The first date the report had, of those that count.
void Keep(const v1::Date& date, const v1::Span& span, Dated* earliest) {
  const uint32_t number = Number(date);
  if (number != 0 && (earliest->date == 0 || number < earliest->date)) *earliest = {number, span};
}

class DateCheck {
 public:
  DateCheck(const CheckContext& context, const DatePlan& plan) : context_(context) {
    const v1::Outline& outline = context.report.outline();
    year_ = outline.year().value();
    limit_ = (year_ + 1) * 10'000 + plan.month * 100 + plan.day;
    Keep(outline.sign_off().date(), outline.sign_off().date_span(), &signed_);
    for (const v1::DateMention& one : outline.dates()) {
      if (one.kind() == v1::DateMention::PUBLISHED) {
        Keep(one.date(), one.span(), &published_);
      } else if (one.kind() != v1::DateMention::KIND_UNSPECIFIED) {
        Keep(one.date(), one.span(), &signed_);
      }
    }
  }

  void Run() {
    if (year_ == 0 || (signed_.date == 0 && published_.date == 0)) {
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    const bool signed_late = signed_.date > limit_;
    const bool published_late = published_.date > limit_;
    const uint32_t first = std::max(signed_.date, published_.date) == 0 ? 0
                           : signed_.date == 0                          ? published_.date
                           : published_.date == 0                       ? signed_.date
                                                  : std::min(signed_.date, published_.date);
    // A page of another year, and no signature: moved rather than late.
    const bool moved = signed_.date == 0 && first / 10'000 > limit_ / 10'000;
    Report(v1::Case::LATE, first > limit_ && !moved, limit_);
    Report(v1::Case::PUBLISHED_LATE, published_late && !signed_late && (signed_.date != 0 || moved),
           limit_);
    Report(v1::Case::EARLY, first < year_ * 10'000 + kLastDay, year_ * 10'000 + kLastDay);
    Report(v1::Case::ORDER, published_.date != 0 && signed_.date > published_.date,
           published_.date);
  }

 private:
  void Report(v1::Case::Fault fault, bool met, uint32_t bound) {
    const CompiledCase* one = context_.rule.CaseFor(fault);
    if (one == nullptr) return;
    if (!met) return context_.findings.Count(v1::PASSED);
    NameList names;
    if (signed_.date != 0) {
      names.Add(Concat("落款或成文日期 ", Write(signed_.date)),
                Concat("signed or issued ", WriteIso(signed_.date)));
    }
    if (published_.date != 0) {
      names.Add(Concat("发布日期 ", Write(published_.date)),
                Concat("published ", WriteIso(published_.date)));
    }
    MessageFields fields;
    fields.SetBoth(Field::kYear, Concat(year_));
    fields[Field::kExpected] = {Write(bound), WriteIso(bound)};
    fields[Field::kList] = names.Get();
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    for (const Dated* dated : {&signed_, &published_}) {
      if (dated->date != 0) AddSpan(dated->span, &finding);
    }
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  uint32_t year_ = 0;
  uint32_t limit_ = 0;
  Dated signed_;
  Dated published_;
};

}  // namespace

void CheckDates(const CheckContext& context, const DatePlan& plan) {
  if (!plan.listed) return DateCheck(context, plan).Run();
  // "01-31", as the reader of the list has made sure.
  const std::string& due = context.report.peers()->agency().due();
  if (due.size() != 5) return;
  const auto number = [&](std::size_t at) {
    return static_cast<uint32_t>((due[at] - '0') * 10 + due[at + 1] - '0');
  };
  DateCheck(context, {number(0), number(3)}).Run();
}

void CheckPeriod(const CheckContext& context, const PeriodPlan&) {
  const v1::Outline& outline = context.report.outline();
  const uint32_t first = Number(outline.period().first());
  const uint32_t last = Number(outline.period().last());
  const uint32_t year = outline.year().value();
  if (first == 0 || last == 0 || year == 0) return context.findings.Count(v1::NOT_ASSESSABLE);
  if (first == year * 10'000 + 101 && last == year * 10'000 + kLastDay) {
    return context.findings.Count(v1::PASSED);
  }
  const CompiledCase* one = context.rule.CaseFor(v1::Case::OTHER_PERIOD);
  MessageFields fields;
  fields.SetBoth(Field::kYear, Concat(year));
  fields[Field::kList] = {Concat(Write(first), "至", Write(last)),
                          Concat(WriteIso(first), " to ", WriteIso(last))};
  fields[Field::kExpected] = {Concat(year, "年1月1日至", year, "年12月31日"),
                              Concat(year, "-01-01 to ", year, "-12-31")};
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  AddSpan(outline.period().span(), &finding);
  context.findings.Count(one->outcome);
}

}  // namespace gongkai
