// Tables of a Word document.
#include "common/limits.h"
#include "gmock/gmock.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::WordParagraph;
using corpus::WordRun;
using ::testing::ElementsAre;

constexpr char kTwo[] = "<w:gridSpan w:val=\"2\"/>";
constexpr char kRestart[] = "<w:vMerge w:val=\"restart\"/>";
constexpr char kContinue[] = "<w:vMerge/>";
constexpr char kRemovedRow[] = "<w:del w:id=\"1\" w:author=\"a\"/>";

std::vector<std::string> Tables(const std::string& rows) { return BlocksOf(ReadBody(Table(rows))); }

TEST(DocxTable, HasItsCellsMerged) {
  EXPECT_THAT(
      Tables(Row(Cell("组", kRestart) + Cell("甲") + Cell("1")) +
             Row(Cell("", kContinue) + Cell("乙") + Cell("2")) + Row(Cell("总", kTwo) + Cell("3"))),
      ElementsAre("组(rows 2)|甲|1;乙|2;总(columns 2)|3"));
}

TEST(DocxTable, MergesBothWaysAtOnce) {
  const std::string both = std::string(kTwo) + kRestart;
  const std::string goes_on = std::string(kTwo) + kContinue;
  EXPECT_THAT(Tables(Row(Cell("角", both) + Cell("1")) + Row(Cell("", goes_on) + Cell("2"))),
              ElementsAre("角(rows 2)(columns 2)|1;2"));
}

// The edges of 总计 and of 复议 differ by a twentieth of a point, as after a conversion from DOC.
TEST(DocxTable, HasNoColumnsOfAHairsBreadth) {
  const std::string grid =
      "<w:tblGrid><w:gridCol w:w=\"600\"/><w:gridCol w:w=\"599\"/><w:gridCol w:w=\"1\"/>"
      "<w:gridCol w:w=\"600\"/></w:tblGrid>";
  EXPECT_THAT(Tables(grid + Row(Cell("复议", kTwo) + Cell("诉讼", kTwo)) +
                     Row(Cell("维持") + Cell("总计", kTwo) + Cell("维持"))),
              ElementsAre("复议(columns 2)|诉讼;维持|总计|维持"));
  // Where a cell stands in such a column alone the widths say nothing.
  EXPECT_THAT(Tables(grid + Row(Cell("甲") + Cell("乙") + Cell("丙") + Cell("丁"))),
              ElementsAre("甲|乙|丙|丁"));
}

// A new cell that begins over the end of another one must not be swallowed by it.
TEST(DocxTable, KeepsACellApartThatGoesOnFromNone) {
  EXPECT_THAT(Tables(Row(Cell("甲") + Cell("1")) + Row(Cell("乙", kContinue) + Cell("2"))),
              ElementsAre("甲|1;乙|2"));
  EXPECT_THAT(Tables(Row(Cell("甲", kRestart) + Cell("1") + Cell("2")) +
                     Row(Cell("乙", std::string(kTwo) + kContinue) + Cell("3"))),
              ElementsAre("甲|1|2;乙(columns 2)|3"));
  EXPECT_THAT(Tables(Row(Cell("甲", kRestart) + Cell("1")) + Row(Cell("丙") + Cell("2")) +
                     Row(Cell("乙", kContinue) + Cell("3"))),
              ElementsAre("甲|1;丙|2;乙|3"));
}

TEST(DocxTable, ShowsNothingOfWhatACellCovers) {
  EXPECT_THAT(Tables(Row(Cell("甲", kRestart) + Cell("1")) + Row(Cell("9", kContinue) + Cell("2"))),
              ElementsAre("甲(rows 2)|1;2"));
}

TEST(DocxTable, MergesAcrossTheOldWay) {
  EXPECT_THAT(Tables(Row(Cell("甲", "<w:hMerge w:val=\"restart\"/>") + Cell("", "<w:hMerge/>") +
                         Cell("1")) +
                     Row(Cell("乙") + Cell("2") + Cell("3"))),
              ElementsAre("甲(columns 2)|1;乙|2|3"));
}

TEST(DocxTable, LeavesPositionsFreeBeforeARow) {
  const v1::Document document =
      ReadBody(Table(Row(Cell("甲") + Cell("1")) + Row(Cell("2"), "<w:gridBefore w:val=\"1\"/>")));
  const v1::Grid& grid = document.blocks(0).grid();
  ASSERT_EQ(grid.cells_size(), 3);
  EXPECT_EQ(grid.cells(2).row(), 1u);
  EXPECT_EQ(grid.cells(2).column(), 1u);
  EXPECT_EQ(grid.columns(), 2u);
}

