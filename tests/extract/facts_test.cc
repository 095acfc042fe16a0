// What the figures of a sentence mean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "embedded/extract_facts.h"
#include "extract/fact_lexicon.h"
#include "model/forms.h"
#include "tests/extract/facts_of.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Meaning.

TEST(FactsTest, ReadsApplicationsReceivedCarriedAndDecided) {
  EXPECT_THAT(
      FactsOf("本年度新收政府信息公开申请17件，上年结转3件；办结18件，结转下年度继续办理2件。"),
      ElementsAre("applications.received.total 17件", "applications.carried_over.total 3件",
                  "applications.result_total.total 18件",
                  "applications.carried_forward.total 2件"));
  EXPECT_THAT(FactsOf("办结政府信息公开申请18件，其中予以公开9件，部分公开4件，不予公开5件。"),
              ElementsAre("applications.result_total.total 18件", "applications.granted.total 9件",
                          "applications.partially_granted.total 4件", "applications.refused 5件"));
}

TEST(FactsTest, ReadsOutcomesThatFollowTheirFigure) {
  EXPECT_THAT(
      FactsOf("收到申请30件。其中17件不属于本机关公开范围，11件予以公开，2件属于国家秘密。"),
      ElementsAre("applications.received.total 30件",
                  "applications.unavailable.not_held.total 17件", "applications.granted.total 11件",
                  "applications.refused.state_secret.total 2件"));
}

TEST(FactsTest, ReadsWordsBehindTheirFigures) {
  EXPECT_THAT(FactsOf("确定1名专职、12名兼职人员。"),
              ElementsAre("staff.full_time 1名", "staff.part_time 12名"));
  EXPECT_THAT(FactsOf("收到申请11件，9件予以公开和2件不予公开。"),
              ElementsAre("applications.received.total 11件", "? 9件", "applications.refused 2件"));
  EXPECT_THAT(FactsOf("全乡12个村都有公开栏。"), ElementsAre("? 12个"));
}

TEST(FactsTest, ReadsApplicantsOnlyOfApplications) {
  EXPECT_THAT(
      FactsOf("收到政府信息公开申请6件，其中自然人5件，商业企业1件。"),
      ElementsAre("applications.received.total 6件", "applications.received.natural_person 5件",
                  "applications.received.commercial_enterprise 1件"));
  EXPECT_THAT(FactsOf("走访自然人5件，商业企业1件。"), ElementsAre("? 5件", "? 1件"));
}

TEST(FactsTest, KeepsItemsAndCasesApart) {
  EXPECT_THAT(FactsOf("收到政府信息公开申请6条。"), ElementsAre("? 6条"));
  EXPECT_THAT(FactsOf("网站发布信息6件。"), ElementsAre("? 6件"));
}

TEST(FactsTest, ReadsDisputes) {
  EXPECT_THAT(FactsOf("发生行政复议3件，行政诉讼2件。"),
              ElementsAre("disputes.reconsideration.total 3件", "disputes.litigation 2件"));
  EXPECT_THAT(FactsOf("行政复议、行政诉讼均为0件。"), ElementsAre("disputes.total 0件"));
  EXPECT_THAT(
      FactsOf("行政复议3件，其中纠正1件。"),
      ElementsAre("disputes.reconsideration.total 3件", "disputes.reconsideration.corrected 1件"));
}

TEST(FactsTest, TellsLitigationAfterReconsiderationFromBoth) {
  EXPECT_THAT(
      FactsOf("复议后提起行政诉讼5件，行政复议、行政诉讼共9件。"),
      ElementsAre("disputes.litigation_after_reconsideration.total 5件", "disputes.total 9件"));
  EXPECT_THAT(FactsOf("不服复议决定又提起行政诉讼5件。"), ElementsAre("? 5件"));
}

TEST(FactsTest, ReadsFeesDocumentsAndDecisions) {
  EXPECT_THAT(FactsOf("收取信息处理费0元。"), ElementsAre("fees.information_processing 0元"));
  EXPECT_THAT(FactsOf("制发规范性文件4件，废止规范性文件2件，现行有效规范性文件31件。"),
              ElementsAre("proactive.normative_documents.issued 4件",
                          "proactive.normative_documents.repealed 2件",
                          "proactive.normative_documents.in_force 31件"));
  EXPECT_THAT(FactsOf("作出行政许可决定210件，公布行政许可事项33项。"),
              ElementsAre("proactive.licensing.decisions 210件", "? 33项"));
}

