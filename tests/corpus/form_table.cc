#include "tests/corpus/form_table.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tests/corpus/statistics.h"

namespace gongkai::corpus {
namespace {

constexpr Column kDocuments2021[] = {
    {"issued", "本年制发件数"}, {"repealed", "本年废止件数"}, {"in_force", "现行有效件数"}};
constexpr Column kDecisions2021[] = {{"decisions", "本年处理决定数量"}};
constexpr Column kFees2021[] = {{"amount", "本年收费金额（单位：万元）"}};
constexpr ProactiveRow kDocumentRows2021[] = {{"regulations", "规章"},
                                              {"normative_documents", "行政规范性文件"}};
constexpr ProactiveRow kLicensingRows2021[] = {{"licensing", "行政许可"}};
constexpr ProactiveRow kPenaltyRows[] = {{"penalties", "行政处罚"},
                                         {"compulsory_measures", "行政强制"}};
constexpr ProactiveRow kFeeRows[] = {{"fees", "行政事业性收费"}};

constexpr ProactiveBlock kProactive2021[] = {
    {"第二十条第（一）项", kDocuments2021, kDocumentRows2021},
    {"第二十条第（五）项", kDecisions2021, kLicensingRows2021},
    {"第二十条第（六）项", kDecisions2021, kPenaltyRows},
    {"第二十条第（八）项", kFees2021, kFeeRows},
};

constexpr Column kDocuments2019[] = {{"created", "本年新制作数量"},
                                     {"newly_disclosed", "本年新公开数量"},
                                     {"disclosed_in_total", "对外公开总数量"}};
constexpr Column kServices2019[] = {
    {"previous_items", "上一年项目数量"}, {"change", "本年增/减"}, {"decisions", "处理决定数量"}};
constexpr Column kFees2019[] = {{"previous_items", "上一年项目数量"}, {"change", "本年增/减"}};
constexpr Column kProcurement[] = {{"items", "采购项目数量"}, {"amount", "采购总金额"}};
constexpr ProactiveRow kDocumentRows2019[] = {{"regulations", "规章"},
                                              {"normative_documents", "规范性文件"}};
constexpr ProactiveRow kLicensingRows2019[] = {{"licensing", "行政许可"},
                                               {"other_external_services", "其他对外管理服务事项"}};
constexpr ProactiveRow kProcurementRows[] = {{"procurement", "政府集中采购"}};

constexpr ProactiveBlock kProactive2019[] = {
    {"第二十条第（一）项", kDocuments2019, kDocumentRows2019},
    {"第二十条第（五）项", kServices2019, kLicensingRows2019},
    {"第二十条第（六）项", kServices2019, kPenaltyRows},
    {"第二十条第（八）项", kFees2019, kFeeRows},
    {"第二十条第（九）项", kProcurement, kProcurementRows},
};

constexpr std::string_view kRefused = "（三）不予公开";
constexpr std::string_view kUnavailable = "（四）无法提供";
constexpr std::string_view kNotProcessed = "（五）不予处理";
constexpr std::string_view kOtherHandling = "（六）其他处理";

constexpr ApplicationsRow kApplications2021[] = {
    {"received", "", "一、本年新收政府信息公开申请数量", false},
    {"carried_over", "", "二、上年结转政府信息公开申请数量", false},
    {"granted", "", "（一）予以公开", true},
    {"partially_granted", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", true},
    {"refused.state_secret", kRefused, "1.属于国家秘密", true},
    {"refused.prohibited_by_law", kRefused, "2.其他法律行政法规禁止公开", true},
    {"refused.security_and_stability", kRefused, "3.危及“三安全一稳定”", true},
    {"refused.third_party_rights", kRefused, "4.保护第三方合法权益", true},
    {"refused.internal_affairs", kRefused, "5.属于三类内部事务信息", true},
    {"refused.process_information", kRefused, "6.属于四类过程性信息", true},
    {"refused.enforcement_files", kRefused, "7.属于行政执法案卷", true},
    {"refused.administrative_queries", kRefused, "8.属于行政查询事项", true},
    {"unavailable.not_held", kUnavailable, "1.本机关不掌握相关政府信息", true},
    {"unavailable.needs_creation", kUnavailable, "2.没有现成信息需要另行制作", true},
    {"unavailable.still_unclear", kUnavailable, "3.补正后申请内容仍不明确", true},
    {"not_processed.petition_or_complaint", kNotProcessed, "1.信访举报投诉类申请", true},
    {"not_processed.repeated", kNotProcessed, "2.重复申请", true},
    {"not_processed.publications", kNotProcessed, "3.要求提供公开出版物", true},
    {"not_processed.excessive", kNotProcessed, "4.无正当理由大量反复申请", true},
    {"not_processed.confirm_or_reissue", kNotProcessed, "5.要求行政机关确认或重新出具已获取信息",
     true},
    {"other_handling.correction_overdue", kOtherHandling,
     "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", true},
    {"other_handling.fee_overdue", kOtherHandling,
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", true},
    {"other_handling.other", kOtherHandling, "3.其他", true},
    {"result_total", "", "（七）总计", true},
    {"carried_forward", "", "四、结转下年度继续办理", false},
};

// The 2019 form has （六）其他处理 as one row without sub-items.
std::vector<ApplicationsRow> Applications2019() {
  std::vector<ApplicationsRow> rows;
  for (const ApplicationsRow& row : kApplications2021) {
    if (row.group != kOtherHandling) rows.push_back(row);
  }
  rows.insert(rows.end() - 2, {"other_handling", "", kOtherHandling, true});
  return rows;
}

constexpr Column kApplicants[] = {
    {"natural_person", "自然人"},
    {"commercial_enterprise", "商业企业"},
    {"research_institution", "科研机构"},
    {"social_organization", "社会公益组织"},
    {"legal_service", "法律服务机构"},
    {"other", "其他"},
    {"total", "总计"},
};
constexpr Column kResults[] = {{"upheld", "结果维持"},
                               {"corrected", "结果纠正"},
                               {"other", "其他结果"},
                               {"pending", "尚未审结"},
                               {"total", "总计"}};
constexpr Column kDisputes[] = {{"reconsideration", "行政复议"},
                                {"litigation_direct", "未经复议直接起诉"},
                                {"litigation_after_reconsideration", "复议后起诉"}};

std::string Join(std::string_view table, std::string_view row, std::string_view column) {
  return std::string(table).append(".").append(row).append(".").append(column);
}

Kind KindOf(std::string_view column) {
  if (column == "change") return Kind::kSigned;
  return column == "amount" ? Kind::kDecimal : Kind::kCount;
}

FormTable Build(std::span<const ProactiveBlock> proactive,
                std::vector<ApplicationsRow> applications) {
  FormTable table{.proactive = proactive, .applications = std::move(applications), .cells = {}};
  for (const ProactiveBlock& block : proactive) {
    for (const ProactiveRow& row : block.rows) {
      for (const Column& column : block.columns) {
        table.cells.push_back({Join("proactive", row.id, column.id), KindOf(column.id)});
      }
    }
  }
  table.applications_begin = table.cells.size();
  for (const ApplicationsRow& row : table.applications) {
    for (const Column& column : kApplicants) {
      table.cells.push_back({Join("applications", row.id, column.id), Kind::kCount});
    }
  }
  table.disputes_begin = table.cells.size();
  for (const Column& kind : kDisputes) {
    for (const Column& result : kResults) {
      table.cells.push_back({Join("disputes", kind.id, result.id), Kind::kCount});
    }
  }
  return table;
}

}  // namespace

std::span<const Column> Applicants() { return kApplicants; }
std::span<const Column> DisputeResults() { return kResults; }
std::span<const Column> DisputeKinds() { return kDisputes; }

std::string_view BalanceNote() {
  return "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
}

const FormTable& TableOf(Form form) {
  static const FormTable* const k2021 = new FormTable(
      Build(kProactive2021, {std::begin(kApplications2021), std::end(kApplications2021)}));
  static const FormTable* const k2019 = new FormTable(Build(kProactive2019, Applications2019()));
  static const FormTable* const kNone = new FormTable();
  static const FormTable* const k2014 = new FormTable(StatisticsTable());
  if (form == Form::k2008) return *kNone;
  if (form == Form::k2014) return *k2014;
  return form == Form::k2021 ? *k2021 : *k2019;
}

size_t CellAt(const FormTable& table, std::string_view id) {
  const auto found = std::find_if(table.cells.begin(), table.cells.end(),
                                  [id](const CellSpec& cell) { return cell.id == id; });
  if (found == table.cells.end()) std::abort();
  return static_cast<size_t>(found - table.cells.begin());
}

}  // namespace gongkai::corpus
