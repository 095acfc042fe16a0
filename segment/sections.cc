#include "segment/sections.h"

#include <algorithm>
#include <functional>

namespace gongkai {
namespace {

// Weights of the evidence. Only their order matters: the words, then ordinal and layout.
constexpr int kCanonicalWords = 10;
constexpr int kVariantWords = 8;
constexpr int kShortWords = 6;  // wordings that sub-headings use as well
constexpr int kResemblingWords = 5;
constexpr int kUnknownWords = 2;
constexpr int kTopOrdinal = 6;
constexpr int kOtherOrdinal = 2;
constexpr int kRightNumber = 6;
constexpr int kWrongNumber = -3;
constexpr int kAlone = 5;
constexpr int kAtStart = 3;
constexpr int kAfterSentence = 1;
constexpr int kWithinSentence = -2;
constexpr int kInList = -12;
constexpr int kBodyBetween = 2;
constexpr int kMaxSkipped = 3;
constexpr int kStrong = 20;
constexpr uint32_t kShortWordChars = 7;
constexpr uint32_t kMinBodyChars = 4;

int WordScore(const HeadingCandidate& candidate) {
  switch (candidate.words) {
    case HeadingWords::kCanonical:
      return kCanonicalWords;
    case HeadingWords::kVariant:
      return candidate.word_chars < kShortWordChars ? kShortWords : kVariantWords;
    case HeadingWords::kExtended:
      return kShortWords;
    case HeadingWords::kResembling:
      return kResemblingWords;
    case HeadingWords::kUnknown:
      return kUnknownWords;
  }
  return 0;
}

bool IsTop(OrdinalStyle style) {
  return style == OrdinalStyle::kPlain || style == OrdinalStyle::kBare;
}

int PlaceScore(const TextScan& scan, const HeadingCandidate& candidate) {
  int score = candidate.alone ? kAlone : 0;
  if (candidate.at_start) {
    score += kAtStart;
  } else {
    const std::string_view before = scan.text().substr(0, candidate.begin);
    const bool after_sentence = before.ends_with("。") || before.ends_with(" ") ||
                                before.ends_with("\n") || before.ends_with("）") ||
                                before.ends_with(")");
    score += after_sentence ? kAfterSentence : kWithinSentence;
  }
  return candidate.in_list ? score + kInList : score;
}

// Score of a candidate for one of the six parts.
int StatutoryScore(const TextScan& scan, const HeadingCandidate& candidate) {
  int score = WordScore(candidate) + PlaceScore(scan, candidate);
  if (candidate.style == OrdinalStyle::kNone) return score;
  score += IsTop(candidate.style) ? kTopOrdinal : kOtherOrdinal;
  return score + (candidate.ordinal == NumberOf(candidate.kind) ? kRightNumber : kWrongNumber);
}

struct Link {
  bool allowed = false;
  int score = 0;
};

// A candidate with its score in the chain that is looked for.
struct Scored {
  const HeadingCandidate* candidate;
  int score;
  uint32_t han_begin;
  uint32_t han_end;
};

std::vector<Scored> Admit(const TextScan& scan, std::span<const HeadingCandidate> candidates,
                          const std::function<int(const HeadingCandidate&)>& score) {
  std::vector<Scored> admitted;
  for (const HeadingCandidate& candidate : candidates) {
    const int value = score(candidate);
    if (value <= 0) continue;
    admitted.push_back(
        {&candidate, value, scan.HanBefore(candidate.begin), scan.HanBefore(candidate.end)});
  }
  return admitted;
}

struct Chain {
  std::vector<const HeadingCandidate*> headings;
  int score = 0;
};

template <typename Follow>
Chain BestChain(const std::vector<Scored>& nodes, Follow follow) {
  std::vector<int> best(nodes.size());
  std::vector<int> previous(nodes.size(), -1);
  std::vector<int> strong(nodes.size() + 1, 0);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    strong[i + 1] = strong[i] + (nodes[i].score >= kStrong);
  }
  int last = -1;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    best[i] = nodes[i].score;
    for (std::size_t j = 0; j < i; ++j) {
      if (nodes[j].candidate->end > nodes[i].candidate->begin) continue;
      const Link link = follow(nodes[j], nodes[i]);
      if (!link.allowed) continue;
      // Strong candidates passed over: the entries of a table of contents, another copy.
      const int skipped = std::min(strong[i] - strong[j + 1], kMaxSkipped);
      const int score = best[j] + link.score - skipped + nodes[i].score;
      if (score <= best[i]) continue;
      best[i] = score;
      previous[i] = static_cast<int>(j);
    }
    if (last < 0 || best[i] > best[static_cast<std::size_t>(last)]) last = static_cast<int>(i);
  }
  Chain chain;
  if (last >= 0) chain.score = best[static_cast<std::size_t>(last)];
  for (int at = last; at >= 0; at = previous[static_cast<std::size_t>(at)]) {
    chain.headings.push_back(nodes[static_cast<std::size_t>(at)].candidate);
  }
  std::ranges::reverse(chain.headings);
  return chain;
}

