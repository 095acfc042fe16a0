#include "segment/title.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "common/strings.h"
#include "model/han.h"
#include "segment/dates.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxTitleChars = 60;  // Han characters
constexpr uint32_t kMaxBrokenLineChars = 30;
constexpr int kMaxBrokenLines = 3;
constexpr std::size_t kMinAgencyBytes = 6;
constexpr uint32_t kWindowBytes = 600;    // looked at before the end of a title
constexpr std::size_t kMaxTitles = 1000;  // looked at
constexpr uint32_t kFirstYear = 2008;
constexpr uint32_t kLastYear = 2099;

constexpr std::string_view kEdges[] = {"年度", "年",   " ",  "\n", "\t", "|", "、", "·", "-",
                                       "—",    "关于", "【", "】", "[",  "]", "　", ">"};
constexpr std::string_view kAgencyEnds[] = {"年度", "年", " ",    "\n", "\t", "|",
                                            "关于", "的", "开展", "、", "-"};

// Where the last sign that stands in no title ends; 0 if there is none.
uint32_t LastSign(std::string_view text) {
  for (std::size_t at = text.size(); at > 0;) {
    const std::size_t end = at;
    const char32_t c = PreviousChar(text, 0, &at);
    if (IsSentenceSign(c) || c == U'《') return static_cast<uint32_t>(end);
  }
  return 0;
}

class TitleFinder {
 public:
  TitleFinder(const TextScan& scan, const Vocabulary& vocabulary, uint32_t first_heading)
      : scan_(scan), words_(vocabulary.words()), first_heading_(first_heading) {}

  // Score of the title that ends with the occurrence; 0 if it is none.
  int Read(const Occurrence& tail, Title* title) const {
    const uint32_t tail_begin = scan_.ByteBegin(tail.begin);
    const uint32_t tail_end = scan_.ByteEnd(tail.begin, tail.end);
    const std::size_t first = scan_.UnitAt(tail_begin);
    const Unit& last = scan_.units()[scan_.UnitAt(tail_end - 1)];
    if (scan_.units()[first].chrome || last.chrome) return 0;
    if (LastSign(scan_.Of(tail_begin, tail_end)) > 0) return 0;
    title->end = tail_end;
    ReadYearBehind(last, title);
    int score = ScoreBehind(last, title->end);
    if (score == 0) return 0;

    const Unit& unit = scan_.units()[first];
    title->begin = WindowBegin(unit, tail_begin);
    const uint32_t cut = LastSign(scan_.Of(title->begin, tail_begin));
    if (cut > 0 || title->begin > unit.begin) {
      // Only a key such as 名称： may stand before it in its line.
      if (words_.LongestStart(WordUse::kMetadata, scan_.Of(unit)) == nullptr) return 0;
      title->begin = SkipSpace(scan_.text(), title->begin + cut, tail_begin);
      score -= 3;
    }
    if (words_.Contains(WordUse::kNotTitle, scan_.Of(title->begin, tail_begin))) return 0;
    CutLeft(tail_begin, title);
    ReadParts(tail_begin, title);
    if (cut > 0) DropWordsBefore(tail_begin, title);
    if (title->begin == unit.begin) TakeBrokenLines(first, tail_begin, title);
    if (scan_.HanBefore(title->end) - scan_.HanBefore(title->begin) > kMaxTitleChars) return 0;
    score += title->year > 0 ? 4 : 0;
    score += title->agency.empty() ? 0 : 4;
    score += title->begin < first_heading_ ? 4 : 0;
    score += tail.index == 0 ? 1 : 0;
    return score;
  }

 private:
  uint32_t WindowBegin(const Unit& unit, uint32_t tail_begin) const {
    if (tail_begin - unit.begin <= kWindowBytes) return unit.begin;
    uint32_t begin = tail_begin - kWindowBytes;
    while ((static_cast<unsigned char>(scan_.text()[begin]) & 0xC0) == 0x80) ++begin;
    return begin;
  }

