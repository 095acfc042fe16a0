// What published reports do to the tables, layout by layout (small tables, figures by hand).
#include <gtest/gtest.h>

#include "tests/extract/small_tables.h"

namespace gongkai {
namespace {

TEST(LayoutsTest, KeepsABlankApartFromZeroAndFromAMark) {
  const CellViews cells = CellsOf(std::string(kDocumentsHead) +
                                  "规章 | 0 | | / |\n"
                                  "行政规范性文件 | 3 | 无 | 18 |\n");
  EXPECT_EQ(Documents(cells, "regulations"), "0 BLANK NOT_APPLICABLE");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 NOT_APPLICABLE 18");
}

TEST(LayoutsTest, TakesWordsInACellForText) {
  const CellViews cells = CellsOf(std::string(kDocumentsHead) +
                                  "规章 | 0 | 见附件 | 0 |\n"
                                  "行政规范性文件 | 3 | 1 | 18 |\n");
  EXPECT_EQ(Documents(cells, "regulations"), "0 TEXT 0");
}

TEST(LayoutsTest, NeverFillsAShortRowFromTheLeft) {
  const CellViews cells = CellsOf(std::string(kDocumentsHead) +
                                  "规章 0 0\n"
                                  "行政规范性文件 3 1 18\n");
  EXPECT_EQ(Documents(cells, "regulations"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
}

TEST(LayoutsTest, ReadsUnitsSeparatorsAndRemarksAndKeepsThemInRaw) {
  const CellViews cells = CellsOf(std::string(kDocumentsHead) +
                                  "规章 | 3件 | 1，234 | 1 234 |\n"
                                  "行政规范性文件 | 22（其中修订16件） | 12 件 | ０ |\n"
                                  "第二十条第（八）项 |\n信息内容 | 本年收费金额（单位：万元） |\n"
                                  "行政事业性收费 | 251000元 |\n");
  EXPECT_EQ(Documents(cells, "regulations"), "3 1234 1234");
  EXPECT_EQ(Documents(cells, "normative_documents"), "22 12 0");
  EXPECT_EQ(Short(cells, "proactive.fees.amount"), "25.1");
  EXPECT_EQ(cells.at("proactive.regulations.issued").raw, "3件");
  EXPECT_EQ(cells.at("proactive.regulations.in_force").raw, "1 234");
  EXPECT_EQ(cells.at("proactive.normative_documents.issued").raw, "22（其中修订16件）");
  EXPECT_EQ(cells.at("proactive.normative_documents.in_force").raw, "０");
  EXPECT_EQ(cells.at("proactive.fees.amount").raw, "251000元");
}

TEST(LayoutsTest, ReadsALabelWrappedRoundItsFigures) {
  const CellViews cells = CellsOf(
      std::string(kApplicantsHead) +
      "（六）其他处理\n1.申请人无正当理由逾期不补正、行政机\n1 0 0 0 0 0 1\n"
      "关不再处理其政府信息公开申请\n"
      "2.申请人逾期未按收费通知要求缴纳费 0 2 0 0 0 0 2\n用、行政机关不再处理其政府信息公开申请\n"
      "3.其他 0 0 0 0 0 3 3\n（七）总计 1 2 0 0 0 3 6\n四、结转下年度继续办理 0 0 0 0 0 0 0\n");
  EXPECT_EQ(Applications(cells, "other_handling.correction_overdue"), "1 0 0 0 0 0 1");
  EXPECT_EQ(Applications(cells, "other_handling.fee_overdue"), "0 2 0 0 0 0 2");
  EXPECT_EQ(Applications(cells, "other_handling.other"), "0 0 0 0 0 3 3");
  EXPECT_EQ(Applications(cells, "result_total"), "1 2 0 0 0 3 6");
}

TEST(LayoutsTest, LeavesSubTotalsOfGroupsAside) {
  const CellViews cells = CellsOf(std::string(kApplicantsHead) +
                                  "（三）不予公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
                                  "1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
                                  "2.其他法律行政法规禁止公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
                                  "（六）其他处理 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n"
                                  "3.其他 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n");
  EXPECT_EQ(Applications(cells, "refused.state_secret"), "1 0 0 0 0 0 1");
  EXPECT_EQ(Applications(cells, "refused.prohibited_by_law"), "1 0 0 0 0 0 1");
  EXPECT_EQ(Applications(cells, "other_handling.other"), "4 0 0 0 0 0 4");
  EXPECT_EQ(cells.size(), 21u);
}

TEST(LayoutsTest, NamesARowTheFormDoesNotHave) {
  const v1::Extraction extraction = Extracted(std::string(kDocumentsHead) +
                                              "规章 | 0 | 0 | 0 |\n"
                                              "其他主动公开文件 | 5 | 0 | 9 |\n"
                                              "行政规范性文件 | 3 | 1 | 18 |\n");
  EXPECT_EQ(Documents(ViewsOf(extraction), "regulations"), "0 0 0");
  EXPECT_EQ(Documents(ViewsOf(extraction), "normative_documents"), "3 1 18");
  ASSERT_EQ(extraction.tables(0).extra_rows_size(), 1);
  EXPECT_EQ(extraction.tables(0).extra_rows(0).value(), "其他主动公开文件");
}

TEST(LayoutsTest, ReadsASubTotalColumnAsAColumnOfItsOwn) {
  const CellViews cells = CellsOf(
      "三、收到和处理政府信息公开申请情况\n"
      "自然人 | 法人或其他组织 | 总计 |\n"
      "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 小计 |\n"
      "一、本年新收政府信息公开申请数量 | 5 | 2 | 0 | 1 | 0 | 0 | 3 | 8 |\n"
      "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |\n");
  EXPECT_EQ(Applications(cells, "received"), "5 2 0 1 0 0 8");
  EXPECT_EQ(Applications(cells, "carried_over"), "1 0 0 0 0 0 1");
}

TEST(LayoutsTest, BelievesNoChangedOrderOfColumnsOutsideAGrid) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n第二十条第（一）项\n"
      "信息内容 | 本年废止件数 | 本年制发件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n"
      "行政规范性文件 | 3 | 1 | 18 |\n");
  EXPECT_EQ(Documents(cells, "normative_documents"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

TEST(LayoutsTest, BelievesTheOrderOfColumnsInAGrid) {
  const CellViews cells = CellsOf(
      "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
      "<tr><td>信息内容</td><td>本年废止件数</td><td>本年制发件数</td>"
      "<td>现行有效件数</td></tr>"
      "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
      "<tr><td>行政规范性文件</td><td>3</td><td>1</td><td>18</td></tr>"
      "</table>");
  EXPECT_EQ(Documents(cells, "normative_documents"), "1 3 18");
}

TEST(LayoutsTest, LeavesAColumnAbsentThatAGridLacks) {
  const CellViews cells = CellsOf(
      "<table><tr><td colspan=3>第二十条第（一）项</td></tr>"
      "<tr><td>信息内容</td><td>本年制发件数</td>"
      "<td>现行有效件数</td></tr>"
      "<tr><td>规章</td><td>0</td><td>0</td></tr>"
      "<tr><td>行政规范性文件</td><td>3</td><td>18</td></tr>"
      "</table>");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 ABSENT 18");
}

TEST(LayoutsTest, TrustsNoColumnsWithoutAHeader) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n"
      "规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 18 |\n");
  EXPECT_EQ(Documents(cells, "normative_documents"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

TEST(LayoutsTest, SkipsPageNumbersWithinATable) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n"
      "本年制发件数\n本年废止件数\n- 3 -\n现行有效件数\n规章\n0\n— 4 —\n0\n"
      "第 5 页\n0\n行政规范性文件\n3\n1\n18\n"
      "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n");
  EXPECT_EQ(Documents(cells, "regulations"), "0 0 0");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
}

// The title was taken for a column that the form does not have.
TEST(LayoutsTest, SkipsTheHeadOfAPageWithinTheHeaderOfTheDisputes) {
  const CellViews cells = CellsOf(
      "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n"
      "尚未审结\n总计\n某某县民政局2022年政府信息公开工作年度报告\n- 4 -\n未经复议直接起诉\n"
      "复议后起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n结果维持\n结果纠正\n其他结果\n"
      "尚未审结\n总计\n1\n0\n2\n0\n3\n0\n0\n0\n4\n4\n0\n0\n0\n0\n0\n");
  EXPECT_EQ(Disputes(cells, "reconsideration"), "1 0 2 0 3");
  EXPECT_EQ(Disputes(cells, "litigation_direct"), "0 0 0 4 4");
}

TEST(LayoutsTest, ReadsBothFormsWhereAReportMixesThem) {
  const v1::Extraction extraction =
      Extracted(std::string(kDocumentsHead) +
                "规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 18 |\n"
                "第二十条第（五）项 |\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
                "行政许可 | 42 | +19 | 310 |\n其他对外管理服务事项 | 5 | 减4 | 12 |\n");
  const CellViews cells = ViewsOf(extraction);
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
  EXPECT_EQ(RowOf(cells, "proactive.licensing", {"previous_items", "change", "decisions"}),
            "42 19 310");
  EXPECT_EQ(
      RowOf(cells, "proactive.other_external_services", {"previous_items", "change", "decisions"}),
      "5 -4 12");
}

TEST(LayoutsTest, ReadsDisputesInThreeBlocks) {
  const CellViews cells = CellsOf(
      "四、政府信息公开行政复议、行政诉讼情况\n"
      "行政复议\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n3\n1\n2\n0\n6\n"
      "行政诉讼\n未经复议直接起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n1\n3\n0\n0\n4\n"
      "复议后起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n0\n0\n0\n5\n5\n");
  EXPECT_EQ(Disputes(cells, "reconsideration"), "3 1 2 0 6");
  EXPECT_EQ(Disputes(cells, "litigation_direct"), "1 3 0 0 4");
  EXPECT_EQ(Disputes(cells, "litigation_after_reconsideration"), "0 0 0 5 5");
}

TEST(LayoutsTest, ReadsDisputesWithGluedHeaders) {
  const CellViews cells = CellsOf(
      "四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼\n"
      "结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉\n"
      "结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计\n"
      "3 1 2 0 6 1 3 0 0 4 0 0 0 5 5\n");
  EXPECT_EQ(Disputes(cells, "litigation_direct"), "1 3 0 0 4");
}

// A value had run into the header; where its own cell was empty that was given as blank.
TEST(LayoutsTest, DoubtsDisputesWithAFigureInTheHeader) {
  const auto table = [](std::string_view first) {
    return CellsOf(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉"
        "\n" +
        std::string(first) +
        "\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t"
        "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
        "5\t0\t0\t0\t5\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n");
  };
  EXPECT_EQ(Disputes(table("结果维持"), "reconsideration"), "5 0 0 0 5");
  EXPECT_EQ(Short(table("结果维持0（1"), "disputes.reconsideration.upheld"), "AMBIGUOUS");
}

TEST(LayoutsTest, DoubtsDisputesThatAreOneFigureShort) {
  const CellViews cells = CellsOf(
      "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n"
      "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n"
      "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | "
      "尚未审结 | 总计 |\n"
      "3 | 1 | 2 | 0 | 6 | 1 | 3 | 0 | 0 | 4 | 0 | 0 | 0 | 5 |\n");
  EXPECT_EQ(Disputes(cells, "reconsideration"),
            "AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

TEST(LayoutsTest, DoubtsARowWhereTheNextLabelIsLost) {
  const std::string table = std::string(kApplicantsHead) +
                            "一、本年新收政府信息公开申请数量\n5\n0\n0\n0\n0\n0\n5\n"
                            "（一）予以公开\n4\n0\n0\n0\n0\n0\n4\n";
  const CellViews cells = CellsOf(table);
  EXPECT_EQ(Short(cells, "applications.received.total"), "AMBIGUOUS");
  EXPECT_EQ(Short(cells, "applications.carried_over.total"), "ABSENT");
}

TEST(LayoutsTest, TrustsARowOfItsOwnWhereTheNextOneIsMissing) {
  const CellViews cells = CellsOf(std::string(kApplicantsHead) +
                                  "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
                                  "（一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n");
  EXPECT_EQ(Applications(cells, "received"), "5 0 0 0 0 0 5");
  EXPECT_EQ(Applications(cells, "granted"), "4 0 0 0 0 0 4");
}

TEST(LayoutsTest, FindsRowsThatChangedPlaces) {
  const v1::Extraction extraction =
      Extracted(std::string(kApplicantsHead) +
                "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
                "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
                "（一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n");
  const CellViews cells = ViewsOf(extraction);
  EXPECT_EQ(Applications(cells, "received"), "5 0 0 0 0 0 5");
  EXPECT_EQ(Applications(cells, "carried_over"), "1 0 0 0 0 0 1");
  const v1::Table& table = extraction.tables(1);
  EXPECT_NE(table.rows(0).out_of_order(), table.rows(1).out_of_order());
}

TEST(LayoutsTest, FindsAMisspeltLabelBetweenItsNeighbours) {
  const v1::Extraction extraction =
      Extracted(std::string(kApplicantsHead) +
                "1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
                "2.其他法律行政法规禁此公幵 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
                "3.危及“三安全一稳定” | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n");
  EXPECT_EQ(Applications(ViewsOf(extraction), "refused.prohibited_by_law"), "2 0 0 0 0 0 2");
  const v1::Row& row = extraction.tables(1).rows(5);
  EXPECT_TRUE(row.found());
  EXPECT_TRUE(row.label_altered());
  EXPECT_EQ(row.label(), "其他法律行政法规禁此公幵");
}

// The sign of a character that was lost is enough for a short label; another word is not.
TEST(LayoutsTest, FindsAShortLabelWithAMarkedGap) {
  const std::string rest = "行政规范性文件 | 3 | 4 | 5 |\n第二十条第（五）项 | | | |\n";
  EXPECT_EQ(
      Documents(CellsOf(std::string(kDocumentsHead) + "规? | 6 | 1 | 2 |\n" + rest), "regulations"),
      "6 1 2");
  EXPECT_EQ(Documents(CellsOf(std::string(kDocumentsHead) + "规则 | 6 | 1 | 2 |\n" + rest),
                      "regulations"),
            "ABSENT ABSENT ABSENT");
}

TEST(LayoutsTest, ReadsAnOrdinalThatALineBreakTore) {
  const CellViews cells = CellsOf(
      std::string(kApplicantsHead) +
      "3.其他 0 0 0 0 0 3 3\n（七\n）总计 1 2 0 0 0 3 6\n四、结转下年度继续办理 0 0 0 0 0 0 0\n");
  EXPECT_EQ(Applications(cells, "other_handling.other"), "0 0 0 0 0 3 3");
  EXPECT_EQ(Applications(cells, "result_total"), "1 2 0 0 0 3 6");
}

TEST(LayoutsTest, ReadsALabelThatALineBreakToreFromItsQuotationMark) {
  const CellViews cells = CellsOf(std::string(kApplicantsHead) +
                                  "2.其他法律行政法规禁止公开 0 0 0 0 0 0 0\n"
                                  "3.危及“三安全一稳定\n” 1 0 0 0 0 0 1\n"
                                  "4.保护第三方合法权益 0 0 0 0 0 0 0\n");
  EXPECT_EQ(Applications(cells, "refused.security_and_stability"), "1 0 0 0 0 0 1");
}

// "报公开政府信息数" is what is left of another row.
TEST(LayoutsTest, SeeksNoRowInTheRestOfAnothersLabel) {
  const std::string rest =
      " | 条 | 21 |\n2.政府网站公开政府信息数 | 条 | 102 |\n3.政务微博公开政府信息数 | 条 | 2 |\n"
      "4.政务微信公开政府信息数 | 条 | 42 |\n5.其他方式公开政府信息数 | 条 | 8 |\n"
      "（一）收到申请数 | 件 | 7 |\n1.当面申请数 | 件 | 2 |\n2.传真申请数 | 件 | 0 |\n"
      "3.网络申请数 | 件 | 4 |\n4.信函申请数 | 件 | 1 |\n";
  for (const std::string_view label : {"报公开政府信息数", "附表\n报公开政府信息数"}) {
    const CellViews cells = CellsOf(std::string(label) + rest);
    EXPECT_EQ(Short(cells, "statistics.published.total"), "ABSENT") << label;
    EXPECT_EQ(Short(cells, "statistics.published_by.website"), "102") << label;
  }
}

// It may be what is left of 主要负责同志参加政府网站在线访谈次数.
TEST(LayoutsTest, DoubtsALabelThatTheBeginningOfTheTextMayHaveTorn) {
  const std::string rest =
      " | 次 | 1 |\n3.政策解读稿件发布数 | 篇 | 4 |\n4.微博微信回应事件数 | 次 | 2 |\n"
      "5.其他方式回应事件数 | 次 | 5 |\n（一）收到申请数 | 件 | 7 |\n1.当面申请数 | 件 | 2 |\n"
      "2.传真申请数 | 件 | 0 |\n3.网络申请数 | 件 | 4 |\n4.信函申请数 | 件 | 1 |\n";
  const auto total = [&](std::string_view label) {
    const v1::Document document = NormalizedOf(std::string(label) + rest);
    v1::Outline outline = OutlineOf(document);
    outline.mutable_form()->set_form(v1::FORM_2008);
    v1::Extraction extraction;
    TestExtractor().Extract(document, outline, &extraction);
    return Short(ViewsOf(extraction), "statistics.interviews.total");
  };
  EXPECT_EQ(total("政府网站在线访谈次数"), "AMBIGUOUS");
  EXPECT_EQ(total("2.政府网站在线访谈次数"), "1");
}

constexpr char kBehindTheCut[] =
    "规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n3.危及“三安全一稳定” | 0 | 0 | 1 | 0 | 0 | 0 | 1 |\n"
    "4.保护第三方合法权益 | 2 | 0 | | 0 | 0 | 0 | 2 |\n"
    "5.属于三类内部事务信息 | 0 | 5 | 0 | 0 | 0 | 0 | 5 |\n"
    "6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 7 | 7 |\n";

CellViews CellsBehindTheCut(std::string_view first, std::string_view last) {
  return ViewsOf(
      ExtractionOf(std::string(first) + kBehindTheCut + std::string(last) +
                   "五、存在的主要问题及改进情况\n存在问题。\n六、其他需要报告的事项\n无。\n"));
}

// The form says what the columns are; a header that no one knows might say something else.
TEST(LayoutsTest, NeedsNoHeaderWhereTheTextBeginsWithinTheTable) {
  const CellViews cells = CellsBehindTheCut("", "");
  EXPECT_EQ(Applications(cells, "refused.security_and_stability"), "0 0 1 0 0 0 1");
  EXPECT_EQ(Applications(cells, "refused.third_party_rights"), "2 0 BLANK 0 0 0 2");
  EXPECT_EQ(Applications(cells, "refused.process_information"), "0 0 0 0 0 7 7");
  const CellViews headed = CellsBehindTheCut("年份 | 甲类 | 乙类 | 丙类 | 丁类 | 戊类 |\n", "");
  EXPECT_EQ(Short(headed, "applications.refused.third_party_rights.natural_person"), "AMBIGUOUS");
}

TEST(LayoutsTest, NeedsAHeaderWhereARowHasMoreValuesThanTheForm) {
  const CellViews cells =
      CellsBehindTheCut("", "7.属于行政执法案卷 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |\n");
  EXPECT_EQ(Short(cells, "applications.refused.security_and_stability.total"), "AMBIGUOUS");
}

constexpr char kCommas[] =
    "第二十条第（一）项,,,\n信息内容,本年制发件数,本年废止件数,现行有效件数\n"
    "规章, 1, 234, 5\n行政规范性文件,1,234,5\n第二十条第（五）项,,,\n"
    "信息内容,本年处理决定数量,,\n行政许可, 1670, ,\n第二十条第（六）项,,,\n"
    "信息内容,本年处理决定数量,,\n行政处罚, 3, ,\n行政强制, 12, ,\n";

// Not whether it is 1234 or 1 and 234.
TEST(LayoutsTest, DoubtsCommasThatMayGroupDigits) {
  std::string applications;
  for (const char* label : {"1.属于国家秘密", "2.其他法律行政法规禁止公开", "4.保护第三方合法权益",
                            "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷",
                            "8.属于行政查询事项"}) {
    applications += std::string(label) + ", 0, 0, 0, 0, 0, 0, 0\n";
  }
  const CellViews cells = CellsOf(kCommas + applications);
  EXPECT_EQ(Documents(cells, "regulations"), "1 234 5");
  EXPECT_EQ(Documents(cells, "normative_documents"), "AMBIGUOUS AMBIGUOUS AMBIGUOUS");
}

TEST(LayoutsTest, ReadsTableLinesOfTextWithTabsBetween) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n第二十条第（一）项\t\t\t\n"
      "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
      "规章\t0\t\t0\n行政规范性文件\t3\t1\t18\n");
  EXPECT_EQ(Documents(cells, "regulations"), "0 BLANK 0");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
}

TEST(LayoutsTest, ReadsCellsWhosePipesStandOnLinesOfTheirOwn) {
  const CellViews cells = CellsOf(
      "二、主动公开政府信息情况\n第二十条第（一）项\n|\n信息内容\n|\n"
      "本年制发件数\n|\n本年废止件数\n|\n现行有效件数\n|\n规章\n|\n0\n|\n0\n|\n"
      "0\n|\n行政规范性文件\n|\n3\n|\n1\n|\n18\n|\n"
      "第二十条第（五）项\n|\n信息内容\n|\n本年处理决定数量\n|\n行政许可\n|\n7\n|\n");
  EXPECT_EQ(Documents(cells, "regulations"), "0 0 0");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
}

TEST(LayoutsTest, IgnoresFiguresOfSentencesAndNotes) {
  const CellViews cells = CellsOf(std::string(kDocumentsHead) +
                                  "规章 0 0 0\n行政规范性文件 3 1 18\n"
                                  "注：本年制发件数中 2 件为修订。\n"
                                  "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 7\n"
                                  "行政许可 12 件，行政处罚 5 件。\n");
  EXPECT_EQ(Documents(cells, "normative_documents"), "3 1 18");
  EXPECT_EQ(Short(cells, "proactive.licensing.decisions"), "7");
}

}  // namespace
}  // namespace gongkai
