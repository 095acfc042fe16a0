// Tables of pages that are written by hand.
#include "gmock/gmock.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

// Two columns of labels and figures: rows at 100, 120, 140.
PagesOf RuledTable() {
  PagesOf pages;
  pages.NewPage().Grid({100, 200, 260, 320}, {100, 120, 140});
  pages.Text(105, 114, 9, "行政许可").Centred(230, 114, 9, "12").Centred(290, 114, 9, "7");
  pages.Text(105, 134, 9, "行政强制").Centred(290, 134, 9, "3");
  return pages;
}

TEST(PagesTable, ReadsCellsBetweenLinesAndKeepsABlankOne) {
  EXPECT_THAT(BlocksOf(ReadPages(RuledTable())), ElementsAre("行政许可|12|7;行政强制||3"));
}

TEST(PagesTable, ReadsLinesDrawnPieceByPieceAndTwice) {
  PagesOf pages;
  pages.NewPage();
  for (const double y : {100.0, 120.0, 140.0}) {
    pages.Line(100, y, 150, y)
        .Line(150.5, y, 200, y)
        .Line(200, y, 300, y)
        .Line(100, y + 0.6, 300, y + 0.6);
  }
  for (const double x : {100.0, 200.0, 300.0}) pages.Line(x, 100, x, 120).Line(x, 121, x, 140);
  pages.Text(105, 114, 9, "甲项").Text(250, 114, 9, "1");
  pages.Text(105, 134, 9, "乙项").Text(250, 134, 9, "2");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("甲项|1;乙项|2"));
}

TEST(PagesTable, TakesOpenSidesForSides) {
  PagesOf pages;
  pages.NewPage();
  for (const double y : {100.0, 120.0, 140.0}) pages.Line(100, y, 300, y);
  pages.Line(200, 100, 200, 140);
  pages.Text(105, 114, 9, "甲项").Text(250, 114, 9, "1");
  pages.Text(105, 134, 9, "乙项").Text(250, 134, 9, "2");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("甲项|1;乙项|2"));
}

TEST(PagesTable, JoinsMergedCells) {
  PagesOf pages;
  pages.NewPage();
  // The first column is one cell over two rows, the first row one cell over two columns.
  pages.Line(100, 100, 300, 100).Line(150, 120, 300, 120).Line(150, 140, 300, 140);
  pages.Line(100, 160, 300, 160);
  pages.Line(100, 100, 100, 160).Line(150, 100, 150, 160).Line(225, 120, 225, 160);
  pages.Line(300, 100, 300, 160);
  pages.Text(105, 134, 9, "组").Centred(225, 114, 9, "两列");
  pages.Centred(190, 134, 9, "1").Centred(260, 134, 9, "2");
  pages.Centred(190, 154, 9, "3").Centred(260, 154, 9, "4");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("组(rows 3)|两列(columns 2);1|2;3|4"));
}

TEST(PagesTable, ReadsALabelSetVerticallyOrBroken) {
  PagesOf pages;
  pages.NewPage().Grid({100, 115, 200}, {100, 160, 190});
  pages.Text(103, 112, 9, "自").Text(103, 126, 9, "然").Text(103, 140, 9, "人");
  pages.Text(120, 126, 9, "其他法律行政").Text(120, 140, 9, "法规禁止公开");
  pages.Text(103, 178, 9, "5").Text(150, 178, 9, "6");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("自然人|其他法律行政法规禁止公开;5|6"));
}

// Two figures under each other in one cell are no figure of twice the digits.
TEST(PagesTable, HoldsFiguresOnTwoLinesOfACellApart) {
  PagesOf pages;
  pages.NewPage().Grid({100, 150, 200}, {100, 140, 160});
  pages.Text(110, 114, 9, "12").Text(110, 130, 9, "34").Text(160, 114, 9, "甲");
  pages.Text(110, 154, 9, "5").Text(160, 154, 9, "乙");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("12\n34|甲;5|乙"));
}

// 12345 reaches from its cell into the next: nobody may read 123 and 45 there.
TEST(PagesTable, MakesOneCellOfTwoWhereAFigureLiesAcrossTheirBorder) {
  PagesOf pages;
  pages.NewPage().Grid({100, 200, 215, 230, 260}, {100, 120, 140});
  pages.Text(105, 114, 9, "行政许可").Text(202, 114, 9, "12345").Text(240, 114, 9, "9");
  pages.Text(105, 134, 9, "行政强制").Text(203, 134, 9, "1").Text(220, 134, 9, "2");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("行政许可|12345(columns 2)|9;行政强制|1|2|"));
}

TEST(PagesTable, GoesOnOverAPageBreakAndLeavesTheRepeatedHeadOut) {
  PagesOf pages;
  const std::vector<double> xs = {100, 200, 300};
  pages.NewPage().Grid(xs, {740, 760, 780});
  pages.Text(105, 754, 9, "信息内容").Text(205, 754, 9, "本年收费");
  pages.Text(105, 774, 9, "甲项").Text(250, 774, 9, "1");
  pages.Centred(297, 810, 9, "- 1 -");
  pages.NewPage().Grid(xs, {60, 80, 100, 120});
  pages.Text(105, 74, 9, "信息内容").Text(205, 74, 9, "本年收费");
  pages.Text(105, 94, 9, "乙项").Text(250, 94, 9, "2");
  pages.Text(105, 114, 9, "丙项");
  pages.Centred(297, 810, 9, "- 2 -");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre("信息内容|本年收费;甲项|1;乙项|2;丙项|", "~- 1 -", "~- 2 -", "~信息内容",
                          "~本年收费"));
}

