// What is given up: a second table, a row that may be broken or cut, two figures in one cell.
#include <gtest/gtest.h>

#include "tests/extract/small_tables.h"

namespace gongkai {
namespace {

TEST(LayoutsTest, DoubtsWhatAnotherTableContradicts) {
  const std::string first =
      std::string(kDocumentsHead) + "规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 18 |\n";
  const std::string second =
      std::string(kDocumentsHead) + "规章 | 2 | 0 | 0 |\n行政规范性文件 | 4 | 1 | 20 |\n";
  const CellViews cells = CellsOf(first + "附：上年数据\n" + second);
  EXPECT_EQ(Documents(cells, "normative_documents"), "AMBIGUOUS 1 AMBIGUOUS");
}

// A row of 申请 with its label as the form prints it.
std::string Row(std::string_view label, std::string_view cells) {
  return std::string(label) + " | " + std::string(cells) + " |\n";
}

constexpr char kReceived[] = "一、本年新收政府信息公开申请数量";
constexpr char kCarriedOver[] = "二、上年结转政府信息公开申请数量";
constexpr char kGranted[] = "（一）予以公开";
constexpr char kAllAmbiguous[] =
    "AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS";

TEST(LayoutsTest, KeepsARowCertainWhoseCopyAgreesThoughOthersDiffer) {
  const CellViews cells = CellsOf(
      kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 0 | 5") +
      Row(kCarriedOver, "1 | 0 | 0 | 0 | 0 | 0 | 1") + Row(kGranted, "4 | 0 | 0 | 0 | 0 | 2 | 6") +
      "附：\n" + kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 0 | 5") +
      Row(kCarriedOver, "2 | 0 | 0 | 0 | 0 | 0 | 2") + Row(kGranted, "4 | 0 | 0 | 0 | 0 | 1 | 5"));
  EXPECT_EQ(Applications(cells, "received"), "5 0 0 0 0 0 5");
  EXPECT_EQ(Applications(cells, "carried_over"), "AMBIGUOUS 0 0 0 0 0 AMBIGUOUS");
  EXPECT_EQ(Applications(cells, "granted"), "4 0 0 0 0 AMBIGUOUS AMBIGUOUS");
}

TEST(LayoutsTest, DoubtsARowThatADifferingCopyOfTheTableLacks) {
  const CellViews cells = CellsOf(kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 0 | 5") +
                                  Row(kCarriedOver, "1 | 0 | 0 | 0 | 0 | 0 | 1") +
                                  Row(kGranted, "4 | 0 | 0 | 0 | 0 | 2 | 6") + "附：\n" +
                                  kApplicantsHead + Row(kCarriedOver, "2 | 0 | 0 | 0 | 0 | 0 | 2") +
                                  Row(kGranted, "4 | 0 | 0 | 0 | 0 | 1 | 5"));
  EXPECT_EQ(Applications(cells, "received"), kAllAmbiguous);
}

TEST(LayoutsTest, DoubtsARowWhoseCopyIsAFigureShort) {
  const CellViews cells = CellsOf(kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 0 | 5") +
                                  Row(kCarriedOver, "1 | 0 | 0 | 0 | 0 | 0 | 1") + "附：\n" +
                                  kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 5") +
                                  Row(kCarriedOver, "1 | 0 | 0 | 0 | 0 | 0 | 1"));
  EXPECT_EQ(Applications(cells, "received"), kAllAmbiguous);
  EXPECT_EQ(Applications(cells, "carried_over"), "1 0 0 0 0 0 1");
}

TEST(LayoutsTest, GivesNoValuesToALabelWithDigitsGluedBehindIt) {
  const auto documents = [](std::string_view label) {
    return Documents(
        CellsOf("二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n"
                "本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n0\n0\n" +
                std::string(label) +
                "\n3\n1\n18\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n"),
        "normative_documents");
  };
  EXPECT_EQ(documents("行政规范性文件"), "3 1 18");
  EXPECT_EQ(documents("行政规范性文件另有行政许可7"), "ABSENT ABSENT ABSENT");
  EXPECT_EQ(documents("行政规范性文件（含修订2件）"), "3 1 18");  // an explanation
}

TEST(LayoutsTest, TakesTheWidthOfATableFromCompleteRowsOnly) {
  // An empty cell ends each row; four rows lost a zero and have as many cells as columns with it.
  const std::string_view short_row = "1 | 0 | 0 | 0 | 0 | 1 | ";
  const CellViews cells =
      CellsOf(kApplicantsHead + Row(kReceived, "5 | 0 | 0 | 0 | 0 | 0 | 5 | ") +
              Row(kCarriedOver, short_row) + Row(kGranted, short_row) +
              Row("1.属于国家秘密", short_row) + Row("2.其他法律行政法规禁止公开", short_row));
  EXPECT_EQ(Applications(cells, "received"), "5 0 0 0 0 0 5");
  EXPECT_EQ(Applications(cells, "carried_over"), kAllAmbiguous);
  EXPECT_EQ(Applications(cells, "refused.state_secret"), kAllAmbiguous);
}

TEST(LayoutsTest, DoubtsABlankWhereNoRowIsCompleteAndRowsAreFew) {
  const std::string_view blank = "1 | | 0 | 0 | 0 | 0 | 1";
  const std::string two = kApplicantsHead + Row(kReceived, blank) + Row(kCarriedOver, blank);
  EXPECT_EQ(Applications(CellsOf(two), "received"), kAllAmbiguous);
  const CellViews three = CellsOf(two + Row(kGranted, blank));
  EXPECT_EQ(Applications(three, "received"), "1 BLANK 0 0 0 0 1");
}

TEST(LayoutsTest, TrustsABlankOfAGridOfFewRowsWhoseHeaderStandsOutside) {
  const CellViews cells = CellsOf(
      "<p>第二十条第（一）项</p><p>信息内容 本年制发件数 本年废止件数 现行有效件数</p><table>"
      "<tr><td>规章</td><td>0</td><td></td><td>0</td></tr>"
      "<tr><td>行政规范性文件</td><td>3</td><td></td><td>18</td></tr>"
      "</table>");
  EXPECT_EQ(Documents(cells, "regulations"), "0 BLANK 0");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 BLANK 18");
}

TEST(LayoutsTest, DistrustsAFigureAtTheVeryEndOfTheText) {
  const std::string cut =
      std::string(kTitle) + kDocumentsHead + "规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 1";
  const CellViews cells = ViewsOf(ExtractionOf(cut));
  EXPECT_EQ(Documents(cells, "regulations"), "0 0 0");
  EXPECT_EQ(Short(cells, "proactive.normative_documents.in_force"), "AMBIGUOUS");
}

TEST(LayoutsTest, TakesTwoFiguresInOneCellForNone) {
  const CellViews cells = CellsOf(
      "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
      "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
      "<td>现行有效件数</td></tr>"
      "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
      "<tr><td>行政规范性文件</td><td>197<br>206</td><td>1</td><td>18</td></tr>"
      "</table>");
  EXPECT_EQ(Documents(cells, "regulations"), "0 0 0");
  EXPECT_EQ(Short(cells, "proactive.normative_documents.issued"), "AMBIGUOUS");
}

// "colspan=" and "===" were given as words where a figure was lost.
TEST(LayoutsTest, DoubtsWhatIsNeitherAFigureNorAWordWhereSignsMakeTheCells) {
  const auto in_force = [](std::string_view cell) {
    return Documents(CellsOf(std::string(kDocumentsHead) + "规章 | 2 | 1 | " + std::string(cell) +
                             " |\n行政规范性文件 | 3 | 1 | 18 |\n"),
                     "regulations");
  };
  constexpr std::string_view kDoubted = "AMBIGUOUS AMBIGUOUS AMBIGUOUS";
  EXPECT_EQ(in_force("4"), "2 1 4");
  EXPECT_EQ(in_force("==="), kDoubted);
  EXPECT_EQ(in_force("colspan="), kDoubted);
  EXPECT_EQ(in_force("colspan=\"30"), kDoubted);
  EXPECT_EQ(in_force("见附件"), "2 1 TEXT");
  EXPECT_EQ(in_force("见附件A"), "2 1 TEXT");
  EXPECT_EQ(in_force("4O"), "2 1 TEXT");  // a figure misread
  EXPECT_EQ(in_force("N/A"), "2 1 NOT_APPLICABLE");
}

// A row of a wiki with one figure, broken at any place, gives that figure or none.
TEST(LayoutsTest, GivesNothingWrongWhereALineOfAWikiIsBroken) {
  const std::string row = "| 行政强制 || colspan=\"3\" | 414\n";
  const auto enforcement = [](const std::string& broken) {
    std::string tables =
        "{| class=\"wikitable\"\n|-\n| colspan=\"4\" | 第二十条第（一）项\n|-\n"
        "| 信息内容 || 本年制发件数 || 本年废止件数 || 现行有效件数\n|-\n"
        "| 规章 || 0 || 0 || 0\n|-\n| 行政规范性文件 || 2 || 5 || 45\n|-\n"
        "| colspan=\"4\" | 第二十条第（五）项\n|-\n"
        "| 信息内容 || colspan=\"3\" | 本年处理决定数量\n|-\n"
        "| 行政许可 || colspan=\"3\" | 6020\n|-\n"
        "| colspan=\"4\" | 第二十条第（六）项\n|-\n"
        "| 信息内容 || colspan=\"3\" | 本年处理决定数量\n|-\n"
        "| 行政处罚 || colspan=\"3\" | 1317\n|-\n" +
        broken +
        "|-\n| colspan=\"4\" | 第二十条第（八）项\n|-\n"
        "| 信息内容 || colspan=\"3\" | 本年收费金额（单位：万元）\n|-\n"
        "| 行政事业性收费 || colspan=\"3\" | 3045.72\n|}\n\n"
        "== 三、收到和处理政府信息公开申请情况 ==\n{| class=\"wikitable\"\n";
    // Eight rows with figures show that the signs hold cells apart.
    constexpr std::string_view kApplicants[] = {"一、本年新收政府信息公开申请数量",
                                                "二、上年结转政府信息公开申请数量",
                                                "（一）予以公开",
                                                "1.属于国家秘密",
                                                "2.其他法律行政法规禁止公开",
                                                "3.危及“三安全一稳定”"};
    for (const std::string_view label : kApplicants) {
      tables += "|-\n| " + std::string(label) + " || 0 || 0 || 0 || 0 || 0 || 0 || 0\n";
    }
    return Short(CellsOf(tables + "|}\n"), "proactive.compulsory_measures.decisions");
  };
  EXPECT_EQ(enforcement(row), "414");
  for (std::size_t at = row.find('|', 1); at + 1 < row.size(); ++at) {
    std::string broken = row;
    const std::string read = enforcement(broken.insert(at, 1, '\n'));
    EXPECT_TRUE(read == "414" || read == "AMBIGUOUS" || read == "ABSENT") << broken << read;
  }
}

// Each row was given the figures of the next one, the last of them none.
TEST(DoubtsTest, DoubtsRowsWhoseLabelsStandBehindTheirFigures) {
  const std::string head =
      "二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\n本年处理决定数量\n";
  const CellViews lines = CellsOf(head +
                                  "14\n行政处罚\n2\n行政强制\n第二十条第（八）项\n"
                                  "信息内容\n本年收费金额（单位：万元）\n7\n行政事业性收费\n");
  EXPECT_EQ(Short(lines, "proactive.penalties.decisions"), "AMBIGUOUS");
  EXPECT_EQ(Short(lines, "proactive.compulsory_measures.decisions"), "ABSENT");
  EXPECT_EQ(Short(lines, "proactive.fees.amount"), "ABSENT");
}

// The first of the figures ran into words: the others stand before their labels all the same.
TEST(DoubtsTest, DoubtsRowsBehindAFigureThatIsGluedToWords) {
  const auto penalties = [](std::string_view first) {
    return Short(CellsOf("二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\n"
                         "本年处理决定数量\n" +
                         std::string(first) +
                         "行政处罚\n2\n行政强制\n第二十条第（八）项\n信息内容\n"
                         "本年收费金额（单位：万元）\n7\n行政事业性收费\n"),
                 "proactive.penalties.decisions");
  };
  EXPECT_EQ(penalties("其中：14\n"), "AMBIGUOUS");
  EXPECT_EQ(penalties("其中：\n"), "2");
}

// The first label is lost: the others have their figures behind them.
TEST(DoubtsTest, KeepsRowsBehindAFigureWhoseLabelIsLost) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\n本年处理决定数量\n"
      "14\n行政强制\n2\n第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n"
      "行政事业性收费\n7\n");
  EXPECT_EQ(Short(cells, "proactive.compulsory_measures.decisions"), "2");
}

