#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "common/limits.h"
#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

// A part of the form and where the report has it.
struct Part {
  const FormIndex::Section* expected;
  const v1::Section* found;  // first of its kind; nullptr if there is none
  int place;                 // its index in the outline
};

std::vector<Part> FindParts(const FormIndex& form, const v1::Outline& outline) {
  std::vector<Part> parts;
  parts.reserve(form.sections.size());
  for (const FormIndex::Section& expected : form.sections) {
    Part part{&expected, nullptr, 0};
    for (int i = 0; i < outline.sections_size() && part.found == nullptr; ++i) {
      if (outline.sections(i).kind() != expected.kind) continue;
      part.found = &outline.sections(i);
      part.place = i;
    }
    parts.push_back(part);
  }
  return parts;
}

// The fewest parts that would have to move: those outside the longest run that is in order.
std::vector<const Part*> OutOfOrder(const std::vector<Part>& parts) {
  std::vector<const Part*> there;
  for (const Part& part : parts) {
    if (part.found != nullptr) there.push_back(&part);
  }
  // Nearly always.
  if (std::ranges::adjacent_find(there, std::ranges::greater_equal(), &Part::place) ==
      there.end()) {
    return {};
  }
  std::vector<int> length(there.size()), previous(there.size(), -1);
  int best = -1;
  for (std::size_t i = 0; i < there.size(); ++i) {
    length[i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      if (there[j]->place < there[i]->place && length[j] + 1 > length[i]) {
        length[i] = length[j] + 1;
        previous[i] = static_cast<int>(j);
      }
    }
    if (best < 0 || length[i] > length[best]) best = static_cast<int>(i);
  }
  for (; best >= 0; best = previous[best]) there[best] = nullptr;
  std::erase(there, nullptr);
  return there;
}

// Reports one fault of the sections, if there are any with it.
void Report(const CheckContext& context, v1::Case::Fault fault,
            const std::vector<const Part*>& parts) {
  const CompiledCase* one = context.rule.CaseFor(fault);
  if (one == nullptr) return;
  if (parts.empty()) return context.findings.Count(v1::PASSED);
  NameList names;
  for (const Part* part : parts) names.Add(part->expected->name.zh, part->expected->name.en);
  MessageFields fields;
  fields.SetBoth(Field::kCount, Concat(parts.size()));
  fields[Field::kList] = names.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  for (const Part* part : parts) {
    if (part->found != nullptr) AddSpan(part->found->heading_span(), &finding);
  }
  context.findings.Count(one->outcome);
}

// Headings in other words than the form's; what is meant is known.
void ReportAltered(const CheckContext& context, const std::vector<Part>& parts) {
  constexpr std::string_view kBehindOrdinal = "、";
  const CompiledCase& one = *context.rule.CaseFor(v1::Case::HEADING_ALTERED);
  NameList names;
  std::vector<const v1::Section*> altered;
  for (const Part& part : parts) {
    const std::string_view name = part.expected->name.zh;
    const std::string_view words = name.substr(name.find(kBehindOrdinal) + kBehindOrdinal.size());
    if (part.found == nullptr || part.found->heading() == words) continue;
    const std::string heading = Quote(part.found->heading());
    names.Add(Concat(heading, "（格式：", words, "）"), Concat("\"", heading, "\""));
    altered.push_back(part.found);
  }
  if (altered.empty()) return context.findings.Count(v1::PASSED);
  MessageFields fields;
  fields.SetBoth(Field::kCount, Concat(altered.size()));
  fields[Field::kList] = names.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, one, fields);
  for (const v1::Section* section : altered) AddSpan(section->heading_span(), &finding);
  context.findings.Count(one.outcome);
}

}  // namespace

void CheckSections(const CheckContext& context, const SectionPlan&) {
  const std::vector<Part> parts =
      FindParts(context.report.pack().forms[context.form], context.report.outline());
  std::vector<const Part*> missing, wrong_ordinal, no_ordinal;
  for (const Part& part : parts) {
    if (part.found == nullptr) {
      missing.push_back(&part);
    } else if (part.found->printed_number() == 0) {
      no_ordinal.push_back(&part);
    } else if (part.found->printed_number() != part.expected->number) {
      wrong_ordinal.push_back(&part);
    }
  }
  if (context.rule.CaseFor(v1::Case::HEADING_ALTERED) != nullptr) ReportAltered(context, parts);
  Report(context, v1::Case::SECTION_MISSING, missing);
  Report(context, v1::Case::SECTION_OUT_OF_ORDER, OutOfOrder(parts));
  Report(context, v1::Case::ORDINAL_WRONG, wrong_ordinal);
  Report(context, v1::Case::ORDINAL_MISSING, no_ordinal);
}

void CheckForm(const CheckContext& context, const FormPlan&) {
  const v1::FormGeneration& found = context.report.outline().form();
  const CompiledPack& pack = context.report.pack();
  const std::size_t expected = pack.FormPosition(found.expected());
  if (expected == pack.forms.size() || found.form() == v1::FORM_UNSPECIFIED) return;
  const CompiledCase* one = context.rule.CaseFor(v1::Case::OTHER_FORM);
  if (found.form() == found.expected() || one == nullptr) {
    return context.findings.Count(v1::PASSED);
  }
  NameList markers;
  std::vector<std::string_view> listed;
  std::vector<const v1::Span*> spans;
  for (const v1::FormMarker& marker : found.markers()) {
    if (marker.form() != found.form() || spans.size() == kMaxListed) continue;
    spans.push_back(&marker.span());
    if (std::ranges::count(listed, marker.marker()) > 0) continue;
    listed.push_back(marker.marker());
    markers.Add(marker.marker(), Concat("\"", marker.marker(), "\""));
  }
  MessageFields fields;
  fields.SetBoth(Field::kYear, Concat(context.report.outline().year().value()));
  fields.SetBoth(Field::kForm, pack.forms[context.form].source);
  fields.SetBoth(Field::kExpected, pack.forms[expected].source);
  fields[Field::kList] = markers.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  for (const v1::Span* span : spans) AddSpan(*span, &finding);
  context.findings.Count(one->outcome);
}

}  // namespace gongkai
