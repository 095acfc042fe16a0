// How a report is divided, through the whole engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/strings.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

const std::vector<std::string> kAllSix = {"1 总体情况",
                                          "2 主动公开政府信息情况",
                                          "3 收到和处理政府信息公开申请情况",
                                          "4 政府信息公开行政复议、行政诉讼情况",
                                          "5 存在的主要问题及改进情况",
                                          "6 其他需要报告的事项"};

constexpr std::string_view kReportTitle = "青禾县水利局2022年政府信息公开工作年度报告\n";

std::vector<std::string> HeadingsOf(std::string_view text) {
  return Headings(OutlineOf(Concat(kReportTitle, text)));
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Sections, FindsTheSixParts) {
  const v1::Outline outline = OutlineOf(SmallReport(kReportTitle));
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  for (const v1::Section& section : outline.sections()) {
    EXPECT_EQ(section.printed_number(), section.number());
    EXPECT_EQ(section.evidence(), v1::Section::HEADING);
  }
}

TEST(Sections, SpansHoldOrdinalAndBody) {
  const v1::Document document = DocumentOf(SmallReport(kReportTitle));
  const v1::Outline outline = OutlineOf(document);
  EXPECT_EQ(TextAt(document, outline.sections(4).heading_span()), "五、存在的主要问题及改进情况");
  EXPECT_EQ(TextAt(document, outline.sections(4).body()), "\n更新不够及时，将定期检查。\n");
}

TEST(Sections, IgnoresTheListInThePreamble) {
  EXPECT_THAT(HeadingsOf(SmallReport(
                  "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
                  "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
                  "六个部分组成。\n内容包括：一、总体情况，二、主动公开政府信息情况，三、收到和处理"
                  "政府信息公开申请情况等。")),
              ElementsAreArray(kAllSix));
}

TEST(Sections, IgnoresATableOfContents) {
  const v1::Document document = DocumentOf(
      Concat(kReportTitle,
             "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
             "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
             "六、其他需要报告的事项\n",
             SmallReport("")));
  const v1::Outline outline = OutlineOf(document);
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  EXPECT_EQ(TextAt(document, outline.sections(0).body()), "\n年初制定了计划，年底进行了总结。\n");
}

TEST(Sections, IgnoresATableOfContentsWithPageNumbers) {
  const v1::Outline outline = OutlineOf(Concat(
      kReportTitle,
      "一、总体情况……1\n二、主动公开政府信息情况……………3\n三、收到和处理政府信息公开申请情况 4\n",
      SmallReport("")));
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  EXPECT_GT(outline.sections(0).heading_span().begin(), 200u);
}

TEST(Sections, KeepsTheOthersWhenOneHeadingIsMissing) {
  const std::string whole = SmallReport("");
  const std::string_view headings[] = {"一、总体情况",
                                       "二、主动公开政府信息情况",
                                       "三、收到和处理政府信息公开申请情况",
                                       "四、政府信息公开行政复议、行政诉讼情况",
                                       "五、存在的主要问题及改进情况",
                                       "六、其他需要报告的事项"};
  for (std::size_t i = 0; i < 6; ++i) {
    std::vector<std::string> expected = kAllSix;
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_THAT(HeadingsOf(Replaced(whole, headings[i], "")), ElementsAreArray(expected)) << i;
  }
}

TEST(Sections, TakesNoSubHeadingForAMissingPart) {
  const std::string text =
      Replaced(Replaced(SmallReport(""), "二、主动公开政府信息情况\n", ""),
               "年初制定了计划，年底进行了总结。",
               "（一）主动公开政府信息情况\n公开了八条。\n（二）依申请公开情况\n没有收到。\n"
               "（三）政府信息管理情况\n有专人负责。");
  EXPECT_THAT(HeadingsOf(text),
              ElementsAre(kAllSix[0], kAllSix[2], kAllSix[3], kAllSix[4], kAllSix[5]));
}