TEST(PagesTable, CarriesAMergedCellOverAPageBreak) {
  PagesOf pages;
  pages.NewPage().Line(100, 740, 300, 740).Line(150, 760, 300, 760).Line(100, 780, 300, 780);
  for (const double x : {100.0, 150.0, 225.0, 300.0}) pages.Line(x, 740, x, 780);
  pages.Text(105, 764, 9, "一组").Text(155, 754, 9, "甲项").Text(250, 754, 9, "1");
  pages.Text(155, 774, 9, "乙项").Text(250, 774, 9, "2");
  pages.NewPage().Grid({100, 150, 225, 300}, {60, 80, 100});
  pages.Text(155, 74, 9, "丙项").Text(250, 74, 9, "3");
  pages.Text(105, 94, 9, "二组").Text(155, 94, 9, "丁项").Text(250, 94, 9, "4");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre("一组(rows 3)|甲项|1;乙项|2;丙项|3;二组|丁项|4"));
}

// The first cell of the next page is empty, but no merged cell ends above it.
TEST(PagesTable, TakesABlankUnderAFigureForNoMergedCell) {
  PagesOf pages;
  pages.NewPage().Grid({100, 200, 300}, {740, 760, 780});
  pages.Text(140, 754, 9, "1").Text(240, 754, 9, "2").Text(140, 774, 9, "3").Text(240, 774, 9, "4");
  pages.NewPage().Grid({100, 200, 300}, {60, 80, 100});
  pages.Text(240, 74, 9, "6").Text(140, 94, 9, "7").Text(240, 94, 9, "8");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("1|2;3|4;|6;7|8"));
}

TEST(PagesTable, LeavesAnotherTableOnTheNextPageAlone) {
  PagesOf pages;
  pages.NewPage().Grid({100, 200, 300}, {740, 760, 780});
  pages.Text(105, 754, 9, "甲项").Text(250, 754, 9, "1").Text(105, 774, 9, "乙项");
  pages.NewPage().Grid({100, 140, 180, 220, 260, 300}, {60, 80, 100});
  pages.Text(105, 74, 9, "丙").Text(150, 94, 9, "3");
  EXPECT_EQ(ReadPages(pages).blocks_size(), 2);
}

TEST(PagesTable, TakesABoxAroundTextForNoTable) {
  PagesOf pages;
  pages.NewPage().Grid({60, 535}, {60, 780}).Text(80, 100, 12, "说明文字");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("说明文字"));
}

// An L is no cell: what stands there is read as lines, and in no column.
TEST(PagesTable, GivesNoGridWhereLinesLeaveItOpen) {
  PagesOf pages;
  pages.NewPage();
  pages.Line(100, 100, 300, 100).Line(100, 120, 200, 120).Line(100, 140, 300, 140);
  pages.Line(100, 100, 100, 140).Line(200, 120, 200, 140).Line(300, 100, 300, 140);
  pages.Text(105, 114, 9, "甲项").Text(250, 114, 9, "1").Text(105, 134, 9, "乙项");
  const v1::Document document = ReadPages(pages);
  for (const v1::Block& block : document.blocks()) {
    EXPECT_EQ(block.kind(), v1::Block::PARAGRAPH);
  }
}

// A table set sideways on an upright page.
TEST(PagesTable, ReadsAPageThatLiesOnItsSide) {
  v1::Pages pages = RuledTable().pages();
  v1::PositionedPage* page = pages.mutable_pages(0);
  const auto turn = [](auto* x, auto* y, int height) {
    for (int i = 0; i < x->size(); ++i) {
      const int old = x->Get(i);
      x->Set(i, height - y->Get(i));
      y->Set(i, old);
    }
  };
  const int height = page->height();
  turn(page->mutable_glyph_x(), page->mutable_glyph_y(), height);
  turn(page->mutable_ruling_left(), page->mutable_ruling_top(), height);
  turn(page->mutable_ruling_right(), page->mutable_ruling_bottom(), height);
  for (int i = 0; i < page->ruling_left_size(); ++i) {
    if (page->ruling_left(i) < page->ruling_right(i)) continue;
    const int left = page->ruling_left(i);
    page->set_ruling_left(i, page->ruling_right(i));
    page->set_ruling_right(i, left);
  }
  page->set_height(page->width());
  page->set_width(height);
  for (int i = 0; i < page->glyph_code_size(); ++i) page->add_glyph_turn(1);
  v1::Document document;
  ASSERT_FALSE(NormalizePages(pages, &document));
  EXPECT_THAT(BlocksOf(document), ElementsAre("行政许可|12|7;行政强制||3"));
  // The 7 stands 114 pt from the right, as the page is shown.
  const auto at = static_cast<uint32_t>(document.text().find('7'));
  const auto place = ToPagePlace(document.source_map(), at, at + 1);
  ASSERT_TRUE(place);
  EXPECT_LT(place->left, height - 11400);
  EXPECT_GE(place->right, height - 11400);
}

}  // namespace
}  // namespace gongkai
