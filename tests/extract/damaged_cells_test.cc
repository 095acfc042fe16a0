// Tables of a page with cells, rows and columns lost, doubled and changed: what reads as another
// table is not certain.
#include <gtest/gtest.h>

#include <initializer_list>

#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

using Texts = std::initializer_list<std::string_view>;

std::string Row(Texts cells, std::string_view attributes = "") {
  std::string row = "<tr>";
  for (const std::string_view cell : cells) {
    row.append("<td").append(attributes).append(">").append(cell).append("</td>");
  }
  return row + "</tr>";
}

std::string Page(std::string_view tables) {
  return "<html><body><h1>某某县民政局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
         "<p>全年公开信息12条。</p><p>二、主动公开政府信息情况</p>" +
         std::string(tables) + "<p>五、存在的主要问题及改进情况</p><p>存在问题。</p></body></html>";
}

CellViews CellsOfPage(std::string_view tables) { return ViewsOf(ExtractionOf(Page(tables))); }

std::string Table(std::string_view rows) { return "<table>" + std::string(rows) + "</table>"; }

std::string Licences(std::string_view figure) {
  return Row({"第二十条第（五）项"}, " colspan=2") + Row({"信息内容", "本年处理决定数量"}) +
         Row({"行政许可", figure});
}

std::string Penalties(std::string_view rows) {
  return Row({"第二十条第（六）项"}, " colspan=2") + Row({"信息内容", "本年处理决定数量"}) +
         std::string(rows);
}

constexpr std::string_view kLicences = "proactive.licensing.decisions";

// The first of two rows of one column was read, whatever the second said.
TEST(DamagedCellsTest, DoubtsARowThatStandsThereTwiceWithOtherFigures) {
  const std::string penalties = Penalties(Row({"行政处罚", "4"}) + Row({"行政强制", "5"}));
  const auto with = [&](std::string_view rows) {
    return CellsOfPage(Table(Licences("12") + std::string(rows) + penalties));
  };
  EXPECT_EQ(Short(with(""), kLicences), "12");
  EXPECT_EQ(Short(with(Row({"行政许可", "12"})), kLicences), "12");
  EXPECT_EQ(Short(with(Row({"行政许可", "15"})), kLicences), "AMBIGUOUS");
}

TEST(DamagedCellsTest, DoubtsATableOfOneRowThatStandsThereTwice) {
  const std::string penalties = Penalties(Row({"行政处罚", "4"}) + Row({"行政强制", "5"}));
  const std::string tables = Table(Licences("12")) + Table(penalties);
  EXPECT_EQ(Short(CellsOfPage(tables), kLicences), "12");
  EXPECT_EQ(Short(CellsOfPage(tables + Table(Licences("15"))), kLicences), "AMBIGUOUS");
  // A sentence is no second table.
  EXPECT_EQ(Short(CellsOfPage(tables + "<p>行政许可 15 件。</p>"), kLicences), "12");
}

// 3 was given as the figure of 行政处罚.
TEST(DamagedCellsTest, FillsNoBlankFromTheRowBelowThatLostItsLabel) {
  const CellViews cells =
      CellsOfPage(Table(Licences("12") + Penalties(Row({"行政处罚", ""}) + Row({"", "3"}))));
  EXPECT_NE(Short(cells, "proactive.penalties.decisions"), "3");
  EXPECT_EQ(Short(cells, kLicences), "12");
}

