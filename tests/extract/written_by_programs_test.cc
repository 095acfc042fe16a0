// Tables as programs write them: drawn boxes, quoted cells, notes, wikis; and what a line break or
// a sign of theirs must not be taken for.
#include <gtest/gtest.h>

#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

CellViews WrittenCells(std::string_view tables) {
  return ViewsOf(
      ExtractionOf("某某县民政局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n"
                   "二、主动公开政府信息情况\n" +
                   std::string(tables) + "\n* 五、存在的主要问题及改进情况\n存在问题。\n"));
}

std::string WrittenDocuments(const CellViews& cells, std::string_view row) {
  const std::string id = "proactive." + std::string(row);
  return Short(cells, id + ".issued") + " " + Short(cells, id + ".repealed") + " " +
         Short(cells, id + ".in_force");
}

constexpr char kQuotedHead[] =
    "\"第二十条第（一）项\",\"\",\"\",\"\"\n"
    "\"信息内容\",\"本年制发件数\",\"本年\n废止件数\",\"现行有效件数\"\n";
// Eight rows with a figure show that the marks hold cells apart.
constexpr char kQuotedRest[] =
    "\"第二十条第（五）项\",\"\",\"\",\"\"\n\"信息内容\",\"本年处理决定数量\",\"\",\"\"\n"
    "\"行政许可\",\"735\",\"\",\"\"\n"
    "\"第二十条第（六）项\",\"\",\"\",\"\"\n\"信息内容\",\"本年处理决定数量\",\"\",\"\"\n"
    "\"行政处罚\",\"1,418\",\"\",\"\"\n\"行政强制\",\"0\",\"\",\"\"\n"
    "\"第二十条第（八）项\",\"\",\"\",\"\"\n\"信息内容\",\"本年收费金额（单位：万元）\",\"\",\"\"\n"
    "\"行政事业性收费\",\"196.8\",\"\",\"\"\n\"附1\",\"1\"\n\"附2\",\"1\"\n\"附3\",\"1\"\n";

TEST(WrittenByProgramsTest, ReadsCellsInQuotationMarks) {
  const CellViews cells = WrittenCells(std::string(kQuotedHead) +
                                       "\"规章\",\"0\",\"\",\"/\"\n"
                                       "\"行政规范性文件\",\"2\",\"0\",\"12\"\n" +
                                       kQuotedRest);
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 BLANK NOT_APPLICABLE");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "2 0 12");
  EXPECT_EQ(Short(cells, "proactive.licensing.decisions"), "735");
  EXPECT_EQ(Short(cells, "proactive.penalties.decisions"), "1418");
  EXPECT_EQ(Short(cells, "proactive.fees.amount"), "196.8");
}

// The columns were unknown: the page ended within one of their labels.
TEST(WrittenByProgramsTest, LeavesThePageNumberOutThatStandsWithinALabel) {
  const CellViews cells = WrittenCells(
      "\"第二十条第（一）项\",\"\",\"\",\"\"\n"
      "\"信息内容\",\"本年制发件数\",\"本年\n第 3 页\n废止件数\",\"现行有效件数\"\n"
      "\"规章\",\"0\",\"\",\"/\"\n"
      "\"行政规范性文件\",\"2\",\"0\",\"12\"\n" +
      std::string(kQuotedRest));
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 BLANK NOT_APPLICABLE");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "2 0 12");
}

// Line ends that were lost: a closing mark that no comma follows ends the row all the same.
TEST(WrittenByProgramsTest, ReadsQuotedCellsOfRowsThatAreOnOneLine) {
  std::string table = std::string(kQuotedHead) +
                      "\"规章\",\"0\",\"\",\"/\"\n"
                      "\"行政规范性文件\",\"2\",\"0\",\"12\"\n" +
                      kQuotedRest;
  for (char& c : table) c = c == '\n' ? ' ' : c;
  const CellViews cells = WrittenCells(table);
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 BLANK NOT_APPLICABLE");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "2 0 12");
  EXPECT_EQ(Short(cells, "proactive.penalties.decisions"), "1418");
}

TEST(WrittenByProgramsTest, ReadsRowsOnOneLineWithRulesBetweenThem) {
  const CellViews cells = WrittenCells(
      "| 第二十条第（一）项 |  |  |  | |---+---+---+---| "
      "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | |---+---+---+---| "
      "| 规章 | 0 |  | 1 | |---+---+---+---| | 行政规范性文件 | 2 | 0 | 12 |");
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 BLANK 1");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "2 0 12");
}

