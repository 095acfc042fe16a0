// The table of statistics of 2014 to 2018, and reports of those years without it.
#include <gtest/gtest.h>

#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

constexpr char kStatisticsTitle[] =
    "某某县民政局2016年政府信息公开工作年度报告\n一、概述\n全年公开信息12条，收到申请3件。\n"
    "二、存在的主要问题及改进措施\n人手不足，下一步加强培训。\n";
constexpr char kStatisticsHead[] = "政府信息公开情况统计表\n统计指标 | 单位 | 统计数 |\n";

v1::Extraction ExtractedStatistics(std::string_view table) {
  return ExtractionOf(std::string(kStatisticsTitle) + std::string(table));
}

CellViews StatisticsCells(std::string_view table) {
  return ViewsOf(ExtractedStatistics(std::string(kStatisticsHead) + std::string(table)));
}

TEST(StatisticsTest, ReadsRowsWithTheirUnits) {
  const CellViews cells = StatisticsCells(
      "三、依申请公开情况 | —— | —— |\n（一）收到申请数 | 件 | 7 |\n1.当面申请数 | 件 | 2 |\n"
      "2.传真申请数 | 件 | 0 |\n3.网络申请数 | 件 |  |\n4.信函申请数 | 件 | / |\n填报人：王某\n");
  EXPECT_EQ(Short(cells, "statistics.received.total"), "7");
  EXPECT_EQ(Short(cells, "statistics.received.in_person"), "2");
  EXPECT_EQ(Short(cells, "statistics.received.fax"), "0");
  EXPECT_EQ(Short(cells, "statistics.received.network"), "BLANK");
  EXPECT_EQ(Short(cells, "statistics.received.letter"), "NOT_APPLICABLE");
  EXPECT_EQ(cells.size(), 5u);
}

TEST(StatisticsTest, ReadsOneCellALine) {
  const CellViews cells = ViewsOf(ExtractedStatistics(
      "统计指标\n单位\n统计数\n八、机构建设和保障经费情况\n（三）从事政府信息公开工作人员"
      "数\n人\n9\n"
      "1.专职人员数（不包括政府公报及政府网站工作人员数）\n人\n4\n2.兼职人员数\n人\n5\n"
      "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经"
      "费）\n万元\n"
      "1.5\n"));
  EXPECT_EQ(Short(cells, "statistics.staff.total"), "9");
  EXPECT_EQ(Short(cells, "statistics.staff.full_time"), "4");
  EXPECT_EQ(Short(cells, "statistics.staff.part_time"), "5");
}

TEST(StatisticsTest, ReckonsMoneyInTheUnitOfItsCell) {
  const CellViews cells = StatisticsCells(
      "六、举报投诉数量 | 件 | 0 |\n七、依申请公开信息收取的费用 | 元 | 2500 |\n"
      "八、机构建设和保障经费情况 |  |  |\n（一）政府信息公开工作专门机构数 | 个 | 1 |\n");
  EXPECT_EQ(Short(cells, "statistics.fees.amount"), "0.25");
  EXPECT_EQ(cells.at("statistics.fees.amount").raw, "2500");
}

// The figure had run into the cell of its unit.
TEST(StatisticsTest, ReadsAFigureBehindItsUnitInOneCell) {
  const CellViews cells = StatisticsCells("1.当面申请数 | 件24 |\n2.传真申请数 | 件 | 1 |\n");
  EXPECT_EQ(Short(cells, "statistics.received.in_person"), "24");
}

// The numeral of the next row was a second value of this one.
TEST(StatisticsTest, ReadsAnOrdinalThatALineBreakTore) {
  const CellViews cells = StatisticsCells(
      "六、举报投诉数量   件   0\n七、依申请公开信息收取的费用   万元   3\n八\n"
      "、机构建设和保障经费情况   ——   ——\n（一）政府信息公开工作专门机构数   个   12\n");
  EXPECT_EQ(Short(cells, "statistics.complaints.total"), "0");
  EXPECT_EQ(Short(cells, "statistics.fees.amount"), "3");
}

TEST(StatisticsTest, TellsRowsOfTheSameLabelByTheirNeighbours) {
  const CellViews cells = StatisticsCells(
      "四、行政复议数量 | 件 | 3 |\n（一）维持具体行政行为数 | 件 | 2 |\n"
      "（二）被依法纠错数 | 件 | 1 |\n（三）其他情形数 | 件 | 0 |\n五、行政诉讼数量 | 件 | 9 |\n"
      "（一）维持具体行政行为或者驳回原告诉讼请求数 | 件 | 4 |\n（二）被依法纠错数 | 件 | 3 |\n"
      "（三）其他情形数 | 件 | 2 |\n六、举报投诉数量 | 件 | 0 |\n");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.corrected"), "1");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.other"), "0");
  EXPECT_EQ(Short(cells, "statistics.litigation.corrected"), "3");
  EXPECT_EQ(Short(cells, "statistics.litigation.other"), "2");
}