TEST(FactsTest, ReadsChannelsAndAccounts) {
  EXPECT_THAT(FactsOf("共有微信公众号12个，微博2个；新媒体发布信息90条，公示栏张贴公开信息40期。"),
              ElementsAre("accounts.wechat 12个", "accounts.weibo 2个", "published.new_media 90条",
                          "published.notice_boards 40期"));
  EXPECT_THAT(FactsOf("举办业务培训3期，培训人员120人次。"),
              ElementsAre("training.sessions 3期", "training.participants 120人次"));
  EXPECT_THAT(FactsOf("组织业务培训2次，参加人员80人次。"),
              ElementsAre("training.sessions 2次", "training.participants 80人次"));
}

// Never a wrong meaning.

TEST(FactsTest, ReadsFiguresListedTogetherOneByOne) {
  EXPECT_THAT(FactsOf("行政复议、行政诉讼分别为3件、2件。"),
              ElementsAre("disputes.reconsideration.total 3件", "disputes.litigation 2件"));
  EXPECT_THAT(
      FactsOf("全年收到、办结申请分别为5件和4件。"),
      ElementsAre("applications.received.total 5件", "applications.result_total.total 4件"));
  EXPECT_THAT(
      FactsOf("行政复议维持、纠正分别为3件，2件。"),
      ElementsAre("disputes.reconsideration.upheld 3件", "disputes.reconsideration.corrected 2件"));
  EXPECT_THAT(FactsOf("网站以及微信公众号分别发布信息30条、20条。"),
              ElementsAre("published.website 30条", "published.wechat 20条"));
}

TEST(FactsTest, GivesNoMeaningToAListThatDoesNotComeOut) {
  EXPECT_THAT(FactsOf("行政复议、行政诉讼分别为3件、2件、1件。"),
              ElementsAre("? 3件", "? 2件", "? 1件"));
  EXPECT_THAT(FactsOf("大屏、网站和微信分别发布信息30条、20条。"), ElementsAre("? 30条", "? 20条"));
  EXPECT_THAT(FactsOf("网站、大屏和微信分别发布信息30条、20条。"), ElementsAre("? 30条", "? 20条"));
  EXPECT_THAT(FactsOf("行政复议、行政诉讼3件、2件。"), ElementsAre("? 3件", "? 2件"));
  EXPECT_THAT(FactsOf("行政复议和行政诉讼各1件。"), ElementsAre("? 1件"));
  EXPECT_THAT(
      FactsOf("行政复议、行政诉讼分别为3件、2件，其中纠正1件。"),
      ElementsAre("disputes.reconsideration.total 3件", "disputes.litigation 2件", "? 1件"));
}

TEST(FactsTest, GivesNoMeaningToAChange) {
  EXPECT_THAT(FactsOf("收到申请20件，比上年增加12件，同比增长150%。"),
              ElementsAre("applications.received.total 20件", "? 12件 CHANGE", "? 150% PERCENT"));
}

TEST(FactsTest, GivesNoMeaningToAPlan) {
  EXPECT_THAT(FactsOf("计划明年网站发布信息500条。"), ElementsAre("? 500条"));
  EXPECT_THAT(FactsOf("网站每月发布信息不少于5条。"), ElementsAre("? >=5条"));
}

TEST(FactsTest, GivesNoMeaningToWordsItCannotExplain) {
  EXPECT_THAT(FactsOf("延期答复申请3件。"), ElementsAre("? 3件"));
  EXPECT_THAT(FactsOf("网站和微信发布信息30条。"), ElementsAre("? 30条"));
  EXPECT_THAT(FactsOf("收到复议申请3件。"), ElementsAre("? 3件"));
  EXPECT_THAT(FactsOf("发布信息30条，阅读留言5条。"), ElementsAre("published.total 30条", "? 5条"));
}

TEST(FactsTest, GivesNoMeaningNextToAnUnknownWord) {
  EXPECT_THAT(FactsOf("公开财政预算20条，公开信息30条。"),
              ElementsAre("? 20条", "published.total 30条"));
  EXPECT_THAT(FactsOf("受理低保申请30件，办结28件。"), ElementsAre("? 30件", "? 28件"));
  EXPECT_THAT(FactsOf("受理行政许可申请30件，办结28件。"), ElementsAre("? 30件", "? 28件"));
  EXPECT_THAT(FactsOf("开展就业培训10期，接待法律咨询30人次，受理消费投诉3件。"),
              ElementsAre("? 10期", "? 30人次", "? 3件"));
  EXPECT_THAT(FactsOf("民事诉讼3件。"), ElementsAre("? 3件"));
  EXPECT_THAT(FactsOf("未收到低保申请。"), IsEmpty());
}

