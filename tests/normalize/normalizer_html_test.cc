// HTML through the whole engine: lines, grids, chrome, source map, bounds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "common/limits.h"
#include "common/strings.h"
#include "model/source_map.h"
#include "source_map_check.h"
#include "tests/normalize/normalized.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Normalized Try(const std::string& html) {
  v1::Content content;
  content.set_data(html);
  return Normalize(content);
}

v1::Document Read(const std::string& html) {
  Normalized normalized = Try(html);
  if (const auto* error = std::get_if<v1::ReportError>(&normalized)) {
    ADD_FAILURE() << error->ShortDebugString();
    return {};
  }
  v1::Document document = std::get<v1::Document>(std::move(normalized));
  EXPECT_EQ(document.format(), v1::Document::HTML);
  EXPECT_EQ(CheckSourceMap(html, document), "") << document.text();
  EXPECT_EQ(CheckBlocks(document), "") << document.text();
  return document;
}

std::string Body(const std::string& body) {
  return "<!DOCTYPE html><html><head><title>t</title></head><body>" + body + "</body></html>";
}

v1::ReportError::Code Refusal(const std::string& html) {
  const Normalized normalized = Try(html);
  const auto* error = std::get_if<v1::ReportError>(&normalized);
  return error == nullptr ? v1::ReportError::CODE_UNSPECIFIED : error->code();
}

std::vector<std::string> Texts(const v1::Document& document, bool chrome = false) {
  std::vector<std::string> texts;
  for (const v1::Block& block : document.blocks()) {
    if (block.kind() == v1::Block::PARAGRAPH && block.chrome() == chrome) {
      texts.push_back(document.text().substr(block.begin(), block.end() - block.begin()));
    }
  }
  return texts;
}

std::vector<std::string> Lines(const std::string& body) { return Texts(Read(Body(body))); }

const v1::Block& TableOf(const v1::Document& document, int index = 0) {
  static const v1::Block none;
  for (const v1::Block& block : document.blocks()) {
    if (block.kind() == v1::Block::TABLE && index-- == 0) return block;
  }
  ADD_FAILURE() << "no such table";
  return none;
}

// "row,column rowspan x columnspan: text" of each cell.
std::vector<std::string> Cells(const v1::Document& document, int index = 0) {
  std::vector<std::string> cells;
  for (const v1::GridCell& cell : TableOf(document, index).grid().cells()) {
    std::string shape = Concat(cell.row(), ",", cell.column());
    if (cell.row_span() > 1 || cell.column_span() > 1) {
      shape += Concat(" ", cell.row_span(), "x", cell.column_span());
    }
    cells.push_back(
        Concat(shape, ": ", document.text().substr(cell.begin(), cell.end() - cell.begin())));
  }
  return cells;
}

std::vector<std::string> Grid(const std::string& table) { return Cells(Read(Body(table))); }

// What a browser shows as lines.

TEST(Lines, EndWithBlocksAndBreaks) {
  EXPECT_THAT(Lines("<h1>标题</h1><div>一<p>二</p>三</div><ul><li>四<li>五</ul>六<br>七<hr>八"),
              ElementsAre("标题", "一", "二", "三", "四", "五", "六", "七", "八"));
}

TEST(Lines, SqueezeSpaceAsABrowserDoes) {
  const v1::Document document = Read(Body("<p>\n  甲 \n\t 乙 <b> 丙</b>\n</p>\n<p>丁</p>"));
  EXPECT_EQ(document.text(), "甲 乙 丙\n丁\n");
}

TEST(Lines, KeepNonBreakingSpaces) {
  EXPECT_EQ(Read(Body("<p>&nbsp;&nbsp;甲&nbsp; 乙\u3000丙</p>")).text(), "  甲  乙 丙\n");
}

TEST(Lines, KeepPreformattedText) {
  EXPECT_EQ(Read(Body("<pre>甲  乙\n\t丙\n\n丁</pre>")).text(), "甲  乙\n\t丙\n丁\n");
  EXPECT_THAT(Lines("<div style='white-space: pre-wrap'>甲\n乙</div>"), ElementsAre("甲", "乙"));
}

TEST(Lines, JoinInlineElements) {
  EXPECT_THAT(Lines("<p><span>20</span><font>23</font>年<o:p></o:p><a href=x>度</a></p>"),
              ElementsAre("2023年度"));
}

