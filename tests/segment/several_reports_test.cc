#include "segment/several_reports.h"

#include <gtest/gtest.h>

#include "common/strings.h"
#include "segment/segment_stage.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

constexpr char kWater[] = "青禾县水利局2022年政府信息公开工作年度报告";
constexpr char kCivil[] = "青禾县民政局2022年政府信息公开工作年度报告";

// The error of a page with this text; CODE_UNSPECIFIED if it is taken for one report.
v1::ReportError ErrorOf(const std::string& text) {
  v1::Report report;
  *report.mutable_document() = DocumentOf(text);
  v1::Report* reports[] = {&report};
  SegmentStage stage;
  EXPECT_TRUE(stage.Process(reports).ok());
  EXPECT_NE(report.has_error(), report.has_outline());
  return report.error();
}

// The parts of SmallReport() without its title.
std::string WithoutTitle(const std::string& title) {
  return SmallReport(title).substr(title.size() + 1);
}

TEST(SeveralReports, OnOnePageAreNamedAndNotMixed) {
  const v1::ReportError error = ErrorOf(SmallReport(kWater) + SmallReport(kCivil));
  EXPECT_EQ(error.code(), v1::ReportError::SEVERAL_REPORTS);
  EXPECT_NE(error.message_zh().find("共 2 份：《青禾县水利局2022年政府信息公开工作年度报告》、"
                                    "《青禾县民政局2022年政府信息公开工作年度报告》"),
            std::string::npos)
      << error.message_zh();
  EXPECT_NE(error.message_en().find("2 of them: "), std::string::npos);
}

TEST(SeveralReports, OfOneBodyAreThoseOfSeveralYears) {
  const v1::ReportError error =
      ErrorOf(SmallReport(kWater) + SmallReport("青禾县水利局2021年政府信息公开工作年度报告") +
              SmallReport("青禾县水利局2020年政府信息公开工作年度报告"));
  EXPECT_EQ(error.code(), v1::ReportError::SEVERAL_REPORTS);
  EXPECT_NE(error.message_en().find("3 of them"), std::string::npos) << error.message_en();
}

TEST(SeveralReports, AreFoundWithoutTheirTitles) {
  std::string other = WithoutTitle(kWater);
  const std::size_t at = other.find("。", other.find("二、"));
  ASSERT_NE(at, std::string::npos);
  other.replace(at, 3, "，共三件。");
  EXPECT_EQ(ErrorOf(SmallReport(kWater) + other).code(), v1::ReportError::SEVERAL_REPORTS);
}

TEST(SeveralReports, AreNotAReportThatThePageHasTwice) {
  EXPECT_FALSE(ErrorOf(SmallReport(kWater) + SmallReport(kWater)).code());
  EXPECT_FALSE(ErrorOf(SmallReport(kWater) + WithoutTitle(kWater)).code());
}

TEST(SeveralReports, AreNotTheTitlesOfOthersBesideAReport) {
  EXPECT_FALSE(
      ErrorOf(SmallReport(kWater) + kCivil + "\n青禾县审计局2022年政府信息公开年报\n").code());
  EXPECT_FALSE(ErrorOf(std::string(kCivil) + "\n" + SmallReport(kWater)).code());
}

TEST(SeveralReports, AreNotThePartsOfATableThatIsNumberedToo) {
  EXPECT_FALSE(ErrorOf("青禾县水利局2016年政府信息公开工作年度报告\n一、概述\n全年平稳。\n"
                       "二、主动公开政府信息情况\n公开信息三十条，都在网站上。\n"
                       "三、依申请公开政府信息情况\n没有收到申请，一件也没有收到。\n"
                       "四、存在的主要问题\n更新慢，栏目少，人员少，时间紧。\n附件\n"
                       "一、主动公开政府信息情况\n30\n二、依申请公开政府信息情况\n0\n"
                       "三、行政复议和行政诉讼情况\n0\n四、收费及减免情况\n0\n"
                       "五、机构建设和保障经费情况\n1\n")
                   .code());
}

// Cover page, contents with parts of parts, then the report: one.
TEST(SeveralReports, AreNotTheContentsOfOne) {
  const std::string contents =
      "一、总体情况\n（一）主动公开平台建设情况\n（二）依申请公开办理情况\n（三）监督保障与教育培训"
      "\n"
      "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
      "四、政府信息公开行政复议、行政诉讼情况\n（一）行政复议情况\n（二）行政诉讼情况\n"
      "五、存在的主要问题及改进情况\n（一）存在的主要问题\n（二）下一步改进的措施\n"
      "六、其他需要报告的事项\n";
  EXPECT_FALSE(ErrorOf(Concat(kWater, "\n目录\n", contents, SmallReport(kWater))).code());
  EXPECT_FALSE(ErrorOf(Concat(kWater, "\n", contents, WithoutTitle(kWater))).code());
}

TEST(SeveralReports, AreFoundInAPageThatHasHundreds) {
  std::string text = SmallReport(kWater);
  for (int i = 0; i < 300; ++i) {
    text += SmallReport(Concat("青禾县水利局", 1990 + i % 30, "年政府信息公开工作年度报告"));
  }
  EXPECT_EQ(ErrorOf(text).code(), v1::ReportError::SEVERAL_REPORTS);
}

}  // namespace
}  // namespace gongkai::testing
