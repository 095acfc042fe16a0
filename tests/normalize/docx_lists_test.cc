// Automatic lists: the numbers a reader sees.
#include "gmock/gmock.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::WordParagraph;
using corpus::WordParts;
using corpus::WordRun;
using ::testing::ElementsAre;

std::string Level(int level, const std::string& format, const std::string& text,
                  const std::string& more = "") {
  return "<w:lvl w:ilvl=\"" + std::to_string(level) +
         "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/>" + more +
         "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

constexpr char kClose[] = "<w:suff w:val=\"nothing\"/>";

std::string Definition(int id, const std::string& levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + levels +
         "</w:abstractNum>";
}

std::string Instance(int id, int definition, const std::string& overrides = "") {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" +
         std::to_string(definition) + "\"/>" + overrides + "</w:num>";
}

std::string StartOver(int level, int start) {
  return "<w:lvlOverride w:ilvl=\"" + std::to_string(level) + "\"><w:startOverride w:val=\"" +
         std::to_string(start) + "\"/></w:lvlOverride>";
}

std::string Item(int list, int level, const std::string& text) {
  return WordParagraph(text.empty() ? "" : WordRun(text),
                       "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                           "\"/><w:numId w:val=\"" + std::to_string(list) + "\"/></w:numPr>");
}

std::vector<std::string> Lines(const std::string& numbering, const std::string& body,
                               const std::string& styles = "") {
  WordParts parts;
  parts.numbering = numbering;
  parts.body = body;
  parts.styles = styles;
  return BlocksOf(ReadParts(parts));
}

const std::string kOutline =
    Definition(0, Level(0, "chineseCountingThousand", "%1、", kClose) +
                      Level(1, "japaneseCounting", "（%2）", kClose) + Level(2, "decimal", "%3.") +
                      Level(3, "decimalEnclosedCircle", "%4", kClose)) +
    Instance(1, 0);

TEST(DocxLists, CountEachLevelAndStartOverBelow) {
  EXPECT_THAT(
      Lines(kOutline, Item(1, 0, "甲") + Item(1, 1, "乙") + Item(1, 1, "丙") + Item(1, 2, "丁") +
                          Item(1, 0, "戊") + Item(1, 1, "己") + Item(1, 3, "庚")),
      ElementsAre("一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己", "①庚"));
}

TEST(DocxLists, HoldANumberApartFromAFigureBehindIt) {
  EXPECT_THAT(
      Lines(Definition(0, Level(0, "decimal", "%1.", kClose)) + Instance(1, 0), Item(1, 0, "12件")),
      ElementsAre("1. 12件"));
}

TEST(DocxLists, GoOnAcrossInstancesUntilOneStartsOver) {
  const std::string lists = Definition(0, Level(0, "decimal", "%1)")) + Instance(1, 0) +
                            Instance(2, 0) + Instance(3, 0, StartOver(0, 1)) +
                            Instance(4, 0, StartOver(0, 5));
  EXPECT_THAT(Lines(lists, Item(1, 0, "a") + Item(2, 0, "b") + Item(3, 0, "c") + Item(3, 0, "d") +
                               Item(4, 0, "e") + Item(4, 0, "f")),
              ElementsAre("1) a", "2) b", "1) c", "2) d", "5) e", "6) f"));
}

TEST(DocxLists, WriteTheLevelsOfAnInstanceItsWay) {
  const std::string lists =
      Definition(0, Level(0, "decimal", "%1)")) +
      Instance(1, 0,
               "<w:lvlOverride w:ilvl=\"0\">" + Level(0, "upperLetter", "%1：", kClose) +
                   "</w:lvlOverride>");
  EXPECT_THAT(Lines(lists, Item(1, 0, "a") + Item(1, 0, "b")), ElementsAre("A：a", "B：b"));
}

TEST(DocxLists, ShowHigherLevelsInDigitsWhereTheLawWantsThem) {
  const std::string lists =
      Definition(0, Level(0, "chineseCountingThousand", "%1、") +
                        Level(1, "decimal", "%1.%2", "<w:isLgl/>") +
                        Level(2, "decimal", "%1-%3", "<w:lvlRestart w:val=\"0\"/>")) +
      Instance(1, 0);
  EXPECT_THAT(Lines(lists, Item(1, 0, "a") + Item(1, 0, "b") + Item(1, 1, "c") + Item(1, 2, "d") +
                               Item(1, 1, "e") + Item(1, 2, "f")),
              ElementsAre("一、 a", "二、 b", "2.1 c", "二-1 d", "2.2 e", "二-2 f"));
}

TEST(DocxLists, ComeFromStylesAndTheirBases) {
  const std::string lists =
      Definition(0, Level(0, "chineseCounting", "%1、", std::string(kClose)) +
                        Level(1, "decimal", "%2.", "<w:pStyle w:val=\"sub\"/>")) +
      Instance(7, 0);
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"head\"><w:pPr><w:numPr><w:numId w:val=\"7\"/>"
      "</w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"head2\"><w:basedOn w:val=\"head\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"sub\"><w:pPr><w:numPr><w:ilvl w:val=\"0\"/>"
      "<w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>";
  const auto styled = [](const char* style, const char* text, const char* more = "") {
    return WordParagraph(WordRun(text), "<w:pStyle w:val=\"" + std::string(style) + "\"/>" + more);
  };
  EXPECT_THAT(Lines(lists,
                    styled("head", "甲") + styled("head2", "乙") + styled("sub", "丙") +
                        styled("head", "丁", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>") +
                        styled("head", "戊"),
                    styles),
              ElementsAre("一、甲", "二、乙", "1. 丙", "丁", "三、戊"));
}

TEST(DocxLists, FollowALinkToTheListOfAStyle) {
  const std::string lists =
      Definition(0, Level(0, "decimal", "%1)") + "<w:styleLink w:val=\"ls\"/>") +
      Definition(1, "<w:numStyleLink w:val=\"ls\"/>") + Instance(1, 0) + Instance(2, 1);
  EXPECT_THAT(Lines(lists, Item(2, 0, "a"),
                    "<w:style w:type=\"numbering\" w:styleId=\"ls\"><w:pPr><w:numPr>"
                    "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"),
              ElementsAre("1) a"));
}

TEST(DocxLists, EndWhereStylesOrLinksRunInARing) {
  const std::string lists = Definition(0, "<w:numStyleLink w:val=\"a\"/>") + Instance(1, 0);
  const std::string styles =
      "<w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/>"
      "</w:numPr></w:pPr></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"b\"/></w:style>";
  EXPECT_THAT(
      Lines(lists, Item(1, 0, "甲") + WordParagraph(WordRun("乙"), "<w:pStyle w:val=\"b\"/>"),
            styles),
      ElementsAre("甲", "乙"));
}

TEST(DocxLists, GiveNoNumberForBulletsAndUnknownLists) {
  EXPECT_THAT(Lines(Definition(0, Level(0, "bullet", "\uF0B7")) + Instance(1, 0),
                    Item(1, 0, "甲") + Item(9, 0, "乙") + Item(1, 99, "丙") + Item(1, -5, "丁")),
              ElementsAre("甲", "乙", "丙", "丁"));
}

TEST(DocxLists, DoNotCountWhatTrackedChangesTookOut) {
  const std::string gone =
      WordParagraph("<w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del>",
                    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
                    "<w:rPr><w:del w:id=\"2\"/></w:rPr>");
  EXPECT_THAT(Lines(kOutline, Item(1, 0, "甲") + gone + Item(1, 0, "乙")),
              ElementsAre("一、甲", "二、乙"));
}

TEST(DocxLists, NumberTheLabelsOfATable) {
  EXPECT_THAT(
      Lines(kOutline, Table(Row("<w:tc>" + Item(1, 1, "予以公开") + "</w:tc>" + Cell("4")) +
                            Row("<w:tc>" + Item(1, 1, "部分公开") + "</w:tc>" + Cell("0")))),
      ElementsAre("（一）予以公开|4;（二）部分公开|0"));
}

}  // namespace
}  // namespace gongkai