// What a blank stands for was given as the blank of the row.
TEST(DoubtsTest, DoubtsARowThatBeginsWithItsFigure) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n信息内容 | 本年处理决定数量 | |\n行政许可 | 3128 | |\n"
      "信息内容 | 本年处理决定数量 | |\n行政处罚 | 14 | |\n2 | 行政强制 | |\n"
      "信息内容 | 本年收费金额（单位：万元） | |\n行政事业性收费 | 7 | |\n");
  EXPECT_EQ(Short(cells, "proactive.licensing.decisions"), "3128");
  EXPECT_EQ(Short(cells, "proactive.compulsory_measures.decisions"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "proactive.fees.amount"), "7");
}

// "3+|8" of AsciiDoc, torn by a line end: 3 is how many columns the cell covers.
TEST(DoubtsTest, DoubtsAFigureBeforeASignAndAnother) {
  const CellViews cells = CellsOf(
      "|信息内容 |本年处理决定数量\n|行政许可 |114\n|信息内容 |本年处理决定数量\n"
      "|行政处罚 3\n+|8\n|行政强制 |0\n|信息内容 |本年收费金额（单位：万元）\n"
      "|行政事业性收费 |16.17\n");
  EXPECT_EQ(Short(cells, "proactive.licensing.decisions"), "114");
  EXPECT_EQ(Short(cells, "proactive.penalties.decisions"), "AMBIGUOUS");
}

// The label of the next row was words in the place of the figure.
TEST(DoubtsTest, DoubtsAFigureThatTheNextLabelIsGluedTo) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政处罚\t14\n"
      "行政强制\t0七、依申请公开的其他情况\t\n"
      "信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t7\n");
  EXPECT_EQ(Short(cells, "proactive.penalties.decisions"), "14");
  EXPECT_NE(Short(cells, "proactive.compulsory_measures.decisions").substr(0, 4), "TEXT");
}

}  // namespace
}  // namespace gongkai