Link FollowStatutory(const Scored& before, const Scored& after) {
  if (NumberOf(before.candidate->kind) >= NumberOf(after.candidate->kind)) return {};
  const bool body = after.han_begin >= before.han_end + kMinBodyChars;
  return {true, body ? kBodyBetween : 0};
}

// The chain whose ordinals are of one style; headings that lost theirs may stand among them.
Chain StatutoryChain(const TextScan& scan, std::span<const HeadingCandidate> candidates,
                     OrdinalStyle style) {
  const auto score = [&](const HeadingCandidate& candidate) {
    const bool statutory = candidate.kind != v1::SECTION_KIND_UNSPECIFIED;
    if (!statutory || candidate.words == HeadingWords::kUnknown) return 0;
    const bool right = candidate.ordinal == NumberOf(candidate.kind);
    switch (candidate.style) {
      case OrdinalStyle::kPlain:
        return StatutoryScore(scan, candidate);
      case OrdinalStyle::kBare:
        return right && candidate.at_start ? StatutoryScore(scan, candidate) : 0;
      case OrdinalStyle::kNone: {
        // Sub-headings that lost their ordinals say 主动公开情况, 基本情况.
        const bool full =
            candidate.words == HeadingWords::kCanonical || candidate.word_chars >= kShortWordChars;
        return full || style == OrdinalStyle::kNone ? StatutoryScore(scan, candidate) : 0;
      }
      case OrdinalStyle::kArabic:
      case OrdinalStyle::kParen: {
        const bool admitted = candidate.style == style ||
                              (style == OrdinalStyle::kPlain && right && candidate.alone &&
                               candidate.style == OrdinalStyle::kArabic &&
                               candidate.words == HeadingWords::kCanonical);
        return admitted && right ? StatutoryScore(scan, candidate) : 0;
      }
    }
    return 0;
  };
  return BestChain(Admit(scan, candidates, score), FollowStatutory);
}

bool HasTopOrdinal(const Chain& chain) {
  return std::ranges::any_of(chain.headings,
                             [](const HeadingCandidate* h) { return IsTop(h->style); });
}

// A part that stands out of order is no part of any increasing chain.
void AddDisplaced(std::span<const HeadingCandidate> candidates,
                  std::vector<HeadingCandidate>* headings) {
  if (headings->empty()) return;
  const uint32_t first = headings->front().begin;
  for (const HeadingCandidate& candidate : candidates) {
    const bool sure = candidate.style == OrdinalStyle::kPlain && candidate.alone &&
                      candidate.at_start && !candidate.in_list &&
                      candidate.words == HeadingWords::kCanonical;
    const bool there = std::ranges::any_of(
        *headings, [&](const HeadingCandidate& heading) { return heading.kind == candidate.kind; });
    if (sure && !there && candidate.begin > first) headings->push_back(candidate);
  }
  std::ranges::sort(*headings, {}, &HeadingCandidate::begin);
}

std::vector<HeadingCandidate> Copies(const Chain& chain) {
  std::vector<HeadingCandidate> headings;
  for (const HeadingCandidate* heading : chain.headings) headings.push_back(*heading);
  return headings;
}

int FreeScore(const TextScan& scan, const HeadingCandidate& candidate, OrdinalStyle style) {
  const bool numbered =
      candidate.style == style || (style == OrdinalStyle::kPlain &&
                                   candidate.style == OrdinalStyle::kBare && candidate.at_start);
  if (candidate.style != OrdinalStyle::kNone && !numbered) return 0;
  if (candidate.style == OrdinalStyle::kNone && candidate.words != HeadingWords::kCanonical &&
      candidate.word_chars < kShortWordChars) {
    return 0;
  }
  return WordScore(candidate) + PlaceScore(scan, candidate) + (numbered ? kTopOrdinal : 0);
}

Chain FreeChain(const TextScan& scan, std::span<const HeadingCandidate> candidates,
                OrdinalStyle style) {
  constexpr int kNextNumber = 6;
  constexpr int kLostNumber = -4;   // for each number passed over
  constexpr int kSameNumber = -20;  // printed twice: known words make up for it
  constexpr int kSentences = 3;     // parts hold sentences, rows of a table none
  const auto follow = [&](const Scored& before, const Scored& after) -> Link {
    const uint32_t first = before.candidate->ordinal;
    const uint32_t second = after.candidate->ordinal;
    const bool sentences = scan.StopsBefore(after.han_begin) > scan.StopsBefore(before.han_end);
    const int body = sentences ? kSentences : -kSentences;
    if (first == 0 || second == 0) return {true, body};
    if (second < first) return {};
    if (second == first) return {true, body + kSameNumber};
    if (second == first + 1) return {true, body + kNextNumber};
    return {true, body + kLostNumber * static_cast<int>(std::min(second - first - 1, 8u))};
  };
  const auto score = [&](const HeadingCandidate& c) { return FreeScore(scan, c, style); };
  return BestChain(Admit(scan, candidates, score), follow);
}

