#include <string>
#include <unordered_set>
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
    for (TextRange range :
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

// The lines of a text, by the characters in them.
std::vector<TextRange> LinesOf(const ReportText& text, uint32_t at_least) {
  std::vector<TextRange> lines;
  for (const TextRange& range : text.all()) {
    const std::string_view words = text.Of(range);
    for (std::size_t begin = 0; begin < words.size();) {
      const std::size_t end = std::min(words.find('\n', begin), words.size());
      // Three bytes a character at most here, four for the rare ones.
      if (end - begin >= at_least &&
          CountCharacters(words.substr(begin, end - begin), at_least) >= at_least) {
        lines.push_back(
            {range.begin + static_cast<uint32_t>(begin), range.begin + static_cast<uint32_t>(end)});
      }
      begin = end + 1;
    }
  }
  return lines;
}

}  // namespace

void CheckLength(const CheckContext& context, const LengthPlan& plan) {
  LengthCheck(context, *plan.check).Run();
}

void CheckRepetition(const CheckContext& context, const RepetitionPlan& plan) {
  const ReportText& text = *context.report.text();
  std::unordered_set<std::string_view> seen;
  std::vector<TextRange> again;
  for (const TextRange& line : LinesOf(text, plan.at_least)) {
    if (!seen.insert(text.Of(line)).second) again.push_back(line);
  }
  if (again.empty()) return context.findings.Count(v1::PASSED);
  const CompiledCase* one = context.rule.CaseFor(v1::Case::REPEATED);
  NameList names;
  for (const TextRange& line : again) {
    const std::string words = Quote(text.Of(line));
    names.Add(words, Concat("\"", words, "\""));
  }
  MessageFields fields;
  fields.SetBoth(Field::kCount, Concat(again.size()));
  fields[Field::kList] = names.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  for (const TextRange& line : again) {
    v1::Span span;
    span.set_begin(line.begin);
    span.set_end(line.end);
    AddSpan(span, &finding);
  }
  context.findings.Count(one->outcome);
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
