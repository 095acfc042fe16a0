// Pages whose text runs in two columns, written by hand.
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

// Twelve lines of twenty characters, the last one short, from x on.
std::string Column(PagesOf& pages, double x, double first, const std::string& sign) {
  std::string text;
  for (int line = 0; line < 12; ++line) {
    std::string characters;
    for (int i = 0; i < (line == 11 ? 7 : 20); ++i) characters += sign;
    characters += line == 11 ? "。" : "";
    pages.Text(x, first + 16 * line, 11, characters);
    text += characters;
  }
  return text;
}

// Rows of three columns with lines around them, over the whole width.
std::string RuledTable(PagesOf& pages, double top) {
  const double xs[] = {50, 250, 400, 540};
  std::string rows;
  for (int row = 0; row < 4; ++row) {
    const double y = top + 20 * row;
    for (int i = 0; i < 3; ++i) {
      pages.Line(xs[i], y, xs[i + 1], y).Line(xs[i], y + 20, xs[i + 1], y + 20);
      pages.Line(xs[i], y, xs[i], y + 20).Line(xs[i + 1], y, xs[i + 1], y + 20);
    }
    const std::string label(3, static_cast<char>('A' + row));
    pages.Text(60, y + 14, 11, label).Text(300, y + 14, 11, "12").Text(460, y + 14, 11, "7");
    rows += (row > 0 ? ";" : "") + label + "|12|7";
  }
  return rows;
}

TEST(PagesSplit, ReadTheLeftColumnBeforeTheRightOne) {
  PagesOf pages;
  pages.NewPage().Text(150, 80, 16, "某局二〇二三年政府信息公开年报");
  const std::string left = Column(pages, 50, 120, "甲");
  const std::string right = Column(pages, 320, 122, "乙");
  pages.Text(290, 800, 10, "- 1 -");
  const v1::Document document = ReadPages(pages);
  EXPECT_THAT(BlocksOf(document),
              ElementsAre("某局二〇二三年政府信息公开年报", left, right, "~- 1 -"));
  // The place is where it stands on the page.
  const auto at = static_cast<uint32_t>(document.text().find("乙"));
  const auto place = ToPagePlace(document.source_map(), at, at + 3);
  ASSERT_TRUE(place);
  EXPECT_EQ(place->page, 1u);
  EXPECT_EQ(place->left, 32'000);
}

TEST(PagesSplit, GoOnFromOneColumnInTheNextAndOverThePage) {
  PagesOf pages;
  std::string text;
  const std::string signs[] = {"甲", "乙", "丙", "丁"};
  for (int column = 0; column < 4; ++column) {
    if (column % 2 == 0) pages.NewPage();
    for (int line = 0; line < 12; ++line) {
      std::string characters;
      for (int i = 0; i < 20; ++i) characters += signs[column];
      pages.Text(column % 2 == 0 ? 50 : 320, 120 + 16 * line, 11, characters);
      text += characters;
    }
  }
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre(text));
}

// A heading as wide as the page begins no paragraph that goes on in a column.
TEST(PagesSplit, ReadWhatStandsOverBothColumnsBeforeAndBelowBehindThem) {
  PagesOf pages;
  pages.NewPage();
  std::string above, below;
  for (int i = 0; i < 44; ++i) above += "上", below += "下";
  pages.Text(50, 100, 11, above);
  const std::string left = Column(pages, 50, 120, "甲");
  const std::string right = Column(pages, 320, 120, "乙");
  pages.Text(50, 330, 11, below);
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre(above, left, right, below));
}

TEST(PagesSplit, KeepATableWholeThatStandsAcrossBothColumns) {
  PagesOf pages;
  pages.NewPage();
  const std::string left = Column(pages, 50, 120, "甲");
  const std::string right = Column(pages, 320, 120, "乙");
  const std::string rows = RuledTable(pages, 330);
  const std::string last = Column(pages, 50, 440, "丙");
  const std::string end = Column(pages, 320, 440, "丁");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre(left, right, rows, last, end));
}

// Labels at the left and figures at the right of a gap are one table.
TEST(PagesSplit, TakeNoTableApart) {
  PagesOf pages;
  pages.NewPage();
  std::string rows = "内容|制发|废止|有效";
  pages.Text(60, 100, 11, "内容").Centred(340, 100, 11, "制发");
  pages.Centred(420, 100, 11, "废止").Centred(500, 100, 11, "有效");
  for (int row = 0; row < 14; ++row) {
    const std::string label = "主动公开的信息内容与事项之";
    pages.Text(60, 120 + 18 * row, 11, label);
    for (const double x : {340.0, 420.0, 500.0}) pages.Centred(x, 120 + 18 * row, 11, "7");
    rows += ";" + label + "|7|7|7";
  }
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre(rows));
}

// A table of words has prose on both sides of a gap, but its lines cross it.
TEST(PagesSplit, TakeNoRuledTableOfWordsApart) {
  PagesOf pages;
  pages.NewPage();
  std::string rows;
  for (int row = 0; row < 14; ++row) {
    const double y = 100 + 20 * row;
    for (const double line : {y, y + 20}) pages.Line(50, line, 550, line);
    for (const double x : {50.0, 300.0, 550.0}) pages.Line(x, y, x, y + 20);
    std::string left, right;
    for (int i = 0; i < 20; ++i) left += "左", right += "右";
    pages.Text(60, y + 14, 11, left).Text(310, y + 14, 11, right);
    rows += (row > 0 ? ";" : "") + left + "|" + right;
  }
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre(rows));
}

}  // namespace
}  // namespace gongkai
