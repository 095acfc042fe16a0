// The built-in rules over whole reports, with figures worked out by hand.
#include <functional>

#include "assessment_by.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "model/forms.h"
#include "report_builder.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

v1::Assessment Assess(const ReportBuilder& builder) {
  return AssessmentBy(Validator(StatutoryRules()), builder.report().outline(),
                      builder.report().extraction());
}

// "T3-01 FAILED ERROR" for each finding, in order.
std::vector<std::string> Summary(const v1::Assessment& assessment) {
  std::vector<std::string> lines;
  for (const v1::Finding& finding : assessment.findings()) {
    lines.push_back(finding.rule() + " " + v1::Outcome_Name(finding.outcome()) + " " +
                    v1::Severity_Name(finding.severity()));
  }
  return lines;
}

// The first finding of a rule; an empty one if there is none.
v1::Finding FindingOf(const v1::Assessment& assessment, std::string_view rule) {
  for (const v1::Finding& finding : assessment.findings()) {
    if (finding.rule() == rule) return finding;
  }
  return {};
}

std::vector<std::string> CellsOf(const v1::Finding& finding) {
  std::vector<std::string> ids;
  for (const v1::Operand& operand : finding.operands()) {
    ids.emplace_back(FormCatalog::Builtin().CellId(operand.cell()));
  }
  return ids;
}

TEST(Rules, AcceptAReportInWhichEverythingHolds) {
  const v1::Assessment assessment = Assess(ReportBuilder::WithRealFigures());
  EXPECT_THAT(Summary(assessment), IsEmpty());
  EXPECT_EQ(assessment.verdict(), v1::ACCEPTED);
  EXPECT_EQ(assessment.failed(), 0u);
  EXPECT_EQ(assessment.not_assessable(), 0u);
  // Sections 4 faults, form 1, tables 3, images 3, rows 5 faults x 3, cells (3+3+1+2) x 3 = 27,
  // applications 7 + 7 + 25 = 39, disputes 3: 95.
  EXPECT_EQ(assessment.passed(), 95u);
}

TEST(Rules, CheckThirtySevenSumsInTheFormOf2019) {
  const v1::Assessment assessment = Assess(ReportBuilder(v1::FORM_2019, 2020));
  EXPECT_THAT(Summary(assessment), IsEmpty());
  // Sections 4, form 1, images 3, cells (3+2) x 3 = 15, applications 7 + 7 + 23, disputes 3: 63.
  EXPECT_EQ(assessment.passed(), 63u);
}

TEST(T3_01, ShowsBothSidesOfTheColumnWithTheirNumbers) {
  // One more decided than there were: 27 + 2 = 29, 30 + 0 = 30. The column's results and the
  // row's total are raised as well, so that only this equation fails ... in two columns.
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("applications.result_total.natural_person", "30")
      .Set("applications.granted.natural_person", "12")
      .Set("applications.granted.total", "13")
      .Set("applications.result_total.total", "32");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("T3-01 FAILED ERROR", "T3-01 FAILED ERROR"));
  EXPECT_EQ(assessment.verdict(), v1::REJECTED);
  EXPECT_EQ(assessment.failed(), 2u);

  const v1::Finding& finding = assessment.findings(0);
  EXPECT_EQ(finding.message_zh(),
            "「自然人」列：本年新收 27 ＋ 上年结转 2 ＝ 29，"
            "办理结果总计 30 ＋ 结转下年度 0 ＝ 30，相差 −1。");
  EXPECT_EQ(finding.message_en(),
            "Column \"natural person\": received 27 + carried over 2 = 29, but "
            "result total 30 + carried forward 0 = 30; difference −1.");
  EXPECT_EQ(finding.left(), "29");
  EXPECT_EQ(finding.right(), "30");
  EXPECT_EQ(finding.difference(), "-1");
  EXPECT_EQ(finding.basis(), "国办公开办函〔2021〕30号");
  EXPECT_THAT(CellsOf(finding), ElementsAre("applications.received.natural_person",
                                            "applications.carried_over.natural_person",
                                            "applications.result_total.natural_person",
                                            "applications.carried_forward.natural_person"));
  EXPECT_EQ(finding.operands(0).value(), "27");
  EXPECT_EQ(finding.operands(0).span().begin(),
            report.cell("applications.received.natural_person").begin());
  // 29 + 2 = 31 against 32 + 0 in the column of totals.
  EXPECT_EQ(assessment.findings(1).left(), "31");
  EXPECT_EQ(assessment.findings(1).right(), "32");
}