TEST(StatisticsTest, DoubtsALabelThatMayBeTwoRows) {
  const CellViews cells = StatisticsCells(
      "（一）维持具体行政行为数 | 件 | 2 |\n（二）被依法纠错数 | 件 | 1 |\n"
      "六、举报投诉数量 | 件 | 0 |\n");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.upheld"), "2");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.corrected"), "ABSENT");
  EXPECT_EQ(Short(cells, "statistics.litigation.corrected"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "statistics.complaints.total"), "0");
}

// Lines of two rows had changed places: 6 and its unit belong to the row before.
TEST(StatisticsTest, DoubtsAFigureThatAUnitFollows) {
  const CellViews cells = ViewsOf(
      ExtractedStatistics("统计指标\n单位\n统计数\n（二）申请办结数\n件\n1.按时办结数\n6\n件\n5\n"
                          "2.延期办结数\n件\n1\n（三）申请答复数\n件\n6\n"));
  EXPECT_EQ(Short(cells, "statistics.processed.on_time"), "AMBIGUOUS");
}

// Three cells were lost: a unit, a zero and the heading of the next group; its mark is left.
TEST(StatisticsTest, DoubtsAMarkThatTheHeadingOfALostGroupMayHaveLeft) {
  const CellViews cells = ViewsOf(ExtractedStatistics(
      "统计指标\n单位\n统计数\n4.微博微信回应事件数\n次\n6\n5.其他方式回应事件数\n——\n"
      "（一）收到申请数\n件\n3\n1.当面申请数\n件\n3\n"));
  EXPECT_EQ(Short(cells, "statistics.responses.social_media"), "6");
  EXPECT_EQ(Short(cells, "statistics.responses.other"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "statistics.received.total"), "3");
}

TEST(StatisticsTest, KnowsTheDigitThatTheFormPrintsInALabel) {
  const CellViews cells = StatisticsCells(
      "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计 1 次） | 次 | 17 |\n"
      "1.参加或举办新闻发布会总次数 | 次 | 2 |\n");
  EXPECT_EQ(Short(cells, "statistics.responses.total"), "17");
  const CellViews spaced = StatisticsCells(
      "（一）回应公众关注热点或重大舆情数（不 同 方 式 回 应 同 一 热 点 或 舆 情 计 1 次 ） | 次 "
      "| 17 |\n"
      "1.参加或举办新闻发布会总次数 | 次 | 2 |\n");
  EXPECT_EQ(Short(spaced, "statistics.responses.total"), "17");
}

TEST(StatisticsTest, GivesNoFiguresWhereSeveralBodiesHaveAColumn) {
  const CellViews cells = ViewsOf(ExtractedStatistics(
      "统计指标 | 单位 | 本级 | 部门 | 合计 |\n1.当面申请数 | 件 | 2 | 3 | 5 |\n"
      "2.传真申请数 | 件 | 0 | 1 | 1 |\n3.网络申请数 | 件 | 0 | 1 | 1 |\n"));
  EXPECT_NE(Short(cells, "statistics.received.in_person"), "2");
  EXPECT_NE(Short(cells, "statistics.received.in_person"), "5");
}

constexpr char kNineRows[] =
    "（一）收到申请数 | 件 | 7 |\n1.当面申请数 | 件 | 2 |\n2.传真申请数 | 件 | 0 |\n"
    "3.网络申请数 | 件 | 4 |\n4.信函申请数 | 件 | 1 |\n（二）申请办结数 | 件 | 7 |\n"
    "1.按时办结数 | 件 | 6 |\n2.延期办结数 | 件 | 1 |\n（三）申请答复数 | 件 | 7 |\n";

// A table of one column needs no header to say which one.
TEST(StatisticsTest, ReadsManyRowsOfOneFigureWithoutAHeader) {
  const CellViews cells = ViewsOf(ExtractedStatistics(kNineRows));
  EXPECT_EQ(Short(cells, "statistics.received.network"), "4");
  EXPECT_EQ(Short(cells, "statistics.processed.on_time"), "6");
}

TEST(StatisticsTest, TrustsNoRowsWithoutAHeaderWhereOneHasTwoFigures) {
  const CellViews cells = ViewsOf(
      ExtractedStatistics(std::string(kNineRows) + "1.属于已主动公开范围数 | 件 | 3 | 4 |\n"));
  EXPECT_EQ(Short(cells, "statistics.received.network"), "AMBIGUOUS");
}