TEST(FactsTest, GivesNoMeaningToWhatWasNotDone) {
  EXPECT_THAT(FactsOf("未公开信息5条，不公开信息3条，应公开信息9条，未办结申请1件。"),
              ElementsAre("? 5条", "? 3条", "? 9条", "? 1件"));
  EXPECT_THAT(FactsOf("关停微信公众号3个。"), ElementsAre("? 3个"));
}

TEST(FactsTest, NeverTakesOneWayForAllThatWasPublished) {
  EXPECT_THAT(FactsOf("通过大屏发布信息30条，在“青禾快讯”发布信息20条。"),
              ElementsAre("? 30条", "? 20条"));
  EXPECT_THAT(FactsOf("建有公示栏5个，公开信息40条。"),
              ElementsAre("notice_boards.total 5个", "? 40条"));
  EXPECT_THAT(
      FactsOf("网站发布信息30条，微信发布信息20条，共发布信息50条。"),
      ElementsAre("published.website 30条", "published.wechat 20条", "published.total 50条"));
  EXPECT_THAT(FactsOf("抖音发布短视频45个，微信公众号发布信息45个。"),
              ElementsAre("published.douyin 45个", "? 45个"));
}

TEST(FactsTest, GivesNoMeaningToAPartOfTheBodyOrYear) {
  EXPECT_THAT(FactsOf("部门收到申请3件，乡镇收到申请2件。"), ElementsAre("? 3件", "? 2件"));
  EXPECT_THAT(FactsOf("全县收到申请5件，其中县政府办公室收到3件。"),
              ElementsAre("applications.received.total 5件", "? 3件"));
  EXPECT_THAT(FactsOf("上半年，收到申请3件，全年收到申请5件。"),
              ElementsAre("? 3件", "applications.received.total 5件"));
  EXPECT_THAT(FactsOf("发布政策解读35篇，其中县政府发布政策解读20篇。"),
              ElementsAre("published.interpretation 35篇", "? 20篇"));
}

TEST(FactsTest, TellsReceivedFromThoseWithWhatWasCarriedOver) {
  EXPECT_THAT(
      FactsOf("收到申请20件（含上年结转2件）。"),
      ElementsAre("applications.with_carried_over 20件", "applications.carried_over.total 2件"));
  EXPECT_THAT(
      FactsOf("收到申请20件（不含上年结转的2件）。"),
      ElementsAre("applications.received.total 20件", "applications.carried_over.total 2件"));
  EXPECT_THAT(FactsOf("行政复议3件（上年结转1件）。"),
              ElementsAre("disputes.reconsideration.total 3件", "? 1件"));
}

TEST(FactsTest, TellsALevelFromAChange) {
  EXPECT_THAT(FactsOf("申请由5件增加到8件，较上年增加3件。"),
              ElementsAre("? 5件", "? 8件", "? 3件 CHANGE"));
}

TEST(FactsTest, ReadsApplicationsOfCitizensAndOthersAsAll) {
  EXPECT_THAT(FactsOf("收到公民、法人和其他组织政府信息公开申请35件，其中法人或其他组织5件。"),
              ElementsAre("applications.received.total 35件", "applications.by_legal_persons 5件"));
  EXPECT_THAT(FactsOf("未收到公民、法人和其他组织的政府信息公开申请。"),
              ElementsAre("applications.received.total 0 ZERO_PHRASE"));
}

TEST(FactsTest, KeepsYearsApart) {
  EXPECT_THAT(FactsOf("2022年收到申请8件，2023年收到申请9件，去年网站发布信息70条。"),
              ElementsAre("applications.received.total 8件 LAST_YEAR",
                          "applications.received.total 9件", "published.website 70条 LAST_YEAR"));
  EXPECT_THAT(FactsOf("自2019年以来收到申请80件。"),
              ElementsAre("applications.received.total 80件 CUMULATIVE"));
  EXPECT_THAT(FactsOf("截至2023年底，累计收到申请80件。"),
              ElementsAre("applications.received.total 80件 CUMULATIVE"));
  EXPECT_THAT(FactsOf("较2022年减少5件，收到申请3件。"),
              ElementsAre("? 5件 CHANGE", "applications.received.total 3件"));
  EXPECT_THAT(FactsOf("2020年收到申请7件。"),
              ElementsAre("applications.received.total 7件 OTHER_YEAR"));
}

// Zero in words.