  // What follows the title in its line: nothing, or a space or the first words of the text
  // where line breaks were lost.
  int ScoreBehind(const Unit& unit, uint32_t end) const {
    if (end >= unit.end) return 10;
    const std::string_view rest = scan_.Of(end, unit.end);
    if (rest.starts_with("》") || rest.starts_with("”") || rest.starts_with("\"")) return 0;
    if (rest.front() == ' ') return 5;
    return words_.LongestStart(WordUse::kAfterTitle, rest) != nullptr ? 4 : 0;
  }

  // 政府信息公开工作年度报告（2021年）
  void ReadYearBehind(const Unit& unit, Title* title) const {
    uint32_t at = SkipSpace(scan_.text(), title->end, unit.end);
    for (const std::string_view open : {"（", "("}) {
      if (!scan_.Of(at, unit.end).starts_with(open)) continue;
      const uint32_t inside = at + static_cast<uint32_t>(open.size());
      if (!ReadYear(inside, unit.end, title)) return;
      for (const std::string_view close :
           {"年）", "年)", "年度）", "年度)", "度）", "度)", "）", ")"}) {
        if (!scan_.Of(title->year_end, unit.end).starts_with(close)) continue;
        title->end = title->year_end + static_cast<uint32_t>(close.size());
        return;
      }
    }
  }

  // The first year in [at, end).
  bool ReadYear(uint32_t at, uint32_t end, Title* title) const {
    for (; at + 4 <= end; ++at) {
      const char c = scan_.text()[at];
      if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
      if (IsDigit(c) && at > 0 && IsDigit(scan_.text()[at - 1])) continue;
      DateInText date;
      if (!ReadDate(scan_.text(), at, &date)) {
        if (!ReadBareYear(at, end, &date)) continue;
      }
      if (date.end > end || date.date.year < kFirstYear || date.date.year > kLastYear) continue;
      title->year = date.date.year;
      title->year_begin = at;
      title->year_end = date.end;
      if (scan_.Of(date.end, end).starts_with("度")) title->year_end += 3;
      return true;
    }
    return false;
  }

  // 2021 without 年.
  bool ReadBareYear(uint32_t at, uint32_t end, DateInText* date) const {
    const std::string_view text = scan_.text();
    if (at + 4 > end || (at + 4 < text.size() && IsDigit(text[at + 4]))) return false;
    uint32_t year = 0;
    for (uint32_t i = at; i < at + 4; ++i) {
      if (!IsDigit(text[i])) return false;
      year = year * 10 + static_cast<uint32_t>(text[i] - '0');
    }
    date->date.year = year;
    date->end = at + 4;
    return true;
  }

  // Where line breaks were lost, the title begins behind the last word that is no part of a name.
  void CutLeft(uint32_t tail_begin, Title* title) const {
    const std::string_view before = scan_.Of(title->begin, tail_begin);
    std::size_t cut = 0;
    for (std::size_t at = 0; at < before.size(); NextChar(before, &at)) {
      const Word* word = words_.LongestStart(WordUse::kBeforeTitle, before.substr(at));
      if (word != nullptr) cut = std::max(cut, at + word->text.size());
    }
    title->begin = SkipSpace(scan_.text(), title->begin + static_cast<uint32_t>(cut), tail_begin);
  }

  // Behind a key the last words that name agency and year are the title; what a space holds
  // apart from them is the value of the key.
  void DropWordsBefore(uint32_t tail_begin, Title* title) const {
    std::size_t space = scan_.Of(title->begin, tail_begin).rfind(' ');
    while (space != std::string_view::npos) {
      Title shorter;
      shorter.end = title->end;
      shorter.begin = title->begin + static_cast<uint32_t>(space) + 1;
      if (title->year_begin >= tail_begin) {
        shorter.year = title->year;
        shorter.year_begin = title->year_begin;
        shorter.year_end = title->year_end;
      }
      ReadParts(tail_begin, &shorter);
      if (Complete(shorter)) {
        *title = shorter;
        return;
      }
      if (space == 0) return;
      space = scan_.Of(title->begin, tail_begin).rfind(' ', space - 1);
    }
  }

