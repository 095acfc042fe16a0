// Reporting year, statistics period and dates, through the whole engine.
#include <gtest/gtest.h>

#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

TEST(Period, ReadsTheWaysItIsWritten) {
  for (const std::string_view text :
       {"数据的统计期限自2022年1月1日起至2022年12月31日止。", "统计期限为2022年1月1日至12月31日。",
        "统计期限：2022年1月1日到2022年12月31日。", "统计期限2022.1.1-12.31。",
        "统计期限为2022年1月1日—2022年12月31日。", "统计时间自2022年1月1日起，至2022年12月31日止。",
        "统计期限为202211日至20221231日。", "统计期限为2022年1月1日至20221231日。"}) {
    const v1::Document document = DocumentOf(SmallReport(text));
    const v1::Outline outline = OutlineOf(document);
    EXPECT_EQ(Ymd(outline.period().first()), "2022-1-1") << text;
    EXPECT_EQ(Ymd(outline.period().last()), "2022-12-31") << text;
    EXPECT_EQ(outline.year().value(), 2022u) << text;
    EXPECT_EQ(outline.year().evidence(), v1::Year::PERIOD) << text;
    EXPECT_NE(TextAt(document, outline.period().span()), "") << text;
  }
}

TEST(Period, KeepsAWrongPeriodAsItIsWritten) {
  const v1::Outline outline =
      OutlineOf(SmallReport("数据统计期限为2022年1月1日至2022年11月30日。"));
  EXPECT_EQ(Ymd(outline.period().last()), "2022-11-30");
}

TEST(Period, MayNameMonthsOnly) {
  const v1::Outline outline = OutlineOf(SmallReport("统计期限为2022年1—12月。"));
  EXPECT_EQ(Ymd(outline.period().first()), "2022-1-0");
  EXPECT_EQ(Ymd(outline.period().last()), "2022-12-0");
}

TEST(Period, IsNotAnyStretchOfTime) {
  const v1::Outline outline =
      OutlineOf(SmallReport("2022年5月1日至5月7日开展了宣传周活动。2022年共开展活动三场。"));
  EXPECT_FALSE(outline.has_period());
}

TEST(Year, OfTheTitleWinsOverThatOfThePeriod) {
  const v1::Outline outline =
      OutlineOf(SmallReport("青禾县水利局2022年政府信息公开工作年度报告\n"
                            "统计期限为2021年1月1日至2021年12月31日。"));
  EXPECT_EQ(outline.year().value(), 2022u);
  EXPECT_EQ(outline.year().evidence(), v1::Year::TITLE);
  EXPECT_EQ(Ymd(outline.period().first()), "2021-1-1");
}

TEST(Year, IsTheOneBeforeTheSignature) {
  const v1::Outline outline = OutlineOf(SmallReport("") + "青禾县水利局\n2023年1月12日\n");
  EXPECT_EQ(outline.year().value(), 2022u);
  EXPECT_EQ(outline.year().evidence(), v1::Year::DATE);
}

TEST(Year, IsTheSignaturesOwnAtTheVeryEndOfTheYear) {
  const v1::Outline outline =
      OutlineOf(SmallReport("2022年以来，工作有新进展。2022年共培训三次。") +
                "青禾县水利局\n2022年12月28日\n");
  EXPECT_EQ(outline.year().value(), 2022u);
}

// tesseract read 2032 in a title of 2023.
TEST(Year, OfATitleThatWasRecognisedIsHeldAgainstTheRest) {
  const auto year = [](std::string_view title, std::string_view signature) {
    v1::Document document = DocumentOf(SmallReport(title) + std::string(signature));
    document.mutable_recognition();
    return OutlineOf(document).year();
  };
  const std::string title = "青禾县水利局2032年政府信息公开工作年度报告\n";
  const std::string period = "统计期限为2023年1月1日至2023年12月31日。";
  EXPECT_EQ(year(title + period, "青禾县水利局\n2024年1月12日\n").value(), 2023u);
  EXPECT_EQ(year(title + period, "").evidence(), v1::Year::PERIOD);
  EXPECT_EQ(year(title, "青禾县水利局\n2024年1月12日\n").value(), 0u) << "one against one";
  EXPECT_EQ(year(title, "").value(), 2032u) << "nothing to hold it against";
}

TEST(Year, NamedMostOftenLeavesDocumentNumbersOut) {
  const v1::Outline outline = OutlineOf(SmallReport(
      "按照〔2019〕60号、〔2019〕61号和(2019年)有关文件要求，2022年制定计划，2022年底考核，"
      "2023年继续努力。"));
  EXPECT_EQ(outline.year().value(), 2022u);
  EXPECT_EQ(outline.year().evidence(), v1::Year::MOST_FREQUENT);
}