TEST(Lines, LeaveOutWhatIsNoText) {
  EXPECT_THAT(Lines("甲<script>var t='<table><tr><td>9</td></tr></table>';</script>"
                    "<style>p{}</style><!-- 注 --><template><p>模板</p></template>"
                    "<select><option>选</select><textarea>填</textarea>乙"),
              ElementsAre("甲乙"));
}

TEST(Lines, SurviveWrongNesting) {
  EXPECT_THAT(Lines("<p><b>甲<p>乙</b></p></div></span>丙"), ElementsAre("甲", "乙", "丙"));
}

// libxml2 hands over a long text in pieces of 1 000 bytes, and has not stepped over the last
// character of a full piece: once its place was missed.
TEST(Lines, MayBeLong) {
  for (const char* unit : {"公", "a", "公a", "共3件；", "公开&amp;a "}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += unit;
    const v1::Document document = Read(Body("<p>" + text + "</p>"));
    EXPECT_EQ(document.blocks_size(), 1) << unit;
    EXPECT_EQ(document.text().substr(0, 6000),
              Read(Body("<p>" + text.substr(0, 15000) + "</p>")).text().substr(0, 6000));
  }
}

TEST(Lines, HaveNoLineEndsWithin) {
  EXPECT_EQ(Read(Body("<p>甲\v乙\u2028丙</p><pre>丁\r戊\f己</pre>")).text(),
            "甲 乙 丙\n丁 戊 己\n");
}

// 12, a note mark and a picture once ran together as one figure.
TEST(Figures, AreNotJoinedOverMarkup) {
  EXPECT_THAT(Lines("<p>12<sup>1</sup>件，12<img>13，m<sub>2</sub>3，5<sup>[2]</sup></p>"),
              ElementsAre("12 1件，12 13，m2 3，5[2]"));
  EXPECT_THAT(Lines("<p>收到<span style='display:none'>99</span>3件，1<i hidden>9</i>2</p>"),
              ElementsAre("收到3件，1 2"));
  EXPECT_THAT(Lines("<p>1<span>2</span><b>3</b><!-- 9 -->4件</p>"), ElementsAre("1234件"));
}

// Characters and their places.

TEST(Reference, LeadsBackToItsBytes) {
  const std::string html = Body("<p>共&#65297;&#x516C;开&nbsp;&lt;&amp;&quot;&#59;&middot;</p>");
  const v1::Document document = Read(html);
  EXPECT_EQ(document.text(), "共1公开 <&\";·\n");
  const std::size_t at = document.text().find("公");
  const SourceRange range = ToSource(document.source_map(), at, at + 3);
  EXPECT_EQ(html.substr(range.begin, range.end - range.begin), "&#x516C;");
}

TEST(Reference, IsReadAsBrowsersDo) {
  EXPECT_THAT(Lines("<p>甲&nbsp乙&unknown;丙 & 丁&copy2023 A&B &#151; &#150;</p>"),
              ElementsAre("甲 乙&unknown;丙 & 丁©2023 A&B — –"));
}

TEST(Reference, ToTraditionalCharactersTellsTheScript) {
  const auto document = std::get<v1::Document>(Try("<p>&#28858;&#26481;&#x8ECA;</p>"));
  EXPECT_EQ(document.script(), v1::Document::TRADITIONAL);
  EXPECT_EQ(document.text(), "为东车\n");
}

TEST(Reference, InAllCharsetsOfAPage) {
  const std::string html =
      "<html><head><meta charset=\"gb2312\"></head><body><p>共 &#65297;２件&nbsp;。</p>"
      "<img alt=\"图&amp;表\"></body></html>";
  for (const char* charset : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
    const v1::Document document = Read(Encode(html, charset));
    EXPECT_EQ(document.charset(), charset);
    EXPECT_EQ(document.text(), "共 12件 。\n图&表\n");
  }
}

TEST(Characters, BetweenControlsAreExact) {
  const v1::Document document = Read(Body("<p>甲\x01\x02乙" + std::string(1, '\0') + "丙</p>"));
  EXPECT_EQ(document.text(), "甲乙丙\n");
}

TEST(Characters, OfALessThanSignAreText) {
  EXPECT_THAT(Lines("<p>1 < 2 且 3<4</p>"), ElementsAre("1 < 2 且 3<4"));
}

