// What is a figure of a sentence, and what is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/facts_of.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FactsTest, ReadsSeparatorsAndDecimals) {
  EXPECT_THAT(FactsOf("网站发布信息1,234条。"), ElementsAre("published.website 1234条"));
  EXPECT_THAT(FactsOf("网站发布信息1，234条。"), ElementsAre("published.website 1234条"));
  EXPECT_THAT(FactsOf("办结率为86.92%。"), ElementsAre("? 86.92% PERCENT"));
  EXPECT_THAT(FactsOf("网站发布信息 61 条。"), ElementsAre("published.website 61条"));
}

TEST(FactsTest, ReadsGroupsOfDigitsBehindAWordThatCounts) {
  EXPECT_THAT(FactsOf("网站共发布1 234条。"), ElementsAre("published.website 1234条"));
  EXPECT_THAT(FactsOf("网站发布信息约1 234 567条。"), ElementsAre("published.website ~1234567条"));
  EXPECT_THAT(FactsOf("收取信息处理费共12 500.5元。"),
              ElementsAre("fees.information_processing 12500.5元"));
}

TEST(FactsTest, ReadsNoGroupsWhereTheFirstMayBeANumberOfItsOwn) {
  EXPECT_THAT(FactsOf("网站发布附件3 100条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站共发布1 23条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站共发布1 234 56条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站共发布0 234条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站共发布1  234条。"), IsEmpty());
  EXPECT_THAT(FactsOf("位于附近1 234条。"), IsEmpty());
}

TEST(FactsTest, ReadsNothingWhereSeparatorsCannotBeTold) {
  EXPECT_THAT(FactsOf("网站发布信息12,34条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站发布信息1，2345条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站发布信息12 345条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站发布信息0061条。"), IsEmpty());
}

TEST(FactsTest, ReadsChineseNumerals) {
  EXPECT_THAT(FactsOf("网站发布信息三百二十一条。"), ElementsAre("published.website 321条"));
  EXPECT_THAT(FactsOf("网站发布信息两千零五条。"), ElementsAre("published.website 2005条"));
  EXPECT_THAT(FactsOf("网站发布信息一万零三十条。"), ElementsAre("published.website 10030条"));
  EXPECT_THAT(FactsOf("阅读量一亿二千万次。"), ElementsAre("? 120000000次"));
  EXPECT_THAT(FactsOf("收到政府信息公开申请十二件。"),
              ElementsAre("applications.received.total 12件"));
  EXPECT_THAT(FactsOf("收到政府信息公开申请三件。"),
              ElementsAre("applications.received.total 3件"));
}

TEST(FactsTest, ReadsNoNumeralThatSpeechShortens) {
  EXPECT_THAT(FactsOf("网站发布信息三百二条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站发布信息二〇条。"), IsEmpty());
  EXPECT_THAT(FactsOf("网站发布信息零五条。"), IsEmpty());
  EXPECT_THAT(FactsOf("阅读量九亿亿亿亿亿次。"), IsEmpty());
}

TEST(FactsTest, MultipliesTenThousandsOut) {
  EXPECT_THAT(FactsOf("网站发布信息26.8万条。"), ElementsAre("published.website 268000条/1000"));
  EXPECT_THAT(FactsOf("阅读量达1.2亿次。"), ElementsAre("? 120000000次/10000000"));
  EXPECT_THAT(FactsOf("收取信息处理费0.25万元。"),
              ElementsAre("fees.information_processing 2500元/100"));
  EXPECT_THAT(FactsOf("行政事业性收费3886.46万元。"),
              ElementsAre("proactive.fees.amount 38864600元/100"));
}

TEST(FactsTest, KeepsWhatBoundsAFigure) {
  EXPECT_THAT(FactsOf("网站发布信息280余条。"), ElementsAre("published.website >=280条"));
  EXPECT_THAT(FactsOf("网站发布信息近300条。"), ElementsAre("published.website <=300条"));
  EXPECT_THAT(FactsOf("网站发布信息约300条。"), ElementsAre("published.website ~300条"));
  EXPECT_THAT(FactsOf("网站发布信息300条左右。"), ElementsAre("published.website ~300条"));
  EXPECT_THAT(FactsOf("网站发布信息300条以上。"), ElementsAre("published.website >=300条"));
  EXPECT_THAT(FactsOf("网站发布信息5万余条。"), ElementsAre("published.website >=50000条/10000"));
  EXPECT_THAT(FactsOf("网站发布信息百余条。"), ElementsAre("published.website >=100条"));
  EXPECT_THAT(FactsOf("网站发布信息数十条。"), ElementsAre("published.website >=10条"));
  EXPECT_THAT(FactsOf("网站发布信息近百条。"), ElementsAre("published.website <=100条"));
  EXPECT_THAT(FactsOf("最近3次会议。"), ElementsAre("meetings.total 3次"));
}

