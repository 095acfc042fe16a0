#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/report_text.h"

namespace gongkai {
namespace {

constexpr uint32_t kNoBound = 0xffffffff;

class LengthCheck {
 public:
  LengthCheck(const CheckContext& context, const v1::LengthCheck& check)
      : context_(context), check_(check) {}

  void Run() {
    for (const v1::Section& section : context_.report.outline().sections()) {
      for (int kind : check_.sections()) {
        if (section.kind() == kind) Check(section);
      }
    }
  }

 private:
  void Check(const v1::Section& section) {
    // Counting ends where nothing more can be said.
    const uint32_t most = check_.at_most() == 0 ? check_.at_least() : kNoBound;
    uint32_t count = 0;
    for (Stretch range :
         context_.report.text()->Within({section.body().begin(), section.body().end()})) {
      count += CountCharacters(context_.report.text()->Of(range), most);
    }
    if (count < check_.at_least()) return Report(v1::Case::TOO_SHORT, section, count);
    if (check_.at_most() != 0 && count > check_.at_most()) {
      return Report(v1::Case::TOO_LONG, section, count);
    }
    context_.findings.Count(v1::PASSED);
  }

  void Report(v1::Case::Fault fault, const v1::Section& section, uint32_t count) {
    const CompiledCase* one = context_.rule.CaseFor(fault);
    if (one == nullptr) return context_.findings.Count(v1::PASSED);
    MessageFields fields;
    fields.SetBoth(Field::kCount, Concat(count));
    fields.SetBoth(Field::kExpected,
                   Concat(fault == v1::Case::TOO_SHORT ? check_.at_least() : check_.at_most()));
    fields.SetBoth(Field::kList, section.heading());
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    AddSpan(section.heading_span(), &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const v1::LengthCheck& check_;
};

// Calls `visit` with each line of the report's own words that has so many bytes or more. Short
// lines are passed over together: none of them is longer than from where it begins.
template <typename Visit>
void ForEachLine(const ReportText& text, uint32_t at_least, Visit visit) {
  for (const Stretch& range : text.all()) {
    const std::string_view words = text.Of(range);
    for (std::size_t begin = 0; begin + at_least <= words.size();) {
      if (const void* last = memrchr(words.data() + begin, '\n', at_least)) {
        begin = static_cast<std::size_t>(static_cast<const char*>(last) - words.data()) + 1;
        continue;
      }
      const std::size_t end = std::min(words.find('\n', begin + at_least), words.size());
      visit(Stretch{range.begin + static_cast<uint32_t>(begin),
                    range.begin + static_cast<uint32_t>(end)});
      begin = end + 1;
    }
  }
}

// A character has one to four bytes: most lines need no counting.
bool HasCharacters(std::string_view line, uint32_t at_least) {
  if (line.size() < at_least) return false;
  return CountCharacters(line, at_least) >= at_least;
}

// Lines of some length that stand there a second time, in order.
std::vector<Stretch> RepeatedLines(const ReportText& text, uint32_t at_least) {
  std::vector<Stretch> lines;
  ForEachLine(text, at_least, [&](Stretch line) { lines.push_back(line); });
  const auto before = [&](const Stretch& a, const Stretch& b) {
    const uint32_t a_size = a.end - a.begin, b_size = b.end - b.begin;
    if (a_size != b_size) return a_size < b_size;
    const int order = text.Of(a).compare(text.Of(b));
    return order != 0 ? order < 0 : a.begin < b.begin;
  };
  std::ranges::sort(lines, before);
  std::vector<Stretch> again;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (text.Of(lines[i]) == text.Of(lines[i - 1]) && HasCharacters(text.Of(lines[i]), at_least)) {
      again.push_back(lines[i]);
    }
  }
  std::ranges::sort(again, {}, &Stretch::begin);
  return again;
}

// What is quoted of a paragraph around a sign, in bytes before and after it.
constexpr std::size_t kAroundSign = 30;

std::string_view Around(std::string_view line, std::size_t at) {
  const auto is_inside = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0) == 0x80;
  };
  std::size_t begin = at > kAroundSign ? at - kAroundSign : 0;
  std::size_t end = std::min(at + kAroundSign, line.size());
  while (is_inside(begin)) ++begin;
  while (is_inside(end)) ++end;
  return line.substr(begin, end - begin);
}

// Signs without their other half, the first of each line.
class PairCheck {
 public:
  PairCheck(const CheckContext& context, const v1::PairCheck& check)
      : context_(context), opening_(check.opening()), closing_(check.closing()) {}

