#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

using v1::AgreementCheck;
using v1::OutlineCheck;

constexpr std::size_t kMinNameBytes = 6;  // two characters

Wording NameOf(int fact) {
  switch (fact) {
    case OutlineCheck::REPORT_TITLE:
      return {"标题", "the title"};
    case OutlineCheck::AGENCY_NAME:
      return {"机关名称", "the agency's name"};
    case OutlineCheck::REPORT_YEAR:
      return {"报告年度", "the year"};
    case OutlineCheck::PERIOD:
      return {"数据统计期限", "the statistics period"};
    case OutlineCheck::CONTACT:
      return {"联系方式（地址、电话或电子邮箱）", "a contact (address, telephone or e-mail)"};
    case OutlineCheck::SIGNATURE:
      return {"落款（机关名称或日期）", "the signature (agency or date)"};
    case OutlineCheck::SIGNATURE_DATE:
      return {"落款日期", "the date of the signature"};
    case OutlineCheck::YEAR_IN_TITLE:
      return {"标题中的年度", "the year in the title"};
    case OutlineCheck::AGENCY_IN_TITLE:
      return {"标题中的机关名称", "the agency in the title"};
    default:
      return {};
  }
}

// Whether the characters of `part` stand in `whole` in their order: short names leave out some.
bool IsWithin(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  while (!part.empty()) {
    std::size_t size = 1;
    while (size < part.size() && (static_cast<unsigned char>(part[size]) & 0xC0) == 0x80) ++size;
    at = whole.find(part.substr(0, size), at);
    if (at == std::string_view::npos) return false;
    at += size;
    part.remove_prefix(size);
  }
  return true;
}

// An agency's office signs for it.
std::string_view WithoutOffice(std::string_view name) {
  for (std::string_view office : {"办公室", "办公厅"}) {
    if (name.ends_with(office) && name.size() > office.size()) name.remove_suffix(office.size());
  }
  return name;
}

bool Agree(std::string_view a, std::string_view b) {
  a = WithoutOffice(a);
  b = WithoutOffice(b);
  return IsWithin(a, b) || IsWithin(b, a);
}

// Whether the title begins with a name, before or behind the year, that the full one contains:
// "青石镇2021年…" for 青石镇人民政府.
bool NamesAgency(std::string_view title, std::string_view agency) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kYears[] = {"年度", "年"};
  if (const std::size_t at = title.find_first_not_of(kDigits); at > 0 && at != title.npos) {
    title.remove_prefix(at);
    for (std::string_view year : kYears) {
      if (title.starts_with(year)) title.remove_prefix(year.size());
    }
  }
  std::size_t end = std::min(title.find_first_of(kDigits), title.find("政府信息公开"));
  const std::string_view name = title.substr(0, std::min(end, title.size()));
  return name.size() >= kMinNameBytes && IsWithin(name, agency);
}

bool Has(int fact, const v1::Outline& outline) {
  const v1::Contact& contact = outline.contact();
  switch (fact) {
    case OutlineCheck::REPORT_TITLE:
      return !outline.title().value().empty();
    case OutlineCheck::AGENCY_NAME:
      return !outline.agency().name().empty();
    case OutlineCheck::REPORT_YEAR:
      return outline.year().value() != 0;
    case OutlineCheck::PERIOD:
      return outline.period().first().year() != 0 || outline.period().last().year() != 0;
    case OutlineCheck::CONTACT:
      return !contact.address().value().empty() || !contact.telephone().value().empty() ||
             !contact.postal_code().value().empty() || !contact.email().value().empty();
    case OutlineCheck::SIGNATURE:
      return !outline.sign_off().agency().value().empty() || outline.sign_off().date().year() != 0;
    case OutlineCheck::SIGNATURE_DATE:
      return outline.sign_off().date().year() != 0;
    // Where there is no title its own finding says so.
    case OutlineCheck::YEAR_IN_TITLE:
      return outline.title().value().empty() || outline.year().evidence() == v1::Year::TITLE;
    case OutlineCheck::AGENCY_IN_TITLE:
      return outline.title().value().empty() || outline.agency().evidence() == v1::Agency::TITLE ||
             NamesAgency(outline.title().value(), outline.agency().name());
    default:
      return true;
  }
}

struct Reading {
  std::string_view name;
  const v1::Span* span;
};

std::optional<Reading> Read(int source, const v1::Outline& outline) {
  if (source == AgreementCheck::SIGN_OFF && !outline.sign_off().agency().value().empty()) {
    return Reading{outline.sign_off().agency().value(), &outline.sign_off().agency().span()};
  }
  if (source != AgreementCheck::PUBLISHER_FIELD) return std::nullopt;
  for (const v1::MetadataField& field : outline.metadata()) {
    if (field.key() == v1::MetadataField::PUBLISHER && !field.value().empty()) {
      return Reading{field.value(), &field.span()};
    }
  }
  return std::nullopt;
}

}  // namespace

void CheckOutline(const CheckContext& context, const OutlinePlan& plan) {
  NameList missing;
  for (int fact : plan.check->facts()) {
    if (Has(fact, context.report.outline())) continue;
    const Wording name = NameOf(fact);
    missing.Add(name.zh, name.en);
  }
  if (missing.size() == 0) return context.findings.Count(v1::PASSED);
  const CompiledCase* one = context.rule.CaseFor(v1::Case::FACT_MISSING);
  MessageFields fields;
  fields.SetBoth(Field::kCount, Concat(missing.size()));
  fields[Field::kList] = missing.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  const v1::Text& title = context.report.outline().title();
  if (!title.value().empty()) AddSpan(title.span(), &finding);
  context.findings.Count(one->outcome);
}

void CheckAgreement(const CheckContext& context, const AgreementPlan& plan) {
  const v1::Agency& agency = context.report.outline().agency();
  if (agency.name().empty() || agency.evidence() != v1::Agency::TITLE) {
    return context.findings.Count(v1::NOT_ASSESSABLE);
  }
  bool any = false;
  std::vector<Reading> others;
  for (int source : plan.check->sources()) {
    const std::optional<Reading> reading = Read(source, context.report.outline());
    any |= reading.has_value();
    if (reading && !Agree(reading->name, agency.name())) others.push_back(*reading);
  }
  if (!any) return context.findings.Count(v1::NOT_ASSESSABLE);
  if (others.empty()) return context.findings.Count(v1::PASSED);
  const CompiledCase* one = context.rule.CaseFor(v1::Case::DISAGREE);
  NameList names;
  names.Add(agency.name(), agency.name());
  for (const Reading& other : others) names.Add(Quote(other.name), Quote(other.name));
  MessageFields fields;
  fields[Field::kList] = names.Get();
  v1::Finding& finding = context.findings.Add(context.rule, context.form, *one, fields);
  AddSpan(agency.span(), &finding);
  for (const Reading& other : others) AddSpan(*other.span, &finding);
  context.findings.Count(one->outcome);
}

}  // namespace gongkai
