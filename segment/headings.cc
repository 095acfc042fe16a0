#include "segment/headings.h"

#include <algorithm>
#include <string_view>

#include "common/limits.h"
#include "common/strings.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxPrefixChars = 10;   // Han characters between ordinal and known words
constexpr uint32_t kMaxSuffixChars = 12;   // and behind them up to the end of the line
constexpr uint32_t kMaxHeadingChars = 32;  // of a heading with unknown words
constexpr double kResemblance = 0.7;       // share of characters in common

template <std::size_t N>
bool StartsWithAny(std::string_view text, const std::string_view (&words)[N]) {
  return std::ranges::any_of(words, [&](std::string_view word) { return StartsWith(text, word); });
}

template <std::size_t N>
bool HasAny(std::string_view text, const std::string_view (&words)[N]) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::string_view kListSigns[] = {"、", "，", "；", ",", ";", "和", "及", "与", "等", "”"};
constexpr std::string_view kGoesOn[] = {"和", "及", "与", "、", "（", "(", "工作", "的"};
constexpr std::string_view kClosing[] = {"。", "：", ":", "；", "．", "."};
constexpr std::string_view kLeaders[] = {"…", "...", "．．", "··", "——"};

// Nothing, or what an ordinal leaves behind that lost its number.
bool OnlySigns(std::string_view text) {
  constexpr std::string_view kSigns[] = {"、", "．", ".", "）", ")"};
  return text.empty() || std::ranges::find(kSigns, text) != std::end(kSigns);
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

class HeadingFinder {
 public:
  HeadingFinder(const TextScan& scan, const Vocabulary& vocabulary)
      : scan_(scan), vocabulary_(vocabulary) {}

  // A candidate that holds known words; false if it cannot be a heading.
  bool FromWords(const Occurrence& found, HeadingCandidate* candidate) const {
    const HeadingPhrase& phrase = vocabulary_.headings()[found.index];
    const uint32_t begin = scan_.ByteBegin(found.begin);
    const uint32_t end = scan_.ByteEnd(found.begin, found.end);
    if (scan_.units()[scan_.UnitAt(begin)].chrome) return false;
    if (scan_.Of(begin, end).find("。") != std::string_view::npos) return false;
    // Words of no part of a later form head rows of the statistics as well.
    if (phrase.kind == v1::SECTION_KIND_UNSPECIFIED &&
        vocabulary_.BeginsWithRowLabel(scan_.han().substr(found.end))) {
      return false;
    }
    candidate->kind = phrase.kind;
    candidate->words = phrase.canonical ? HeadingWords::kCanonical : HeadingWords::kVariant;
    candidate->word_chars = found.end - found.begin;
    candidate->words_begin = begin;
    candidate->end = end;
    if (!SetOrdinal(found, candidate)) return false;
    const Unit& unit = scan_.units()[scan_.UnitAt(candidate->begin)];
    candidate->at_start = candidate->begin == unit.begin;
    if (candidate->style == OrdinalStyle::kNone && !candidate->at_start) return false;
    SetEnd(found, candidate);
    return candidate->style != OrdinalStyle::kNone || candidate->alone;
  }

  // A short line behind an ordinal; false if it cannot be a heading.
  bool FromOrdinal(const Unit& unit, HeadingCandidate* candidate) const {
    const Ordinal ordinal = OrdinalAt(scan_.text(), unit.begin);
    if (ordinal.style != OrdinalStyle::kPlain || ordinal.end >= unit.end) return false;
    const std::u16string_view han =
        scan_.han().substr(unit.han_begin, unit.han_end - unit.han_begin);
    if (han.size() > kMaxHeadingChars || vocabulary_.IsRowLabel(han)) return false;
    std::string_view words = scan_.Of(ordinal.end, unit.end);
    uint32_t end = unit.end;
    for (const std::string_view sign : kClosing) {
      if (!EndsWith(words, sign)) continue;
      words.remove_suffix(sign.size());
      end -= static_cast<uint32_t>(sign.size());
    }
    if (words.empty() || HoldsSentenceSign(words)) return false;
    *candidate = {OrdinalStyle::kPlain,
                  ordinal.value,
                  v1::SECTION_KIND_UNSPECIFIED,
                  HeadingWords::kUnknown,
                  ordinal.begin,
                  ordinal.end,
                  end};
    candidate->at_start = true;
    candidate->alone = !unit.row_goes_on;
    candidate->in_list = HasAny(words, kLeaders);
    Resemble(words, candidate);
    return true;
  }

 private:
  bool SetOrdinal(const Occurrence& found, HeadingCandidate* candidate) const {
    Ordinal ordinal = OrdinalBefore(scan_.text(), candidate->words_begin);
    if (ordinal.style == OrdinalStyle::kNone) {
      const Unit& unit = scan_.units()[scan_.UnitAt(candidate->words_begin)];
      const Ordinal first = OrdinalAt(scan_.text(), unit.begin);
      const bool marked = first.style != OrdinalStyle::kNone && first.style != OrdinalStyle::kBare;
      if (marked && first.end < candidate->words_begin &&
          found.begin - scan_.HanBefore(first.end) <= kMaxPrefixChars &&
          !HoldsSentenceSign(scan_.Of(first.end, candidate->words_begin))) {
        ordinal = first;
        candidate->words_begin = first.end;
        candidate->words = HeadingWords::kExtended;
      } else if (!OnlySigns(scan_.Of(unit.begin, candidate->words_begin))) {
        return false;
      } else {
        candidate->begin = unit.begin;  // "、总体情况" lost its number
        return true;
      }
    }
    candidate->style = ordinal.style;
    candidate->ordinal = ordinal.value;
    candidate->begin =
        ordinal.style == OrdinalStyle::kNone ? candidate->words_begin : ordinal.begin;
    return true;
  }

  // Looks at what follows the known words in their line or cell.
  void SetEnd(const Occurrence& found, HeadingCandidate* candidate) const {
    const Unit& unit = scan_.units()[scan_.UnitAt(candidate->end - 1)];
    const std::string_view behind = scan_.Of(candidate->end, unit.end);
    std::string_view rest = Trimmed(behind);
    if (StartsWithAny(rest, kClosing) && rest.size() <= 3) rest = {};
    candidate->alone = rest.empty();
    if (rest.empty()) return;
    const uint32_t rest_chars = unit.han_end - found.end;
    if (HasAny(rest, kLeaders) || (rest_chars == 0 && IsDigit(rest.back()))) {
      candidate->in_list = true;
    } else if (candidate->at_start && rest_chars <= kMaxSuffixChars &&
               rest.size() == behind.size() && StartsWithAny(rest, kGoesOn) &&
               !HoldsSentenceSign(rest)) {
      candidate->end = unit.end;
      candidate->alone = true;
      candidate->words = HeadingWords::kExtended;
    } else {
      candidate->in_list = StartsWithAny(rest, kListSigns);
    }
  }

  void Resemble(std::string_view words, HeadingCandidate* candidate) const {
    if (const Word* word = vocabulary_.words().FirstIn(WordUse::kHeadingWord, words)) {
      v1::SectionKind_Parse(word->argument, &candidate->kind);
    }
    if (candidate->kind == v1::SECTION_KIND_UNSPECIFIED) {
      candidate->kind = KindOfLikeWords(HanOnly(words), candidate->ordinal);
    }
    if (NumberOf(candidate->kind) == candidate->ordinal) {
      candidate->words = HeadingWords::kResembling;
    }
  }

  // The kind of that ordinal if its wording shares nearly all characters: 总休情况.
  v1::SectionKind KindOfLikeWords(std::u16string_view words, uint32_t ordinal) const {
    for (const HeadingPhrase& phrase : vocabulary_.headings()) {
      if (!phrase.canonical || NumberOf(phrase.kind) != ordinal) continue;
      const auto common = std::ranges::count_if(
          words, [&](char16_t c) { return phrase.han.find(c) != std::u16string::npos; });
      const std::size_t longer = std::max(words.size(), phrase.han.size());
      if (static_cast<double>(common) >= kResemblance * static_cast<double>(longer)) {
        return phrase.kind;
      }
    }
    return v1::SECTION_KIND_UNSPECIFIED;
  }

  const TextScan& scan_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::vector<HeadingCandidate> FindHeadingCandidates(const TextScan& scan,
                                                    const Vocabulary& vocabulary,
                                                    const Occurrences& found) {
  const HeadingFinder finder(scan, vocabulary);
  std::vector<HeadingCandidate> candidates;
  for (const Occurrence& occurrence : found.headings) {
    if (candidates.size() >= kMaxHeadingCandidates) break;
    HeadingCandidate candidate;
    if (finder.FromWords(occurrence, &candidate)) candidates.push_back(candidate);
  }
  const std::size_t with_words = candidates.size();
  std::size_t known = 0;
  for (const Unit& unit : scan.units()) {
    if (!MayBeginChineseOrdinal(scan.text(), unit.begin)) continue;
    if (candidates.size() >= 2 * kMaxHeadingCandidates) break;
    while (known < with_words && candidates[known].end <= unit.begin) ++known;
    // The line holds known words already.
    if (known < with_words && candidates[known].begin < unit.end) continue;
    HeadingCandidate candidate;
    if (!unit.chrome && finder.FromOrdinal(unit, &candidate)) candidates.push_back(candidate);
  }
  std::ranges::stable_sort(candidates, {}, &HeadingCandidate::begin);
  if (candidates.size() > kMaxHeadingCandidates) candidates.resize(kMaxHeadingCandidates);
  return candidates;
}

}  // namespace gongkai
