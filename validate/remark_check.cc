// Figures that say something of the one before them: its share of a whole, how much it grew.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"
#include "validate/stated_interval.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxBetweenBytes = 90;
constexpr uint32_t kHundred = 100;

// A count or an amount that is no interval.
std::optional<Decimal> ExactValue(const v1::Fact& fact) {
  if (fact.kind() != v1::Fact::COUNT && fact.kind() != v1::Fact::AMOUNT) return std::nullopt;
  const std::optional<Interval> interval = IntervalOf(fact);
  if (!interval || !interval->IsExact()) return std::nullopt;
  return interval->least;
}

class RemarkCheck {
 public:
  RemarkCheck(const CheckContext& context, const RemarkPlan& plan)
      : context_(context), plan_(plan), facts_(context.report.extraction().facts()) {}

  void Run() {
    if (!context_.report.has_remarks()) return;
    for (int i = 1; i < facts_.size(); ++i) {
      const v1::Fact& remark = facts_[i];
      if (remark.kind() != v1::Fact::PERCENT && remark.kind() != v1::Fact::CHANGE) continue;
      if (remark.bound() != v1::Fact::EXACT || !remark.step().empty()) continue;
      if (facts_[i - 1].sentence().begin() == remark.sentence().begin()) Check(i);
    }
  }

 private:
  std::string_view TextOf(uint32_t begin, uint32_t end) const {
    return context_.report.text()->Of({begin, end});
  }

  // What stands between is one of the patterns and nothing else.
  bool Between(const std::vector<int>& patterns, std::string_view words) const {
    return std::ranges::any_of(patterns, [&](int number) {
      const auto position = static_cast<std::size_t>(number);
      return re2::RE2::FullMatch(re2::StringPiece(words.data(), words.size()),
                                 *context_.report.pack().others[position]);
    });
  }

  void Check(int i) {
    const v1::Fact& of = facts_[i - 1];
    const v1::Fact& remark = facts_[i];
    if (remark.span().begin() < of.span().end() ||
        remark.span().begin() - of.span().end() > kMaxBetweenBytes) {
      return;
    }
    const std::string_view words = TextOf(of.span().end(), remark.span().begin());
    const bool percent = remark.kind() == v1::Fact::PERCENT && remark.unit() == "%";
    // The pattern last: few figures are parts.
    const v1::Fact* whole = percent && !plan_.share.empty() ? WholeOf(i - 1) : nullptr;
    if (whole != nullptr && Between(plan_.share, words)) return CheckShare(i, *whole);
    if (!percent && remark.unit() != of.unit()) return;
    const bool more = Between(plan_.more, words);
    if (!more && !Between(plan_.less, words)) return;
    if (percent && Between(plan_.share, words)) return;  // a share of what is not known
    CheckGrowth(i, more);
  }

  // The one whole of which the figure is a part; nullptr if it is of none or of several.
  const v1::Fact* WholeOf(int part) const {
    const v1::Fact* whole = nullptr;
    for (const v1::FactGroup& group : context_.report.extraction().fact_groups()) {
      if (std::ranges::find(group.parts(), static_cast<uint32_t>(part)) == group.parts().end()) {
        continue;
      }
      if (whole != nullptr || group.wholes_size() != 1) return nullptr;
      const auto index = static_cast<int>(group.wholes(0));
      if (index >= facts_.size()) return nullptr;
      whole = &facts_[index];
    }
    return whole;
  }

  // One unit of the last digit printed: the value itself does not keep zeros at its end.
  Decimal StepOf(const v1::Fact& remark) const {
    const std::string_view words = TextOf(remark.span().begin(), remark.span().end());
    const std::size_t point = words.find('.');
    if (point == words.npos) return *Decimal::Parse("1");
    std::size_t digits = 0;
    while (point + 1 + digits < words.size() && words[point + 1 + digits] >= '0' &&
           words[point + 1 + digits] <= '9') {
      ++digits;
    }
    if (digits == 0) return *Decimal::Parse("1");
    return Decimal::Parse(Concat("0.", std::string(digits - 1, '0'), "1")).value_or(Decimal());
  }

  // |percent * whole - 100 * part| within a step; nullopt if that cannot be reckoned.
  std::optional<bool> IsShare(const v1::Fact& remark, Decimal part, Decimal whole) const {
    const std::optional<Decimal> percent = Decimal::Parse(remark.value());
    const std::optional<uint32_t> times = ToCount(whole);
    const std::optional<Decimal> hundred = part.Times(kHundred);
    if (!percent || !times || *times == 0 || !hundred) return std::nullopt;
    const std::optional<Decimal> stated = percent->Times(*times);
    const std::optional<Decimal> slack = StepOf(remark).Times(*times);
    if (!stated || !slack) return std::nullopt;
    const Decimal off = *stated > *hundred ? *stated - *hundred : *hundred - *stated;
    return off <= *slack;
  }

