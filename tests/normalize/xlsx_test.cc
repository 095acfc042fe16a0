// Workbooks: what of a sheet is text, what a table, and where it stood.
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "tests/corpus/xlsx_writer.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::BlankCell;
using corpus::FormulaCell;
using corpus::NumberCell;
using corpus::SharedCell;
using corpus::SheetParts;
using corpus::SheetRow;
using corpus::TextCell;
using corpus::WorkbookParts;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

v1::Document ReadWorkbook(const WorkbookParts& parts) {
  return ReadBytes(corpus::WorkbookDocument(parts));
}

v1::Document ReadSheet(SheetParts sheet, std::vector<corpus::SheetStyle> styles = {}) {
  WorkbookParts parts;
  parts.sheets = {std::move(sheet)};
  parts.styles = std::move(styles);
  return ReadWorkbook(parts);
}

v1::Document ReadRows(std::string rows, std::vector<corpus::SheetStyle> styles = {}) {
  return ReadSheet({.rows = std::move(rows)}, std::move(styles));
}

// A row of texts; a number where it is one, nothing where it is empty.
std::string TextRow(int row, const std::vector<std::string>& texts, int first_column = 1) {
  std::string cells;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const int column = first_column + static_cast<int>(i);
    if (texts[i].empty()) continue;
    const bool number = texts[i].find_first_not_of("0123456789.") == std::string::npos;
    cells += number ? NumberCell(row, column, texts[i]) : TextCell(row, column, texts[i]);
  }
  return SheetRow(row, cells);
}

std::vector<std::string> NotesOf(const v1::Document& document) {
  std::vector<std::string> notes;
  for (const v1::Note& note : document.notes()) {
    notes.push_back(v1::Note::Code_Name(note.code()) + " " + note.detail());
  }
  return notes;
}

PartPlace PlaceOf(const v1::Document& document, std::string_view text) {
  const auto at = static_cast<uint32_t>(document.text().find(text));
  const auto place =
      ToPartPlace(document.source_map(), at, at + static_cast<uint32_t>(text.size()));
  EXPECT_TRUE(place);
  return place.value_or(PartPlace());
}

TEST(Xlsx, GivesLinesAndATable) {
  const v1::Document document =
      ReadRows(TextRow(1, {"某局年度报告"}) + TextRow(2, {"一、总体情况"}) +
               TextRow(3, {"信息内容", "制发", "废止"}) + TextRow(4, {"规章", "0", "12"}) +
               TextRow(5, {"注：含上年。"}));
  EXPECT_EQ(document.format(), v1::Document::XLSX);
  EXPECT_THAT(BlocksOf(document), ElementsAre("某局年度报告", "一、总体情况",
                                              "信息内容|制发|废止;规章|0|12", "注：含上年。"));
  EXPECT_THAT(NotesOf(document), IsEmpty());
}

