// Rows of which a part stands elsewhere: a label at the end of the text, the rest of a figure or of
// a label on another line, the unit of the next row. What they have is not certain.
#include <gtest/gtest.h>

#include "tests/extract/small_tables.h"

namespace gongkai {
namespace {

CellViews StatisticsOf(std::string_view rows) {
  return ViewsOf(
      ExtractionOf("某某市水利局2016年政府信息公开工作年度报告\n一、概述\n全年公开信息12条。\n"
                   "政府信息公开情况统计表\n统计指标  单位  统计数\n" +
                   std::string(rows) + "填报人：王某\n"));
}

constexpr char kBudget[] = "statistics.budget.amount";

// Two rows of a page without lines in one: the first label went to the end of the text, with those
// of the groups beside the table, and the figures of both were the second's.
TEST(TornRowsTest, DoubtsTheRowsBesideALabelThatStandsElsewhere) {
  const auto with = [](std::string_view row, std::string_view end) {
    return ViewsOf(ExtractionOf(std::string(kTitle) + kApplicantsHead +
                                "一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n"
                                "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n" +
                                std::string(row) +
                                "（二）部分公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n"
                                "1.属于国家秘密 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
                                "五、存在的主要问题及改进情况\n存在问题。\n" +
                                std::string(end)));
  };
  constexpr std::string_view kDoubted =
      "AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS";
  const CellViews merged = with("", "（一）予以公开\n（三）不予公开\n");
  EXPECT_EQ(Applications(merged, "partially_granted"), kDoubted);
  EXPECT_EQ(Applications(merged, "refused.state_secret"), "2 0 0 0 0 0 2");
  // The label of a group stands beside its rows, and a row that was found needs no other label.
  const CellViews whole =
      with("（一）予以公开 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n", "（一）予以公开\n（三）不予公开\n");
  EXPECT_EQ(Applications(whole, "granted"), "3 0 0 0 0 0 3");
  EXPECT_EQ(Applications(whole, "partially_granted"), "4 0 0 0 0 0 4");
}

// Between the two stands the end of the label: the first of the two was read.
TEST(TornRowsTest, DoubtsARowThatStandsThereTwiceWithAWrappedLabel) {
  const auto row = [](std::string_view figure) {
    return "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护\n万元  " +
           std::string(figure) + "\n等方面的经费）\n";
  };
  const std::string before =
      "（一）政府信息公开工作专门机构数  个  3\n（二）设置政府信息公开查阅点数  个  5\n"
      "（三）从事政府信息公开工作人员数  人  33\n"
      "1.专职人员数（不包括政府公报及政府网站工作人员数）  人  16\n2.兼职人员数  人  17\n";
  const std::string behind =
      "九、政府信息公开会议和培训情况\n（一）召开政府信息公开工作会议或专题会议数  次  5\n";
  EXPECT_EQ(Short(StatisticsOf(before + row("24.47") + behind), kBudget), "24.47");
  EXPECT_EQ(Short(StatisticsOf(before + row("24.47") + row("24.47") + behind), kBudget), "24.47");
  EXPECT_EQ(Short(StatisticsOf(before + row("24.47") + row("35") + behind), kBudget), "AMBIGUOUS");
}

// 5 of 56: the foot of a page that nobody knows for one stood between the digits.
TEST(TornRowsTest, DoubtsAFigureWhoseRestStandsBehindAnUnknownLine) {
  const auto licences = [](std::string_view behind) {
    const CellViews cells = CellsOf(
        "二、主动公开政府信息情况\n第二十条第（五）项\n信息内容   本年处理决定数量\n"
        "行政许可   5\n" +
        std::string(behind) +
        "第二十条第（六）项\n信息内容   本年处理决定数量\n行政处罚   7\n行政强制   0\n");
    return Short(cells, "proactive.licensing.decisions");
  };
  EXPECT_EQ(licences(""), "5");
  EXPECT_EQ(licences("第某页 共12页\n"), "5");
  EXPECT_EQ(licences("第某页 共12页\n6\n"), "AMBIGUOUS");
}

// 118 in a narrow cell: one piece stood over the line of the row, the other was its last figure.
TEST(TornRowsTest, DoubtsARowBetweenThePiecesOfAFigure) {
  const auto total = [](std::string_view before, std::string_view behind) {
    return Applications(
        CellsOf(std::string(kApplicantsHead) +
                "一、本年新收政府信息公开申请数量  84  22  1  2  5  0  114\n"
                "二、上年结转政府信息公开申请数量  7  2  0  0  1  0  10\n" +
                std::string(before) + "（一）予以公开  86  23  1  2  6  0" + std::string(behind) +
                "\n（二）部分公开  4  0  0  0  0  0  4\n1.属于国家秘密  0  0  0  0  0  0  0\n"),
        "granted");
  };
  EXPECT_EQ(total("", "  118"), "86 23 1 2 6 0 118");
  EXPECT_EQ(total("11\n", "\n8"),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// The label was broken within its cell, and what is left of it changed places with the figures.
TEST(TornRowsTest, DoubtsALabelThatGoesOnInAnotherCellBehindFigures) {
  const auto issued = [](std::string_view row) {
    return Documents(
        CellsOf("<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td>"
                "<td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
                "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>" +
                std::string(row) + "</table>"),
        "normative_documents");
  };
  EXPECT_EQ(issued("<tr><td>行政规<br>范性文件</td><td>/</td><td>5</td><td>3</td></tr>"),
            "NOT_APPLICABLE 5 3");
  EXPECT_EQ(issued("<tr><td>行政规<br>3</td><td>5</td><td>/</td><td>范性文件</td></tr>"),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// A row of empty cells took the figures of the row below, whose label was lost.
TEST(TornRowsTest, DoubtsEmptyCellsOverARowWithoutALabel) {
  const auto regulations = [](std::string_view below) {
    return Documents(CellsOf(std::string(kDocumentsHead) + "规章 |  |  |  |\n" +
                             std::string(below) + " | 3 | 1 | 18 |\n"),
                     "regulations");
  };
  EXPECT_EQ(regulations("行政规范性文件"), "BLANK BLANK BLANK");
  EXPECT_EQ(regulations(""), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// 总计 is a column as well: what tells the row is its ordinal, which stood on the line before.
TEST(TornRowsTest, ReadsALabelWhoseOrdinalStandsOnTheLineBefore) {
  for (const std::string_view label : {"（七）总计", "（七\n）总计", "（七）\n总计"}) {
    const CellViews cells =
        CellsOf(std::string(kApplicantsHead) + "（六）其他处理 3.其他 0 0 0 0 0 3 3 " +
                std::string(label) + " 1 2 0 0 0 3 6 四、结转下年度继续办理 0 0 0 0 0 0 0\n");
    EXPECT_EQ(Applications(cells, "other_handling.other"), "0 0 0 0 0 3 3") << label;
    EXPECT_EQ(Applications(cells, "result_total"), "1 2 0 0 0 3 6") << label;
  }
}

// Two rows ran together, and the figure of money was taken for words of the first.
TEST(TornRowsTest, DoubtsAFigureInAUnitThatTheRowCannotHave) {
  const auto complaints = [](std::string_view unit) {
    return Short(
        StatisticsOf("（三）其他情形数 | 件 | 0 |\n六、举报投诉数量 | " + std::string(unit) +
                     " | 3 |\n七、依申请公开信息收取的费用 | 万元 | 0 |\n"),
        "statistics.complaints.total");
  };
  EXPECT_EQ(complaints("件"), "3");
  EXPECT_EQ(complaints("万元"), "AMBIGUOUS");
}

// The last character of 三、本年度办理结果 was the words of an empty cell.
TEST(TornRowsTest, TakesTheEndOfALabelForNoAnswer) {
  const auto granted = [](std::string_view total) {
    return Applications(
        CellsOf(std::string(kApplicantsHead) +
                "一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n"
                "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
                "（一）予以公开 | 6 | 0 | 0 | 0 | 0 | 0 | " +
                std::string(total) + " |\n（二）部分公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n"),
        "granted");
  };
  EXPECT_EQ(granted("6"), "6 0 0 0 0 0 6");
  EXPECT_EQ(granted("不详"), "6 0 0 0 0 0 TEXT");
  EXPECT_EQ(granted("果"), "6 0 0 0 0 0 AMBIGUOUS");
}

// 52 is how many work there; the label that it stands beside goes on as that of the budget.
TEST(TornRowsTest, TakesALabelThatBeginsAsAnotherForNoMisspeltOne) {
  const auto budget = [](std::string_view label) {
    return Short(StatisticsOf("（一）政府信息公开工作专门机构数 | 4 |\n"
                              "（二）设置政府信息公开查阅点数 | 11 |\n" +
                              std::string(label) +
                              "括用于政府公报编辑管理及政府网站建设维护等方面的经费） | 52 |\n"
                              "（一）召开政府信息公开工作会议或专题会议数 | 7 |\n"),
                 kBudget);
  };
  EXPECT_EQ(budget("（四）政府信息公开专项经弗（不包"), "52");
  EXPECT_EQ(budget("（三）从事政府信"), "ABSENT");
  EXPECT_EQ(budget("从事政府信"), "ABSENT");
  EXPECT_EQ(budget("（三）府信息公开专项经费（不包"), "ABSENT");
}

// A figure of a box torn by a line end: the blanks beside the other lines of the label were read.
TEST(TornRowsTest, GivesNoBlankToALabelWithATornFigureInIt) {
  const auto budget = [](std::string_view figure) {
    return Short(StatisticsOf("| 1.专职人员数（不 | 14 |\n| 包括政府公报及政 |    |\n"
                              "| 府网站工作人员数 |    |\n| ） |    |\n| 2.兼职人员数 | 12 |\n"
                              "| （四）政府信息公 | " +
                              std::string(figure) +
                              "\n| 开专项经费（不包 |    |\n| 括用于政府公报编 |    |\n"
                              "| 辑管理及政府网站 |    |\n| 建设维护等方面的 |    |\n"
                              "| 经费） |    |\n| 九、政府信息公开 | —— |\n"
                              "| 会议和培训情况 |    |\n"),
                 kBudget);
  };
  EXPECT_EQ(budget("28.54 |"), "28.54");
  EXPECT_EQ(budget("28.\n54  |"), "ABSENT");
}

// The value of a row and its line end were lost; the next item stands on the line, with its mark.
TEST(TornRowsTest, GivesNoMarkOfAnotherItemToTheLabelBeforeIt) {
  static constexpr char kResponses[] = "statistics.responses.total";
  const auto responses = [](std::string_view behind) {
    return Short(StatisticsOf("二、回应解读情况\t——\n"
                              "(一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次)" +
                              std::string(behind) +
                              "(二)通过不同渠道和方式回应解读的情况\t——\n"
                              "1.参加或举办新闻发布会总次数\t7\n"),
                 kResponses);
  };
  EXPECT_EQ(responses("\t5\n"), "5");
  EXPECT_EQ(responses(""), "AMBIGUOUS");
}

}  // namespace
}  // namespace gongkai
