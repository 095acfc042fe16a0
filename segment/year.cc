#include "segment/year.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace gongkai {
namespace {

constexpr uint32_t kFirstYear = 2008;
constexpr uint32_t kLastYear = 2099;
constexpr uint32_t kNearBytes = 60;  // of the words that announce the period
constexpr uint32_t kLateMonth = 11;  // a report signed so late is about the same year

constexpr std::string_view kConnectors[] = {"至", "到", "-", "—", "–", "－", "~", "～", "─"};
constexpr std::string_view kFill[] = {"起", "止", "，", ",", "、", "0时", "零时"};

struct Stretch {
  CalendarDate first;
  CalendarDate last;
  uint32_t begin = 0;
  uint32_t end = 0;
};

template <std::size_t N>
bool TakeAny(std::string_view text, const std::string_view (&words)[N], uint32_t* at) {
  const uint32_t next = SkipSpace(text, *at, static_cast<uint32_t>(text.size()));
  for (const std::string_view word : words) {
    if (!text.substr(next).starts_with(word)) continue;
    *at = next + static_cast<uint32_t>(word.size());
    return true;
  }
  return false;
}

// "至", "起至", "——" ... behind a date; false if nothing says that it goes on to another.
bool TakeConnector(std::string_view text, uint32_t* at) {
  while (TakeAny(text, kFill, at)) {
  }
  bool taken = false;
  while (TakeAny(text, kConnectors, at)) taken = true;
  *at = SkipSpace(text, *at, static_cast<uint32_t>(text.size()));
  return taken;
}

uint32_t SmallFigure(std::string_view text, uint32_t* at) {
  uint32_t value = 0;
  uint32_t next = SkipSpace(text, *at, static_cast<uint32_t>(text.size()));
  const uint32_t begin = next;
  while (next < text.size() && next - begin < 2 && IsDigit(text[next])) {
    value = value * 10 + static_cast<uint32_t>(text[next++] - '0');
  }
  if (value > 0) *at = next;
  return value;
}

// "2022年1—12月": the months after a bare year.
bool ReadMonths(std::string_view text, const DateInText& from, Stretch* stretch) {
  uint32_t at = from.end;
  const uint32_t first = SmallFigure(text, &at);
  if (first == 0 || first > 12 || !TakeConnector(text, &at)) return false;
  const uint32_t last = SmallFigure(text, &at);
  constexpr std::string_view kMonth[] = {"月"};
  if (last == 0 || last > 12 || !TakeAny(text, kMonth, &at)) return false;
  *stretch = {{from.date.year, first, 0}, {from.date.year, last, 0}, from.begin, at};
  return true;
}

bool ReadStretch(std::string_view text, const DateInText& from, Stretch* stretch) {
  if (from.date.month == 0 && ReadMonths(text, from, stretch)) return true;
  uint32_t at = from.end;
  if (!TakeConnector(text, &at) || at >= text.size()) return false;
  DateInText to;
  if (!ReadDate(text, at, &to)) {
    to = {};
    to.date.year = from.date.year;
    if (!ReadMonthAndDay(text, at, &to)) return false;
  }
  if (to.date.year < from.date.year) return false;
  *stretch = {from.date, to.date, from.begin, to.end};
  return true;
}

// A damaged 111日 is the first of January where the period ends with December.
void Repair(Stretch* stretch) {
  const bool whole = stretch->last.month == 12 && stretch->first.year == stretch->last.year;
  if (stretch->first.month == 0 && whole) stretch->first.month = stretch->first.day = 1;
}

bool IsCalendarYear(const Stretch& stretch) {
  return stretch.first.year == stretch.last.year && stretch.first.month == 1 &&
         stretch.first.day <= 1 && stretch.last.month == 12 &&
         (stretch.last.day == 0 || stretch.last.day == 31);
}

bool IsAnnounced(const TextScan& scan, const Occurrences& found, const Stretch& stretch) {
  const auto behind = std::ranges::lower_bound(found.periods, scan.HanBefore(stretch.begin), {},
                                               &Occurrence::begin);
  if (behind == found.periods.begin()) return false;
  const Occurrence& word = *(behind - 1);
  return scan.ByteEnd(word.begin, word.end) + kNearBytes >= stretch.begin;
}

bool Possible(uint32_t year) { return year >= kFirstYear && year <= kLastYear; }

bool InDocumentNumber(std::string_view text, uint32_t begin) {
  const std::string_view before = text.substr(0, begin);
  return before.ends_with("〔") || before.ends_with("[") || before.ends_with("﹝") ||
         before.ends_with("（") || before.ends_with("(") || before.ends_with("【");
}

// First mention of the year named most often; the earlier one of two named equally often.
const DateInText* MostFrequent(const TextScan& scan, std::span<const DateInText> dates) {
  std::array<uint32_t, kLastYear - kFirstYear + 1> counts{};
  std::array<const DateInText*, kLastYear - kFirstYear + 1> firsts{};
  for (const DateInText& date : dates) {
    if (!date.in_words || !Possible(date.date.year)) continue;
    if (InDocumentNumber(scan.text(), date.begin)) continue;
    if (scan.units()[scan.UnitAt(date.begin)].chrome) continue;
    const std::size_t i = date.date.year - kFirstYear;
    ++counts[i];
    if (firsts[i] == nullptr) firsts[i] = &date;
  }
  const DateInText* best = nullptr;
  uint32_t most = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool earlier = best != nullptr && firsts[i] != nullptr && counts[i] == most &&
                         firsts[i]->begin < best->begin;
    if (counts[i] <= most && !earlier) continue;
    most = counts[i];
    best = firsts[i];
  }
  return best;
}

