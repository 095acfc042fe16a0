// Small tables between a title and the last parts of a report, and their rows as tests compare
// them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/extract/real_chain.h"

namespace gongkai {

inline constexpr char kTitle[] =
    "某某县民政局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n";

// Cells of a text between a title and the fifth part.
inline CellViews CellsOf(std::string_view tables) {
  return ViewsOf(
      ExtractionOf(std::string(kTitle) + std::string(tables) +
                   "\n五、存在的主要问题及改进情况\n存在问题。\n六、其他需要报告的事项\n无。\n"));
}

inline v1::Extraction Extracted(std::string_view tables) {
  return ExtractionOf(std::string(kTitle) + std::string(tables) +
                      "\n五、存在的主要问题及改进情况\n存在问题。\n");
}

// "1 2 BLANK": the cells of a row in order of the columns.
inline std::string RowOf(const CellViews& cells, std::string_view row,
                         std::initializer_list<std::string_view> columns) {
  std::string all;
  for (const std::string_view column : columns) {
    if (!all.empty()) all += ' ';
    all += Short(cells, std::string(row) + "." + std::string(column));
  }
  return all;
}

inline std::string Documents(const CellViews& cells, std::string_view row) {
  return RowOf(cells, std::string("proactive.") + std::string(row),
               {"issued", "repealed", "in_force"});
}

inline std::string Applications(const CellViews& cells, std::string_view row) {
  return RowOf(cells, std::string("applications.") + std::string(row),
               {"natural_person", "commercial_enterprise", "research_institution",
                "social_organization", "legal_service", "other", "total"});
}

inline std::string Disputes(const CellViews& cells, std::string_view kind) {
  return RowOf(cells, std::string("disputes.") + std::string(kind),
               {"upheld", "corrected", "other", "pending", "total"});
}

inline constexpr char kDocumentsHead[] =
    "二、主动公开政府信息情况\n第二十条第（一）项 | | | |\n"
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n";

inline constexpr char kApplicantsHead[] =
    "三、收到和处理政府信息公开申请情况\n"
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |\n"
    "自然人 | 法人或其他组织 | 总计 |\n"
    "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n";

}  // namespace gongkai
