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

// Where a sign without its other half stands in the line; npos if there is none.
std::size_t UnpairedAt(std::string_view line, const v1::PairCheck& check) {
  std::size_t open = line.npos;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t opening = line.find(check.opening(), at);
    const std::size_t closing = line.find(check.closing(), at);
    const std::size_t next = std::min(opening, closing);
    if (next == line.npos) break;
    const bool opens = opening <= closing;
    if (opens == (open != line.npos)) return opens ? open : next;
    open = opens ? next : line.npos;
    at = next + (opens ? check.opening() : check.closing()).size();
  }
  return open;
}

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
  const ReportText& text = *context.report.text();
  std::vector<Stretch> found;
  std::vector<std::string> words;
  const std::string signs[] = {plan.check->opening(), plan.check->closing()};
  for (const Stretch& range : text.all()) {
    for (LinesWith lines(text.Of(range), signs); lines.Next();) {
      const Stretch line{range.begin + lines.begin(), range.begin + lines.end()};
      const std::size_t at = UnpairedAt(text.Of(line), *plan.check);
      if (at == std::string_view::npos) continue;
      const auto begin = line.begin + static_cast<uint32_t>(at);
      found.push_back({begin, begin + static_cast<uint32_t>(plan.check->opening().size())});
      words.push_back(Quote(Around(text.Of(line), at)));
    }
  }
  ReportStretches(context, v1::Case::UNPAIRED, found, words);
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