TEST(Dates, ComeFromMetadataAndSignature) {
  const v1::Document document =
      DocumentOf(SmallReport("发文日期：2023-01-11 发布日期：2023年1月13日\n"
                             "青禾县水利局2022年政府信息公开工作年度报告") +
                 "青禾县水利局\n2023年1月10日\n");
  const v1::Outline outline = OutlineOf(document);
  ASSERT_EQ(outline.dates_size(), 3);
  EXPECT_EQ(outline.dates(0).kind(), v1::DateMention::ISSUED);
  EXPECT_EQ(Ymd(outline.dates(0).date()), "2023-1-11");
  EXPECT_EQ(outline.dates(1).kind(), v1::DateMention::PUBLISHED);
  EXPECT_EQ(Ymd(outline.dates(1).date()), "2023-1-13");
  EXPECT_EQ(outline.dates(2).kind(), v1::DateMention::SIGNED);
  EXPECT_EQ(TextAt(document, outline.dates(2).span()), "2023年1月10日");
}

TEST(Dates, TakesTheDateBelowTheTitleForThatOfPublication) {
  const v1::Outline outline =
      OutlineOf(SmallReport("青禾县水利局2022年政府信息公开工作年度报告\n"
                            "2023-01-13 09:20文章来源: 办公室"));
  ASSERT_EQ(outline.dates_size(), 1);
  EXPECT_EQ(outline.dates(0).kind(), v1::DateMention::PUBLISHED);
}

TEST(Dates, ReadsTheDateThatThePagePrints) {
  const v1::Outline outline =
      OutlineOf(SmallReport("青禾县水利局2022年政府信息公开工作年度报告\n"
                            "#发布时间：2023-01-13 15:42 来源：青禾县水利局 浏览次数："));
  ASSERT_EQ(outline.dates_size(), 1);
  EXPECT_EQ(Ymd(outline.dates(0).date()), "2023-1-13");
}

TEST(SignOff, MayStandOnOneLineOrWithoutALineBreakBeforeIt) {
  for (const std::string_view text :
       {"青禾县水利局 2023年1月12日", "青禾县水利局2023年1月12日",
        "收取信息处理费0元。青禾县水利局2023年1月12日", "青禾县水利局\n（2023年1月12日）",
        "青禾县水利局\n二〇二三年一月十二日", "2023年1月12日\n青禾县水利局",
        "青禾县水利局\n2023-01-12"}) {
    const v1::Outline outline = OutlineOf(SmallReport("") + std::string(text) + "\n");
    EXPECT_EQ(outline.sign_off().agency().value(), "青禾县水利局") << text;
    EXPECT_EQ(Ymd(outline.sign_off().date()), "2023-1-12") << text;
  }
}

TEST(SignOff, EndsTheLastPart) {
  const v1::Document document =
      DocumentOf(SmallReport("") + "青禾县水利局\n2023年1月12日\n#浏览次数：12\n");
  const v1::Outline outline = OutlineOf(document);
  ASSERT_EQ(outline.sections_size(), 6);
  EXPECT_EQ(TextAt(document, outline.sections(5).body()), "\n没有。\n");
}

TEST(SignOff, IsNotTheDateSomebodyFilledInATable) {
  const v1::Outline outline =
      OutlineOf(SmallReport("") + "青禾县水利局\n2023年1月12日\n填报日期：2023年1月3日\n");
  EXPECT_EQ(Ymd(outline.sign_off().date()), "2023-1-12");
}

TEST(Contact, IsReadFromTheSentence) {
  const v1::Outline outline = OutlineOf(
      SmallReport("如有疑问，请联系办公室（地址：青禾县东街12号；邮编：512300；电话：0712-5550123；"
                  "电子邮箱：slj@example.cn）。"));
  EXPECT_EQ(outline.contact().address().value(), "青禾县东街12号");
  EXPECT_EQ(outline.contact().postal_code().value(), "512300");
  EXPECT_EQ(outline.contact().telephone().value(), "0712-5550123");
  EXPECT_EQ(outline.contact().email().value(), "slj@example.cn");
}

TEST(Contact, IsNotASentenceAboutContacts) {
  const v1::Outline outline =
      OutlineOf(SmallReport("公开了办公地址、联系电话，并把联系电话告知申请人，邮编一并公布。"));
  EXPECT_FALSE(outline.has_contact());
}

}  // namespace
}  // namespace gongkai::testing