  void ReadParts(uint32_t tail_begin, Title* title) const {
    if (title->year == 0) ReadYear(title->begin, tail_begin, title);
    const bool before_tail = title->year_begin < tail_begin && title->year > 0;
    uint32_t begin = title->begin;
    uint32_t end = before_tail ? title->year_begin : tail_begin;
    Trim(&begin, &end);
    if (before_tail && end - begin < kMinAgencyBytes) {
      begin = title->year_end;
      end = tail_begin;
      Trim(&begin, &end);
    }
    title->agency.clear();
    if (end < begin + kMinAgencyBytes) return;
    title->agency = WithoutSpace(scan_.Of(begin, end));
    title->agency_begin = begin;
    title->agency_end = end;
    // X县人民政府信息公开…: one 政府 stands for two.
    if (end == tail_begin && title->agency.ends_with("人民") &&
        scan_.text().substr(tail_begin).starts_with("政府")) {
      title->agency += "政府";
      title->agency_end += 6;
    }
  }

  void Trim(uint32_t* begin, uint32_t* end) const {
    for (bool again = true; again && *begin < *end;) {
      again = false;
      const std::string_view text = scan_.Of(*begin, *end);
      for (const std::string_view edge : kEdges) {
        if (!StartsWith(text, edge)) continue;
        *begin += static_cast<uint32_t>(edge.size());
        again = true;
        break;
      }
      for (const std::string_view edge : kAgencyEnds) {
        if (again || !EndsWith(text, edge)) continue;
        *end -= static_cast<uint32_t>(edge.size());
        again = true;
      }
      // What a line break within a year left of it.
      if (!again && IsDigit(text.front())) {
        ++*begin;
        again = true;
      } else if (!again && IsDigit(text.back())) {
        --*end;
        again = true;
      }
    }
  }

  bool Complete(const Title& title) const {
    if (title.agency.empty() || title.year == 0) return false;
    const Word* end = words_.LongestEnd(WordUse::kBody, title.agency);
    return end == nullptr || end->text.size() < title.agency.size();
  }

  // A title broken over lines: takes the lines before it while it lacks agency or year.
  void TakeBrokenLines(std::size_t unit, uint32_t tail_begin, Title* title) const {
    for (int taken = 0; taken < kMaxBrokenLines && unit > 0 && !Complete(*title); ++taken) {
      const Unit& before = scan_.units()[--unit];
      const std::string_view text = scan_.Of(before);
      if (before.chrome || before.han_end - before.han_begin > kMaxBrokenLineChars) return;
      if (LastSign(text) > 0 || words_.Contains(WordUse::kTitle, text) ||
          words_.Contains(WordUse::kNotTitle, text) ||
          words_.LongestStart(WordUse::kMetadata, text) != nullptr) {
        return;
      }
      DateInText year;
      const bool names = words_.LongestEnd(WordUse::kBody, text) != nullptr ||
                         ReadDate(scan_.text(), before.begin, &year) || IsDigit(text.back()) ||
                         (!title->agency.empty() && title->year > 0);
      if (!names) return;
      title->begin = before.begin;
      if (title->year_end <= tail_begin) title->year = 0;
      ReadParts(tail_begin, title);
    }
  }

  const TextScan& scan_;
  const Words& words_;
  uint32_t first_heading_;
};

}  // namespace

TitleSearch FindTitle(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                      uint32_t first_heading) {
  const TitleFinder finder(scan, vocabulary, first_heading);
  TitleSearch search;
  int best = 0;
  const std::size_t count = std::min(found.titles.size(), kMaxTitles);
  for (const Occurrence& tail : std::span(found.titles).first(count)) {
    Title title;
    const int score = finder.Read(tail, &title);
    if (score == 0) continue;
    ++search.lines;
    search.all.push_back(title);
    if (score <= best) continue;
    best = score;
    search.title = std::move(title);
  }
  return search;
}

}  // namespace gongkai