TEST(Xlsx, KeepsBlankCellsWithinATable) {
  const v1::Document document =
      ReadRows(TextRow(1, {"项目", "甲", "乙"}) + TextRow(2, {"收到", "", "3"}) +
               TextRow(3, {"办结", "2", ""}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲|乙;收到||3;办结|2|"));
}

// A row whose figures are all blank is a row still.
TEST(Xlsx, KeepsALabelBetweenTwoRowsInTheTable) {
  const v1::Document document =
      ReadRows(TextRow(1, {"项目", "甲"}) + TextRow(2, {"收到"}) + TextRow(3, {"办结", "2"}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲;收到|;办结|2"));
}

TEST(Xlsx, KeepsALabelInFramesAtTheEndOfATable) {
  const v1::Document document = ReadRows(
      TextRow(1, {"项目", "甲"}) + SheetRow(2, TextCell(2, 1, "收到", 1) + BlankCell(2, 2, 1)) +
          SheetRow(3, BlankCell(3, 1, 1) + BlankCell(3, 2, 1)),
      {{"General", true}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲;收到|"));
}

TEST(Xlsx, EndsATableAtAHeading) {
  const v1::Document document =
      ReadRows(TextRow(1, {"项目", "甲"}) + TextRow(2, {"收到", "1"}) +
               TextRow(3, {"四、行政复议情况"}) + TextRow(4, {"项目", "乙"}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲;收到|1", "四、行政复议情况", "项目|乙"));
}

TEST(Xlsx, PartsTablesAtAnEmptyRow) {
  const v1::Document document = ReadRows(TextRow(1, {"项目", "甲"}) + TextRow(3, {"项目", "乙"}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲", "项目|乙"));
}

TEST(Xlsx, DropsEmptyRowsAndColumnsAroundATable) {
  const v1::Document document =
      ReadRows(TextRow(40, {"项目", "甲"}, 5) + TextRow(41, {"收到", "1"}, 5));
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲;收到|1"));
  EXPECT_EQ(document.text(), "项目\t甲\t\n收到\t1\t\n");
  EXPECT_THAT(PlaceOf(document, "收到").cells, ElementsAre(PartPlace::Cell{0, 41, 5}));
}

TEST(Xlsx, ExpandsMergedCells) {
  const v1::Document document = ReadSheet({.rows = TextRow(1, {"项目", "申请人", "", "总计"}) +
                                                   TextRow(2, {"", "自然人", "法人", ""}) +
                                                   TextRow(3, {"收到", "1", "2", "3"}),
                                           .merges = {"A1:A2", "B1:C1", "D1:D2"}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目(rows 2)|申请人(columns 2)|总计(rows 2);"
                                              "自然人|法人;收到|1|2|3"));
}

// Nobody sees what stands in the cells that a merged one covers.
TEST(Xlsx, LeavesOutWhatMergedCellsCover) {
  const v1::Document document =
      ReadSheet({.rows = TextRow(1, {"项目", "9", "乙"}) + TextRow(2, {"收到", "1", "2"}),
                 .merges = {"A1:B1"}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目(columns 2)|乙;收到|1|2"));
}

TEST(Xlsx, GivesAMergedBlankAsOneCell) {
  const v1::Document document =
      ReadSheet({.rows = TextRow(1, {"项目", "甲", "乙", "丙"}) + TextRow(2, {"收到", "", "", "2"}),
                 .merges = {"B2:C2"}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲|乙|丙;收到|(columns 2)|2"));
}

TEST(Xlsx, ReadsAParagraphMergedOverThePageAsALine) {
  const v1::Document document =
      ReadSheet({.rows = TextRow(2, {"本年度工作平稳。"}) + TextRow(9, {"二、情况"}) +
                         TextRow(10, {"项目", "甲"}),
                 .merges = {"A2:H8", "A9:H9"}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("本年度工作平稳。", "二、情况", "项目|甲"));
}

TEST(Xlsx, LeavesOutHiddenRowsColumnsAndSheetsAndSaysSo) {
  WorkbookParts parts;
  parts.sheets = {
      {.name = "Sheet1",
       .rows = TextRow(1, {"项目", "旧", "甲"}) +
               SheetRow(2, TextCell(2, 1, "作废") + NumberCell(2, 3, "8"), "hidden=\"1\"") +
               TextRow(3, {"收到", "7", "1"}),
       .columns = "<col min=\"2\" max=\"2\" width=\"9\" hidden=\"1\"/>"},
      {.name = "底稿", .rows = TextRow(1, {"不读"}), .state = "hidden"}};
  const v1::Document document = ReadWorkbook(parts);
  EXPECT_THAT(BlocksOf(document), ElementsAre("项目|甲;收到|1"));
  EXPECT_THAT(NotesOf(document),
              UnorderedElementsAre("HIDDEN_LEFT_OUT Sheet1!2:2", "HIDDEN_LEFT_OUT Sheet1!B:B",
                                   "HIDDEN_LEFT_OUT 底稿"));
}

TEST(Xlsx, SaysNothingOfHiddenRowsWithoutText) {
  const v1::Document document =
      ReadRows(TextRow(1, {"甲"}) + SheetRow(2, "", "hidden=\"1\"") + TextRow(3, {"乙"}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲", "乙"));
  EXPECT_THAT(NotesOf(document), IsEmpty());
}

TEST(Xlsx, ReadsSheetsInTheOrderOfTheirTabsWithNamesThatSaySomething) {
  WorkbookParts parts;
  parts.sheets = {{.name = "Sheet1", .rows = TextRow(1, {"甲"})},
                  {.name = "依申请公开", .rows = TextRow(1, {"项目", "乙"})},
                  {.name = "正文", .rows = TextRow(1, {"这是正文"})},
                  {.name = "空表", .rows = ""}};
  const v1::Document document = ReadWorkbook(parts);
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲", "依申请公开", "项目|乙", "这是正文"));
  EXPECT_EQ(PlaceOf(document, "依申请公开").part, "xl/workbook.xml");
  EXPECT_EQ(PlaceOf(document, "依申请公开").paragraph, 2u);
  EXPECT_EQ(PlaceOf(document, "项目").sheet, "依申请公开");
  EXPECT_EQ(PlaceOf(document, "项目").part, "xl/worksheets/sheet2.xml");
}

TEST(Xlsx, ReadsTextsOfTheTableInRunsWithoutHowTheyAreSpoken) {
  WorkbookParts parts;
  parts.texts = {"<t>甲 </t>",
                 "<r><t>行政</t></r><rPh sb=\"0\" eb=\"2\"><t>xingzheng</t></rPh>"
                 "<r><rPr><b/></rPr><t>许可</t></r>",
                 "<t>第一行&#10;第二行_x000D_</t>"};
  parts.sheets = {{.rows = SheetRow(1, SharedCell(1, 1, 1) + SharedCell(1, 2, 2)) +
                           SheetRow(2, SharedCell(2, 1, 0) + NumberCell(2, 2, "5"))}};
  const v1::Document document = ReadWorkbook(parts);
  EXPECT_THAT(BlocksOf(document), ElementsAre("行政许可|第一行\n第二行;甲|5"));
}

// A mark above the line is no digit of the figure.
TEST(Xlsx, HoldsARaisedDigitApart) {
  WorkbookParts parts;
  parts.texts = {"<r><t>12</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>"};
  parts.sheets = {{.rows = SheetRow(1, TextCell(1, 1, "收到") + SharedCell(1, 2, 0))}};
  EXPECT_THAT(BlocksOf(ReadWorkbook(parts)), ElementsAre("收到|12 1"));
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const v1::Document document = ReadRows(SheetRow(
      1, TextCell(1, 1, "行") + FormulaCell(1, 2, "SUM(A2:A3)", "29") +
             "<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
             "<c r=\"E1\" t=\"str\"><f>\"a\"</f><v>合计</v></c><c t=\"d\"><v>2024-01-05</v></c>"));
  EXPECT_THAT(BlocksOf(document), ElementsAre("行|29|TRUE|#DIV/0!|合计|2024-01-05"));
}

// No figure, and no blank either.
TEST(Xlsx, SaysThatAFormulaHasNoResult) {
  const v1::Document document =
      ReadRows(SheetRow(1, TextCell(1, 1, "总计") + FormulaCell(1, 2, "SUM(B2:B5)", "")));
  EXPECT_THAT(BlocksOf(document), ElementsAre("总计|#N/A"));
  EXPECT_THAT(NotesOf(document), ElementsAre("RESULT_MISSING Sheet1!B1"));
}

TEST(Xlsx, GivesTheFigureThatIsKeptAndSaysThatItIsShownOtherwise) {
  const v1::Document document =
      ReadRows(SheetRow(1, TextCell(1, 1, "收费") + NumberCell(1, 2, "3886.46", 1) +
                               NumberCell(1, 3, "1234", 2)),
               {{"0", false}, {"#,##0", false}});
  EXPECT_THAT(BlocksOf(document), ElementsAre("收费|3886.46|1,234"));
  ASSERT_THAT(NotesOf(document), ElementsAre("FIGURE_SHOWN_OTHERWISE Sheet1!B1: 0"));
  const v1::Span& span = document.notes(0).span();
  EXPECT_EQ(document.text().substr(span.begin(), span.end() - span.begin()), "3886.46");
}

TEST(Xlsx, CountsDatesFrom1904IfTheWorkbookDoes) {
  WorkbookParts parts;
  parts.styles = {{"yyyy\"年\"m\"月\"d\"日\"", false}};
  parts.sheets = {{.rows = SheetRow(1, NumberCell(1, 1, "43830", 1))}};
  parts.from_1904 = true;
  EXPECT_THAT(BlocksOf(ReadWorkbook(parts)), ElementsAre("2024年1月1日"));
}

TEST(Xlsx, LeadsABlankCellToItself) {
  const v1::Document document =
      ReadRows(TextRow(7, {"项目", "甲", "乙"}, 2) + TextRow(8, {"收到", "", "3"}, 2));
  const v1::GridCell& blank = document.blocks(0).grid().cells(4);
  ASSERT_EQ(blank.begin(), blank.end());
  const auto place = ToPartPlace(document.source_map(), blank.begin(), blank.end());
  ASSERT_TRUE(place);
  EXPECT_THAT(place->cells, ElementsAre(PartPlace::Cell{0, 8, 3}));
  EXPECT_EQ(place->sheet, "Sheet1");
}

TEST(Xlsx, CountsCharactersWithinACell) {
  const v1::Document document = ReadRows(TextRow(3, {"本机关共受理12件申请"}));
  EXPECT_EQ(PlaceOf(document, "12件").character, 7u);
  EXPECT_EQ(PlaceOf(document, "12件").paragraph, 3u);
}

TEST(Xlsx, NotesAMediaTypeOfAnotherKind) {
  v1::Content content;
  WorkbookParts parts;
  parts.sheets = {{.rows = TextRow(1, {"甲"})}};
  content.set_data(corpus::WorkbookDocument(parts));
  content.set_media_type("application/msword");
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document));
  EXPECT_THAT(NotesOf(document), ElementsAre("DECLARED_TYPE_WRONG application/msword"));
  content.set_media_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  document.Clear();
  ASSERT_FALSE(Normalize(content, &document));
  EXPECT_THAT(NotesOf(document), IsEmpty());
}

}  // namespace
}  // namespace gongkai
