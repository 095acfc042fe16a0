// Title, agency and year of a report, through the whole engine.
#include <gtest/gtest.h>

#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

struct Case {
  std::string_view lines;
  std::string_view title;
  std::string_view agency;
  uint32_t year;
};

void Expect(const Case& c) {
  const v1::Document document = DocumentOf(SmallReport(c.lines));
  const v1::Outline outline = OutlineOf(document);
  EXPECT_EQ(outline.title().value(), c.title) << c.lines;
  EXPECT_EQ(outline.agency().name(), c.agency) << c.lines;
  EXPECT_EQ(outline.year().value(), c.year) << c.lines;
}

TEST(Title, ReadsAgencyAndYearInEveryOrder) {
  Expect({"青禾县水利局2022年政府信息公开工作年度报告",
          "青禾县水利局2022年政府信息公开工作年度报告", "青禾县水利局", 2022});
  Expect({"2022年云浦市政府信息公开工作年度报告", "2022年云浦市政府信息公开工作年度报告", "云浦市",
          2022});
  Expect({"青禾县水利局2022年度政府信息公开年度报告", "青禾县水利局2022年度政府信息公开年度报告",
          "青禾县水利局", 2022});
  Expect({"青禾县水利局政府信息公开工作年报（2022年度）",
          "青禾县水利局政府信息公开工作年报（2022年度）", "青禾县水利局", 2022});
  Expect({"青禾县水利局二〇二二年信息公开工作年度报告",
          "青禾县水利局二〇二二年信息公开工作年度报告", "青禾县水利局", 2022});
  Expect({"关于2022年青禾县水利局政府信息公开工作年度报告",
          "关于2022年青禾县水利局政府信息公开工作年度报告", "青禾县水利局", 2022});
}

TEST(Title, GivesBackTheGovernmentThatSharesItsWordsWithTheTitle) {
  Expect({"2022年青禾县人民政府信息公开工作年度报告", "2022年青禾县人民政府信息公开工作年度报告",
          "青禾县人民政府", 2022});
  Expect({"青禾县人民政府2022年政府信息公开工作年度报告",
          "青禾县人民政府2022年政府信息公开工作年度报告", "青禾县人民政府", 2022});
}

TEST(Title, IsPutTogetherFromBrokenLines) {
  Expect({"青禾县水利局\n2022年政府信息公开\n工作年度报告",
          "青禾县水利局2022年政府信息公开工作年度报告", "青禾县水利局", 2022});
  Expect({"青禾县水利局\n2022年度\n政府信息公开工作年度报告",
          "青禾县水利局2022年度政府信息公开工作年度报告", "青禾县水利局", 2022});
}

TEST(Title, MayBeBrokenWithinTheYear) {
  // 年度 and 022年 once became the agency.
  EXPECT_EQ(OutlineOf(SmallReport("青禾县水利局2022\n年度政府信息公开工作年度报告")).year().value(),
            2022u);
  EXPECT_EQ(
      OutlineOf(SmallReport("青禾县水利局2022\n年度政府信息公开工作年度报告")).agency().name(),
      "青禾县水利局");
  EXPECT_EQ(OutlineOf(SmallReport("青禾县水利局2\n022年政府信息公开工作年度报告")).agency().name(),
            "青禾县水利局");
}

TEST(Title, MayHaveSpacesInside) {
  Expect({"青禾县水利局 2022年政府信息公开工作年度报告",
          "青禾县水利局2022年政府信息公开工作年度报告", "青禾县水利局", 2022});
}

// CSV with all cells quoted: the title was taken for one that is quoted in a sentence, and the
// report for that of a government it names.
TEST(Title, MayBeAQuotedCell) {
  Expect({"\"青禾县水利局2022年政府信息公开工作年度报告\"",
          "青禾县水利局2022年政府信息公开工作年度报告", "青禾县水利局", 2022});
  Expect({"\"青禾县水利局2022年政府信息公开工作年度报告\",\"下载\"", "", "青禾县水利局", 2022});
}

TEST(Title, IsNotASentenceThatSpeaksOfTheReport) {
  const v1::Outline outline = OutlineOf(SmallReport(
      "根据要求，现公布青禾县水利局2022年政府信息公开工作年度报告。\n本报告共六个部分。"));
  EXPECT_EQ(outline.title().value(), "");
}

TEST(Title, IsNotThatOfThePageOrOfItsLists) {
  const v1::Outline outline = OutlineOf(
      SmallReport("#财政局2021年政府信息公开工作年度报告\n"
                  "青禾县水利局2022年政府信息公开工作年度报告") +
      "青禾县民政局2022年政府信息公开工作年度报告\n青禾县统计局2022年政府信息公开工作年度报告\n");
  EXPECT_EQ(outline.agency().name(), "青禾县水利局");
}

