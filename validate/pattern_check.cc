#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/limits.h"
#include "common/strings.h"
#include "validate/checks.h"
#include "validate/report_text.h"

namespace gongkai {
namespace {

using re2::RE2;
using re2::StringPiece;
using v1::PatternCheck;

StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view View(StringPiece text) { return {text.data(), text.size()}; }

// A few words that the outline found, and where.
struct Fact {
  std::string_view words;
  const v1::Span* span;
};

std::vector<Fact> One(const v1::Text& text) { return {{text.value(), &text.span()}}; }

// The outline's own words for a scope that is made of facts; nothing for the others.
std::optional<std::vector<Fact>> FactsOf(PatternCheck::Scope scope, const v1::Outline& outline) {
  switch (scope) {
    case PatternCheck::TITLE:
      return One(outline.title());
    case PatternCheck::TELEPHONE:
      return One(outline.contact().telephone());
    case PatternCheck::POSTAL_CODE:
      return One(outline.contact().postal_code());
    case PatternCheck::EMAIL:
      return One(outline.contact().email());
    case PatternCheck::PAGE_FIELDS: {
      std::vector<Fact> facts;
      for (const v1::MetadataField& field : outline.metadata()) {
        facts.push_back({field.value(), &field.span()});
      }
      return facts;
    }
    default:
      return std::nullopt;
  }
}

Wording NameOf(PatternCheck::Scope scope) {
  switch (scope) {
    case PatternCheck::PREAMBLE:
      return {"报告开头部分", "the beginning of the report"};
    case PatternCheck::TITLE:
      return {"标题", "the title"};
    case PatternCheck::TELEPHONE:
      return {"联系电话", "the telephone number"};
    case PatternCheck::POSTAL_CODE:
      return {"邮政编码", "the postal code"};
    case PatternCheck::EMAIL:
      return {"电子邮箱", "the e-mail address"};
    case PatternCheck::PAGE_FIELDS:
      return {"页面字段", "the fields of the page"};
    default:
      return {"报告全文", "the report"};
  }
}

class Search {
 public:
  Search(const CheckContext& context, const PatternPlan& plan)
      : context_(context), plan_(plan), index_(*context.report.pack().patterns), zones_(Zones()) {}

  void Run() {
    if (const Met met = AreMet(plan_.when, context_.report); met != Met::kYes) {
      return context_.findings.Count(met == Met::kNo ? v1::PASSED : v1::NOT_ASSESSABLE);
    }
    const PatternCheck::Scope scope = plan_.check->scope();
    if (const auto facts = FactsOf(scope, context_.report.outline())) return RunOnFacts(*facts);
    const CompiledCase* found = context_.rule.CaseFor(v1::Case::FOUND);
    // What is said first must not depend on what the index can rule out: that differs with the
    // other patterns of the pack.
    if (!ScopeIsThere()) return context_.findings.Count(v1::NOT_ASSESSABLE);
    if (text().longest_digits() < plan_.check->digits()) {
      return context_.findings.Count(found != nullptr ? v1::PASSED : v1::NOT_ASSESSABLE);
    }
    if (!MayMatch()) {
      return found != nullptr ? context_.findings.Count(v1::PASSED) : ReportNotFound(nullptr);
    }
    if (HasWord(found == nullptr ? plan_.patterns : plan_.unless)) {
      return context_.findings.Count(v1::PASSED);
    }
    pieces_ = Pieces();
    Collect();
    if (matches_.empty() && work_ >= kMaxPatternWork) {
      return context_.findings.AddUnfinished(context_.rule, context_.form);
    }
    if (found == nullptr) {
      return matches_.empty() ? ReportNotFound(nullptr) : context_.findings.Count(v1::PASSED);
    }
    if (matches_.empty() || AnyOf(plan_.unless)) return context_.findings.Count(v1::PASSED);
    ReportFound(*found);
  }

 private:
  const ReportText& text() const { return *context_.report.text(); }

  bool MayMatch() const {
    return std::ranges::any_of(plan_.patterns,
                               [&](int one) { return text().MayMatch(one, zones_); });
  }

  // Whether one of the patterns that only list words matches.
  bool HasWord(const std::vector<int>& patterns) const {
    return std::ranges::any_of(
        patterns, [&](int one) { return index_.IsWords(one) && text().MayMatch(one, zones_); });
  }

  ZoneSet Zones() const {
    if (plan_.check->scope() == PatternCheck::PREAMBLE) return ReportText::kPreambleZone;
    if (plan_.check->scope() != PatternCheck::SECTIONS) return kAllZones;
    ZoneSet zones = 0;
    for (int kind : plan_.check->sections()) {
      zones |= ReportText::ZoneOf(static_cast<v1::SectionKind>(kind));
    }
    return zones;
  }

