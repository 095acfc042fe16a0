// Figures of the running text by their meaning: against numbers, sums and each other.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"
#include "validate/stated_interval.h"

namespace gongkai {
namespace {

using Figure = ReportView::Figure;

bool Has(const std::vector<int>& meanings, int meaning) {
  return std::ranges::find(meanings, meaning) != meanings.end();
}

class FigureCheck {
 public:
  FigureCheck(const CheckContext& context, const FigurePlan& plan)
      : context_(context), plan_(plan), check_(*plan.check) {}

  void Run() {
    if (!plan_.set.MayShare(context_.report.meanings())) return;
    for (const Figure& figure : context_.report.figures()) {
      if (plan_.set.MayHave(figure.meaning) && Has(plan_.meanings, figure.meaning) &&
          IsWanted(*figure.fact)) {
        Check(figure);
      }
    }
  }

 private:
  // One side of a demand, and what it is called.
  struct Sum {
    Interval interval;
    Wording words;
    std::string value;
    const FigurePlan::Sum* plan = nullptr;  // nullptr for a number
    std::vector<const Figure*> figures;     // added up
  };

  bool IsWanted(const v1::Fact& fact) const {
    if ((plan_.kinds >> fact.kind() & 1) == 0) return false;
    if (!check_.units().empty() && fact.kind() != v1::Fact::ZERO_PHRASE &&
        std::ranges::find(check_.units(), fact.unit()) == check_.units().end()) {
      return false;
    }
    if (plan_.sentence < 0) return true;
    const std::string_view sentence =
        context_.report.text()->Of({fact.sentence().begin(), fact.sentence().end()});
    const auto position = static_cast<std::size_t>(plan_.sentence);
    return re2::RE2::PartialMatch(re2::StringPiece(sentence.data(), sentence.size()),
                                  *context_.report.pack().others[position]);
  }

  void Check(const Figure& figure) {
    const Met met = AreMet(plan_.when, context_.report);
    if (met == Met::kNo) return context_.findings.Count(v1::PASSED);
    const std::optional<Interval> stated = IntervalOf(*figure.fact);
    if (!stated || met == Met::kUnknown) return context_.findings.Count(v1::NOT_ASSESSABLE);
    if (plan_.multiple_of) return CheckMultiple(figure, *stated);
    if (plan_.number) {
      const Interval number{*plan_.number, *plan_.number};
      if (MayHold(check_.relation(), *stated, number)) return context_.findings.Count(v1::PASSED);
      return Report(figure,
                    {number, {check_.number(), check_.number()}, check_.number(), nullptr, {}});
    }
    std::optional<Sum> first;
    for (const FigurePlan::Sum& one : plan_.sums) {
      std::optional<Sum> sum = one.meanings.empty() ? SumOfCells(one) : SumOfFigures(one, figure);
      if (!sum) return context_.findings.Count(v1::NOT_ASSESSABLE);
      if (MayHold(check_.relation(), *stated, sum->interval)) {
        return context_.findings.Count(v1::PASSED);
      }
      if (!first) first = std::move(sum);
    }
    Report(figure, *std::move(first));
  }

  void CheckMultiple(const Figure& figure, const Interval& stated) {
    if (!stated.IsExact()) return context_.findings.Count(v1::NOT_ASSESSABLE);
    if (stated.least.IsMultipleOf(*plan_.multiple_of)) {
      return context_.findings.Count(v1::PASSED);
    }
    Report(
        figure,
        {stated, {check_.multiple_of(), check_.multiple_of()}, check_.multiple_of(), nullptr, {}});
  }

  std::optional<Sum> SumOfCells(const FigurePlan::Sum& plan) const {
    const uint32_t times = std::max(check_.times(), 1u);
    Sum sum{{Decimal(), Decimal()}, {}, {}, &plan, {}};
    for (uint32_t i = plan_.terms[plan.begin].begin; i < plan_.terms[plan.end - 1].end; ++i) {
      const uint32_t position = plan_.cells[i];
      if (!context_.report.has_value(position)) return std::nullopt;
      const Decimal value = context_.report.value(position);
      // What counts for ten thousand is a figure in another unit, and may be cut off.
      Add(times > 1 ? Around(value, context_.report.cell(position).cell->value())
                    : Interval{value, value},
          &sum.interval);
    }
    if (times == 1) return sum;
    const std::optional<Decimal> least = sum.interval.least.Times(times);
    const std::optional<Decimal> most = sum.interval.most->Times(times);
    if (!least || !most) return std::nullopt;
    sum.interval = {*least, *most};
    return sum;
  }

  // Says what was added up. Only for what is reported: most sums are right.
  void Describe(Sum* sum) const {
    if (sum->plan == nullptr) return;
    if (!sum->figures.empty()) return DescribeFigures(sum);
    Decimal total;
    for (uint32_t term = sum->plan->begin; term < sum->plan->end; ++term) {
      Decimal value;
      for (uint32_t i = plan_.terms[term].begin; i < plan_.terms[term].end; ++i) {
        value += context_.report.value(plan_.cells[i]);
      }
      const v1::Term& words = *plan_.terms[term].term;
      const bool first = term == sum->plan->begin;
      sum->words.zh += Concat(first ? "" : " ＋ ", words.name_zh(), " ", value.ToString());
      sum->words.en += Concat(first ? "" : " + ", words.name_en(), " ", value.ToString());
      total += value;
    }
    if (sum->plan->end - sum->plan->begin > 1) {
      sum->words.zh += Concat(" ＝ ", total.ToString());
      sum->words.en += Concat(" = ", total.ToString());
    }
    sum->value = total.ToString();
  }