TEST(DocxTable, MarksHeaderRows) {
  const v1::Document document =
      ReadBody(Table(Row(Cell("甲") + Cell("乙"), "<w:tblHeader/>") + Row(Cell("1") + Cell("2"))));
  EXPECT_TRUE(document.blocks(0).grid().cells(1).header());
  EXPECT_FALSE(document.blocks(0).grid().cells(2).header());
}

TEST(DocxTable, HasNoRowsOrCellsThatWereTakenOut) {
  EXPECT_THAT(
      Tables(Row(Cell("甲", kRestart) + Cell("1")) +
             Row(Cell("", kContinue) + Cell("9"), kRemovedRow) +
             Row(Cell("", kContinue) + Cell("2")) + Row(Cell("7") + Cell("8"), "<w:hidden/>") +
             Row(Cell("乙") + Cell("6", "<w:cellDel w:id=\"2\"/>") +
                 Cell("3", "<w:cellIns w:id=\"3\"/>"))),
      ElementsAre("甲(rows 2)|1;2;乙|3"));
}

TEST(DocxTable, HoldsTablesAndLinesInItsCells) {
  const v1::Document document =
      ReadBody(Table(Row(Cell("甲") + "<w:tc>" + Line("一行") +
                         WordParagraph("<w:r><w:t>二</w:t><w:br/><w:t>行</w:t>"
                                       "<w:tab/><w:t>尾</w:t></w:r>") +
                         "</w:tc>" + Cell("丙")) +
                     Row(Cell("乙") + "<w:tc>" + Table(Row(Cell("1") + Cell("2"))) +
                         "<w:p/></w:tc>" + Cell("丁"))));
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲|一行\n二\n行 尾|丙;乙|1\t2\t|丁", "1|2"));
}

TEST(DocxTable, FindsRowsAndCellsInContentControls) {
  EXPECT_THAT(
      BlocksOf(ReadBody("<w:tbl><w:sdt><w:sdtContent>" + Row(Cell("甲") + Cell("1")) +
                        "</w:sdtContent></w:sdt><w:tr><w:sdt><w:sdtPr/><w:sdtContent>" +
                        Cell("乙") + "</w:sdtContent></w:sdt>" + Cell("2") + "</w:tr></w:tbl>")),
      ElementsAre("甲|1;乙|2"));
}

TEST(DocxTable, FindsRowsInTheFirstOfAlternatives) {
  EXPECT_THAT(Tables("<mc:AlternateContent><mc:Choice>" + Row(Cell("甲") + Cell("1")) +
                     "</mc:Choice><mc:Fallback>" + Row(Cell("甲") + Cell("2")) +
                     "</mc:Fallback></mc:AlternateContent>" + Row(Cell("乙") + Cell("3"))),
              ElementsAre("甲|1;乙|3"));
}

TEST(DocxTable, OfOneCellIsAFrame) {
  EXPECT_THAT(BlocksOf(ReadBody(Table(Row("<w:tc>" + Line("正文") + "</w:tc>")))),
              ElementsAre("正文"));
}

TEST(DocxTable, StaysRightBelowMoreMergedRowsThanTheBound) {
  std::string rows = Row(Cell("甲", kRestart) + Cell("0"));
  const int count = kMaxTableSpan + 20;
  for (int i = 1; i < count; ++i) {
    rows += Row(Cell("", kContinue) + Cell(std::to_string(i)));
  }
  const v1::Document document = ReadBody(Table(rows));
  const v1::Grid& grid = document.blocks(0).grid();
  for (const v1::GridCell& cell : grid.cells()) {
    if (cell.begin() == cell.end() || cell.row() == 0) continue;
    EXPECT_EQ(cell.column(), 1u) << cell.row();
    EXPECT_EQ(document.text().substr(cell.begin(), cell.end() - cell.begin()),
              std::to_string(cell.row()));
  }
}

TEST(DocxTable, MayHaveAHundredThousandRows) {
  std::string rows;
  for (int i = 0; i < 100'000; ++i) {
    rows += "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>" +
            std::to_string(i) + "</w:t></w:r></w:p></w:tc></w:tr>";
  }
  const v1::Document document = ReadBody(Table(rows));
  const v1::Grid& grid = document.blocks(0).grid();
  EXPECT_EQ(grid.rows(), 100'000u);
  const v1::GridCell& last = *grid.cells().rbegin();
  EXPECT_EQ(document.text().substr(last.begin(), last.end() - last.begin()), "99999");
}

TEST(DocxTable, IsRefusedOverItsBound) {
  std::string rows;
  const std::string row = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>";
  for (int i = 0; i < 300'000; ++i) rows += row;
  EXPECT_EQ(RefuseBytes(corpus::WordDocument(Table(rows))).code(), v1::ReportError::OVER_LIMIT);
}

}  // namespace
}  // namespace gongkai