TEST(FactsTest, ReadsZeroInWords) {
  EXPECT_THAT(FactsOf("本年度未收到政府信息公开申请。"),
              ElementsAre("applications.received.total 0 ZERO_PHRASE"));
  EXPECT_THAT(FactsOf("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。"),
              ElementsAre("disputes.total 0 ZERO_PHRASE"));
  EXPECT_THAT(FactsOf("行政复议、行政诉讼均未发生。"), ElementsAre("disputes.total 0 ZERO_PHRASE"));
  EXPECT_THAT(
      FactsOf("没有收到投诉，未收取信息处理费。"),
      ElementsAre("complaints.total 0 ZERO_PHRASE", "fees.information_processing 0 ZERO_PHRASE"));
  // Not one: 一 counts nothing here.
  EXPECT_THAT(FactsOf("没有发生一起行政复议。"),
              ElementsAre("disputes.reconsideration.total 0 ZERO_PHRASE"));
  EXPECT_THAT(FactsOf("全年没有收到一件政府信息公开申请。"),
              ElementsAre("applications.received.total 0 ZERO_PHRASE"));
  EXPECT_THAT(FactsOf("依申请公开申请数为0。"), ElementsAre("applications.received.total 0"));
}

TEST(FactsTest, ReadsNoZeroWhereNothingIsSaidToBeNone) {
  EXPECT_THAT(FactsOf("无正当理由大量反复申请的，不予处理。"), IsEmpty());
  EXPECT_THAT(FactsOf("没有发出收费通知。"), IsEmpty());
  EXPECT_THAT(FactsOf("如未收到政府信息公开申请答复，可以来电。"), IsEmpty());
  EXPECT_THAT(FactsOf("未收到申请人补正材料的，不再处理。"), IsEmpty());
  EXPECT_THAT(FactsOf("没有政府信息公开申请渠道不畅的问题。"), IsEmpty());
  EXPECT_THAT(FactsOf("未发生超期答复政府信息公开申请的情况。"), IsEmpty());
  EXPECT_THAT(FactsOf("确保没有行政诉讼。"), IsEmpty());
  EXPECT_THAT(FactsOf("主动公开信息  条。"), IsEmpty());
}

TEST(FactsTest, SaysWhereAFigureStands) {
  const std::string text = "一、总体情况\n全年稳步推进。网站发布信息近300条，反响良好。";
  const v1::Extraction extraction = ReadFactsOf(text);
  ASSERT_EQ(extraction.facts_size(), 1);
  const v1::Fact& fact = extraction.facts(0);
  const auto at = [&](const v1::Span& span) {
    return text.substr(span.begin(), span.end() - span.begin());
  };
  EXPECT_EQ(at(fact.span()), "近300条");
  EXPECT_EQ(at(fact.sentence()), "网站发布信息近300条，反响良好。");
}

TEST(FactsTest, JoinsALineThatIsBroken) {
  EXPECT_THAT(FactsOf("本年度在县人民政府门户网站主动公开各类政府信息，内容涉及多个\n"
                      "领域，全年在县人民政府门户网站各个栏目中经审核后发布信息52\n条。"),
              ElementsAre("published.website 52条"));
}

TEST(FactsTest, GivesNoMeaningInAClauseThatNeverEnds) {
  std::string clause;
  for (int i = 0; i < 60; ++i) clause += "不予公开";
  EXPECT_THAT(FactsOf(clause + "收到申请3件。"), ElementsAre("? 3件"));
}

// The data.

TEST(FactLexiconTest, NamesCellsOfTheForms) {
  for (const FactMeaning& meaning : FactLexicon::Builtin().meanings()) {
    const bool row = meaning.id.starts_with("applications.") && meaning.id.ends_with(".total");
    if (!row && !meaning.id.starts_with("proactive.")) continue;
    EXPECT_NE(FormCatalog::Builtin().CellNumber(meaning.id), 0u) << meaning.id;
  }
}

TEST(FactLexiconTest, RefusesBrokenData) {
  const auto error = [](std::string_view data) {
    return std::string(FactLexicon::Parse({"facts.tsv", data}).status().message());
  };
  EXPECT_THAT(error("word\t申请\tAPPLY\n"), HasSubstr("facts.tsv:1: unknown concept \"APPLY\""));
  EXPECT_THAT(error("concept\tA\tsometimes\n"), HasSubstr("unknown role"));
  EXPECT_THAT(error("unit\t元\tmoney\n"), HasSubstr("a power of ten is missing"));
  EXPECT_THAT(error("concept\tA\ttopic\nmeaning\ta.b\t件\tA\t-\t-\n"), HasSubstr("unknown unit"));
  EXPECT_THAT(error("before\t约\tMAYBE\n"), HasSubstr("unknown bound"));
  EXPECT_THAT(error("meaning\ta.b\n"), HasSubstr("a field is missing"));
  EXPECT_THAT(error("concept\tA\ttopic\n"), HasSubstr("unknown sign \"PART_OF\""));
}

}  // namespace
}  // namespace gongkai