std::string Disputes(std::string_view lowest_heads, std::string_view rows,
                     std::string_view direct = "5") {
  constexpr std::string_view kResults[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
  std::string first;
  for (const std::string_view result : kResults) {
    first.append("<td rowspan=2>").append(result).append("</td>");
  }
  return "<p>四、政府信息公开行政复议、行政诉讼情况</p>" +
         Table("<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>" + first +
               "<td colspan=" + std::string(direct) +
               ">未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>" +
               std::string(lowest_heads) + std::string(rows));
}

std::string Heads(std::string_view second_pending) {
  return Row({"结果维持", "结果纠正", "其他结果", second_pending, "总计", "结果维持", "结果纠正",
              "其他结果", "尚未审结", "总计"});
}

const std::string& Values() {
  static const std::string* const kRow = new std::string(
      Row({"1", "0", "0", "2", "3", "4", "0", "0", "0", "4", "5", "6", "0", "0", "11"}));
  return *kRow;
}

constexpr std::string_view kUpheld = "disputes.litigation_after_reconsideration.upheld";

TEST(DamagedCellsTest, DoubtsDisputesWithASecondRowOfOtherFigures) {
  const std::string other =
      Row({"1", "0", "0", "2", "3", "4", "0", "0", "0", "4", "7", "6", "0", "0", "13"});
  const std::string heads = Heads("尚未审结");
  EXPECT_EQ(Short(CellsOfPage(Disputes(heads, Values())), kUpheld), "5");
  EXPECT_EQ(Short(CellsOfPage(Disputes(heads, Values() + Values())), kUpheld), "5");
  EXPECT_EQ(Short(CellsOfPage(Disputes(heads, Values() + other)), kUpheld), "AMBIGUOUS");
}

// Fifteen figures, but one of them in a column that the form does not have.
TEST(DamagedCellsTest, DoubtsDisputesWithAColumnOfTheirOwn) {
  EXPECT_EQ(Short(CellsOfPage(Disputes(Heads("小计"), Values())), kUpheld), "AMBIGUOUS");
  EXPECT_EQ(Short(CellsOfPage(Disputes(Heads("备注"), Values())), kUpheld), "AMBIGUOUS");
  // A column misspelt is still the form's.
  EXPECT_EQ(Short(CellsOfPage(Disputes(Heads("尚未申结"), Values())), kUpheld), "5");
}

// 小计 and the fifteen columns of the form, and one cell is empty: fifteen figures, not the form's.
TEST(DamagedCellsTest, DoubtsDisputesWithAColumnMoreAndACellLess) {
  const std::string heads = Row({"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "结果维持",
                                 "小计", "结果纠正", "其他结果", "尚未审结", "总计"});
  const std::string values =
      Row({"1", "0", "0", "2", "3", "4", "0", "0", "0", "4", "9", "5", "6", "0", "11"});
  EXPECT_EQ(Short(CellsOfPage(Disputes(heads, values, "5")), kUpheld), "AMBIGUOUS");
}

// A table for each group: the figures of the direct suits are emptied, the header of those after a
// review is lost, and its figures were given to the direct ones.
TEST(DamagedCellsTest, DoubtsDisputesNotRightUnderTheirHeaderWhereAnotherHasNone) {
  const auto direct = [](std::string_view between, std::string_view last_head) {
    const std::string heads = Row({"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"});
    return Short(
        CellsOfPage(
            "<p>四、政府信息公开行政复议、行政诉讼情况</p>" +
            Table("<tr><td colspan=5>行政复议</td></tr>" + heads + Row({"1", "0", "0", "2", "3"})) +
            Table("<tr><td colspan=5>行政诉讼</td></tr>"
                  "<tr><td colspan=5>未经复议直接起诉</td></tr>" +
                  heads + std::string(between)) +
            Table((last_head.empty() ? std::string() : std::string(last_head) + heads) +
                  Row({"5", "6", "0", "0", "11"}))),
        "disputes.litigation_direct.corrected");
  };
  constexpr std::string_view kHead = "<tr><td colspan=5>复议后起诉</td></tr>";
  const std::string blank = Row({"", "", "", "", ""});
  const std::string values = Row({"4", "7", "0", "0", "11"});
  EXPECT_EQ(direct(values, kHead), "7");
  EXPECT_NE(direct(blank, ""), "6");
  EXPECT_NE(direct("", ""), "6");
}

TEST(DamagedCellsTest, ReadsDisputesBehindANoteUnderTheirHeader) {
  const std::string note = Row({"注：以上数字由各承办机构填报。"}, " colspan=15");
  EXPECT_EQ(Short(CellsOfPage(Disputes(Heads("尚未审结"), note + Values())), kUpheld), "5");
}

constexpr std::string_view kDocumentsItem = "第二十条第（一）项 ||||\n";

CellViews Documents(std::string_view header, std::string_view rows) {
  return ViewsOf(
      ExtractionOf("某某县民政局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n"
                   "二、主动公开政府信息情况\n" +
                   std::string(kDocumentsItem) + std::string(header) + std::string(rows) +
                   "五、存在的主要问题及改进情况\n存在问题。\n"));
}

std::string Issued(const CellViews& cells) {
  const std::string id = "proactive.normative_documents.";
  return Short(cells, id + "issued") + " " + Short(cells, id + "repealed") + " " +
         Short(cells, id + "in_force");
}

// The pipes that a lost column leaves behind were taken for blank cells of the last one.
TEST(DamagedCellsTest, DoubtsRowsUnderAHeaderThatLacksAColumn) {
  EXPECT_EQ(Issued(Documents("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n",
                             "规章 | 1 | 2 | 3 |\n行政规范性文件 | 4 | 5 | 6 |\n")),
            "4 5 6");
  EXPECT_EQ(Issued(Documents("信息内容 | 本年废止件数 | 现行有效件数 | ||\n",
                             "规章 | 2 | 3 | |\n行政规范性文件 | 5 | 6 | |\n")),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// Two rows whose border was lost, one of them blank: the second had the figures of either.
TEST(DamagedCellsTest, DoubtsARowWhoseLabelSharesItsCellWithAnother) {
  const auto page = [](std::string_view label, std::string_view figures) {
    std::string row = "<tr><td>" + std::string(label) + "</td>" + std::string(figures) + "</tr>";
    const std::string head = Row({"第二十条第（一）项"}, " colspan=4") +
                             Row({"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"});
    return CellsOfPage(Table(head + row) + Table(Licences("12")));
  };
  constexpr std::string_view kFigures = "<td>3</td><td>4</td><td>5</td>";
  EXPECT_EQ(Issued(page("行政规范性文件", kFigures)), "3 4 5");
  for (const std::string_view label :
       {"规章行政规范性文件", "规章<br>行政规范性文件", "规章 行政规范性文件"}) {
    const CellViews cells = page(label, kFigures);
    EXPECT_EQ(Issued(cells), "AMBIGUOUS AMBIGUOUS AMBIGUOUS") << label;
    EXPECT_EQ(Short(cells, "proactive.regulations.issued"), "AMBIGUOUS") << label;
    EXPECT_EQ(Short(cells, kLicences), "12") << label;
  }
  // Figures of both, with the signs of notes: 3 and 4, not 3 with two remarks.
  const CellViews notes = page("规章行政规范性文件", "<td>3（1）4（2）</td><td>4</td><td>5</td>");
  EXPECT_EQ(Issued(notes), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// A label without values before another, where each line is a cell: the values may be its own.
TEST(DamagedCellsTest, DoubtsARowBehindALabelWithoutValues) {
  const auto lines = [](std::string_view rows) {
    return Documents("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n",
                     std::string(rows) + "第二十条第（五）项\n信息内容\n本年处理决定数量\n");
  };
  EXPECT_EQ(Issued(lines("规章\n1\n2\n3\n行政规范性文件\n4\n5\n6\n")), "4 5 6");
  EXPECT_EQ(Issued(lines("规章\n行政规范性文件\n4\n5\n6\n")), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

// The middle of two rows whose border was lost, in a page without lines: 1 was the first one's.
TEST(DamagedCellsTest, DoubtsAValueBetweenTwoLabelsWhereOthersHaveTheirsBeside) {
  const auto statistics = [](std::string_view rows) {
    return ViewsOf(
        ExtractionOf("某某市水利局2016年政府信息公开工作年度报告\n一、概述\n"
                     "全年公开信息12条。\n政府信息公开情况统计表\n统计指标  统计数\n"
                     "7.告知作出更改补充数  0\n8.告知通过其他途径办理数  0\n" +
                     std::string(rows) +
                     "（二）被依法纠错数  0\n（三）其他情形数  2\n五、行政诉讼数量  5\n"
                     "（一）维持具体行政行为或者驳回原告诉讼请求数  5\n"));
  };
  const std::string id = "statistics.reconsideration.";
  const CellViews whole = statistics("四、行政复议数量  3\n（一）维持具体行政行为数  1\n");
  EXPECT_EQ(Short(whole, id + "total"), "3");
  EXPECT_EQ(Short(whole, id + "upheld"), "1");
  const CellViews merged = statistics("四、行政复议数量\n1\n（一）维持具体行政行为数\n");
  EXPECT_EQ(Short(merged, id + "total"), "AMBIGUOUS");
  EXPECT_EQ(Short(merged, id + "upheld"), "AMBIGUOUS");
}

// The blank that a merged cell leaves was that of the second column, and the figure the first's.
TEST(DamagedCellsTest, DoubtsColumnsWhoseLabelsShareACell) {
  EXPECT_EQ(Issued(Documents("信息内容 | 本年制发件数本年废止件数 || 现行有效件数 |\n",
                             "规章 | 2 || 3 |\n行政规范性文件 | 5 || 6 |\n")),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
  // In a table of a page the other columns are still under their labels.
  const std::string joined =
      "<td>信息内容</td><td colspan=2>本年制发件数<br>本年废止件数</td>"
      "<td>现行有效件数</td>";
  const std::string figures = "<td>行政规范性文件</td><td colspan=2>5</td><td>6</td>";
  EXPECT_EQ(Issued(CellsOfPage(Table(Row({"第二十条第（一）项"}, " colspan=4") + "<tr>" + joined +
                                     "</tr><tr>" + figures + "</tr>"))),
            "AMBIGUOUS AMBIGUOUS 6");
}

TEST(DamagedCellsTest, TakesAColumnThatCountsTheRowsForNoFigures) {
  const auto page = [](std::string_view third) {
    const std::string one = Row({"序号", "信息内容", "本年处理决定数量"});
    return ViewsOf(ExtractionOf(
        Page(Table(Row({"第二十条第（五）项"}, " colspan=3") + one + Row({"1", "行政许可", "12"}) +
                   Row({"第二十条第（六）项"}, " colspan=3") + one + Row({"2", "行政处罚", "4"}) +
                   Row({std::string_view(third), "行政强制", "5"})))));
  };
  const CellViews cells = page("3");
  EXPECT_EQ(Short(cells, kLicences), "12");
  EXPECT_EQ(Short(cells, "proactive.penalties.decisions"), "4");
  EXPECT_EQ(Short(cells, "proactive.compulsory_measures.decisions"), "5");
  // What does not count is something else.
  EXPECT_EQ(Short(page("7"), "proactive.penalties.decisions"), "AMBIGUOUS");
}

// -3 and 335 in one cell were -3335.
TEST(DamagedCellsTest, DoubtsAFigureInGroupsInARowThatLacksOne) {
  const std::string header = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n";
  EXPECT_EQ(Issued(Documents(header, "规章 | 1 | 2 | 3 |\n行政规范性文件 | 4 335 | 5 | 6 |\n")),
            "4335 5 6");
  EXPECT_EQ(Issued(Documents(header, "规章 | 1 | 2 | 3 |\n行政规范性文件 | 4 335 | 5 | |\n")),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

}  // namespace
}  // namespace gongkai