TEST(T3_02, AddsUpAllResultsOfAColumnByGroup) {
  // 18 not held instead of 17: 11 + 0 + 1 + 18 + 0 + 0 = 30 against 29.
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("applications.unavailable.not_held.natural_person", "18")
      .Set("applications.unavailable.not_held.total", "19");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("T3-02 FAILED ERROR", "T3-02 FAILED ERROR"));
  const v1::Finding& finding = assessment.findings(0);
  EXPECT_EQ(finding.message_zh(),
            "「自然人」列：办理结果总计 29，予以公开 11 ＋ 部分公开 0 ＋ 不予公开 1 ＋ "
            "无法提供 18 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 30，相差 −1。");
  EXPECT_EQ(finding.operands_size(), 22);  // the total and 2 + 8 + 3 + 5 + 3 results
}

TEST(T3_02, CountsTheSingleRowOfOtherHandlingIn2019) {
  ReportBuilder report(v1::FORM_2019, 2019);
  report.Set("applications.received.natural_person", "4")
      .Set("applications.received.total", "4")
      .Set("applications.other_handling.natural_person", "4")
      .Set("applications.other_handling.total", "4")
      .Set("applications.result_total.natural_person", "4")
      .Set("applications.result_total.total", "4");
  EXPECT_THAT(Summary(Assess(report)), IsEmpty());
  report.Set("applications.other_handling.natural_person", "3")
      .Set("applications.other_handling.total", "3");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("T3-02 FAILED ERROR", "T3-02 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(0).difference(), "1");  // 4 - 3
  EXPECT_EQ(assessment.findings(0).basis(), "国办公开办函〔2019〕60号");
}

TEST(T3_03, NamesTheRowWithItsGroup) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("applications.refused.third_party_rights.total", "2");
  const v1::Assessment assessment = Assess(report);
  // The column of totals fails as well: 31 against 12 + 2 + 18 = 32.
  EXPECT_THAT(Summary(assessment), ElementsAre("T3-02 FAILED ERROR", "T3-03 FAILED ERROR"));
  EXPECT_EQ(
      assessment.findings(1).message_zh(),
      "「（三）不予公开 4.保护第三方合法权益」行：总计 2，自然人 1 ＋ 商业企业 0 ＋ 科研机构 0"
      " ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 1，相差 1。若将「（三）不予公开 "
      "4.保护第三方合法权益·总计」由 2 改为 1，该表的等式全部成立，请核实。");
}

TEST(T4, ChecksEachOfTheThreeTotals) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report
      .Set("disputes.reconsideration.total", "7")                      // 3 + 1 + 2 + 0 = 6
      .Set("disputes.litigation_direct.corrected", "2")                // 1 + 2 = 3, not 4
      .Set("disputes.litigation_after_reconsideration.pending", "0");  // 0, not 3
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment),
              ElementsAre("T4-01 FAILED ERROR", "T4-02 FAILED ERROR", "T4-03 FAILED ERROR"));
  EXPECT_EQ(
      assessment.findings(0).message_zh(),
      "行政复议：总计 7，结果维持 3 ＋ 结果纠正 1 ＋ 其他结果 2 ＋ 尚未审结 0 ＝ 6，相差 1。");
  EXPECT_EQ(assessment.findings(2).difference(), "3");
}

TEST(Balance, NeitherPassesNorFailsWithoutAllValues) {
  // The figures of the column do not add up, but one of them is not there.
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("applications.received.natural_person", "99")
      .SetState("applications.carried_over.natural_person", v1::BLANK);
  const v1::Assessment assessment = Assess(report);
  const v1::Finding first = FindingOf(assessment, "T3-01");
  EXPECT_EQ(first.outcome(), v1::NOT_ASSESSABLE);
  EXPECT_EQ(first.severity(), v1::INFO);
  EXPECT_THAT(CellsOf(first), ElementsAre("applications.carried_over.natural_person"));
  EXPECT_THAT(first.message_zh(), HasSubstr("有 1 项等式无法核对"));
  EXPECT_THAT(first.message_zh(), HasSubstr("「二、上年结转政府信息公开申请数量·自然人」"));
}