// "1\n2" in quotation marks was read as 1.
TEST(WrittenByProgramsTest, TakesAQuotedFigureTornByALineBreakForNoFigure) {
  const CellViews cells = WrittenCells(std::string(kQuotedHead) +
                                       "\"规章\",\"0\",\"0\",\"0\"\n"
                                       "\"行政规范性文件\",\"2\",\"0\",\"1\n2\"\n" +
                                       kQuotedRest);
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 0 0");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// The blank behind the second half of a label was given as the blank of its row.
TEST(WrittenByProgramsTest, TakesTheSecondLineOfADrawnCellForNoRow) {
  const auto table = [](std::string_view figures) {
    return WrittenCells(
        "+------------+--------------+--------------+--------------+\n"
        "| 信息内容   | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
        "+------------+--------------+--------------+--------------+\n"
        "| 规章       | 0            |              | 4            |\n"
        "+------------+--------------+--------------+--------------+\n"
        "| 行政规范性 |" +
        std::string(figures) +
        "\n"
        "| 文件       |              |              |              |\n"
        "+------------+--------------+--------------+--------------+\n");
  };
  const CellViews cells = table(" 2            | 0            | 12           |");
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 BLANK 4");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "2 0 12");
  for (const std::string_view cell : {"issued", "repealed", "in_force"}) {
    EXPECT_NE(Short(table(""), "proactive.normative_documents." + std::string(cell)), "BLANK");
  }
}

// "* 五、" behind a row of two figures made them three.
TEST(WrittenByProgramsTest, TakesTheSignBeforeAHeadingForNoMark) {
  const CellViews cells = WrittenCells(
      "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"
      "规章 0 0 4\n行政规范性文件 2 0\n");
  EXPECT_EQ(WrittenDocuments(cells, "regulations"), "0 0 4");
  EXPECT_EQ(WrittenDocuments(cells, "normative_documents"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// Rows whose first cell is empty begin with a tab. Taken for an indent it made them the rule, and a
// row that had lost a figure as wide as they are: its first blank stood for a cell, and each figure
// before the lost one in the column of its neighbour.
TEST(WrittenByProgramsTest, CountsTheEmptyCellBeforeATab) {
  const std::string head =
      "\t\t申请人情况\n\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n"
      "\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
      "一、本年新收政府信息公开申请数量\t\t4\t1\t0\t0\t0\t2\t7\n"
      "二、上年结转政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0\n"
      "三、本年度办理结果\t（一）予以公开\t3\t0\t0\t0\t0\t2\t5\n"
      "\t（二）部分公开\t0\t0\t0\t0\t0\t0\t0\n"
      "\t（三）不予公开1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n"
      "\t2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0\n"
      "\t3.危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0\n"
      "\t4.保护第三方合法权益\t1\t0\t0\t0\t0\t0\t1\n"
      "\t5.属于三类内部事务信息\t0\t0\t0\t0\t0\t0\t0\n";
  const CellViews whole = WrittenCells(head + "四、结转下年度继续办理\t\t0\t1\t0\t0\t0\t0\t1\n");
  EXPECT_EQ(Short(whole, "applications.received.natural_person"), "4");
  EXPECT_EQ(Short(whole, "applications.carried_over.natural_person"), "0");
  EXPECT_EQ(Short(whole, "applications.refused.third_party_rights.total"), "1");
  EXPECT_EQ(Short(whole, "applications.carried_forward.commercial_enterprise"), "1");
  // Without the figure of the companies.
  const CellViews lost = WrittenCells(head + "四、结转下年度继续办理\t\t0\t0\t0\t0\t0\t1\n");
  EXPECT_EQ(Short(lost, "applications.carried_forward.natural_person"), "AMBIGUOUS");
  EXPECT_EQ(Short(lost, "applications.carried_forward.commercial_enterprise"), "AMBIGUOUS");
}

// What an AsciiDoc table writes before a cell that covers two columns stands behind the one before.
TEST(WrittenByProgramsTest, DoubtsAFigureBesideDigitsThatAreNone) {
  const auto in_force = [](std::string_view cell) {
    return Short(
        WrittenCells(
            "|第二十条第（一）项 | | |\n|信息内容 |本年制发件数 |本年废止件数 |现行有效件数\n"
            "|规章 |0 |0 |0\n|行政规范性文件 |2 |0 |" +
            std::string(cell) + "\n"),
        "proactive.normative_documents.in_force");
  };
  EXPECT_EQ(in_force("12"), "12");
  EXPECT_EQ(in_force("12件"), "12");
  EXPECT_EQ(in_force("1 2+"), "AMBIGUOUS");
  EXPECT_EQ(in_force("1 2O"), "AMBIGUOUS");
  EXPECT_EQ(in_force("12+"), "AMBIGUOUS");
  EXPECT_EQ(in_force("1O"), "TEXT");
}

// "73" broken over two lines was read as 7: "3 第二十条" looked like an ordinal.
TEST(WrittenByProgramsTest, DoubtsAFigureWhoseRestMayBeginTheNextLine) {
  const auto licensing = [](std::string_view end) {
    return Short(
        WrittenCells("第二十条第（五）项 信息内容 本年处理决定数量 行政许可 7" + std::string(end) +
                     "第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 2 行政强制 0\n"),
        "proactive.licensing.decisions");
  };
  EXPECT_EQ(licensing(" "), "7");
  EXPECT_EQ(licensing("\n"), "7");
  EXPECT_EQ(licensing("\n3 "), "AMBIGUOUS");
}

// Two rows whose labels are wrapped round a unit claimed the same figure: 2 was given for both.
TEST(WrittenByProgramsTest, GivesNoFigureToTwoRows) {
  const CellViews cells = ViewsOf(ExtractionOf(
      "某某县民政局2016年政府信息公开工作年度报告\n一、概述\n全年公开信息12条。\n"
      "政府信息公开情况统计表（2016年度）\n统计指标 单位 统计数\n"
      "四、行政复议数量 件   6\n\n（一）维持具体行 件     政行为数\n\n"
      "（二）被依法纠错 件   2\n数\n\n（三）其他情形数 件   3\n\n五、行政诉讼数量 件   6\n"
      "六、举报投诉数量 件   0\n七、依申请公开信息收取的费用 万元   0\n"));
  EXPECT_EQ(Short(cells, "statistics.reconsideration.total"), "6");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.upheld"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.corrected"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "statistics.reconsideration.other"), "3");
}

}  // namespace
}  // namespace gongkai
