#include "extract/fact_reader.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"
#include "extract/fact_cover.h"
#include "extract/fact_list.h"
#include "extract/fact_meaning.h"
#include "extract/fact_sentence.h"
#include "extract/fact_ties.h"
#include "extract/narrative.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxClauseWords = 40;  // a longer clause is not understood
constexpr std::size_t kMaxTail = 18;         // bytes behind what words for zero are said of
constexpr uint32_t kMaxHeadingBytes = 60;    // of a line that gives the paragraph below its topic

void SetSpan(uint32_t begin, uint32_t end, v1::Span* span) {
  span->set_begin(begin);
  span->set_end(end);
}

class FactsOfReport {
 public:
  FactsOfReport(const FactLexicon& lexicon, const v1::Document& document,
                const v1::Outline& outline, v1::Extraction* extraction)
      : lexicon_(lexicon),
        signs_(lexicon.signs()),
        text_(document.text()),
        outline_(outline),
        extraction_(*extraction),
        ranges_(NarrativeRanges(document, outline, *extraction)) {}

  void Run() {
    for (const TextRange& range : ranges_) {
      carried_.reset();
      heading_pending_ = true;
      follows_ = false;
      range_ = range;
      for (uint32_t at = range.begin; at < range.end;) at = Sentence(at, range.end);
      if (range.end - range.begin <= kMaxHeadingBytes) heading_ = range;
    }
    ties_.Finish(&extraction_);
  }

 private:
  using Items = std::vector<FactItem>;
  using Kind = FactItem::Kind;

  // Reads the sentence that begins there, if it may hold a figure; returns its end.
  uint32_t Sentence(uint32_t begin, uint32_t high) {
    const bool hot = FindFactSentence(lexicon_, text_, {begin, high}, false, &sentence_) &&
                     extraction_.facts_size() < static_cast<int>(kMaxFacts);
    if (hot) Read();
    follows_ = hot;
    return sentence_.end;
  }