// Grids.

TEST(Grid, PlacesSpansAsABrowserDoes) {
  EXPECT_THAT(Grid("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>"),
              ElementsAre("0,0 2x1: 甲", "0,1 1x2: 乙", "1,1: 1", "1,2: 2"));
}

TEST(Grid, CutsAColumnSpanThatMeetsACellFromAbove) {
  // Row 1: columns 0 and 2 are free, 1 is covered by the cell above.
  EXPECT_THAT(Grid("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>"),
              ElementsAre("0,0: a", "0,1 2x1: b", "0,2: c", "1,0: d", "1,2: e"));
}

TEST(Grid, EndsRowSpansWithTheRowGroup) {
  EXPECT_THAT(
      Grid("<table><thead><tr><th rowspan=9>甲<th>乙</thead><tbody><tr><td>1<td>2"
           "<tr><td rowspan=0>3<td>4<tr><td>5</table>"),
      ElementsAre("0,0: 甲", "0,1: 乙", "1,0: 1", "1,1: 2", "2,0 2x1: 3", "2,1: 4", "3,1: 5"));
}

TEST(Grid, MarksHeaderCells) {
  const v1::Document document = Read(Body("<table><tr><th>甲<td>1</table>"));
  EXPECT_TRUE(TableOf(document).grid().cells(0).header());
  EXPECT_FALSE(TableOf(document).grid().cells(1).header());
}

TEST(Grid, KeepsEmptyCellsEmpty) {
  const v1::Document document =
      Read(Body("<table><tr><td>甲</td><td></td><td>&nbsp;</td><td> \n</td><td>0</td></table>"));
  EXPECT_THAT(Cells(document), ElementsAre("0,0: 甲", "0,1: ", "0,2: ", "0,3: ", "0,4: 0"));
  for (const v1::GridCell& cell : TableOf(document).grid().cells()) {
    EXPECT_GE(cell.begin(), TableOf(document).begin());
    EXPECT_LE(cell.end(), TableOf(document).end());
  }
}

TEST(Grid, KeepsLinesWithinACell) {
  EXPECT_THAT(Grid("<table><tr><td>商业<br>\n企业<td><p>科研</p><p>机构</p><td>1</table>"),
              ElementsAre("0,0: 商业\n企业", "0,1: 科研\n机构", "0,2: 1"));
}

TEST(Grid, ToleratesMissingTags) {
  EXPECT_THAT(Grid("<table><td>a<td>b<tr>c<td>d</table>"),
              ElementsAre("0,0: a", "0,1: b", "1,0: c", "1,1: d"));
  EXPECT_THAT(Cells(Read("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr><p>后文</p>")),
              ElementsAre("0,0: a", "0,1: b", "1,0: c"));
}

TEST(Grid, SeesCellsBehindAnUnclosedElement) {
  EXPECT_THAT(Grid("<table><tr><td><span>a<td><b>b<tr><td>c<td>d</table>"),
              ElementsAre("0,0: a", "0,1: b", "1,0: c", "1,1: d"));
}

TEST(Grid, LeavesOutHiddenCells) {
  EXPECT_THAT(Grid("<table><tr><td>a<td style='display: none'>9<td hidden>8<td>b"
                   "<span style='DISPLAY:none'>7</span><tr style='display:none'><td>6"
                   "<tr><td>c<td>d</table>"),
              ElementsAre("0,0: a", "0,1: b", "1,0: c", "1,1: d"));
}

TEST(Grid, ReadsFiguresInFields) {
  EXPECT_THAT(Grid("<table><tr><td>规章<td><input type=text value=\"12\"><td>"
                   "<input type=hidden value=9></table>"),
              ElementsAre("0,0: 规章", "0,1: 12", "0,2: "));
}

TEST(Grid, WritesCellsWithTabsAndRowsWithLines) {
  EXPECT_EQ(Read(Body("前<table><tr><td>a<td>b<tr><td>c<td></table>后")).text(),
            "前\na\tb\t\nc\t\t\n后\n");
}

TEST(Grid, StandsBehindItsCaption) {
  const v1::Document document = Read(Body("<table><caption>表一</caption><tr><td>a<td>b</table>"));
  EXPECT_THAT(Texts(document), ElementsAre("表一"));
  EXPECT_THAT(Cells(document), ElementsAre("0,0: a", "0,1: b"));
}

