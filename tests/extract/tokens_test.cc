#include "extract/tokens.h"

#include <gtest/gtest.h>

#include "extract/raw_text.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

// Tokens as w(ords) f(igure) m(ark) b(lank) x (filler); rows apart by "/".
std::string Shape(const v1::Document& document) {
  const absl::StatusOr<TokenList> list = Tokenize(document, FigureReader::Builtin());
  if (!list.ok()) return list.status().ToString();
  std::string shape;
  uint32_t row = 0;
  for (const Token& token : list->tokens) {
    if (token.row != row) shape += '/';
    row = token.row;
    shape += "wfmbx"[static_cast<int>(token.kind)];
  }
  return shape;
}

std::string ShapeOf(std::string_view text) {
  v1::Document document;
  document.set_text(std::string(text));
  return Shape(document);
}

TEST(TokensTest, ReadsARowWithPipes) {
  EXPECT_EQ(ShapeOf("规章 | 0 | / | 3 |\n"), "wfmf");
  EXPECT_EQ(ShapeOf("| 规章 | 0 | / | 3 |\n"), "wfmf");
  EXPECT_EQ(ShapeOf("规章|0|3\n"), "wff");
}

TEST(TokensTest, TellsABlankFromFiller) {
  EXPECT_EQ(ShapeOf("规章 | 0 |  | 3 |\n"), "wfbf");
  EXPECT_EQ(ShapeOf("| 规章 ||| 0 |\n"), "wxxf");  // padded cells: "||" is what a span left
  EXPECT_EQ(ShapeOf("规章|0||3|\n"), "wfbf");      // cells without padding: it is empty
}

TEST(TokensTest, ReadsCellsOneALine) {
  EXPECT_EQ(ShapeOf("规章 |\n0 |\n |\n3 | ||\n"), "w/f/b/fxx");
  EXPECT_EQ(ShapeOf("规章\n|\n0\n|\n3\n|\n"), "w/f/f");
  EXPECT_EQ(ShapeOf("规章\n\n0\n\n3\n"), "w/f/f");
}

TEST(TokensTest, TakesLinesBehindTabsForARowUpToABlankLine) {
  EXPECT_EQ(ShapeOf("\t规章\n\t0\n\t\n\n\t商业\n企业\n\t3\n\n"), "wfb/wwf");
  EXPECT_EQ(ShapeOf("规章\t0\t\t3\n"), "wfbf");
}

TEST(TokensTest, LeavesOutPageNumbersAndSeparators) {
  EXPECT_EQ(ShapeOf("0\n- 4 -\n0\n— 12 —\n第 4 页\n第4页 共12页\n4/12\n0\n"), "f/f/f");
  EXPECT_EQ(ShapeOf("| 规章 | 0 |\n| --- | --- |\n| 行政许可 | 3 |\n"), "wf/wf");
}

TEST(TokensTest, LeavesOutTheLinesOfADrawnTable) {
  EXPECT_EQ(ShapeOf("+----+---+\n| 规章 | 0 |\n+----+---+\n| 行政许可 | 3 |\n+----+---+\n"),
            "wf/wf");
  EXPECT_EQ(ShapeOf("+3\n"), "f");  // a figure with its sign
  EXPECT_EQ(ShapeOf("| 规章 | 0 |\n|    +---+\n| 行政许可 | 3 |\n|----+---|\n"), "wf/wf");
}

// The token before a cell was looked at where there was none.
TEST(TokensTest, ReadsATextThatBeginsWithAPageNumberInACell) {
  EXPECT_EQ(ShapeOf("- 4 - |\n规章 | 3 |\n"), "wf");
  EXPECT_EQ(ShapeOf("\t- 4 -\n规章\n"), "w");
}

TEST(TokensTest, ReadsFiguresSetOffInMarkdown) {
  EXPECT_EQ(ShapeOf("| 规章 | **0** | _3_ | *-2* | __/__ |\n"), "wfffm");
  EXPECT_EQ(ShapeOf("规章 **0** **12**\n"), "wff");
  EXPECT_EQ(ShapeOf("| 规章 | ** | **3 | 3** |\n"), "wwww");
}

TEST(TokensTest, FindsTheSignThatStandsForPipes) {
  EXPECT_EQ(ShapeOf("规章；0；；3\n"), "w");
  for (const std::string_view sign : {"；", ";", "，", ","}) {
    std::string text = "本年收到申请3件" + std::string(sign) + "办结3件。\n信息内容" +
                       std::string(sign) + "本年增/减\n";
    std::string shape = "w/ww";
    for (int i = 0; i < 8; ++i) {
      for (const char* cell : {"规章", "0", "", "32"}) text += cell + std::string(sign);
      text += '\n';
      shape += "/wfbf";
    }
    EXPECT_EQ(ShapeOf(text), shape) << sign;
  }
}

TEST(TokensTest, TakesTwoDigitsOnALineForNoSign) {
  EXPECT_EQ(ShapeOf("12\n13\n14\n15\n16\n17\n18\n19\n规章；3\n"), "f/f/f/f/f/f/f/f/w");
}

TEST(TokensTest, KeepsFiguresOfProseWithinItsWords) {
  EXPECT_EQ(ShapeOf("全年公开信息12条，其中 3 件为文件。\n"), "wfw");
  EXPECT_EQ(ShapeOf("1 属于国家秘密\n"), "w");
  EXPECT_EQ(ShapeOf("3 件\n"), "f");
}

TEST(TokensTest, ReadsTheCellsOfAGridOnce) {
  const v1::Document document = NormalizedOf(
      "<html><body><table><tr><td rowspan=2>甲类文件名称</td><td>0</td><td></td></tr>"
      "<tr><td>1</td><td>/</td></tr></table></body></html>");
  EXPECT_EQ(Shape(document), "wfb/fm");
}

TEST(TokensTest, ReadsANestedTableInsideItsOwnRows) {
  const v1::Document document = NormalizedOf(
      "<html><body><table><tr><td>左栏</td><td><table><tr><td>规章</td><td>0</td></tr>"
      "<tr><td>许可</td><td>1</td></tr></table></td></tr></table></body></html>");
  EXPECT_EQ(Shape(document), "w/wf/wf");
}

TEST(TokensTest, RefusesMoreThanItsBound) {
  std::string text;
  for (int i = 0; i < 400'100; ++i) text += "1\n";
  EXPECT_EQ(ShapeOf(text).substr(0, 18), "RESOURCE_EXHAUSTED");
}

TEST(RawTextTest, GivesBackFullWidthFigures) {
  const v1::Document document = NormalizedOf("规章 | ３件 | 4 |\n");
  const std::size_t at = document.text().find("3件");
  ASSERT_NE(at, std::string::npos);
  const auto four = static_cast<uint32_t>(document.text().find('4'));
  const RawText raw(document);
  std::string text;
  raw.Append(static_cast<uint32_t>(at), static_cast<uint32_t>(at + 4), &text);
  EXPECT_EQ(text, "３件");
  raw.Append(four, four + 1, &text);
  EXPECT_EQ(text, "３件4");
}

}  // namespace
}  // namespace gongkai