TEST(Balance, TakesNoStateButValueForANumber) {
  for (v1::CellState state : {v1::BLANK, v1::NOT_APPLICABLE, v1::TEXT, v1::AMBIGUOUS, v1::ABSENT}) {
    ReportBuilder report = ReportBuilder::WithRealFigures();
    report.SetState("disputes.reconsideration.pending", state);
    const v1::Finding finding = FindingOf(Assess(report), "T4-01");
    EXPECT_EQ(finding.outcome(), v1::NOT_ASSESSABLE) << v1::CellState_Name(state);
  }
}

TEST(Balance, FoldsAllInstancesOfARuleIntoOneFinding) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetAll("applications.carried_over.", v1::AMBIGUOUS, "2");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment),
              ElementsAre("CEL-01 NOT_ASSESSABLE WARNING", "T3-01 NOT_ASSESSABLE INFO",
                          "T3-03 NOT_ASSESSABLE INFO"));
  EXPECT_EQ(assessment.findings(1).operands_size(), 7);
  EXPECT_EQ(assessment.findings(2).operands_size(), 7);
  // The cells once, seven columns, one row.
  EXPECT_EQ(assessment.not_assessable(), 9u);
  EXPECT_EQ(assessment.verdict(), v1::ACCEPTED_WITH_WARNINGS);
}

TEST(Balance, NeverReckonsWithNumbersOverTheBounds) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("disputes.reconsideration.total", std::string(40, '9'));
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-01 FAILED ERROR", "T4-01 NOT_ASSESSABLE INFO"));
}

TEST(STR_01, ListsTheMissingPartsInOneFinding) {
  ReportBuilder report(v1::FORM_2021, 2022);
  report.outline().mutable_sections()->DeleteSubrange(4, 2);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("STR-01 FAILED ERROR"));
  EXPECT_THAT(assessment.findings(0).message_zh(),
              HasSubstr("缺少 2 个部分：「五、存在的主要问题及改进情况」、"
                        "「六、其他需要报告的事项」"));
}

TEST(STR_01, NamesThePartThatStandsInTheWrongPlace) {
  ReportBuilder report(v1::FORM_2021, 2022);
  auto& sections = *report.outline().mutable_sections();
  const v1::Span place = sections.Get(1).heading_span();
  for (int i = 1; i < 5; ++i) sections.SwapElements(i, i + 1);  // part 2 behind part 6
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("STR-01 FAILED ERROR"));
  EXPECT_THAT(assessment.findings(0).message_zh(),
              HasSubstr("1 个部分的顺序与格式规定不一致：「二、主动公开政府信息情况」"));
  ASSERT_EQ(assessment.findings(0).spans_size(), 1);
  EXPECT_EQ(assessment.findings(0).spans(0).begin(), place.begin());
}

TEST(STR_01, TellsAWrongOrdinalFromNone) {
  ReportBuilder report(v1::FORM_2021, 2022);
  report.outline().mutable_sections(4)->set_printed_number(4);
  report.outline().mutable_sections(5)->set_printed_number(0);
  EXPECT_THAT(Summary(Assess(report)), ElementsAre("STR-01 FAILED ERROR", "STR-01 FAILED WARNING"));
}

TEST(STR_02, FiresOnTheFormOf2019InAReportFor2022WhileItsSumsAreStillChecked) {
  ReportBuilder report(v1::FORM_2019, 2022);
  v1::FormMarker& marker = *report.outline().mutable_form()->add_markers();
  marker.set_form(v1::FORM_2019);
  marker.set_marker("政府集中采购");
  marker.mutable_span()->set_begin(700);
  marker.mutable_span()->set_end(718);
  report.Set("disputes.reconsideration.total", "1");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("STR-02 FAILED ERROR", "T4-01 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(0).message_zh(),
            "2022 年度的报告应按国办公开办函〔2021〕30号的格式编制，"
            "文中却有国办公开办函〔2019〕60号格式的内容：「政府集中采购」。");
  EXPECT_EQ(assessment.findings(0).spans(0).begin(), 700u);
}