TEST(NestedTables, LieWithinTheOuterCell) {
  const v1::Document document =
      Read(Body("<table><tr><td>甲<td><table><tr><td>1<td>2</table><td>乙<tr><td>丙<td>3<td>4"
                "</table>"));
  EXPECT_THAT(Cells(document, 1), ElementsAre("0,0: 1", "0,1: 2"));
  const v1::Block& outer = TableOf(document, 0);
  const v1::Block& inner = TableOf(document, 1);
  ASSERT_EQ(outer.grid().columns(), 3u);
  EXPECT_LE(outer.grid().cells(1).begin(), inner.begin());
  EXPECT_GE(outer.grid().cells(1).end(), inner.end());
}

TEST(NestedTables, ThatArrangeThePageAreTakenApart) {
  const v1::Document document =
      Read(Body("<table><tr><td width=180><a href=/>栏目</a></td><td><table><tr><td><h1>标题</h1>"
                "<p>正文。</p><table><tr><td>规章<td>0</table><p>后文。</p></td></tr></table>"
                "</td></tr></table>"));
  EXPECT_THAT(Texts(document), ElementsAre("栏目", "标题", "正文。", "后文。"));
  EXPECT_THAT(Cells(document), ElementsAre("0,0: 规章", "0,1: 0"));
}

// Images.

TEST(Images, AreBlocksWithTheirAlternativeText) {
  const std::string html = Body("<p>前文<img src='a.png' alt='公开&quot;栏'>后文</p><img>");
  const v1::Document document = Read(html);
  EXPECT_THAT(Texts(document), ElementsAre("前文后文"));
  std::vector<std::string> images;
  for (const v1::Block& block : document.blocks()) {
    if (block.kind() != v1::Block::IMAGE) continue;
    images.push_back(document.text().substr(block.begin(), block.end() - block.begin()));
  }
  EXPECT_THAT(images, ElementsAre("公开\"栏", ""));
}

TEST(Images, GiveACellNoText) {
  const v1::Document document = Read(Body("<table><tr><td>规章<td><img alt='5'><td>0</table>"));
  EXPECT_THAT(Cells(document), ElementsAre("0,0: 规章", "0,1: ", "0,2: 0"));
}

// Chrome.

TEST(Chrome, IsWhatFramesTheReport) {
  const v1::Document document =
      Read(Body("<nav><a href=1>首页</a><p>欢迎访问</p></nav>"
                "<div class='crumb'>当前位置：<a>首页</a> &gt; 年报</div>"
                "<h1>某县2023年政府信息公开工作年度报告</h1>"
                "<div>索引号：001 发布机构：某县 发文日期：2024-01-15</div>"
                "<p>字体：【大 中 小】 打印</p><p>收到申请３件。</p>"
                "<div style='display:none'>隐藏</div><p>责任编辑：王某</p>"
                "<ul><li><a>甲通知</a></li><li><a>乙公告</a></li><li><a>丙办法</a></li></ul>"
                "<div class='footer'>主办：某县人民政府</div><p>某ICP备00000000号</p>"));
  EXPECT_THAT(Texts(document),
              ElementsAre("某县2023年政府信息公开工作年度报告",
                          "索引号：001 发布机构：某县 发文日期：2024-01-15", "收到申请3件。"));
  EXPECT_THAT(Texts(document, true), testing::SizeIs(11));
}

// A page whose frame has a class that speaks of navigation, and a report within a footer that
// was never closed.
TEST(Chrome, IsNeverTheReport) {
  const std::string report =
      "<h1>某县年度报告</h1><p>一、总体情况</p><p>收到申请3件。</p>"
      "<table><tr><td>规章<td>0<td>1</table><p>短句。</p>";
  for (const std::string open : {"<div class='main nav-wrap header'>", "<div id='menu'>",
                                 "<footer>", "<aside>", "<header>", "<div role='navigation'>"}) {
    const v1::Document document = Read(Body(open + report));
    for (const v1::Block& block : document.blocks()) EXPECT_FALSE(block.chrome()) << open;
  }
}