  std::vector<Stretch> Pieces() const {
    if (plan_.check->scope() == PatternCheck::PREAMBLE) return text().Preamble();
    if (plan_.check->scope() != PatternCheck::SECTIONS) return text().all();
    std::vector<Stretch> pieces;
    for (int kind : plan_.check->sections()) {
      for (Stretch one : text().Section(static_cast<v1::SectionKind>(kind))) {
        pieces.push_back(one);
      }
    }
    return pieces;
  }

  // What stands before the first part may be nothing, and is then searched all the same.
  bool ScopeIsThere() const {
    if (plan_.check->scope() == PatternCheck::PREAMBLE) {
      return !context_.report.outline().sections().empty();
    }
    if (plan_.check->scope() != PatternCheck::SECTIONS) return !text().all().empty();
    return (text().sections() & zones_) != 0;
  }

  // Matches that count, in order of the patterns; one is enough where none is looked for.
  void Collect() {
    const bool one_is_enough = context_.rule.CaseFor(v1::Case::FOUND) == nullptr;
    for (int number : plan_.patterns) {
      if (!text().MayMatch(number, zones_)) continue;
      for (const Stretch& piece : pieces_) {
        CollectFrom(number, piece);
        if (IsEnough() || (one_is_enough && !matches_.empty())) return;
      }
    }
  }

  bool IsEnough() const {
    return matches_.size() >= kMaxPatternMatches || work_ >= kMaxPatternWork;
  }

  void CollectFrom(int number, Stretch piece) {
    const RE2& pattern = index_.pattern(number);
    if (plan_.check->group() == PatternCheck::OTHER_YEAR) return CollectFromYears(pattern, piece);
    const std::span<const std::string> words = index_.WordsOfLine(number);
    if (words.empty()) return CollectBetween(pattern, piece, 0, piece.end - piece.begin);
    const std::string_view whole = text().Of(piece);
    LinesWith lines(whole, words.first(1));
    while (!IsEnough() && lines.Next()) {
      const std::string_view line = whole.substr(lines.begin(), lines.end() - lines.begin());
      const bool has_all = std::ranges::all_of(
          words.subspan(1), [&](const std::string& word) { return line.find(word) != line.npos; });
      if (has_all) CollectBetween(pattern, piece, lines.begin(), lines.end());
    }
  }

  void CollectBetween(const RE2& pattern, Stretch piece, uint32_t begin, uint32_t end) {
    for (uint32_t at = begin; at <= end && !IsEnough();) {
      work_ += end - at;  // a match may be known only at the end
      at = Match(pattern, piece, at, end, RE2::UNANCHORED);
    }
  }

  // Such a pattern begins with the year: only other ones are looked at, each up to the end of its
  // line.
  void CollectFromYears(const RE2& pattern, Stretch piece) {
    const std::string_view words = text().Of(piece);
    const std::string own = Concat(context_.report.outline().year().value());
    for (std::size_t at = 0; (at = words.find("20", at)) != words.npos && !IsEnough();) {
      if (words.substr(at).starts_with(own)) {
        ++at;
        continue;
      }
      const auto end = static_cast<uint32_t>(std::min(words.find('\n', at), words.size()));
      const uint32_t behind =
          Match(pattern, piece, static_cast<uint32_t>(at), end, RE2::ANCHOR_START);
      at = behind > end ? at + 1 : behind;
    }
  }

  // The match that begins in [at, end) of the piece, if there is one; gives where the search goes
  // on, behind `end` if there is none.
  uint32_t Match(const RE2& pattern, Stretch piece, uint32_t at, uint32_t end, RE2::Anchor anchor) {
    const StringPiece whole = Piece(text().Of(piece));
    const int groups = std::min(pattern.NumberOfCapturingGroups(), 1);
    const auto instructions = static_cast<uint64_t>(pattern.ProgramSize());
    StringPiece found[2];
    if (!pattern.Match(whole, at, end, anchor, found, groups + 1)) {
      work_ += (end - at) * instructions;
      return end + 1;
    }
    const auto begin = static_cast<uint32_t>(found[0].data() - whole.data());
    const auto size = static_cast<uint32_t>(found[0].size());
    work_ += (begin + size - at) * instructions;
    const Stretch place{piece.begin + begin, piece.begin + begin + size};
    if (size > 0 && Counts(View(found[1])) && !Excepted(piece, place)) matches_.push_back(place);
    return begin + std::max<uint32_t>(size, 1);
  }

  bool Counts(std::string_view group) const {
    switch (plan_.check->group()) {
      case PatternCheck::OTHER_YEAR:
        return context_.report.outline().year().value() != 0 &&
               group != Concat(context_.report.outline().year().value());
      case PatternCheck::NOT_IN_AGENCY: {
        const std::string& agency = context_.report.outline().agency().name();
        return !agency.empty() && agency.find(group) == std::string::npos;
      }
      default:
        return true;
    }
  }