TEST(STR_02, SaysNothingWithoutAYearOrAForm) {
  ReportBuilder report(v1::FORM_2019, 2022);
  report.outline().mutable_form()->set_expected(v1::FORM_UNSPECIFIED);
  EXPECT_THAT(Summary(Assess(report)), IsEmpty());
  ReportBuilder other(v1::FORM_2021, 2022);
  other.outline().mutable_form()->set_form(v1::FORM_UNSPECIFIED);
  EXPECT_THAT(Summary(Assess(other)), IsEmpty());
}

TEST(STR_03, ReportsAMissingTableOnceAndNothingThatFollowsFromIt) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.DropTable(v1::APPLICATIONS_TABLE);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("STR-03 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(0).message_zh(),
            "没有找到「收到和处理政府信息公开申请情况」表。该部分须有格式规定的表格。");
  EXPECT_EQ(assessment.not_assessable(), 39u);  // counted all the same
}

TEST(STR_04, FiresWhereAnImageStandsInThePlaceOfATable) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  v1::Span& image = *report.outline().mutable_sections(3)->add_images();
  image.set_begin(5000);
  image.set_end(5000);
  EXPECT_THAT(Summary(Assess(report)), IsEmpty());  // a table and an image: nothing is wrong
  report.DropTable(v1::DISPUTES_TABLE);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("STR-03 FAILED ERROR", "STR-04 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(1).spans(0).begin(), 5000u);
}

TEST(STR_05, ListsMissingExtraAndDisplacedRows) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.DropRow("proactive.penalties").DropRow("proactive.fees");
  report.row("proactive.compulsory_measures").set_out_of_order(true);
  v1::Text& extra = *report.table(v1::PROACTIVE_TABLE).add_extra_rows();
  extra.set_value("政府集中采购");
  extra.mutable_span()->set_begin(900);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment),
              ElementsAre("STR-05 FAILED ERROR", "STR-05 FAILED ERROR", "STR-05 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(0).message_zh(),
            "「主动公开政府信息情况」表缺少 2 行：「行政处罚」、「行政事业性收费」。");
  EXPECT_THAT(assessment.findings(1).message_zh(), HasSubstr("「政府集中采购」"));
  EXPECT_EQ(assessment.findings(1).spans(0).begin(), 900u);
  EXPECT_THAT(assessment.findings(2).message_zh(), HasSubstr("「行政强制」"));
}

TEST(STR_05, NamesTheMissingColumnsOfTheDisputes) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetAll("disputes.litigation_after_reconsideration.", v1::ABSENT);
  const v1::Finding finding = FindingOf(Assess(report), "STR-05");
  EXPECT_THAT(finding.message_zh(), HasSubstr("缺少 5 列：「复议后起诉 结果维持」"));
}

TEST(STR_05, TellsARowWithoutAllItsCellsFromAMissingColumn) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetState("applications.received.legal_service", v1::ABSENT);
  report.SetAll("proactive.licensing.", v1::ABSENT);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment),
              ElementsAre("STR-05 FAILED ERROR", "STR-05 FAILED ERROR", "T3-01 NOT_ASSESSABLE INFO",
                          "T3-03 NOT_ASSESSABLE INFO"));
  EXPECT_THAT(assessment.findings(0).message_zh(), HasSubstr("单元格不全：「行政许可」"));
  EXPECT_THAT(assessment.findings(1).message_zh(),
              HasSubstr("单元格不全：「一、本年新收政府信息公开申请数量」"));
}

TEST(CEL_01, WantsWholeCountsButLetsAmountsHaveDecimalsAndChangesASign) {
  ReportBuilder report(v1::FORM_2019, 2020);
  report.Set("proactive.procurement.amount", "12.5").Set("proactive.licensing.change", "-8");
  EXPECT_THAT(Summary(Assess(report)), IsEmpty());
  report.Set("proactive.licensing.previous_items", "-8")
      .Set("proactive.penalties.decisions", "1.5")
      .Set("proactive.procurement.amount", "-1")
      .Set("proactive.licensing.change", "0.5");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-01 FAILED ERROR"));
  EXPECT_THAT(CellsOf(assessment.findings(0)),
              ElementsAre("proactive.licensing.previous_items", "proactive.licensing.change",
                          "proactive.penalties.decisions", "proactive.procurement.amount"));
}