TEST(Chrome, TakesATableOfLinksButNoTableOfFigures) {
  const v1::Document document =
      Read(Body("<table><tr><td><a>首页</a><td><a>要闻</a><td><a>公开</a></table>"
                "<div class='nav'><table><tr><td>规章<td>0<tr><td>文件<td>3</table></div>"));
  EXPECT_TRUE(TableOf(document, 0).chrome());
  EXPECT_FALSE(TableOf(document, 1).chrome());
}

// Kinds of sources.

TEST(Kind, IsHtmlByItsContent) {
  for (const char* html :
       {"<table><tr><td>1<td>2</table>", "\xEF\xBB\xBF \n<!-- x --><?xml version='1.0'?><HTML>甲",
        "正文<p>甲</p><p>乙</p>", "甲<br/>乙<br/>丙"}) {
    EXPECT_EQ(Read(html).format(), v1::Document::HTML) << html;
  }
}

TEST(Kind, IsTextIfItOnlySpeaksOfTags) {
  for (const std::string text : {"用<table>标签编写\n第二行", "a < b\n<b 与 c>\n", "<<条例>>"}) {
    v1::Content content;
    content.set_data(text);
    const Normalized normalized = Normalize(content);
    EXPECT_EQ(std::get<v1::Document>(normalized).format(), v1::Document::TEXT) << text;
  }
}

TEST(Kind, KeepsTheLinesOfATextWithTables) {
  const v1::Document document = Read(
      "# 年度报告\n\n一、总体情况\n正文。\n\n<table><tr><td>规章</td>\n<td>0</td></tr></table>\n"
      "后文\n末行\n");
  EXPECT_THAT(Texts(document), ElementsAre("# 年度报告", "一、总体情况", "正文。", "后文", "末行"));
}

TEST(Kind, IsNamedWhenAPageHasNoText) {
  EXPECT_EQ(Refusal(Body("<div id=app></div><script>load()</script>")), v1::ReportError::EMPTY);
}

TEST(Notes, SayThatThePageIsCutOff) {
  const auto truncated = [](const std::string& html) {
    const v1::Document document = Read(html);
    return document.notes_size() == 1 && document.notes(0).code() == v1::Note::TRUNCATED;
  };
  EXPECT_TRUE(truncated("<html><body><table><tr><td>规章</td><td>1"));
  EXPECT_TRUE(truncated("<html><body><p>正文</p><table><tr><td>规章</td></tr></ta"));
  EXPECT_TRUE(truncated("<html><body><p>正文</p><p clas"));
  EXPECT_FALSE(truncated("<html><body><table><tr><td>规章</td></tr></table>"));
  EXPECT_FALSE(truncated("<html><body><p>正文"));
}

TEST(Determinism, GivesTheSameBytesEveryTime) {
  const std::string html = Body("<p>甲</p><table><tr><td>规章<td>0</table>");
  EXPECT_EQ(Read(html).SerializeAsString(), Read(html).SerializeAsString());
}

// Every prefix of a page is read or refused, and its map holds.
TEST(Robustness, HoldsForEveryPrefix) {
  const std::string html =
      "<html><head><meta charset=utf-8></head><body class=\"a\"><p>共&nbsp;&#65297;件</p>"
      "<table><tr><td rowspan=2>甲<td>1<tr><td><img alt='图'>2</table><!-- 注 --><br>后 文</body>";
  for (std::size_t size = 1; size <= html.size(); ++size) {
    const std::string prefix = html.substr(0, size);
    const Normalized normalized = Try(prefix);
    if (const auto* document = std::get_if<v1::Document>(&normalized)) {
      EXPECT_EQ(CheckSourceMap(prefix, *document), "") << prefix;
      EXPECT_EQ(CheckBlocks(*document), "") << prefix;
    }
  }
}

// Any one byte of a page may be lost or changed.
TEST(Robustness, HoldsForEveryChangedByte) {
  const std::string html =
      "<html><body><p>共&nbsp;&#65297;件 &amp; 乙</p><table><tr><td colspan=2>甲<td>1</table>"
      "<pre>a\nb</pre><img alt=\"图&lt;\">末</body></html>";
  for (std::size_t at = 0; at < html.size(); ++at) {
    for (const char c : {'<', '>', '&', '"', ';', ' ', '\n', '\x01'}) {
      std::string changed = html;
      changed[at] = c;
      const Normalized normalized = Try(changed);
      if (const auto* document = std::get_if<v1::Document>(&normalized)) {
        ASSERT_EQ(CheckSourceMap(changed, *document), "") << changed;
        ASSERT_EQ(CheckBlocks(*document), "") << changed;
      }
    }
  }
}