  bool Excepted(Stretch piece, Stretch place) const {
    if (plan_.except.empty()) return false;
    const StringPiece sentence = Piece(text().SentenceAround(piece, place));
    return std::ranges::any_of(
        plan_.except, [&](int number) { return RE2::PartialMatch(sentence, Other(number)); });
  }

  bool AnyOf(const std::vector<int>& patterns) const {
    return std::ranges::any_of(patterns, [&](int number) {
      return text().MayMatch(number, zones_) && std::ranges::any_of(pieces_, [&](Stretch piece) {
               return RE2::PartialMatch(Piece(text().Of(piece)), index_.pattern(number));
             });
    });
  }

  // Facts are short: no need to know what can match.
  void RunOnFacts(const std::vector<Fact>& facts) {
    const CompiledCase* found = context_.rule.CaseFor(v1::Case::FOUND);
    const Fact* first = nullptr;
    bool any = false;
    for (const Fact& fact : facts) {
      any |= !fact.words.empty();
      if (first == nullptr && !fact.words.empty() && Matches(fact)) first = &fact;
    }
    if (!any) return context_.findings.Count(v1::NOT_ASSESSABLE);
    if ((first != nullptr) != (found != nullptr)) return context_.findings.Count(v1::PASSED);
    if (found == nullptr) return ReportNotFound(&facts[0]);
    MessageFields fields = Fields();
    fields.SetBoth(Field::kCount, "1");
    fields.SetBoth(Field::kList, Quote(first->words));
    AddSpan(*first->span, &context_.findings.Add(context_.rule, context_.form, *found, fields));
    context_.findings.Count(found->outcome);
  }

  bool Matches(const Fact& fact) const {
    return std::ranges::any_of(plan_.patterns, [&](int number) {
      return RE2::PartialMatch(Piece(fact.words), Other(number));
    });
  }

  const RE2& Other(int number) const {
    return *context_.report.pack().others[static_cast<std::size_t>(number)];
  }

  MessageFields Fields() const {
    MessageFields fields;
    fields.SetBoth(Field::kYear, Concat(context_.report.outline().year().value()));
    fields[Field::kExpected] = Write(plan_.when, context_.report);
    return fields;
  }

  void ReportFound(const CompiledCase& one) {
    NameList names;
    std::vector<std::string_view> listed;
    for (const Stretch& match : matches_) {
      const std::string_view words = text().Of(match);
      if (std::ranges::count(listed, words) > 0) continue;
      listed.push_back(words);
      names.Add(Quote(words), Concat("\"", Quote(words), "\""));
    }
    MessageFields fields = Fields();
    fields.SetBoth(Field::kCount, Concat(matches_.size()));
    fields[Field::kList] = names.Get();
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    for (const Stretch& match : matches_) {
      v1::Span span;
      span.set_begin(match.begin);
      span.set_end(match.end);
      AddSpan(span, &finding);
    }
    AddOperands(plan_.when, context_.report, &finding);
    context_.findings.Count(one.outcome);
  }

  bool HasSections() const {
    return std::ranges::all_of(plan_.check->sections(), [&](int kind) {
      return std::ranges::count(context_.report.outline().sections(), kind, &v1::Section::kind) > 0;
    });
  }

  bool IsInTables() const {
    return std::ranges::any_of(plan_.check->or_tables(), [&](int kind) {
      return context_.report.FindTable(static_cast<v1::TableKind>(kind)) != nullptr;
    });
  }

  void ReportNotFound(const Fact* fact) {
    if (IsInTables()) return context_.findings.Count(v1::PASSED);
    if (plan_.check->scope() == PatternCheck::WHOLE_TEXT && !HasSections()) {
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_FOUND);
    MessageFields fields = Fields();
    fields[Field::kList] = NameOf(plan_.check->scope());
    if (fact != nullptr) {
      fields[Field::kList].zh += Concat("：", Quote(fact->words));
      fields[Field::kList].en += Concat(": ", Quote(fact->words));
    }
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    if (fact != nullptr) AddSpan(*fact->span, &finding);
    for (const v1::Section& section : context_.report.outline().sections()) {
      if (plan_.check->scope() != PatternCheck::SECTIONS ||
          std::ranges::count(plan_.check->sections(), section.kind()) == 0) {
        continue;
      }
      AddSpan(section.heading_span(), &finding);
    }
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const PatternPlan& plan_;
  const PatternIndex& index_;
  const ZoneSet zones_;
  std::vector<Stretch> pieces_;
  std::vector<Stretch> matches_;
  uint64_t work_ = 0;
};

}  // namespace

void CheckPattern(const CheckContext& context, const PatternPlan& plan) {
  Search(context, plan).Run();
}

}  // namespace gongkai
