// Tables that a text draws with characters: boxes and ruled columns become grids; where a drawing
// leaves a doubt its lines stay lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/strings.h"
#include "source_map_check.h"
#include "tests/normalize/normalized.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Document ReadDrawn(const std::string& text) {
  v1::Content content;
  content.set_data(text);
  Normalized normalized = Normalize(content);
  if (const auto* error = std::get_if<v1::ReportError>(&normalized)) {
    ADD_FAILURE() << error->ShortDebugString();
    return {};
  }
  v1::Document document = std::get<v1::Document>(std::move(normalized));
  EXPECT_EQ(CheckSourceMap(content.data(), document), "");
  EXPECT_EQ(CheckBlocks(document), "");
  return document;
}

std::string TextOf(const v1::Document& document, uint32_t begin, uint32_t end) {
  return document.text().substr(begin, end - begin);
}

// "row,column text" for each cell, with "RxC" where it covers more than one place.
std::vector<std::string> CellsOf(const v1::Document& document) {
  std::vector<std::string> cells;
  for (const v1::Block& block : document.blocks()) {
    for (const v1::GridCell& cell : block.grid().cells()) {
      std::string text = Concat(cell.row(), ",", cell.column());
      if (cell.row_span() * cell.column_span() > 1) {
        text += Concat(" ", cell.row_span(), "x", cell.column_span());
      }
      cells.push_back(text + " " + TextOf(document, cell.begin(), cell.end()));
    }
  }
  return cells;
}

std::vector<std::string> ParagraphsOf(const v1::Document& document) {
  std::vector<std::string> paragraphs;
  for (const v1::Block& block : document.blocks()) {
    if (block.kind() != v1::Block::TABLE) {
      paragraphs.push_back(TextOf(document, block.begin(), block.end()));
    }
  }
  return paragraphs;
}

constexpr char kBox[] =
    "二、主动公开\n\n"
    "+----------+--------------+\n"
    "| 信息内容 | 件数         |\n"
    "|          +------+-------+\n"
    "|          | 制发 | 废止  |\n"
    "+==========+======+=======+\n"
    "| 行政规范 | 12   | +3    |\n"
    "| 性文件   |      |       |\n"
    "+----------+------+-------+\n"
    "| 规章     |      | 0     |\n"
    "+----------+------+-------+\n"
    "\n以上统计到年底。\n";

TEST(DrawnTables, ABoxGivesItsCellsWithTheirSpansAndLabelsThatWereWrapped) {
  const v1::Document document = ReadDrawn(kBox);
  EXPECT_THAT(CellsOf(document),
              ElementsAre("0,0 2x1 信息内容", "0,1 1x2 件数", "1,1 制发", "1,2 废止",
                          "2,0 行政规范性文件", "2,1 12", "2,2 +3", "3,0 规章", "3,1 ", "3,2 0"));
  EXPECT_THAT(ParagraphsOf(document), ElementsAre("二、主动公开", "以上统计到年底。"));
}

TEST(DrawnTables, ABoxOfTypedLinesIsReadWhetherTheyAreWideOrNarrow) {
  // As Chinese type has them, two places each.
  const v1::Document wide = ReadDrawn(
      "┌────┬──┬──┐\n"
      "│信息内容│制发│废止│\n"
      "├────┼──┼──┤\n"
      "│行政规范│ 12 │    │\n"
      "│性文件　│　　│　　│\n"
      "└────┴──┴──┘\n");
  const v1::Document narrow = ReadDrawn(
      "┌────────┬────┬────┐\n"
      "│信息内容│制发│废止│\n"
      "├────────┼────┼────┤\n"
      "│行政规范│ 12 │    │\n"
      "│性文件  │    │    │\n"
      "└────────┴────┴────┘\n");
  EXPECT_THAT(CellsOf(wide), ElementsAre("0,0 信息内容", "0,1 制发", "0,2 废止",
                                         "1,0 行政规范性文件", "1,1 12", "1,2 "));
  EXPECT_EQ(CellsOf(wide), CellsOf(narrow));
}

// Pieces of two labels take turns in the file: the way back leads to and fro. The lines of a box in
// GB 2312 are everyday words in Big5, and were taken for them.
TEST(DrawnTables, LabelsWrappedBesideEachOtherLeadBackToTheirBytesInAnyCharacterSet) {
  const std::string text =
      "┌────┬────┬──┐\n"
      "│信息内容│本年制发│废止│\n"
      "│　　　　│件数　　│件数│\n"
      "├────┼────┼──┤\n"
      "│行政规范│　１２　│３　│\n"
      "│性文件　│　　　　│　　│\n"
      "└────┴────┴──┘\n";
  for (const char* charset : {"UTF-8", "GB18030", "UTF-16LE"}) {
    EXPECT_THAT(CellsOf(ReadDrawn(Encode(text, charset))),
                ElementsAre("0,0 信息内容", "0,1 本年制发件数", "0,2 废止件数",
                            "1,0 行政规范性文件", "1,1 12", "1,2 3"))
        << charset;
  }
}

TEST(DrawnTables, RowsThatNoLineHoldsApartStayLines) {
  const v1::Document document = ReadDrawn(
      "+------+------+\n"
      "| name | 2023 |\n"
      "+------+------+\n"
      "| 规章 |    1 |\n"
      "| 文件 |    2 |\n"
      "+------+------+\n");
  EXPECT_THAT(CellsOf(document), IsEmpty());
  EXPECT_EQ(document.blocks_size(), 6);
}