  void Run() {
    for (const Stretch& range : context_.report.text()->all()) LookIn(range);
    ReportStretches(context_, v1::Case::UNPAIRED, found_, quoted_);
  }

 private:
  // From sign to sign; the next of either kind is known.
  void LookIn(Stretch range) {
    const std::string_view text = context_.report.text()->Of(range);
    constexpr std::size_t kNone = text.npos;
    std::size_t opening = text.find(opening_), closing = text.find(closing_);
    std::size_t open = kNone;  // of this line
    std::size_t end = 0;       // of this line
    bool told = false;
    for (;;) {
      const std::size_t at = std::min(opening, closing);
      if (at >= end) {
        if (open != kNone && !told) Tell(range, open, end);
        if (at == kNone) return;
        open = kNone;
        told = false;
        end = std::min(text.find('\n', at), text.size());
      }
      const bool opens = at == opening;
      if (opens == (open != kNone) && !told) {
        Tell(range, opens ? open : at, end);
        told = true;
      }
      open = opens ? at : kNone;
      const std::size_t behind = at + (opens ? opening_ : closing_).size();
      if (opening < behind) opening = text.find(opening_, behind);
      if (closing < behind) closing = text.find(closing_, behind);
    }
  }

  void Tell(Stretch range, std::size_t at, std::size_t line_end) {
    const std::string_view text = context_.report.text()->Of(range);
    const std::size_t before = text.rfind('\n', at);
    const std::size_t line_begin = before == text.npos ? 0 : before + 1;
    const std::string_view line = text.substr(line_begin, line_end - line_begin);
    const auto begin = range.begin + static_cast<uint32_t>(at);
    found_.push_back({begin, begin + static_cast<uint32_t>(opening_.size())});
    quoted_.push_back(Quote(Around(line, at - line_begin)));
  }

  const CheckContext& context_;
  const std::string_view opening_, closing_;
  std::vector<Stretch> found_;
  std::vector<std::string> quoted_;
};

}  // namespace

void ReportStretches(const CheckContext& context, v1::Case::Fault fault,
                     const std::vector<Stretch>& found, const std::vector<std::string>& words) {
  if (found.empty()) return context.findings.Count(v1::PASSED);
  const CompiledCase* one = context.rule.CaseFor(fault);
  NameList names;
  for (const std::string& quoted : words) names.Add(quoted, Concat("\"", quoted, "\""));
  MessageFields fields;
  fields.SetBoth(Field::kCount, Concat(found.size()));
  fields[Field::kList] = names.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  for (const Stretch& stretch : found) {
    v1::Span span;
    span.set_begin(stretch.begin);
    span.set_end(stretch.end);
    AddSpan(span, &finding);
  }
  context.findings.Count(one->outcome);
}

void CheckLength(const CheckContext& context, const LengthPlan& plan) {
  LengthCheck(context, *plan.check).Run();
}

void CheckRepetition(const CheckContext& context, const RepetitionPlan& plan) {
  if (!plan.check->sections().empty()) return CheckOverlap(context, *plan.check);
  const ReportText& text = *context.report.text();
  const std::vector<Stretch> again = RepeatedLines(text, plan.check->at_least());
  std::vector<std::string> words;
  words.reserve(again.size());
  for (const Stretch& line : again) words.push_back(Quote(text.Of(line)));
  ReportStretches(context, v1::Case::REPEATED, again, words);
}

void CheckPairs(const CheckContext& context, const PairPlan& plan) {
  PairCheck(context, *plan.check).Run();
}

void CheckScript(const CheckContext& context, const ScriptPlan&) {
  const CompiledCase* one = context.rule.CaseFor(v1::Case::TRADITIONAL);
  if (context.report.text()->document().script() != v1::Document::TRADITIONAL) {
    return context.findings.Count(v1::PASSED);
  }
  context.findings.Add(context.rule, context.form, *one, MessageFields());
  context.findings.Count(one->outcome);
}

}  // namespace gongkai