TEST(FactsTest, ReadsARange) {
  EXPECT_THAT(FactsOf("收到申请3-5件。"), ElementsAre("applications.received.total 3..5件"));
  EXPECT_THAT(FactsOf("收到申请3、4件。"), ElementsAre("applications.received.total 3..4件"));
  EXPECT_THAT(FactsOf("每周发布信息2至10条。"), ElementsAre("? 2..10条"));
  EXPECT_THAT(FactsOf("网站发布信息3～5万条。"),
              ElementsAre("published.website 30000..50000条/10000"));
}

TEST(FactsTest, ReadsAPercentageInWords) {
  EXPECT_THAT(FactsOf("答复率为百分之九十八。"), ElementsAre("? 98% PERCENT"));
  EXPECT_THAT(FactsOf("提高2.5个百分点。"), ElementsAre("? 2.5个百分点 PERCENT"));
}

// What is no quantity.

TEST(FactsTest, ReadsNoQuantityInATelephoneNumber) {
  EXPECT_THAT(FactsOf("咨询电话0900-5550133，传真：0900—5550134。"), IsEmpty());
  EXPECT_THAT(FactsOf("拨打12345热线。"), IsEmpty());
  EXPECT_THAT(FactsOf("拨打0900-5550133人工服务。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInADocumentNumber) {
  EXPECT_THAT(FactsOf("根据青政办发〔2019〕5号和青办[2021]30号文件。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInALawArticle) {
  EXPECT_THAT(FactsOf("依照《条例》第二十条第（一）项和第20条的规定。"), IsEmpty());
  EXPECT_THAT(FactsOf("依照条例20条第三项办理。"), IsEmpty());
  EXPECT_THAT(FactsOf("根据信息公开条例20条（一）项公开。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInADateOrYear) {
  EXPECT_THAT(FactsOf("自2023年1月1日起至2023年12月31日止。"), IsEmpty());
  EXPECT_THAT(FactsOf("二〇二三年一月十六日15:30发布，二零二三年度。"), IsEmpty());
  EXPECT_THAT(FactsOf("2023.1.1-12.31，2023-01-16，3月份。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInAPeriod) {
  EXPECT_THAT(FactsOf("在20个工作日内、3个月内、十五个工作日内答复。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInAnAddress) {
  EXPECT_THAT(FactsOf("地址：青禾县柳泉路98号5幢313室，邮编：999001。"), IsEmpty());
  EXPECT_THAT(FactsOf("见http://qinghe.example/5条目"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityInAnOrdinalOrIdiom) {
  EXPECT_THAT(FactsOf("一是抓好落实，进一步统一标准；二是第3次修订，“一件事一次办”。"), IsEmpty());
  EXPECT_THAT(FactsOf("按照一事一申请、一件一档的办法，同一件申请不重复登记。"), IsEmpty());
  EXPECT_THAT(FactsOf("共6个部分，从三个方面推进。"), IsEmpty());
}

TEST(FactsTest, ReadsNoQuantityWhereSeveralMayBeMeant) {
  EXPECT_THAT(FactsOf("收到申请5-3件，收到申请3、5件，收到申请三至五件。"), IsEmpty());
  EXPECT_THAT(FactsOf("3、4件申请均已答复。"), IsEmpty());  // it may be the third point
  EXPECT_THAT(FactsOf("依照第3-5条办理，2021-2023年，8-12月，柳泉路3-5号。"), IsEmpty());
}

TEST(FactsTest, LeavesNamesInQuotationMarksAlone) {
  EXPECT_THAT(FactsOf("按“三个30条”和《优化服务20条措施》执行。"), IsEmpty());
  EXPECT_THAT(FactsOf("微信公众号“柳泉网站”发布信息5条。"), ElementsAre("published.wechat 5条"));
}

}  // namespace
}  // namespace gongkai
