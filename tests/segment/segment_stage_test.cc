#include "segment/segment_stage.h"

#include <gtest/gtest.h>

#include "common/strings.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

bool IsReport(const v1::Document& document) {
  static const Segmenter* const kSegmenter = new Segmenter();
  v1::Outline outline;
  return kSegmenter->Segment(document, &outline);
}

TEST(SegmentStage, SaysWhatItReadsAndWrites) {
  const SegmentStage stage;
  EXPECT_EQ(stage.info().name, "segment");
  EXPECT_EQ(stage.info().reads, std::vector<v1::Part>{v1::DOCUMENT});
  EXPECT_EQ(stage.info().writes, v1::OUTLINE);
}

TEST(SegmentStage, RevisionChangesWithTheWords) {
  const auto words = Words::Parse({"x.tsv", "title\t年报\n"});
  ASSERT_TRUE(words.ok());
  const SegmentStage other(FormCatalog::Builtin(), *words);
  EXPECT_NE(SegmentStage().info().revision, other.info().revision);
  EXPECT_EQ(SegmentStage().info().revision, SegmentStage().info().revision);
}

TEST(SegmentStage, HarmsNoReportForAnothersFault) {
  v1::Report good, stray, failed;
  *good.mutable_document() = DocumentOf(SmallReport("青禾县水利局2022年政府信息公开工作年度报告"));
  *stray.mutable_document() = DocumentOf("本周蔬菜价格小幅上涨，供应充足。\n");
  failed.mutable_error()->set_code(v1::ReportError::EMPTY);
  v1::Report* reports[] = {&good, &stray, &failed};
  SegmentStage stage;
  ASSERT_TRUE(stage.Process(reports).ok());
  EXPECT_EQ(good.outline().sections_size(), 6);
  EXPECT_FALSE(good.has_error());
  EXPECT_EQ(stray.error().code(), v1::ReportError::NOT_A_REPORT);
  EXPECT_EQ(stray.error().stage(), "segment");
  EXPECT_FALSE(stray.has_outline());
  EXPECT_EQ(failed.error().code(), v1::ReportError::EMPTY);
  EXPECT_FALSE(failed.has_outline());
}

TEST(SegmentStage, RefusesAReportWithoutDocument) {
  v1::Report report;
  v1::Report* reports[] = {&report};
  SegmentStage stage;
  EXPECT_EQ(stage.Process(reports).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(report.has_error());
}

TEST(NotAReport, IsAnythingWithoutTitlePartsAndTables) {
  EXPECT_FALSE(IsReport(DocumentOf("")));
  EXPECT_FALSE(IsReport(DocumentOf("\n\n \n")));
  EXPECT_FALSE(IsReport(DocumentOf("PK xf3 9 kk\nzz 12 34\n")));
  EXPECT_FALSE(
      IsReport(DocumentOf("县里召开政府信息公开工作年度报告编制培训会，各单位派人参加。\n")));
  EXPECT_FALSE(
      IsReport(DocumentOf("关于做好2022年政府信息公开工作年度报告编制工作的通知\n各单位：\n"
                          "请于1月20日前报送。\n")));
}

v1::ReportError ErrorOf(v1::Document document) {
  v1::Report report;
  *report.mutable_document() = std::move(document);
  v1::Report* reports[] = {&report};
  SegmentStage stage;
  EXPECT_TRUE(stage.Process(reports).ok());
  return report.error();
}

TEST(NotAReport, SaysThatItIsAListOfReports) {
  const v1::ReportError error =
      ErrorOf(DocumentOf("青禾县水利局2022年政府信息公开工作年度报告\n2023-01-13\n"
                         "青禾县民政局2022年政府信息公开工作年度报告\n2023-01-12\n"
                         "青禾县审计局2022年政府信息公开工作年度报告\n2023-01-12\n"));
  EXPECT_EQ(error.code(), v1::ReportError::NOT_A_REPORT);
  EXPECT_NE(error.message_en().find("list of reports, with 3 titles"), std::string::npos);
  EXPECT_NE(error.message_zh().find("目录页"), std::string::npos);
}

TEST(NotAReport, SaysWhichFrameAPageShows) {
  v1::Document document = DocumentOf("首页\n");
  v1::Note* note = document.add_notes();
  note->set_code(v1::Note::FRAME_LEFT_OUT);
  note->set_detail("content.html");
  EXPECT_NE(ErrorOf(document).message_en().find("content.html"), std::string::npos);
}

TEST(PageFields, FillWhatTheTextDoesNotSay) {
  static const Segmenter* const kSegmenter = new Segmenter();
  v1::Document document = DocumentOf("发布日期：2023-01-12\n" +
                                     SmallReport("青禾县水利局2022年政府信息公开工作年度报告"));
  for (const auto& [name, value] :
       {std::pair("PubDate", "2021-05-05"), {"Keywords", "年报"}, {"SiteName", "某市人民政府"}}) {
    v1::PageField* field = document.add_page_fields();
    field->set_name(name);
    field->set_value(value);
  }
  v1::Outline outline;
  ASSERT_TRUE(kSegmenter->Segment(document, &outline));
  ASSERT_EQ(outline.metadata_size(), 2);
  EXPECT_EQ(outline.metadata(0).value(), "2023-01-12");
  EXPECT_EQ(outline.metadata(1).key(), v1::MetadataField::KEYWORDS);
  EXPECT_EQ(outline.metadata(1).value(), "年报");
  EXPECT_EQ(outline.metadata(1).span().end(), 0u);
  EXPECT_EQ(outline.year().value(), 2022u);
}

TEST(NotAReport, IsTheSummaryOfOtherWork) {
  EXPECT_FALSE(
      IsReport(DocumentOf("青禾县水利局2022年防汛工作总结\n一、总体情况\n全年平稳。\n"
                          "二、存在的问题和改进措施\n将加强巡查。\n")));
}

TEST(NotAReport, IsAListOfReports) {
  EXPECT_FALSE(
      IsReport(DocumentOf("青禾县水利局2022年政府信息公开工作年度报告\n2023-01-13\n"
                          "青禾县民政局2022年政府信息公开工作年度报告\n2023-01-12\n"
                          "青禾县审计局2022年政府信息公开工作年度报告\n2023-01-12\n")));
}

TEST(NotAReport, IsNeverADamagedReport) {
  // Only the title page is left.
  EXPECT_TRUE(IsReport(DocumentOf("青禾县水利局2022年政府信息公开工作年度报告\n（扫描件）\n")));
  // Only a table is left.
  EXPECT_TRUE(
      IsReport(DocumentOf("一、本年新收政府信息公开申请数量\n1\n二、上年结转政府信息公开申请数量\n"
                          "0\n四、结转下年度继续办理\n0\n")));
  // Cut off within the first part.
  EXPECT_TRUE(
      IsReport(DocumentOf("一、总体情况\n全年扎实推进政务公开，做好政府信息公开各项工作，认真")));
  // Only some parts are left.
  EXPECT_TRUE(
      IsReport(DocumentOf("三、收到和处理政府信息公开申请情况\n没有。\n"
                          "五、存在的主要问题及改进情况\n更新慢。\n")));
}

}  // namespace
}  // namespace gongkai::testing