  void DescribeFigures(Sum* sum) const {
    std::string words;
    for (const Figure* one : sum->figures) {
      words += Concat(words.empty() ? "" : " ＋ ", WordsOf(context_, *one->fact));
    }
    sum->value = sum->interval.least.ToString();
    sum->words = {Concat(sum->plan->name.zh, " ", words, " ＝ ", sum->value),
                  Concat(sum->plan->name.en, " ", words, " = ", sum->value)};
  }

  // Those of the same part of the report. Where the text ties them to the figure as its parts,
  // there are rules for that.
  std::optional<Sum> SumOfFigures(const FigurePlan::Sum& plan, const Figure& figure) const {
    for (const v1::FactGroup& group : context_.report.extraction().fact_groups()) {
      if (std::ranges::find(group.wholes(), figure.index) != group.wholes().end()) {
        return std::nullopt;
      }
    }
    const bool may_lack =
        check_.relation() == v1::Comparison::AT_LEAST || check_.relation() == v1::Comparison::MORE;
    Sum sum{{Decimal(), Decimal()}, {}, {}, &plan, {}};
    for (int meaning : plan.meanings) {
      std::optional<Interval> known;
      for (const Figure& one : context_.report.figures()) {
        if (one.meaning != meaning || one.fact->section() != figure.fact->section()) continue;
        const std::optional<Interval> interval = IntervalOf(*one.fact);
        const bool same = !known || (interval && interval->least == known->least &&
                                     interval->most == known->most);
        if (!interval || !same) return std::nullopt;
        if (!known) sum.figures.push_back(&one);
        known = interval;
      }
      if (!known && !may_lack) return std::nullopt;
      if (known) Add(*known, &sum.interval);
    }
    if (sum.figures.empty()) return std::nullopt;
    return sum;
  }

  void Report(const Figure& figure, Sum sum) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::NOT_SO);
    Describe(&sum);
    MessageFields fields;
    const std::string words = WordsOf(context_, *figure.fact);
    fields[Field::kLeft] = {words, Concat("\"", words, "\"")};
    fields[Field::kRight] = sum.words;
    fields[Field::kList] = Write(plan_.when, context_.report);
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    finding.set_left(figure.fact->value());
    finding.set_right(sum.value);
    AddSpan(figure.fact->span(), &finding);
    for (const Figure* part : sum.figures) AddSpan(part->fact->span(), &finding);
    if (sum.plan != nullptr && sum.plan->begin < sum.plan->end) {
      for (uint32_t i = plan_.terms[sum.plan->begin].begin; i < plan_.terms[sum.plan->end - 1].end;
           ++i) {
        AddOperand(context_.report, plan_.cells[i], &finding);
      }
    }
    AddOperands(plan_.when, context_.report, &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const FigurePlan& plan_;
  const v1::FigureCheck& check_;
};

// The same quantity given twice.
class ConsistencyCheck {
 public:
  ConsistencyCheck(const CheckContext& context, const ConsistencyPlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    if (!plan_.set.MayShare(context_.report.repeated_meanings())) return;
    for (int meaning : plan_.meanings) {
      if (context_.report.repeated_meanings().MayHave(meaning)) Check(meaning);
    }
  }

 private:
  struct Reading {
    const v1::Fact* fact;
    Interval interval;
  };

  void Check(int meaning) {
    std::vector<Reading> readings;
    for (const Figure& figure : context_.report.figures()) {
      if (figure.meaning != meaning || !IsOfAll(figure.index)) continue;
      if (const auto interval = IntervalOf(*figure.fact)) {
        readings.push_back({figure.fact, *interval});
      }
    }
    if (readings.size() < 2) return;
    for (const Reading& one : readings) {
      if (Differ(readings.front(), one)) return Report(readings);
    }
    context_.findings.Count(v1::PASSED);
  }

  // Two in one sentence are of two things: 县政府网站20条，省政府网站30条.
  static bool Differ(const Reading& one, const Reading& other) {
    const bool same_unit = one.fact->unit() == other.fact->unit() || one.fact->unit().empty() ||
                           other.fact->unit().empty();
    return same_unit && one.fact->sentence().begin() != other.fact->sentence().begin() &&
           !MayHold(v1::Comparison::EQUAL, one.interval, other.interval);
  }

  // A part of something else is no quantity of the report.
  bool IsOfAll(uint32_t index) const {
    const auto& facts = context_.report.extraction().facts();
    for (const v1::FactGroup& group : context_.report.extraction().fact_groups()) {
      if (std::ranges::find(group.parts(), index) == group.parts().end()) continue;
      for (const uint32_t whole : group.wholes()) {
        if (static_cast<int>(whole) >= facts.size()) return false;
        const auto& meanings = context_.report.pack().meanings;
        const auto found = meanings.find(facts[static_cast<int>(whole)].meaning());
        if (found == meanings.end() || !Has(plan_.meanings, found->second)) return false;
      }
    }
    return true;
  }

  void Report(const std::vector<Reading>& readings) {
    const CompiledCase* one = context_.rule.CaseFor(v1::Case::DISAGREE);
    NameList names;
    for (const Reading& reading : readings) {
      const std::string sentence = Quote(context_.report.text()->Of(
          {reading.fact->sentence().begin(), reading.fact->span().end()}));
      names.Add(sentence, Concat("\"", sentence, "\""));
    }
    MessageFields fields;
    fields[Field::kList] = names.Get();
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    for (const Reading& reading : readings) AddSpan(reading.fact->span(), &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const ConsistencyPlan& plan_;
};

}  // namespace

void CheckFigures(const CheckContext& context, const FigurePlan& plan) {
  FigureCheck(context, plan).Run();
}

void CheckConsistency(const CheckContext& context, const ConsistencyPlan& plan) {
  ConsistencyCheck(context, plan).Run();
}

}  // namespace gongkai
