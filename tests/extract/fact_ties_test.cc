// Wholes and their parts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/facts_of.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FactTiesTest, TiesPartsToTheirWhole) {
  EXPECT_THAT(TiesOf("网站发布信息60条，其中工作动态31条、政策文件9条，其余20条。"),
              ElementsAre("60 = 31 + 9 + 20"));
  EXPECT_THAT(TiesOf("受理咨询40人次，其中：咨询电话5人次，现场咨询15人次，微信咨询20人次。"),
              ElementsAre("40 = 5 + 15 + 20 ..."));
}

TEST(FactTiesTest, TakesRespectivelyForAnAnnouncement) {
  EXPECT_THAT(TiesOf("收到申请5件，分别为自然人申请3件、商业企业申请2件。"),
              ElementsAre("5 = 3 + 2 ..."));
}

TEST(FactTiesTest, GoesOnInTheNextSentence) {
  EXPECT_THAT(TiesOf("网站发布信息60条。其中，动态31条，政策29条。"),
              ElementsAre("60 = 31 + 29 ..."));
  EXPECT_THAT(TiesOf("网站发布信息60条。会议5次。其中，动态31条，政策29条。"), IsEmpty());
  EXPECT_THAT(TiesOf("网站发布信息60条。\n其中，动态31条，政策29条。"), IsEmpty());
}

TEST(FactTiesTest, LeavesOtherUnitsOut) {
  EXPECT_THAT(TiesOf("召开会议6次，网站发布信息60条，阅读800次，其中动态31条，政策29条。"),
              ElementsAre("60 = 31 + 29 ..."));
  EXPECT_THAT(TiesOf("网站发布信息60条，其中动态31件。"), IsEmpty());
  EXPECT_THAT(TiesOf("网站发布信息60条，其中动态占51.7%。"), IsEmpty());
}

TEST(FactTiesTest, KnowsTwoCountsOfTheSameWhole) {
  // By channel, then by kind.
  EXPECT_THAT(TiesOf("全年公开信息90条，其中公示栏发布30条，微信发布60条。在公开的信息中，"
                     "动态40条，政策性信息20条，公告公示10条。"),
              ElementsAre("90 = 30 + 60 ...", "90 = 40 + 20 + 10 ..."));
}

TEST(FactTiesTest, NamesEveryWholeThatPartsMayBelongTo) {
  EXPECT_THAT(TiesOf("受理政府信息公开申请7件，上年结转2件。其中自然人申请6件，商业企业3件。"
                     "其中5件予以公开，4件不予公开。"),
              ElementsAre("7 | 2 = 6 + 3 ...", "7 | 2 = 5 + 4 ..."));
}

TEST(FactTiesTest, EndsBeforeWhatIsNoPart) {
  // What goes on to the next year is no part of what was decided.
  EXPECT_THAT(TiesOf("办结申请18件，其中予以公开9件，结转下年度2件。"), ElementsAre("18 = 9 ..."));
  EXPECT_THAT(TiesOf("网站发布信息60条，其中动态31条，政策29条，微信公众号发布信息8条。"),
              ElementsAre("60 = 31 + 29 ..."));
  EXPECT_THAT(TiesOf("收到申请5件，其中网络申请3件，共发布信息70件。"), ElementsAre("5 = 3 ..."));
  EXPECT_THAT(TiesOf("收到申请5件（不含上年结转的2件）。"), IsEmpty());
  EXPECT_THAT(TiesOf("收到申请5件，比上年增加其中3件。"), IsEmpty());
  EXPECT_THAT(TiesOf("网站发布信息60条，其中动态31条，去年动态40条。"), ElementsAre("60 = 31 ..."));
}

TEST(FactTiesTest, TiesPartsInBrackets) {
  EXPECT_THAT(TiesOf("共有微信公众号23个（服务号3个），抖音号4个。"), ElementsAre("23 = 3 ..."));
  EXPECT_THAT(TiesOf("收到申请5件（其中网上3件、当面2件），办结申请4件。"),
              ElementsAre("5 = 3 + 2 ..."));
  EXPECT_THAT(TiesOf("收到申请5件，回复信件（电话3件）。"), IsEmpty());
}

TEST(FactTiesTest, NestsWholes) {
  EXPECT_THAT(TiesOf("公开信息90条，其中网站50条（其中动态30条，政策20条），微信40条。"),
              ElementsAre("90 = 50 + 40 ...", "50 = 30 + 20 ..."));
  EXPECT_THAT(TiesOf("新媒体发布信息90条，其中微信公众号50条，微博30条，抖音10条。"),
              ElementsAre("90 = 50 + 30 + 10 ..."));
}

TEST(FactTiesTest, TiesAListThatNothingAnnounces) {
  EXPECT_THAT(TiesOf("在网站专栏公开信息43条，动态公开4条，政策文件5条，法定公开34条。"),
              ElementsAre("43 = 4 + 5 + 34 ..."));
  EXPECT_THAT(TiesOf("在网站专栏公开信息43条，政策解读4条。"), IsEmpty());
  EXPECT_THAT(TiesOf("设公示栏50个，公开信息43条，会议通报2次。"), IsEmpty());
}

TEST(FactTiesTest, TiesPartsOfTheSameKind) {
  EXPECT_THAT(TiesOf("全县收到申请5件，其中县政府办公室收到3件，各部门收到2件。"),
              ElementsAre("5 = 3 + 2 ..."));
  EXPECT_THAT(TiesOf("行政复议3件（上年结转1件）。"), IsEmpty());
}

TEST(FactTiesTest, NeverCallsAPartTheTotal) {
  EXPECT_THAT(FactsOf("共公开信息90条，其中发布宣传信息40条，其他信息50条。"),
              ElementsAre("published.total 90条", "? 40条", "? 50条"));
}

}  // namespace
}  // namespace gongkai
