#include <algorithm>
#include <optional>
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

// The outline's own words for a scope that is a fact; nullptr for the others.
const v1::Text* FactOf(PatternCheck::Scope scope, const v1::Outline& outline) {
  switch (scope) {
    case PatternCheck::TITLE:
      return &outline.title();
    case PatternCheck::TELEPHONE:
      return &outline.contact().telephone();
    case PatternCheck::POSTAL_CODE:
      return &outline.contact().postal_code();
    case PatternCheck::EMAIL:
      return &outline.contact().email();
    default:
      return nullptr;
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
    default:
      return {"报告全文", "the report"};
  }
}

class Search {
 public:
  Search(const CheckContext& context, const PatternPlan& plan)
      : context_(context), plan_(plan), index_(*context.report.pack().patterns) {}

  void Run() {
    const PatternCheck::Scope scope = plan_.check->scope();
    if (const v1::Text* fact = FactOf(scope, context_.report.outline())) return RunOnFact(*fact);
    const CompiledCase* found = context_.rule.CaseFor(v1::Case::FOUND);
    if (!MayMatch()) {  // whatever the scope holds
      if (found != nullptr) return context_.findings.Count(v1::PASSED);
      if (plan_.check->digits() == 0 && ScopeIsThere()) return ReportNotFound(nullptr);
      return context_.findings.Count(v1::NOT_ASSESSABLE);
    }
    pieces_ = Pieces();
    if (pieces_.empty()) return context_.findings.Count(v1::NOT_ASSESSABLE);
    Collect();
    if (found == nullptr) {
      return matches_.empty() ? ReportNotFound(nullptr) : context_.findings.Count(v1::PASSED);
    }
    if (matches_.empty() || AnyOf(plan_.unless)) return context_.findings.Count(v1::PASSED);
    ReportFound(*found);
  }

 private:
  const ReportText& text() const { return *context_.report.text(); }

  bool MayMatch() const {
    if (text().longest_digits() < plan_.check->digits()) return false;
    return std::ranges::any_of(plan_.patterns, [&](int one) { return text().MayMatch(one); });
  }

  std::vector<TextRange> Pieces() const {
    if (plan_.check->scope() == PatternCheck::PREAMBLE) return text().Preamble();
    if (plan_.check->scope() != PatternCheck::SECTIONS) return text().all();
    std::vector<TextRange> pieces;
    for (int kind : plan_.check->sections()) {
      for (TextRange one : text().Section(static_cast<v1::SectionKind>(kind))) {
        pieces.push_back(one);
      }
    }
    return pieces;
  }

  bool ScopeIsThere() const {
    if (plan_.check->scope() != PatternCheck::SECTIONS) return !Pieces().empty();
    return std::ranges::any_of(context_.report.outline().sections(), [&](const auto& section) {
      return std::ranges::count(plan_.check->sections(), section.kind()) > 0;
    });
  }

  // Matches that count, in order of the patterns; one is enough where none is looked for.
  void Collect() {
    const bool one_is_enough = context_.rule.CaseFor(v1::Case::FOUND) == nullptr;
    for (int number : plan_.patterns) {
      if (!text().MayMatch(number)) continue;
      for (const TextRange& piece : pieces_) {
        CollectFrom(index_.pattern(number), piece);
        if (looked_at_ >= kMaxPatternMatches || (one_is_enough && !matches_.empty())) return;
      }
    }
  }

  void CollectFrom(const RE2& pattern, TextRange piece) {
    const StringPiece whole = Piece(text().Of(piece));
    const int groups = std::min(pattern.NumberOfCapturingGroups(), 1);
    StringPiece found[2];
    for (std::size_t at = 0; at <= whole.size() && looked_at_ < kMaxPatternMatches;) {
      if (!pattern.Match(whole, at, whole.size(), RE2::UNANCHORED, found, groups + 1)) return;
      ++looked_at_;
      const auto begin = static_cast<uint32_t>(found[0].data() - whole.data());
      const auto size = static_cast<uint32_t>(found[0].size());
      const TextRange place{piece.begin + begin, piece.begin + begin + size};
      if (size > 0 && Counts(View(found[1])) && !Excepted(piece, place)) {
        matches_.push_back(place);
      }
      at = begin + std::max<std::size_t>(size, 1);
    }
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

  bool Excepted(TextRange piece, TextRange place) const {
    if (plan_.except.empty()) return false;
    const StringPiece sentence = Piece(text().SentenceAround(piece, place));
    return std::ranges::any_of(plan_.except, [&](int number) {
      return RE2::PartialMatch(sentence,
                               *context_.report.pack().others[static_cast<std::size_t>(number)]);
    });
  }

  bool AnyOf(const std::vector<int>& patterns) const {
    return std::ranges::any_of(patterns, [&](int number) {
      return text().MayMatch(number) && std::ranges::any_of(pieces_, [&](TextRange piece) {
               return RE2::PartialMatch(Piece(text().Of(piece)), index_.pattern(number));
             });
    });
  }

  // A fact is short: no need to know what can match.
  void RunOnFact(const v1::Text& fact) {
    if (fact.value().empty()) return context_.findings.Count(v1::NOT_ASSESSABLE);
    const bool matches = std::ranges::any_of(plan_.patterns, [&](int number) {
      return RE2::PartialMatch(fact.value(), index_.pattern(number));
    });
    const CompiledCase* found = context_.rule.CaseFor(v1::Case::FOUND);
    if (matches != (found != nullptr)) return context_.findings.Count(v1::PASSED);
    if (found == nullptr) return ReportNotFound(&fact);
    MessageFields fields = Fields();
    fields.SetBoth(Field::kCount, "1");
    fields.SetBoth(Field::kList, Quote(fact.value()));
    AddSpan(fact.span(), &context_.findings.Add(context_.rule, context_.form, *found, fields));
    context_.findings.Count(found->outcome);
  }

  MessageFields Fields() const {
    MessageFields fields;
    fields.SetBoth(Field::kYear, Concat(context_.report.outline().year().value()));
    return fields;
  }

  void ReportFound(const CompiledCase& one) {
    NameList names;
    std::vector<std::string_view> listed;
    for (const TextRange& match : matches_) {
      const std::string_view words = text().Of(match);
      if (std::ranges::count(listed, words) > 0) continue;
      listed.push_back(words);
      names.Add(Quote(words), Concat("\"", Quote(words), "\""));
    }
    MessageFields fields = Fields();
    fields.SetBoth(Field::kCount, Concat(matches_.size()));
    fields[Field::kList] = names.Get();
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, fields);
    for (const TextRange& match : matches_) {
      v1::Span span;
      span.set_begin(match.begin);
      span.set_end(match.end);
      AddSpan(span, &finding);
    }
    context_.findings.Count(one.outcome);
  }

  void ReportNotFound(const v1::Text* fact) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_FOUND);
    MessageFields fields = Fields();
    fields[Field::kList] = NameOf(plan_.check->scope());
    if (fact != nullptr) {
      fields[Field::kList].zh += Concat("：", Quote(fact->value()));
      fields[Field::kList].en += Concat(": ", Quote(fact->value()));
    }
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    if (fact != nullptr) AddSpan(fact->span(), &finding);
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
  std::vector<TextRange> pieces_;
  std::vector<TextRange> matches_;
  int looked_at_ = 0;
};

}  // namespace

void CheckPattern(const CheckContext& context, const PatternPlan& plan) {
  Search(context, plan).Run();
}

}  // namespace gongkai