// Bounds. Each input took a parser without bounds minutes or gigabytes.

std::string Repeat(const std::string& piece, int count) {
  std::string text;
  text.reserve(piece.size() * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

class Bounds : public testing::Test {
 protected:
  // Of the processor: what else the machine does is not the parser's fault.
  static double Seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

  void TearDown() override { EXPECT_LT(Seconds() - start_, 60); }
  double start_ = Seconds();
};

TEST_F(Bounds, StopDeepNesting) {
  for (const char* tag : {"<div>", "<b>", "<ul><li>", "<span>"}) {
    EXPECT_EQ(Refusal(Body(Repeat(tag, 100'000) + "甲")), v1::ReportError::OVER_LIMIT) << tag;
  }
}

TEST_F(Bounds, StopNestedTables) {
  EXPECT_EQ(Refusal(Body(Repeat("<table><tr><td>", 100'000))), v1::ReportError::OVER_LIMIT);
  EXPECT_EQ(Refusal(Body(Repeat("<table>", 100'000))), v1::ReportError::OVER_LIMIT);
}

TEST_F(Bounds, StopTablesOfAMillionCells) {
  EXPECT_EQ(Refusal(Body("<table>" + Repeat("<tr>" + Repeat("<td>1", 1000), 1000))),
            v1::ReportError::OVER_LIMIT);
  EXPECT_EQ(Refusal(Body("<table>" + Repeat("<tr><td colspan=1000 rowspan=1000>1", 1000))),
            v1::ReportError::OVER_LIMIT);
  EXPECT_EQ(Refusal(Body("<table><tr>" + Repeat("<td colspan=1000>", 1000))),
            v1::ReportError::OVER_LIMIT);
  EXPECT_EQ(Refusal(Body(Repeat("<table><tr><td colspan=1000>1<td>2</table>", 1000))),
            v1::ReportError::OVER_LIMIT);
}

TEST_F(Bounds, ReadATagOfManyAttributes) {
  std::string attributes;
  for (int i = 0; i < 200'000; ++i) attributes += Concat(" a", i, "=1");
  const v1::Document document = Read(Body("<p" + attributes + ">甲</p><table><tr><td" + attributes +
                                          " colspan=2>乙<tr><td>1<td>2</table>"));
  EXPECT_THAT(document.text(), testing::StartsWith("甲\n"));
  EXPECT_EQ(TableOf(document).grid().cells(0).column_span(), 2u);
}

TEST_F(Bounds, ReadUnfinishedMarkup) {
  EXPECT_EQ(Refusal(Body("甲" + Repeat("<!--", 200'000))), v1::ReportError::CODE_UNSPECIFIED);
  EXPECT_EQ(Refusal(Body("甲" + Repeat("<p a='", 200'000))), v1::ReportError::CODE_UNSPECIFIED);
  EXPECT_EQ(Refusal(Body("甲" + Repeat("&", 500'000))), v1::ReportError::CODE_UNSPECIFIED);
  EXPECT_EQ(Refusal(Body("甲" + Repeat("</b>", 500'000))), v1::ReportError::CODE_UNSPECIFIED);
  EXPECT_EQ(Refusal(Body("甲" + Repeat("<img alt='a'>", 200'000))),
            v1::ReportError::CODE_UNSPECIFIED);
}

// To libxml2 all of it is a name; what stood more than 64 bytes before its end was lost.
TEST(Lines, KeepALongRunOfCharactersBehindAnAmpersand) {
  const std::string run = "年收到申请29件办结28件结转下年度继续办理1件由县人民政府办公室统一受理";
  ASSERT_GT(run.size(), 64u);
  EXPECT_THAT(Lines("<p>政务公开&" + run + "，其中三件。</p>"),
              testing::ElementsAre("政务公开&" + run + "，其中三件。"));
  EXPECT_THAT(Lines("<p>甲&amp;" + run + "&gt;乙&</p>"),
              testing::ElementsAre("甲&" + run + ">乙&"));
}

}  // namespace
}  // namespace gongkai