TEST(DrawnTables, ALabelMayBeBrokenBeforeAFigureOfItsOwn) {
  const v1::Document document = ReadDrawn(
      "+----------+------+----+\n"
      "| 指标     | 单位 | 数 |\n"
      "+----------+------+----+\n"
      "| 公开数（ | 条   | 17 |\n"
      "| 相同的计 |      |    |\n"
      "| 1条）    |      |    |\n"
      "+----------+------+----+\n");
  EXPECT_THAT(CellsOf(document), ElementsAre("0,0 指标", "0,1 单位", "0,2 数",
                                             "1,0 公开数（相同的计1条）", "1,1 条", "1,2 17"));
}

// The line between two rows was lost, and the figures of 规章 stood in the row of the other.
TEST(DrawnTables, ALabelThatHadRoomDoesNotGoOnInTheNextLine) {
  EXPECT_THAT(CellsOf(ReadDrawn("+----------------+----+----+\n"
                                "| 信息内容       | 一 | 二 |\n"
                                "+----------------+----+----+\n"
                                "| 规章           | 3  | 4  |\n"
                                "| 行政规范性文件 |    |    |\n"
                                "+----------------+----+----+\n")),
              IsEmpty());
}

TEST(DrawnTables, ABoxThatLostABarOrALineStaysLines) {
  const std::string box = kBox;
  for (const std::string_view piece :
       {"12   | ", "+----------+------+-------+\n| 规章", "+==========+======+=======+\n"}) {
    std::string damaged = box;
    damaged.erase(damaged.find(piece),
                  piece.find('\n') == piece.npos ? piece.size() : piece.find('\n') + 1);
    EXPECT_THAT(CellsOf(ReadDrawn(damaged)), IsEmpty()) << damaged;
  }
}

TEST(DrawnTables, ALineOfABoxThatHoldsAFigureLeavesTheLinesAsTheyAre) {
  EXPECT_THAT(CellsOf(ReadDrawn("+----+----+\n"
                                "|规章|1   |\n"
                                "+----+----+\n"
                                "|文件|23  |\n"
                                "+---1+----+\n")),
              IsEmpty());
}

TEST(DrawnTables, ColumnsUnderARuleHaveARowForEachLine) {
  const v1::Document document = ReadDrawn(
      "  信息内容          制发   废止\n"
      "  ---------------- ----- ------\n"
      "  规章                 0      1\n"
      "  行政规范性文件              2\n"
      "\n"
      "后文\n");
  EXPECT_THAT(CellsOf(document), ElementsAre("0,0 信息内容", "0,1 制发", "0,2 废止", "1,0 规章",
                                             "1,1 0", "1,2 1", "2,0 行政规范性文件", "2,2 2"));
  EXPECT_THAT(ParagraphsOf(document), ElementsAre("后文"));
}

// Figures that moved because one before them was lost, or because a space was put in.
TEST(DrawnTables, WhatNeitherBeginsNorEndsWithItsColumnLeavesTheLinesAsTheyAre) {
  EXPECT_THAT(CellsOf(ReadDrawn("信息内容          制发   废止\n"
                                "---------------- ----- ------\n"
                                "规章                    1\n")),
              IsEmpty());
  // The rest of the next line stands in the last column.
  EXPECT_THAT(CellsOf(ReadDrawn("信息内容          制发   废止\n"
                                "---------------- ----- ------\n"
                                "规章             0     1   规范\n")),
              IsEmpty());
}

TEST(DrawnTables, BlankLinesHoldRowsApartWhereTheTableIsRuledAbove) {
  const v1::Document document = ReadDrawn(
      "前文\n\n"
      "  ------------------------\n"
      "  信息内容是 本年制发 废止\n"
      "  哪一项     件数     件数\n"
      "  ---------- -------- ----\n"
      "  行政规范性 12       3\n"
      "  文件\n"
      "\n"
      "  规章       0        1\n"
      "  ------------------------\n");
  EXPECT_THAT(CellsOf(document),
              ElementsAre("0,0 信息内容是哪一项", "0,1 本年制发件数", "0,2 废止件数",
                          "1,0 行政规范性文件", "1,1 12", "1,2 3", "2,0 规章", "2,1 0", "2,2 1"));
}

TEST(DrawnTables, WhatStandsBetweenTwoRuledColumnsLeavesTheLinesAsTheyAre) {
  const v1::Document document = ReadDrawn(
      "信息内容     制发\n"
      "-------- --------\n"
      "行政规范性文件  12\n");
  EXPECT_THAT(CellsOf(document), IsEmpty());
  EXPECT_THAT(ParagraphsOf(document),
              ElementsAre("信息内容     制发", "-------- --------", "行政规范性文件  12"));
}

TEST(DrawnTables, ARuleWithoutRowsAndALineOfHyphensAreNoTable) {
  EXPECT_THAT(CellsOf(ReadDrawn("一、总体情况\n------ ------\n")), IsEmpty());
  EXPECT_THAT(CellsOf(ReadDrawn("标题\n----------\n正文 12 件\n")), IsEmpty());
  EXPECT_THAT(CellsOf(ReadDrawn("+----+\n| 一 |\n+----+\n")), IsEmpty());
}

TEST(DrawnTables, WhatStandsRoundATableIsReadAsWithoutIt) {
  const std::string around = "报告标题\n\n[image: 统计图]\n  正文 3 件  \n";
  const v1::Document with = ReadDrawn(around + "\n" + kBox);
  const v1::Document without = ReadDrawn(around);
  ASSERT_GE(with.blocks_size(), 3);
  for (int i = 0; i < without.blocks_size(); ++i) {
    const v1::Block& a = without.blocks(i);
    const v1::Block& b = with.blocks(i);
    EXPECT_EQ(a.kind(), b.kind());
    EXPECT_EQ(TextOf(without, a.begin(), a.end()), TextOf(with, b.begin(), b.end()));
  }
}

}  // namespace
}  // namespace gongkai
