#include "pipeline/waivers.h"

#include <algorithm>
#include <ctime>
#include <set>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "model/forms.h"
#include "pipeline/ledger.h"
#include "pipeline/list_file.h"
#include "store/report_name.h"
#include "validate/verdict.h"

namespace gongkai {
namespace {

// Of a SHA-256 in hexadecimal: enough to tell texts apart, and short enough for a list.
constexpr std::size_t kShownDigits = 16;

// A column of the list, and the field of Waiver of the same name.
struct Column {
  const char* name;
  std::string_view zh;
};

constexpr Column kColumns[] = {
    {"report", "报告"},          {"rule", "规则"},
    {"cell", "单元格"},          {"author", "批准人"},
    {"reason", "理由"},          {"basis", "依据"},
    {"until", "有效期至"},       {"given_on", "批准日期"},
    {"rule_digest", "规则摘要"}, {"figures_digest", "数据摘要"},
};

const google::protobuf::FieldDescriptor* FieldOf(const Column& column) {
  return v1::Waiver::descriptor()->FindFieldByName(column.name);
}

bool IsDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  const int month = (text[5] - '0') * 10 + text[6] - '0';
  const int day = (text[8] - '0') * 10 + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

std::string KeyOf(const v1::Waiver& waiver) {
  return Concat(waiver.report(), "\n", waiver.rule(), "\n", waiver.cell());
}

bool IsAbout(const v1::Waiver& waiver, const v1::Finding& finding) {
  if (waiver.rule() != finding.rule()) return false;
  return waiver.cell().empty() ||
         std::ranges::any_of(finding.operands(), [&](const v1::Operand& operand) {
           return FormCatalog::Builtin().CellId(operand.cell()) == waiver.cell();
         });
}

// What the findings say in figures; where they have none, in words. Not the words where there are
// figures: a reworded rule is another rule already.
std::string FiguresDigest(const v1::Waiver& waiver, const v1::Assessment& assessment) {
  std::string text;
  for (const v1::Finding& finding : assessment.findings()) {
    if (!IsAbout(waiver, finding)) continue;
    text += Concat(static_cast<int>(finding.outcome()), "\n");
    for (const v1::Operand& operand : finding.operands()) {
      text += Concat(operand.cell(), "=", operand.value(), "\n");
    }
    text += Concat(finding.left(), "\n", finding.right(), "\n",
                   finding.operands().empty() ? finding.message_zh() : "", "\n\n");
  }
  return ToHex(Digest(text)).substr(0, kShownDigits);
}

// Empty if the pack or the rule is not known.
std::string RuleDigest(const std::string& rule, const std::string& pack,
                       const std::vector<v1::RuleIndex>& packs) {
  const auto index = std::ranges::find(packs, pack, &v1::RuleIndex::digest);
  if (index == packs.end()) return "";
  const auto entry = std::ranges::find(index->rules(), rule, &v1::RuleIndex::Entry::id);
  return entry == index->rules().end() ? "" : ToHex(entry->digest()).substr(0, kShownDigits);
}

std::string NameOf(const v1::Report& report) {
  return FormatReportName(report.outline().agency().name(), report.outline().year().value());
}

bool IsNameOfOne(std::string_view report) {
  const absl::StatusOr<ReportName> name = ParseReportName(report);
  return name.ok() && !name->agency.empty() && name->year != 0;
}

absl::StatusOr<bool> IsStored(const std::string& report, Store& store) {
  if (IsNameOfOne(report)) {
    const auto page = store.ListReports(report, 1, "");
    if (!page.ok()) return page.status();
    return !page->items.empty();
  }
  const absl::StatusOr<v1::Report> found = store.GetReport(report, {});
  if (absl::IsNotFound(found.status())) return false;
  if (!found.ok()) return found.status();
  return true;
}

v1::Verdict VerdictOf(const v1::Assessment& assessment, const WaivedFindings& waived) {
  // Findings beyond the bound are not there to be told apart.
  if (static_cast<std::size_t>(assessment.findings_size()) >= kMaxFindings) {
    return assessment.verdict();
  }
  VerdictSoFar verdict;
  for (int i = 0; i < assessment.findings_size(); ++i) {
    if (!waived.Of(i).waived()) verdict.Add(assessment.findings(i));
  }
  return verdict.Get();
}

}  // namespace

absl::Status CheckWaiver(const v1::Waiver& waiver) {
  const auto wrong = [](std::string_view zh, std::string_view en) {
    return absl::InvalidArgumentError(Concat(zh, " / ", en));
  };
  if (waiver.report().empty()) return wrong("没有写明报告", "the report is missing");
  if (waiver.report().starts_with("agencies/") && !IsNameOfOne(waiver.report())) {
    return wrong("报告应写作 agencies/机关/reports/年度",
                 "the report must be agencies/AGENCY/reports/YEAR");
  }
  if (waiver.rule().empty()) return wrong("没有写明规则", "the rule is missing");
  if (waiver.author().empty()) return wrong("没有写明批准人", "the author is missing");
  if (waiver.reason().empty()) return wrong("没有写明理由", "the reason is missing");
  if (!waiver.until().empty() && !IsDay(waiver.until())) {
    return wrong(Concat("有效期应写作 2027-03-31：", waiver.until()),
                 "the last day must be written as 2027-03-31");
  }
  if (!waiver.cell().empty() && FormCatalog::Builtin().CellNumber(waiver.cell()) == 0) {
    return wrong(Concat("没有这个单元格：", waiver.cell()), "there is no such cell");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Waiver>> ReadWaivers(const std::string& path) {
  const absl::StatusOr<ListFile> list = ListFile::Read(path);
  if (!list.ok()) return list.status();
  const int agency = list->Column({"agency", "机关"}), year = list->Column({"year", "年度"});
  int columns[std::size(kColumns)];
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    columns[i] = list->Column({kColumns[i].name, kColumns[i].zh});
  }
  if ((columns[0] < 0 && (agency < 0 || year < 0)) || columns[1] < 0) {
    return list->Error(1,
                       "首行缺少列名：report（或 agency 和 year）、rule / the first line lacks "
                       "columns: report (or agency and year), rule");
  }
  std::vector<v1::Waiver> waivers;
  std::set<std::string> known;
  for (const ListFile::Record& record : list->records()) {
    v1::Waiver& waiver = waivers.emplace_back();
    for (std::size_t i = 0; i < std::size(kColumns); ++i) {
      v1::Waiver::GetReflection()->SetString(&waiver, FieldOf(kColumns[i]),
                                             ListFile::Field(record, columns[i]));
    }
    if (waiver.report().empty() && !ListFile::Field(record, agency).empty()) {
      const std::string number = ListFile::Field(record, year);
      waiver.set_report(FormatReportName(ListFile::Field(record, agency),
                                         static_cast<uint32_t>(std::atoi(number.c_str()))));
    }
    const absl::Status status = CheckWaiver(waiver);
    if (!status.ok()) return list->Error(record.line, FromAbsl(status.message()));
    if (!known.insert(KeyOf(waiver)).second) {
      return list->Error(record.line, "重复的豁免 / this waiver stands there twice");
    }
  }
  return waivers;
}

std::string WaiverList(const std::vector<v1::Waiver>& waivers) {
  std::string text;
  for (const Column& column : kColumns) {
    text += Concat(&column == kColumns ? "" : "\t", column.name);
  }
  text += "\n";
  for (const v1::Waiver& waiver : waivers) {
    for (const Column& column : kColumns) {
      std::string field = v1::Waiver::GetReflection()->GetString(waiver, FieldOf(column));
      std::ranges::replace_if(
          field, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
      text += Concat(&column == kColumns ? "" : "\t", field);
    }
    text += "\n";
  }
  return text;
}

absl::Status FillInWaiver(const v1::Report& report, const std::vector<v1::RuleIndex>& packs,
                          v1::Waiver* waiver) {
  const v1::Assessment& assessment = report.assessment();
  const bool any = std::ranges::any_of(
      assessment.findings(), [&](const v1::Finding& finding) { return IsAbout(*waiver, finding); });
  if (!any) {
    return absl::NotFoundError(
        Concat("报告没有这条规则的问题 / the report has no such finding: ", report.source().uri(),
               " ", waiver->rule(), waiver->cell().empty() ? "" : " ", waiver->cell()));
  }
  waiver->set_rule_digest(RuleDigest(waiver->rule(), assessment.rule_pack(), packs));
  waiver->set_figures_digest(FiguresDigest(*waiver, assessment));
  return absl::OkStatus();
}

std::string Today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

Waivers::Waivers(std::vector<v1::Waiver> waivers, std::vector<v1::RuleIndex> packs,
                 std::string today)
    : waivers_(std::move(waivers)),
      of_file_(waivers_.size()),
      packs_(std::move(packs)),
      today_(std::move(today)),
      met_(waivers_.size(), false) {
  for (std::size_t i = 0; i < waivers_.size(); ++i) by_report_[waivers_[i].report()].push_back(i);
}

absl::StatusOr<std::unique_ptr<Waivers>> Waivers::Make(const std::string& path, Store* store,
                                                       const StageChain& chain) {
  std::vector<v1::Waiver> waivers;
  if (!path.empty()) {
    absl::StatusOr<std::vector<v1::Waiver>> listed = ReadWaivers(path);
    if (!listed.ok()) return listed.status();
    waivers = *std::move(listed);
  }
  const std::size_t of_file = waivers.size();
  std::vector<v1::RuleIndex> packs;
  if (store != nullptr) {
    absl::StatusOr<std::vector<v1::Waiver>> stored = ReadStoredWaivers(*store);
    if (!stored.ok()) return stored.status();
    for (v1::Waiver& waiver : *stored) waivers.push_back(std::move(waiver));
  }
  if (store != nullptr && !waivers.empty()) {
    absl::StatusOr<std::vector<v1::RuleIndex>> kept = ReadRuleIndexes(*store);
    if (!kept.ok()) return kept.status();
    packs = *std::move(kept);
  }
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    if (chain.info(i).rules != nullptr) packs.push_back(*chain.info(i).rules);
  }
  auto made = std::make_unique<Waivers>(std::move(waivers), std::move(packs), Today());
  made->of_file_ = of_file;
  return made;
}

WaivedFindings Waivers::Of(const v1::Report& report) const {
  WaivedFindings result;
  const v1::Assessment& assessment = report.assessment();
  result.verdict = assessment.verdict();
  if (waivers_.empty()) return result;
  for (const std::string& identity : {report.source().uri(), NameOf(report)}) {
    const auto found = by_report_.find(identity);
    if (found == by_report_.end()) continue;
    result.findings.resize(static_cast<std::size_t>(assessment.findings_size()));
    for (const std::size_t number : found->second) {
      {
        const std::lock_guard lock(mutex_);
        met_[number] = true;
      }
      const v1::Waiver& waiver = waivers_[number];
      const std::vector<v1::WaiverReview> review = Review(waiver, report);
      for (int i = 0; i < assessment.findings_size(); ++i) {
        WaivedFindings::One& one = result.findings[static_cast<std::size_t>(i)];
        if (one.waived() || !IsAbout(waiver, assessment.findings(i))) continue;
        if (one.waiver == nullptr || review.empty()) one = {&waiver, review};
      }
    }
  }
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (!result.findings[i].waived()) continue;
    const v1::Finding& finding = assessment.findings(static_cast<int>(i));
    const bool error = finding.outcome() == v1::FAILED && finding.severity() == v1::ERROR;
    ++(error ? result.errors : result.others);
  }
  if (result.errors + result.others > 0) result.verdict = VerdictOf(assessment, result);
  return result;
}

std::vector<v1::WaiverReview> Waivers::Review(const v1::Waiver& waiver,
                                              const v1::Report& report) const {
  std::vector<v1::WaiverReview> review;
  if (!waiver.until().empty() && today_ > waiver.until()) review.push_back(v1::EXPIRED);
  if (!waiver.rule_digest().empty() &&
      waiver.rule_digest() != RuleDigest(waiver.rule(), report.assessment().rule_pack(), packs_)) {
    review.push_back(v1::RULE_CHANGED);
  }
  if (!waiver.figures_digest().empty() &&
      waiver.figures_digest() != FiguresDigest(waiver, report.assessment())) {
    review.push_back(v1::FIGURES_CHANGED);
  }
  return review;
}

absl::Status Waivers::CheckAllMet(Store* store) const {
  std::string missing;
  std::size_t count = 0;
  for (std::size_t i = 0; i < of_file_; ++i) {
    if (met_[i]) continue;
    if (store != nullptr) {
      const absl::StatusOr<bool> stored = IsStored(waivers_[i].report(), *store);
      if (!stored.ok()) return stored.status();
      if (*stored) continue;
    }
    if (++count <= kMaxListed)
      missing += Concat("\n  ", waivers_[i].report(), "  ", waivers_[i].rule());
  }
  if (count == 0) return absl::OkStatus();
  return absl::NotFoundError(Concat("豁免名单中有 ", count, " 条所指的报告不存在 / ", count,
                                    " waivers are for reports that are not there:", missing));
}

}  // namespace gongkai