TEST(StatisticsTest, SaysNothingOfATableThatIsNotThere) {
  const v1::Extraction extraction =
      ExtractedStatistics("三、其他事项\n全年收到申请数 3，网络申请数 2。\n1.网络申请数 2\n");
  EXPECT_EQ(extraction.form(), v1::FORM_2008);
  EXPECT_TRUE(extraction.tables().empty());
  EXPECT_TRUE(extraction.cells().empty());
}

// A site links to reports of later years beside one of 2016.
TEST(StatisticsTest, TakesNoTableOfALaterFormFromTheWordsOfASite) {
  const v1::Extraction extraction = ExtractedStatistics(
      "行政许可 12\n行政处罚 8\n行政强制 3\n规章\n行政规范性文件 5\n行政事业性收费 1\n");
  EXPECT_EQ(extraction.form(), v1::FORM_2008);
  EXPECT_TRUE(extraction.tables().empty());
  EXPECT_TRUE(extraction.cells().empty());
}

// Of a label that is two rows, a later copy of the other row has the figure that this one has, and
// hid the copy that differs.
TEST(StatisticsTest, DoubtsASharedLabelOfTwoTablesWhoeverElseHasItsFigure) {
  const auto part = [](int reconsidered, int litigated) {
    return "四、行政复议数量\n3\n（一）维持具体行政行为数\n0\n（二）被依法纠错数\n0\n"
           "（三）其他情形数\n" +
           std::to_string(reconsidered) +
           "\n五、行政诉讼数量\n3\n（一）维持具体行政行为或者驳回原告诉讼请求数\n0\n"
           "（二）被依法纠错数\n0\n（三）其他情形数\n" +
           std::to_string(litigated) + "\n六、举报投诉数量\n0\n";
  };
  const CellViews cells = StatisticsCells(part(3, 0) + "统计指标\n统计数\n" + part(51, 3));
  EXPECT_EQ(Short(cells, "statistics.reconsideration.other"), "AMBIGUOUS");
}

// "41.42" torn within a label that is wrapped round it.
TEST(StatisticsTest, TakesTheRestOfATornFigureForNone) {
  const CellViews cells = StatisticsCells(
      "2.兼职人员数 17\n\n（四）政府信息公 41.\n42\n开专项经费（不包\n括用于政府公报编\n"
      "辑管理及政府网站\n建设维护等方面的\n经费）\n\n九、政府信息公开会议和培训情况\n");
  EXPECT_NE(Short(cells, "statistics.budget.amount"), "42");
}

// What stood between the label and the 0 was lost, the unit and a row of the same label among it.
TEST(StatisticsTest, DoubtsARowWithoutTheUnitThatTheOthersHave) {
  const CellViews cells = StatisticsCells(
      "7.告知作出更改补充数\n件\n0\n8.告知通过其他途径办理数\n件\n0\n四、行政复议数量\n件\n2\n"
      "（一）维持具体行政行为数\n0\n（二）被依法纠错数\n件\n1\n（三）其他情形数\n件\n0\n"
      "六、举报投诉数量\n件\n0\n");
  EXPECT_EQ(Short(cells, "statistics.answered.other_channel"), "0");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.upheld"), "AMBIGUOUS");
}

// The unit stands before the figure in one cell, below a label that is broken off its row.
TEST(StatisticsTest, ReadsTheUnitAndTheFigureOnTheLineBelow) {
  const CellViews cells = StatisticsCells(
      "7.告知作出更改补充数  件  0\n8.告知通过其他途径办理数  件  0\n四、行政复议数量  件  2\n"
      "（一）维持具体行政行为数\n  件  1\n（二）被依法纠错数  件  1\n（三）其他情形数  件  0\n"
      "六、举报投诉数量  件  0\n");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.total"), "2");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.upheld"), "1");
}

// 703 may be the next row's where another figure stands within the label.
TEST(StatisticsTest, GivesNoFigureToALabelWithOneGluedIntoIt) {
  const auto published = [](std::string_view glued) {
    return Short(StatisticsCells("（一）主动公开政府信息数（不同渠道和方式" + std::string(glued) +
                                 "\n公开相同信息计1条）  703\n其中：主动公开规范性文件数  3\n"
                                 "制发规范性文件总数  4\n1.政府公报公开政府信息数  8\n"
                                 "2.政府网站公开政府信息数  9\n"),
                 "statistics.published.total");
  };
  EXPECT_EQ(published(""), "703");
  EXPECT_EQ(published("0"), "ABSENT");
}

}  // namespace
}  // namespace gongkai