  static std::optional<uint32_t> ToCount(Decimal value) {
    constexpr std::size_t kMaxDigits = 9;
    const std::string text = value.ToString();
    if (!value.IsInteger() || value.IsNegative() || text.size() > kMaxDigits) return std::nullopt;
    uint32_t count = 0;
    for (char c : text) count = count * 10 + static_cast<uint32_t>(c - '0');
    return count;
  }

  void CheckShare(int i, const v1::Fact& whole) {
    const std::optional<Decimal> all = ExactValue(whole);
    const std::optional<Decimal> part = ExactValue(facts_[i - 1]);
    if (!all || !part) return context_.findings.Count(v1::NOT_ASSESSABLE);
    const std::optional<bool> right = IsShare(facts_[i], *part, *all);
    if (!right) return context_.findings.Count(v1::NOT_ASSESSABLE);
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_SO);
    if (*right || one == nullptr) return context_.findings.Count(v1::PASSED);
    MessageFields fields;
    fields.SetBoth(Field::kRight,
                   Concat(WordsOf(context_, facts_[i - 1]), " ÷ ", WordsOf(context_, whole)));
    Report(*one, i, &fields, &whole);
  }

  // What stood in the cell last year.
  std::optional<Decimal> LastYear(std::string_view cell) const {
    const ReportView& report = context_.report;
    if (report.last_year_form() == report.pack().forms.size()) return std::nullopt;
    const auto& cells = report.pack().forms[report.last_year_form()].cells;
    const auto found = std::ranges::find(cells, cell, &FormIndex::Cell::id);
    if (found == cells.end()) return std::nullopt;
    return report.last_year(static_cast<uint32_t>(found - cells.begin()));
  }

  void CheckGrowth(int i, bool more) {
    const v1::Fact& of = facts_[i - 1];
    if (of.meaning().empty() || context_.report.peers() == nullptr) return;
    const std::optional<Decimal> before = LastYear(of.meaning());
    const std::optional<Decimal> now = ExactValue(of);
    if (!before || !now) return context_.findings.Count(v1::NOT_ASSESSABLE);
    std::optional<bool> right = Grew(facts_[i], *before, *now, more);
    const std::string& row = plan_.check->or_with_row();
    if (right == false && !row.empty()) {
      const std::optional<Decimal> with =
          LastYear(Concat(row, of.meaning().substr(of.meaning().rfind('.'))));
      Decimal both = *before;
      if (with) both += *with;
      right = with ? Grew(facts_[i], both, *now, more) : std::nullopt;
    }
    if (!right) return context_.findings.Count(v1::NOT_ASSESSABLE);
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::BROKEN_SERIES);
    if (*right || one == nullptr) return context_.findings.Count(v1::PASSED);
    MessageFields fields;
    fields.SetBoth(Field::kRight, before->ToString());
    fields.SetBoth(Field::kYear, Concat(context_.report.peers()->last_year().year()));
    Report(*one, i, &fields, nullptr).set_right(before->ToString());
  }

  // nullopt if that cannot be reckoned, as from nothing.
  std::optional<bool> Grew(const v1::Fact& remark, Decimal before, Decimal now, bool more) const {
    const Decimal growth = more ? now - before : before - now;
    if (remark.kind() == v1::Fact::PERCENT) return IsShare(remark, growth, before);
    const std::optional<Decimal> stated = Decimal::Parse(remark.value());
    if (!stated) return std::nullopt;
    return growth == *stated;
  }

  // `whole` may be nullptr.
  v1::Finding& Report(const CompiledCase& one, int i, MessageFields* fields,
                      const v1::Fact* whole) {
    const std::string words = Quote(TextOf(facts_[i - 1].span().begin(), facts_[i].span().end()));
    (*fields)[Field::kLeft] = {words, Concat("\"", words, "\"")};
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, one, *fields);
    finding.set_left(facts_[i].value());
    AddSpan(facts_[i - 1].span(), &finding);
    AddSpan(facts_[i].span(), &finding);
    if (whole != nullptr) AddSpan(whole->span(), &finding);
    context_.findings.Count(one.outcome);
    return finding;
  }

  const CheckContext& context_;
  const RemarkPlan& plan_;
  const google::protobuf::RepeatedPtrField<v1::Fact>& facts_;
};

}  // namespace

void CheckRemarks(const CheckContext& context, const RemarkPlan& plan) {
  RemarkCheck(context, plan).Run();
}

}  // namespace gongkai