TEST(CEL_01, WarnsOfFiguresWhosePlaceIsNotCertain) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetState("proactive.licensing.decisions", v1::AMBIGUOUS, "6959");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-01 NOT_ASSESSABLE WARNING"));
  EXPECT_THAT(assessment.findings(0).message_zh(), HasSubstr("「行政许可·"));
  EXPECT_EQ(assessment.findings(0).operands(0).value(), "");
}

TEST(CEL_01, SaysOfTablesThatAreTooLargeWhyTheirCellsAreNotCertain) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetAll("disputes.", v1::AMBIGUOUS, "");
  for (v1::Cell& cell : *report.extraction().mutable_cells()) {
    if (cell.state() == v1::AMBIGUOUS) cell.add_evidence(v1::TABLES_TOO_LARGE);
  }
  const v1::Assessment assessment = Assess(report);
  ASSERT_THAT(Summary(assessment), Contains("CEL-01 NOT_ASSESSABLE WARNING"));
  EXPECT_THAT(assessment.findings(0).message_zh(),
              AllOf(HasSubstr("超出处理上限"), HasSubstr("15 个单元格")));
}

TEST(CEL_02, FoldsBlankCellsOfATableAndEscalatesWholeRowsAndTables) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetState("proactive.licensing.decisions", v1::BLANK)
      .SetState("proactive.penalties.decisions", v1::BLANK);
  EXPECT_THAT(Summary(Assess(report)), ElementsAre("CEL-02 FAILED WARNING"));
  report.SetAll("proactive.regulations.", v1::BLANK);
  EXPECT_THAT(Summary(Assess(report)), ElementsAre("CEL-02 FAILED ERROR", "CEL-02 FAILED WARNING"));
  report.SetAll("proactive.", v1::BLANK);
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-02 FAILED ERROR"));
  EXPECT_EQ(assessment.findings(0).message_zh(),
            "表格空白：「主动公开政府信息情况」表的 10 个单元格均未填写。没有发生的，应填 0。");
  EXPECT_EQ(assessment.findings(0).operands_size(), 10);
}

TEST(CEL_03, WarnsOfMarksInPlaceOfZeroAndShowsThem) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.SetAll("proactive.regulations.", v1::NOT_APPLICABLE, "/");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-03 FAILED WARNING"));
  EXPECT_THAT(assessment.findings(0).message_zh(), HasSubstr("「规章·本年制发件数：/」"));
}

TEST(CEL_04, TellsUnitsFromMereWidthAndSeparators) {
  ReportBuilder report = ReportBuilder::WithRealFigures();
  report.Set("proactive.licensing.decisions", "6959", "6,959")
      .Set("proactive.normative_documents.repealed", "6", "６")
      .Set("proactive.normative_documents.in_force", "18", "18件")
      .SetState("proactive.penalties.decisions", v1::TEXT, "见附件");
  const v1::Assessment assessment = Assess(report);
  EXPECT_THAT(Summary(assessment), ElementsAre("CEL-04 FAILED ERROR", "CEL-04 FAILED INFO"));
  EXPECT_THAT(CellsOf(assessment.findings(0)), ElementsAre("proactive.normative_documents.in_force",
                                                           "proactive.penalties.decisions"));
  EXPECT_THAT(assessment.findings(0).message_zh(), HasSubstr("：18件」"));
  EXPECT_THAT(CellsOf(assessment.findings(1)), ElementsAre("proactive.normative_documents.repealed",
                                                           "proactive.licensing.decisions"));
}

TEST(Rules, AskNothingOfTheFormOf2021FromAnOldReport) {
  v1::Outline outline;
  outline.mutable_year()->set_value(2015);
  outline.mutable_form()->set_form(v1::FORM_2008);
  outline.mutable_form()->set_expected(v1::FORM_2008);
  v1::Extraction extraction;
  extraction.set_form(v1::FORM_2008);
  const v1::Assessment assessment = AssessmentBy(Validator(StatutoryRules()), outline, extraction);
  EXPECT_THAT(Summary(assessment), IsEmpty());
  EXPECT_EQ(assessment.verdict(), v1::ACCEPTED);
}

}  // namespace
}  // namespace gongkai
