#include "segment/several_reports.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace gongkai {
namespace {

constexpr std::size_t kMinParts = 3;  // numbered parts that make a report
constexpr uint32_t kMinBodyHan = 30;  // Han characters between their headings
constexpr uint32_t kMinStops = 1;     // full stops there: a table of contents has none

// Parts of the form that begin again without another title; statistics tables of the reports up to
// 2018 are numbered too, in words of their own.
constexpr std::size_t kMinCertain = 4;

// Parts numbered from one upwards: a report, or the rest of one.
struct Numbered {
  uint32_t begin = 0;
  uint32_t last = 0;  // where the last of them begins
  uint32_t body = 0;  // Han characters between the headings
  uint32_t stops = 0;
  std::size_t parts = 0;
  std::size_t certain = 0;  // of them: the wording of the form, with its number
};

bool IsPart(const HeadingCandidate& heading) {
  return heading.style == OrdinalStyle::kPlain && heading.at_start && !heading.in_list &&
         heading.words <= HeadingWords::kExtended;
}

bool IsNumberedAsTheForm(const HeadingCandidate& heading) {
  return heading.words == HeadingWords::kCanonical && heading.ordinal == NumberOf(heading.kind);
}

// Each stretch whose numbers grow from one, with parts enough to be a report.
std::vector<Numbered> NumberedParts(const TextScan& scan,
                                    std::span<const HeadingCandidate> candidates) {
  std::vector<Numbered> all;
  uint32_t ordinal = 0, han_end = 0;
  for (const HeadingCandidate& heading : candidates) {
    if (!IsPart(heading)) continue;
    if (heading.ordinal == 1) {
      all.push_back({.begin = heading.begin});
    } else if (all.empty() || heading.ordinal <= ordinal) {
      continue;
    } else {
      const uint32_t begin = scan.HanBefore(heading.begin);
      all.back().body += begin - han_end;
      all.back().stops += scan.StopsBefore(begin) - scan.StopsBefore(han_end);
    }
    Numbered& report = all.back();
    report.last = heading.begin;
    ++report.parts;
    report.certain += IsNumberedAsTheForm(heading) ? 1 : 0;
    ordinal = heading.ordinal;
    han_end = scan.HanBefore(heading.end);
  }
  std::erase_if(all, [](const Numbered& report) {
    return report.parts < kMinParts || report.body < kMinBodyHan || report.stops < kMinStops;
  });
  return all;
}

// Of one body and one year, as far as both say.
bool SameReport(const Title& a, const Title& b) {
  const bool year = a.year == 0 || b.year == 0 || a.year == b.year;
  const bool agency =
      a.agency.find(b.agency) != std::string::npos || b.agency.find(a.agency) != std::string::npos;
  return year && agency;
}

// The letters and digits from the first part to the last; spaces and signs apart.
std::string LettersOf(const TextScan& scan, const Numbered& report) {
  std::string words;
  for (const char c : scan.Of(report.begin, report.last)) {
    if (static_cast<unsigned char>(c) >= 0x80 || IsDigit(c)) words += c;
  }
  return words;
}

// The last title that stands before the parts and behind `from`, which tells whose they are.
const Title* TitleOf(std::span<const Title> titles, uint32_t from, const Numbered& report) {
  const Title* last = nullptr;
  for (const Title& title : titles) {
    if (title.begin >= from && title.end <= report.begin) last = &title;
  }
  return last;
}

std::string NameOf(const TextScan& scan, const Title* title) {
  return title == nullptr ? "？" : WithoutSpace(scan.Of(title->begin, title->end));
}

// What is known of the reports found so far.
class Reports {
 public:
  Reports(const TextScan& scan, const Numbered& first, const Title* title)
      : scan_(scan), first_certain_(first.certain >= kMinCertain) {
    Keep(first, title);
  }

  void Add(const Numbered& report, const Title* title) {
    const bool another_title = title != nullptr && std::ranges::none_of(titles_, [&](auto* other) {
                                 return other != nullptr && SameReport(*title, *other);
                               });
    if (!another_title) {
      if (report.certain < kMinCertain || !first_certain_) return;
      if (letters_.contains(LettersOf(scan_, report))) return;  // the page has it twice
    }
    Keep(report, title);
  }

  std::vector<std::string> TakeNames() { return std::move(names_); }

 private:
  void Keep(const Numbered& report, const Title* title) {
    names_.push_back(NameOf(scan_, title));
    titles_.push_back(title);
    letters_.insert(LettersOf(scan_, report));
  }

  const TextScan& scan_;
  const bool first_certain_;
  std::vector<std::string> names_;
  std::vector<const Title*> titles_;
  std::unordered_set<std::string> letters_;
};

}  // namespace

std::vector<std::string> ReportsIn(const TextScan& scan, std::span<const Title> titles,
                                   std::span<const HeadingCandidate> candidates) {
  const std::vector<Numbered> numbered = NumberedParts(scan, candidates);
  if (numbered.size() < 2) return {};
  Reports reports(scan, numbered[0], TitleOf(titles, 0, numbered[0]));
  for (std::size_t i = 1; i < numbered.size(); ++i) {
    reports.Add(numbered[i], TitleOf(titles, numbered[i - 1].last, numbered[i]));
  }
  return reports.TakeNames();
}

}  // namespace gongkai