TEST(Title, IsFoundWhereTheTextFollowsOnItsLine) {
  const v1::Outline outline = OutlineOf(
      "青禾县水利局2022年政府信息公开工作年度报告 根据有关规定编制本报告。一、总体情况 "
      "工作平稳有序。二、主动公开政府信息情况 全年更新及时。");
  EXPECT_EQ(outline.title().value(), "青禾县水利局2022年政府信息公开工作年度报告");
  EXPECT_EQ(outline.year().value(), 2022u);
}

TEST(Title, LeavesTheValueOfAKeyBeforeItOnTheLine) {
  // The keyword once became part of the agency's name where line breaks were lost.
  const v1::Outline outline = OutlineOf(
      "索引号: 01426801/202301-00007 关键词: 年度报告 青禾县水利局 2022年政府信息公开工作年度报告 "
      "一、总体情况 工作平稳有序。二、主动公开政府信息情况 全年更新及时。");
  EXPECT_EQ(outline.title().value(), "青禾县水利局2022年政府信息公开工作年度报告");
  EXPECT_EQ(outline.agency().name(), "青禾县水利局");
  ASSERT_EQ(outline.metadata_size(), 2);
  EXPECT_EQ(outline.metadata(1).value(), "年度报告");
}

TEST(Agency, IsCompletedByTheSignatureOfTheSameBody) {
  const v1::Document document = DocumentOf(SmallReport("柳泉镇2022年政府信息公开工作年度报告") +
                                           "青禾县柳泉镇人民政府\n2023年1月12日\n");
  const v1::Outline outline = OutlineOf(document);
  EXPECT_EQ(outline.agency().name(), "青禾县柳泉镇人民政府");
  EXPECT_EQ(outline.agency().evidence(), v1::Agency::SIGNATURE);
  EXPECT_EQ(TextAt(document, outline.agency().span()), "青禾县柳泉镇人民政府");
}

TEST(Agency, IsTheSignatureWhereTheTitleCutsTheNameShort) {
  const v1::Outline outline =
      OutlineOf(SmallReport("青禾县柳泉街道办事2022年政府信息公开工作年度报告") +
                "青禾县柳泉街道办事处\n2023年1月12日\n");
  EXPECT_EQ(outline.agency().name(), "青禾县柳泉街道办事处");
}

TEST(Agency, IsNotReplacedByAnotherBodysSignature) {
  const v1::Outline outline = OutlineOf(SmallReport("青禾县水利局2022年政府信息公开工作年度报告") +
                                        "青禾县民政局\n2023年1月12日\n");
  EXPECT_EQ(outline.agency().name(), "青禾县水利局");
  EXPECT_EQ(outline.agency().evidence(), v1::Agency::TITLE);
  EXPECT_EQ(outline.sign_off().agency().value(), "青禾县民政局");
}

TEST(Agency, IsTheSignatureWithoutATitle) {
  const v1::Outline outline = OutlineOf(SmallReport("") + "青禾县人民政府\n2023年3月2日\n");
  EXPECT_EQ(outline.agency().name(), "青禾县人民政府");
  EXPECT_EQ(outline.agency().evidence(), v1::Agency::SIGNATURE);
}

TEST(Agency, IsTheMetadatasPublisherWithoutTitleAndSignature) {
  const v1::Outline outline =
      OutlineOf(SmallReport("索引号：0142/2023-00012 发布机构：青禾县审计局 发文日期：2023-01-11"));
  EXPECT_EQ(outline.agency().name(), "青禾县审计局");
  EXPECT_EQ(outline.agency().evidence(), v1::Agency::METADATA);
}

TEST(Agency, IsFoundInTheTextAsALastResort) {
  const v1::Document document = DocumentOf(SmallReport("") +
                                           "同时，柳泉街道主动听取意见。2022年，柳泉街道开展培训。"
                                           "各乡镇互相学习，我街道做法得到肯定。\n"
                                           "有关内容在青禾县政务信息柳泉街道办事处专栏公开。\n");
  const v1::Outline outline = OutlineOf(document);
  EXPECT_EQ(outline.agency().name(), "柳泉街道办事处");
  EXPECT_EQ(outline.agency().evidence(), v1::Agency::BODY);
  EXPECT_EQ(TextAt(document, outline.agency().span()), "柳泉街道办事处");
}

TEST(Agency, StaysEmptyRatherThanGuessed) {
  EXPECT_EQ(OutlineOf(SmallReport("") + "我局形成了工作新格局，各乡镇积极配合。\n").agency().name(),
            "");
}

}  // namespace
}  // namespace gongkai::testing