  void Read() {
    ties_.BeginSentence(follows_);
    FindFactFigures(lexicon_, text_, &sentence_);
    if (sentence_.quantities.empty() && !sentence_.none) return;
    FindFactWords(lexicon_, text_, &sentence_);
    if (std::exchange(heading_pending_, false)) TakeHeading();
    year_ = v1::Fact::YEAR_UNSPECIFIED;
    planned_ = partial_ = until_ = channel_seen_ = false;
    listed_.clear();
    const Items& items = sentence_.items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      switch (items[i].kind) {
        case Kind::kYear:
          if (!IsCompared(items[i].begin)) year_ = YearOf(items[i].index);
          break;
        case Kind::kOpen:
          ties_.Open(items[i].begin);
          break;
        case Kind::kClose:
          ties_.Close();
          break;
        case Kind::kWord:
          DropNotOne(i);
          ReadWord(i);
          break;
        case Kind::kQuantity:
          AddFigure(i);
          break;
        case Kind::kBorder:
          break;
      }
      if (extraction_.facts_size() >= static_cast<int>(kMaxFacts)) return;
    }
  }

  // 没有发生一起, 未收到一件: not one; 一 counts nothing there.
  void DropNotOne(std::size_t i) {
    Items& items = sentence_.items;
    if ((items[i].concepts & signs_.none).none() || i + 1 >= items.size()) return;
    FactItem& next = items[i + 1];
    if (next.kind != Kind::kQuantity || next.begin != items[i].end) return;
    const Quantity& quantity = sentence_.quantities[next.index];
    if (quantity.weak && quantity.value == "1") next.kind = Kind::kWord;
  }

  // The line above the paragraph says what it is about.
  void TakeHeading() {
    const bool above = heading_.end > 0 && heading_.end <= range_.begin;
    if (!above || range_.begin - heading_.end > 2) return;
    FactSentence heading;
    FindFactSentence(lexicon_, text_, heading_, true, &heading);
    FindFactFigures(lexicon_, text_, &heading);
    FindFactWords(lexicon_, text_, &heading);
    for (const FactItem& item : heading.items) carried_ |= item.concepts & lexicon_.topics();
  }

  // 较2022年: not the year of what is counted.
  bool IsCompared(uint32_t year) const {
    const std::string_view before = text_.substr(sentence_.begin, year - sentence_.begin);
    return std::ranges::any_of(std::initializer_list<std::string_view>{"较", "比", "与", "同"},
                               [&](std::string_view word) { return before.ends_with(word); });
  }

  v1::Fact::Year YearOf(uint32_t year) const {
    const uint32_t own = outline_.year().value();
    if (year == own) return v1::Fact::THIS_YEAR;
    return year + 1 == own ? v1::Fact::LAST_YEAR : v1::Fact::OTHER_YEAR;
  }

  void ReadWord(std::size_t i) {
    const ConceptSet& concepts = sentence_.items[i].concepts;
    if ((concepts & signs_.heeded).none()) return;
    if ((concepts & signs_.this_year).any()) {
      year_ = v1::Fact::THIS_YEAR;
      partial_ = false;
    }
    if ((concepts & signs_.partial).any()) partial_ = true;
    if ((concepts & signs_.last_year).any()) year_ = v1::Fact::LAST_YEAR;
    if ((concepts & signs_.since).any()) year_ = v1::Fact::CUMULATIVE;
    if ((concepts & signs_.until).any()) until_ = true;
    if (until_ && (concepts & signs_.accumulated).any()) year_ = v1::Fact::CUMULATIVE;
    if ((concepts & signs_.planned).any()) planned_ = true;
    if ((concepts & lexicon_.channels()).any()) channel_seen_ = true;
    if ((concepts & (signs_.part_of | signs_.among)).any()) ties_.PartOf();
    if ((concepts & signs_.listed).any()) ReadList(i);
    if ((concepts & signs_.none).any()) AddZero(i);
  }

  // 3件，分别为自然人2件、企业1件 is 其中; 复议、诉讼分别为2件、1件 a list.
  void ReadList(std::size_t i) {
    Items& items = sentence_.items;
    const std::size_t begin = ClauseBegin(i);
    const bool opens = begin == i && i + 1 < items.size() && items[i + 1].kind == Kind::kWord;
    if (opens && text_.substr(items[i].begin).starts_with("分别")) {
      items[i].concepts &= ~signs_.listed;
      ties_.PartOf();
      return;
    }
    listed_ = ReadListed(lexicon_, text_, sentence_, begin, i);
  }

  const ListedFigure* Listed(std::size_t i) const {
    const auto figure = std::ranges::find(listed_, i, &ListedFigure::item);
    return figure == listed_.end() ? nullptr : &*figure;
  }

  static bool Ends(const FactItem& item) {
    return item.kind == Kind::kBorder || item.kind == Kind::kOpen || item.kind == Kind::kClose;
  }

  // Words of the clause before item i, back to a border or another figure.
  std::size_t ClauseBegin(std::size_t i) const {
    const Items& items = sentence_.items;
    const std::size_t low = i - std::min(i, kMaxClauseWords);
    while (i > low && !Ends(items[i - 1]) && items[i - 1].kind != Kind::kQuantity) --i;
    return i;
  }

  // Words behind item i, up to a border; *border is false if a figure comes first.
  std::size_t ClauseEnd(std::size_t i, bool* border) const {
    const Items& items = sentence_.items;
    const std::size_t high = std::min(items.size(), i + kMaxClauseWords);
    std::size_t end = i + 1;
    while (end < high && !Ends(items[end]) && items[end].kind != Kind::kQuantity) ++end;
    *border = end == items.size() || Ends(items[end]);
    return end;
  }

  static bool IsLong(std::size_t begin, std::size_t i) { return i - begin >= kMaxClauseWords; }

  ConceptSet ConceptsIn(std::size_t begin, std::size_t end) const {
    ConceptSet set;
    for (std::size_t i = begin; i < end; ++i) set |= sentence_.items[i].concepts;
    return set;
  }

  // Of the clause that begins there, before a figure.
  ConceptSet WordsBefore(std::size_t begin, std::size_t i) const {
    const bool second = begin > 0 && sentence_.items[begin - 1].kind == Kind::kQuantity;
    if (second && FollowsConjunction(text_, sentence_, i)) return {};
    return ConceptsIn(begin, i);
  }

  void AddFigure(std::size_t i) {
    const FactItem& item = sentence_.items[i];
    Quantity& quantity = sentence_.quantities[item.index];
    const ListedFigure* const listed = Listed(i);
    const std::size_t clause = ClauseBegin(i);
    const ConceptSet before = listed != nullptr ? listed->local : WordsBefore(clause, i);
    ConceptSet local = before;
    bool behind = false;
    if (listed == nullptr && (before & lexicon_.deciding()).none()) {
      const std::size_t end = ClauseEnd(i, &behind);
      if (behind) local |= ConceptsIn(i + 1, end);
      behind = behind && (local & lexicon_.deciding()).any();
    }
    const bool changed = (before & signs_.compared).any();
    const bool together = listed == nullptr &&
                          ((before & signs_.listed).any() || IsListedWithNext(text_, sentence_, i));
    const bool unsure = changed || planned_ || partial_ || together || IsLong(clause, i) ||
                        (before & (signs_.supposed | signs_.scope)).any();
    const ConceptSet carried = listed != nullptr ? carried_ | listed->context : carried_;
    const FactMeaning* meaning = nullptr;
    if (!unsure && quantity.unit != nullptr) {
      meaning = ChooseMeaning(lexicon_, *quantity.unit, local, carried);
    } else if (!unsure) {
      meaning = ChooseZeroMeaning(lexicon_, local);
    }
    if (behind && meaning != nullptr && meaning->total) meaning = nullptr;
    // By one way, known or not, is not all that was published: 公众号1个，发布信息20条.
    const bool some_way =
        (before & signs_.via).any() || (channel_seen_ && (before & signs_.total).none());
    if (some_way && meaning != nullptr && meaning->list && !meaning->channel) meaning = nullptr;
    if (meaning != nullptr && listed == nullptr && !IsUnderstood(clause, i, *meaning, behind)) {
      meaning = nullptr;
    }
    const ConceptSet topics = listed != nullptr ? listed->topics : before & lexicon_.topics();
    if (topics.any()) {
      carried_ = IsSpecific(lexicon_, text_, sentence_, clause, i) ? topics : ConceptSet();
    }
    // 一件一档: one Chinese numeral is a quantity only where it surely means something.
    if (quantity.weak && (meaning == nullptr || behind)) return;
    Write(item, quantity, changed, meaning, before);
  }

  // No unknown word has a part in what the figure is said of.
  bool IsUnderstood(std::size_t begin, std::size_t i, const FactMeaning& meaning,
                    bool behind) const {
    bool border = false;
    const std::size_t end = behind ? ClauseEnd(i, &border) : i;
    if (!IsSpecific(lexicon_, text_, sentence_, begin, end)) return false;
    if (behind) return IsCoveredBehind(lexicon_, text_, sentence_, i, end);
    // 行政复议、行政诉讼5件, but not 行政复议后提起行政诉讼5件.
    return IsCovered(lexicon_, text_, sentence_, begin, i, meaning.several_topics);
  }

  void Write(const FactItem& item, Quantity& quantity, bool changed, const FactMeaning* meaning,
             const ConceptSet& before) {
    const v1::Fact::Kind kind = KindOf(quantity, changed);
    TieFigure figure{
        .index = static_cast<uint32_t>(extraction_.facts_size()),
        .end = item.end,
        .meaning = meaning,
        .unit = quantity.unit,
        .year = year_,
        .quantity = kind == v1::Fact::COUNT || kind == v1::Fact::AMOUNT,
        .rest = (before & signs_.rest).any(),
        .whole = (before & signs_.total).any(),
        .excluded = (before & signs_.excluded).any() ||
                    ((before & signs_.carried).any() && (before & signs_.included).none())};
    const TieFigure* const whole = ties_.Add(figure);
    // Part of what was published in all, the rest of it, part of what has this meaning itself:
    // none is all of it.
    const bool some = whole != nullptr || figure.rest;
    if (some && meaning != nullptr && meaning->list && !meaning->channel) meaning = nullptr;
    if (whole != nullptr && whole->meaning == meaning) meaning = nullptr;
    if ((before & signs_.included).any()) Include(meaning);
    v1::Fact& fact = *extraction_.add_facts();
    if (meaning != nullptr) fact.set_meaning(meaning->id);
    fact.set_value(std::move(quantity.value));
    if (!quantity.upper.empty()) fact.set_upper(std::move(quantity.upper));
    if (!quantity.step.empty()) fact.set_step(std::move(quantity.step));
    if (quantity.unit != nullptr) {
      const bool money = quantity.unit->kind == FactUnit::Kind::kMoney;
      fact.set_unit(money ? "元" : quantity.unit->word);
    }
    fact.set_kind(kind);
    fact.set_bound(quantity.bound);
    Finish(item.begin, item.end, &fact);
  }

  // 收到申请20件（含上年结转2件）: more than those received.
  void Include(const FactMeaning* meaning) {
    if (meaning == nullptr || !meaning->adds || extraction_.facts_size() == 0) return;
    v1::Fact& whole = *extraction_.mutable_facts(extraction_.facts_size() - 1);
    if (whole.span().begin() < sentence_.begin || whole.meaning().empty()) return;
    if (whole.meaning() == meaning->of) whole.set_meaning(meaning->together);
  }

  static v1::Fact::Kind KindOf(const Quantity& quantity, bool changed) {
    if (quantity.unit == nullptr) return v1::Fact::COUNT;
    switch (quantity.unit->kind) {
      case FactUnit::Kind::kPercent:
      case FactUnit::Kind::kPoints:
        return v1::Fact::PERCENT;
      case FactUnit::Kind::kMoney:
        return changed ? v1::Fact::CHANGE : v1::Fact::AMOUNT;
      case FactUnit::Kind::kCount:
        break;
    }
    return changed ? v1::Fact::CHANGE : v1::Fact::COUNT;
  }

  void Finish(uint32_t begin, uint32_t end, v1::Fact* fact) {
    fact->set_year(year_);
    SetSpan(begin, end, fact->mutable_span());
    SetSpan(sentence_.begin, sentence_.end, fact->mutable_sentence());
    while (section_ + 1 < outline_.sections_size() &&
           outline_.sections(section_ + 1).heading_span().begin() <= begin) {
      ++section_;
    }
    if (section_ < outline_.sections_size() &&
        outline_.sections(section_).heading_span().begin() <= begin) {
      fact->set_section(outline_.sections(section_).kind());
    }
  }

  // 未收到政府信息公开申请; also 行政复议、行政诉讼均未发生.
  void AddZero(std::size_t i) {
    const Items& items = sentence_.items;
    bool border = false;
    const std::size_t end = ClauseEnd(i, &border);
    const std::size_t begin = ClauseBegin(i);
    const ConceptSet before = ConceptsIn(begin, i);
    if (!border || planned_ || partial_ || IsLong(begin, i) ||
        (before & (signs_.supposed | signs_.scope)).any())
      return;
    ConceptSet local = ConceptsIn(i, end);
    std::size_t first = i, last = i;
    if ((local & lexicon_.deciding()).any()) {
      while (last + 1 < end && items[last + 1].kind == Kind::kWord) ++last;
      if (!IsTail(items[last].end)) return;
    } else {
      local |= before;
      while (first > begin && items[first - 1].kind == Kind::kWord) --first;
      if (!IsTail(items[i].end)) return;
    }
    const FactMeaning* meaning = ChooseZeroMeaning(lexicon_, local);
    if (meaning == nullptr) return;
    if (!IsSpecific(lexicon_, text_, sentence_, first, last + 1)) return;
    v1::Fact& fact = *extraction_.add_facts();
    fact.set_meaning(meaning->id);
    fact.set_value("0");
    fact.set_kind(v1::Fact::ZERO_PHRASE);
    Finish(items[first].begin, items[last].end, &fact);
  }

  // Nothing of weight behind it in its clause: 的情况, 案件. 未收到申请人补正的 is not over.
  bool IsTail(uint32_t at) const {
    constexpr std::string_view kMarks[] = {"，", "。", "；", "、", "：", ",", ";", "\n", "(", "（"};
    constexpr std::size_t kTooLong = kMaxTail + 3;
    constexpr std::size_t kMark = 3;  // bytes of the longest
    const std::string_view rest =
        text_.substr(at, std::min<std::size_t>(range_.end - at, kTooLong + kMark));
    std::size_t length = std::min(rest.size(), kTooLong);
    for (const std::string_view mark : kMarks) length = std::min(length, rest.find(mark));
    return length <= kMaxTail && !rest.substr(0, length).ends_with("的");
  }

  const FactLexicon& lexicon_;
  const FactSigns& signs_;
  const std::string_view text_;
  const v1::Outline& outline_;
  v1::Extraction& extraction_;
  const std::vector<TextRange> ranges_;
  FactSentence sentence_;
  std::vector<ListedFigure> listed_;  // of the sentence
  FactTies ties_;
  TextRange range_, heading_;
  ConceptSet carried_;
  bool heading_pending_ = false;
  bool follows_ = false;
  bool planned_ = false;
  bool partial_ = false;  // 上半年 was read
  bool channel_seen_ = false;
  bool until_ = false;  // 截至 was read
  v1::Fact::Year year_ = v1::Fact::YEAR_UNSPECIFIED;
  int section_ = 0;
};

}  // namespace

void ReadFacts(const FactLexicon& lexicon, const v1::Document& document, const v1::Outline& outline,
               v1::Extraction* extraction) {
  extraction->clear_facts();
  extraction->clear_fact_groups();
  FactsOfReport(lexicon, document, outline, extraction).Run();
}

}  // namespace gongkai