// Each kind once: the best wording has it.
void KeepKindsOnce(std::vector<HeadingCandidate>* headings) {
  for (HeadingCandidate& heading : *headings) {
    if (heading.kind == v1::SECTION_KIND_UNSPECIFIED) continue;
    for (HeadingCandidate& other : *headings) {
      if (&other == &heading || other.kind != heading.kind) continue;
      const bool better = WordScore(heading) >= WordScore(other);
      (better ? other : heading).kind = v1::SECTION_KIND_UNSPECIFIED;
    }
  }
}

v1::Section::Evidence EvidenceOf(const HeadingCandidate& heading, v1::Form form) {
  const bool known =
      heading.words == HeadingWords::kCanonical || heading.words == HeadingWords::kVariant;
  const bool numbered =
      form == v1::FORM_2008 ? heading.ordinal > 0 : heading.ordinal == NumberOf(heading.kind);
  if (known) return numbered ? v1::Section::HEADING : v1::Section::HEADING_WORDS;
  return numbered ? v1::Section::RESEMBLANCE : v1::Section::HEADING_WORDS;
}

void AddImages(const v1::Document& document, v1::Outline* outline) {
  int section = 0;
  for (const v1::Block& block : document.blocks()) {
    if (block.kind() != v1::Block::IMAGE || block.chrome()) continue;
    while (section < outline->sections_size() &&
           outline->sections(section).body().end() < block.end()) {
      ++section;
    }
    if (section == outline->sections_size()) return;
    if (outline->sections(section).body().begin() > block.begin()) continue;
    v1::Span* image = outline->mutable_sections(section)->add_images();
    image->set_begin(block.begin());
    image->set_end(block.end());
  }
}

}  // namespace

std::vector<HeadingCandidate> ChooseStatutoryHeadings(
    const TextScan& scan, std::span<const HeadingCandidate> candidates) {
  Chain best = StatutoryChain(scan, candidates, OrdinalStyle::kPlain);
  if (!HasTopOrdinal(best)) {
    for (const OrdinalStyle style :
         {OrdinalStyle::kNone, OrdinalStyle::kParen, OrdinalStyle::kArabic}) {
      Chain chain = StatutoryChain(scan, candidates, style);
      if (chain.score > best.score) best = std::move(chain);
    }
  }
  std::vector<HeadingCandidate> headings = Copies(best);
  AddDisplaced(candidates, &headings);
  return headings;
}

std::vector<HeadingCandidate> ChooseFreeHeadings(const TextScan& scan,
                                                 std::span<const HeadingCandidate> candidates,
                                                 uint32_t attachment) {
  const auto behind =
      std::ranges::lower_bound(candidates, attachment, {}, &HeadingCandidate::begin);
  if (behind != candidates.begin()) {
    candidates = candidates.first(static_cast<std::size_t>(behind - candidates.begin()));
  }
  Chain best = FreeChain(scan, candidates, OrdinalStyle::kPlain);
  if (!HasTopOrdinal(best)) {
    for (const OrdinalStyle style : {OrdinalStyle::kParen, OrdinalStyle::kArabic}) {
      Chain chain = FreeChain(scan, candidates, style);
      if (chain.score > best.score) best = std::move(chain);
    }
  }
  std::vector<HeadingCandidate> headings = Copies(best);
  KeepKindsOnce(&headings);
  return headings;
}

void WriteSections(const TextScan& scan, const v1::Document& document,
                   std::span<const HeadingCandidate> headings, v1::Form form, uint32_t content_end,
                   v1::Outline* outline) {
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const HeadingCandidate& heading = headings[i];
    const uint32_t end =
        i + 1 < headings.size() ? headings[i + 1].begin : std::max(content_end, heading.end);
    v1::Section* section = outline->add_sections();
    section->set_kind(heading.kind);
    section->set_number(form == v1::FORM_2008 ? heading.ordinal : NumberOf(heading.kind));
    section->set_printed_number(heading.ordinal);
    section->set_heading(WithoutSpace(scan.Of(heading.words_begin, heading.end)));
    section->mutable_heading_span()->set_begin(heading.begin);
    section->mutable_heading_span()->set_end(heading.end);
    section->mutable_body()->set_begin(heading.end);
    section->mutable_body()->set_end(end);
    section->set_evidence(EvidenceOf(heading, form));
  }
  AddImages(document, outline);
}

}  // namespace gongkai