TEST(Sections, TakesNoRowOfATableForAHeading) {
  const std::string text =
      Replaced(Replaced(SmallReport(""), "四、政府信息公开行政复议、行政诉讼情况\n", ""),
               "一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0",
               "一、本年新收政府信息公开申请数量\n0\n二、上年结转政府信息公开申请数量\n0\n"
               "三、本年度办理结果\n0\n四、结转下年度继续办理\n0");
  EXPECT_THAT(HeadingsOf(text),
              ElementsAre(kAllSix[0], kAllSix[1], kAllSix[2], kAllSix[4], kAllSix[5]));
}

TEST(Sections, ReadsAWrongOrdinalAsPrinted) {
  const v1::Outline outline = OutlineOf(Concat(
      kReportTitle, Replaced(SmallReport(""), "四、政府信息公开行政", "三、政府信息公开行政")));
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  EXPECT_EQ(outline.sections(3).printed_number(), 3u);
  EXPECT_EQ(outline.sections(3).evidence(), v1::Section::HEADING_WORDS);
}

TEST(Sections, FindsHeadingsWithoutOrdinals) {
  std::string text = SmallReport("");
  for (const std::string_view ordinal :
       {"一、总", "二、主", "三、收", "四、政", "五、存", "六、其"}) {
    text = Replaced(text, ordinal, ordinal.substr(6));
  }
  const v1::Outline outline = OutlineOf(Concat(kReportTitle, text));
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  EXPECT_EQ(outline.sections(0).printed_number(), 0u);
}

TEST(Sections, FindsAHeadingThatLostItsNumberOnly) {
  EXPECT_THAT(HeadingsOf(Replaced(SmallReport(""), "一、总体", "、总体")),
              ElementsAreArray(kAllSix));
}

TEST(Sections, KnowsOtherKindsOfOrdinals) {
  std::string parts = SmallReport("");
  std::string figures = SmallReport("");
  constexpr std::string_view kNumerals = "一二三四五六";
  for (int i = 0; i < 6; ++i) {
    const std::string_view numeral = kNumerals.substr(static_cast<std::size_t>(i) * 3, 3);
    const std::string from = Concat("\n", numeral, "、");
    parts = Replaced(parts, from, Concat("\n第", numeral, "部分 "));
    figures = Replaced(figures, from, Concat("\n", i + 1, "."));
  }
  EXPECT_THAT(HeadingsOf(parts), ElementsAreArray(kAllSix));
  EXPECT_THAT(HeadingsOf(figures), ElementsAreArray(kAllSix));
}

TEST(Sections, FindsHeadingsInAReportOnOneLine) {
  const std::string text = Concat(
      "青禾县水利局2022年政府信息公开工作年度报告 "
      "本报告由总体情况、主动公开政府信息情况等部分组成。"
      "一、总体情况2022年工作平稳。（一）主动公开情况更新及时。二、主动公开政府信息情况 规章 0 0 0 "
      "三、收到和处理政府信息公开申请情况 一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0 "
      "四、结转下年度继续办理 0 0 0 0 0 0 0 四、政府信息公开行政复议、行政诉讼情况 0 0 0 "
      "五、存在的主要问题及改进情况更新不够及时，将定期检查。六、其他需要报告的事项无。");
  EXPECT_THAT(Headings(OutlineOf(text)), ElementsAreArray(kAllSix));
}

TEST(Sections, FindsHeadingsInCells) {
  EXPECT_THAT(
      HeadingsOf("\t一、总体情况\t\n\t年初制定了计划。\t\n\t二、主动公开政府信息情况\t规章\t0\t\n"
                 "三、收到和处理政府信息公开申请情况 | | |\n规章 | 0 |\n"),
      ElementsAre(kAllSix[0], kAllSix[1], kAllSix[2]));
}