// The reports of a year are due in the months after it.
uint32_t YearBefore(const v1::Date& date, const DateInText* frequent) {
  const bool late =
      date.month() >= kLateMonth && frequent != nullptr && frequent->date.year == date.year();
  return late ? date.year() : date.year() - 1;
}

// A year, what says it, and where.
struct Candidate {
  uint32_t value = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  v1::Year::Evidence evidence = v1::Year::EVIDENCE_UNSPECIFIED;
};

// What says the year, best first; `take` says whether that is enough.
template <typename Take>
void ForEachCandidate(const TextScan& scan, const std::optional<Title>& title,
                      std::span<const DateInText> dates, const v1::Outline& outline, Take take) {
  if (title && title->year > 0 &&
      take(Candidate{title->year, title->year_begin, title->year_end, v1::Year::TITLE})) {
    return;
  }
  const auto in_span = [](uint32_t year, const v1::Span& span, v1::Year::Evidence evidence) {
    return Candidate{year, span.begin(), span.end(), evidence};
  };
  const v1::Period& period = outline.period();
  if (period.first().year() == period.last().year() && Possible(period.last().year()) &&
      take(in_span(period.last().year(), period.span(), v1::Year::PERIOD))) {
    return;
  }
  const DateInText* frequent = MostFrequent(scan, dates);
  const auto by_date = [&](const v1::Date& date, const v1::Span& span) {
    return Possible(date.year()) && Possible(YearBefore(date, frequent)) &&
           take(in_span(YearBefore(date, frequent), span, v1::Year::DATE));
  };
  if (by_date(outline.sign_off().date(), outline.sign_off().date_span())) return;
  for (const v1::DateMention& mention : outline.dates()) {
    if (by_date(mention.date(), mention.span())) return;
  }
  if (frequent != nullptr) {
    take(Candidate{frequent->date.year, frequent->begin, frequent->end, v1::Year::MOST_FREQUENT});
  }
}

// What most of them say, if it is more than say anything else; of these the best.
Candidate Majority(std::span<const Candidate> candidates) {
  const auto votes = [&](uint32_t year) {
    return std::ranges::count(candidates, year, &Candidate::value);
  };
  const auto most = std::ranges::max_element(
      candidates, {}, [&](const Candidate& candidate) { return votes(candidate.value); });
  if (most == candidates.end()) return {};
  for (const Candidate& other : candidates) {
    if (other.value != most->value && votes(other.value) == votes(most->value)) return {};
  }
  return *most;
}

}  // namespace

void ReadPeriod(const TextScan& scan, const Occurrences& found, std::span<const DateInText> dates,
                v1::Outline* outline) {
  Stretch best;
  int best_score = 0;
  for (const DateInText& date : dates) {
    Stretch stretch;
    if (!ReadStretch(scan.text(), date, &stretch)) continue;
    if (scan.units()[scan.UnitAt(date.begin)].chrome) continue;
    Repair(&stretch);
    const int score =
        (IsCalendarYear(stretch) ? 2 : 0) + (IsAnnounced(scan, found, stretch) ? 2 : 0);
    if (score <= best_score) continue;
    best_score = score;
    best = stretch;
  }
  if (best_score == 0) return;
  v1::Period* period = outline->mutable_period();
  *period->mutable_first() = ToProto(best.first);
  *period->mutable_last() = ToProto(best.last);
  period->mutable_span()->set_begin(best.begin);
  period->mutable_span()->set_end(best.end);
}

void DecideYear(const TextScan& scan, const std::optional<Title>& title,
                std::span<const DateInText> dates, bool recognised, v1::Outline* outline) {
  std::vector<Candidate> candidates;
  ForEachCandidate(scan, title, dates, *outline, [&](const Candidate& candidate) {
    candidates.push_back(candidate);
    return !recognised;
  });
  const Candidate best = Majority(candidates);
  if (best.value == 0) return;
  v1::Year* year = outline->mutable_year();
  year->set_value(best.value);
  year->mutable_span()->set_begin(best.begin);
  year->mutable_span()->set_end(best.end);
  year->set_evidence(best.evidence);
}

}  // namespace gongkai