TEST(Sections, FindsHeadingsOfMarkdown) {
  // The test's own sign for blocks of the page is "#" too, hence the space before it.
  const v1::Outline outline = OutlineOf(
      " # 青禾县水利局2022年政府信息公开工作年度报告\n"
      " ## 一、总体情况\n工作平稳。\n**二、主动公开政府信息情况**\n更新及时。\n");
  EXPECT_EQ(outline.agency().name(), "青禾县水利局");
  EXPECT_THAT(Headings(outline), ElementsAre(kAllSix[0], kAllSix[1]));
}

TEST(Sections, PutsBrokenHeadingsTogether) {
  const v1::Document document = DocumentOf(
      Concat(kReportTitle, Replaced(Replaced(SmallReport(""), "申请情况\n", "申\n请情况\n"),
                                    "一、总体", "一、\n总 体")));
  EXPECT_THAT(Headings(OutlineOf(document)), ElementsAreArray(kAllSix));
}

TEST(Sections, KnowsOtherWordings) {
  const v1::Outline outline = OutlineOf(
      Concat(kReportTitle,
             "一、2022年度总体情况\n工作平稳。\n二、政府信息主动公开工作开展情况\n更新及时。\n"
             "三、收到和处理政府信息公开申请的情况\n没有收到。\n"
             "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n没有发生。\n"
             "五、存在问题及改进措施和下一步打算\n将加强检查。\n六、其它需要报告事项：\n没有。\n"));
  EXPECT_THAT(Headings(outline),
              ElementsAre("1 2022年度总体情况", "2 政府信息主动公开工作开展情况",
                          "3 收到和处理政府信息公开申请的情况",
                          "4 因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                          "5 存在问题及改进措施和下一步打算", "6 其它需要报告事项"));
  EXPECT_EQ(outline.sections(1).evidence(), v1::Section::RESEMBLANCE);
}

TEST(Sections, KnowsAMisspeltHeadingByItsOrdinal) {
  EXPECT_THAT(
      HeadingsOf(Replaced(SmallReport(""), "总体情况", "总休情况")),
      ElementsAre("1 总休情况", kAllSix[1], kAllSix[2], kAllSix[3], kAllSix[4], kAllSix[5]));
}

TEST(Sections, IgnoresHeadingWordsInTheNarrative) {
  const std::string text = Replaced(
      SmallReport(""), "年初制定了计划，年底进行了总结。",
      "我局认真梳理主动公开政府信息情况，通报存在的主要问题及改进情况，没有其他需要报告的事项。");
  EXPECT_THAT(HeadingsOf(text), ElementsAreArray(kAllSix));
}

TEST(Sections, KeepsPartsThatChangedPlaces) {
  std::string text = SmallReport("");
  text = Replaced(Replaced(text, "五、存在的主要问题及改进情况", "X"), "六、其他需要报告的事项",
                  "六、存在的主要问题及改进情况");
  text = Replaced(text, "X", "五、其他需要报告的事项");
  const v1::Outline outline = OutlineOf(Concat(kReportTitle, text));
  EXPECT_THAT(Headings(outline),
              ElementsAre(kAllSix[0], kAllSix[1], kAllSix[2], kAllSix[3], kAllSix[5], kAllSix[4]));
}

TEST(Sections, TakesOneCopyOfAReportThatIsThereTwice) {
  const v1::Document document = DocumentOf(Concat(kReportTitle, SmallReport(""), SmallReport("")));
  const v1::Outline outline = OutlineOf(document);
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
  const uint32_t half = static_cast<uint32_t>(document.text().size()) / 2;
  EXPECT_LT(outline.sections(5).heading_span().begin(), half + 100);
}

TEST(Sections, ListsTheImagesOfAPart) {
  const v1::Document document = DocumentOf(
      Concat(kReportTitle, Replaced(SmallReport(""), "规章 0 0 0", "[image]\n#[image]")));
  const v1::Outline outline = OutlineOf(document);
  EXPECT_EQ(outline.sections(0).images_size(), 0);
  ASSERT_EQ(outline.sections(1).images_size(), 1);
  EXPECT_EQ(TextAt(document, outline.sections(1).images(0)), "[image]");
}

constexpr std::string_view kFree =
    "青禾县水利局2016年政府信息公开工作年度报告\n"
    "本报告由概述、主动公开政府信息情况、依申请公开政府信息情况等部分组成。\n"
    "一、概述\n全年工作平稳。\n（一）加强领导。成立了小组。\n"
    "二、主动公开政府信息情况\n公开了三十条。\n"
    "三、政府信息依申请公开办理情况\n没有收到申请。\n"
    "四、收费及减免情况\n没有收费。\n"
    "五、咨询和投诉情况\n接受咨询十次。\n"
    "六、因政府信息公开申请行政复议、提起行政诉讼的情况\n没有发生。\n"
    "七、队伍培训工作\n培训了两次。\n"
    "八、存在的主要问题和改进措施\n将加强检查。\n";

TEST(FreeSections, KeepsEveryPartWithItsPrintedNumber) {
  const v1::Outline outline = OutlineOf(kFree);
  EXPECT_EQ(outline.form().form(), v1::FORM_2008);
  EXPECT_THAT(Headings(outline),
              ElementsAre("1 概述", "2 主动公开政府信息情况", "3 政府信息依申请公开办理情况",
                          "4 收费及减免情况", "5 咨询和投诉情况",
                          "6 因政府信息公开申请行政复议、提起行政诉讼的情况", "7 队伍培训工作",
                          "8 存在的主要问题和改进措施"));
  std::vector<v1::SectionKind> kinds;
  for (const v1::Section& section : outline.sections()) kinds.push_back(section.kind());
  EXPECT_THAT(kinds, ElementsAre(v1::OVERVIEW, v1::PROACTIVE, v1::APPLICATIONS,
                                 v1::SECTION_KIND_UNSPECIFIED, v1::SECTION_KIND_UNSPECIFIED,
                                 v1::DISPUTES, v1::SECTION_KIND_UNSPECIFIED, v1::PROBLEMS));
}

TEST(FreeSections, AreNotTheRowsOfTheStatisticsTable) {
  const std::string table =
      "青禾县水利局\n2017年3月10日\n附件：政府信息公开情况统计表\n统计指标\n单位\n统计数\n"
      "一、主动公开情况\n二、回应解读情况\n三、依申请公开情况\n四、行政复议数量\n件\n0\n"
      "五、行政诉讼数量\n件\n0\n六、举报投诉数量\n件\n0\n七、依申请公开信息收取的费用\n万元\n0\n"
      "八、机构建设和保障经费情况\n九、政府信息公开会议和培训情况\n";
  const v1::Outline outline = OutlineOf(Concat(kFree, table));
  EXPECT_EQ(outline.sections_size(), 8);
  EXPECT_EQ(outline.sections(7).heading(), "存在的主要问题和改进措施");
  EXPECT_EQ(Ymd(outline.sign_off().date()), "2017-3-10");
}

TEST(FreeSections, GoOnAfterALostHeading) {
  const v1::Outline outline = OutlineOf(Replaced(std::string(kFree), "四、收费及减免情况\n", ""));
  EXPECT_EQ(outline.sections_size(), 7);
  EXPECT_EQ(outline.sections(3).number(), 5u);
}

TEST(FreeSections, AreNotTheListsWithinAPart) {
  const v1::Outline outline =
      OutlineOf(Replaced(std::string(kFree), "全年工作平稳。",
                         "一、健全制度\n制定了制度。\n二、抓好落实\n落实到人。"));
  EXPECT_EQ(outline.sections_size(), 8);
  EXPECT_EQ(outline.sections(1).heading(), "主动公开政府信息情况");
}

}  // namespace
}  // namespace gongkai::testing
