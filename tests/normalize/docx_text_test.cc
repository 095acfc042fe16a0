// What stands in the paragraphs of a Word document.
#include "gmock/gmock.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::WordParagraph;
using corpus::WordRun;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDeleted[] = "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>";
constexpr char kDeletedEnd[] = "</w:delText></w:r></w:del>";

std::vector<std::string> Paragraphs(const std::string& content) {
  return BlocksOf(ReadBody(WordParagraph(content)));
}

TEST(DocxText, IsOneParagraphALine) {
  const v1::Document document = ReadBody(Line("甲") + Line("乙"));
  EXPECT_EQ(document.format(), v1::Document::DOCX);
  EXPECT_EQ(document.text(), "甲\n乙\n");
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲", "乙"));
}

TEST(DocxText, KeepsALineWithoutText) {
  EXPECT_EQ(ReadBody(Line("甲") + "<w:p/>" + Line("乙") + Table(Row(Cell("1") + Cell("2"))) +
                     "<w:p/><w:p/>" + Line("丙"))
                .text(),
            "甲\n\n乙\n1\t2\t\n\n\n丙\n");
}

TEST(DocxText, JoinsTheRunsThatEditingLeaves) {
  EXPECT_THAT(Paragraphs(WordRun("收到申请1") + "<w:proofErr w:type=\"spellStart\"/>" +
                         "<w:bookmarkStart w:id=\"0\" w:name=\"x\"/>" + WordRun("23") +
                         "<w:bookmarkEnd w:id=\"0\"/>" + WordRun("件")),
              ElementsAre("收到申请123件"));
}

TEST(DocxText, IsFoldedLikeAnyText) {
  EXPECT_THAT(Paragraphs(WordRun("共１２３件\u3000\u00A0完") + WordRun("&<>\"")),
              ElementsAre("共123件  完&<>\""));
  const v1::Document document =
      ReadBody(Line("政府信息公開工作年度報告，主動公開規章與規範性文件"));
  EXPECT_EQ(document.script(), v1::Document::TRADITIONAL);
  EXPECT_THAT(BlocksOf(document),
              ElementsAre("政府信息公开工作年度报告，主动公开规章与规范性文件"));
}

TEST(DocxText, KeepsSpacesOnlyWhereTheyAreMeant) {
  EXPECT_THAT(Paragraphs("<w:r><w:t> 甲 </w:t></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
                         "<w:r><w:t>\n  乙\n</w:t></w:r>"),
              ElementsAre("甲 乙"));
}

TEST(DocxText, HasTabsBreaksAndHyphens) {
  EXPECT_THAT(Paragraphs("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>"
                         "<w:noBreakHyphen/><w:t>35</w:t><w:softHyphen/><w:t>6</w:t></w:r>"),
              ElementsAre("甲\t乙", "丙-356"));
}

TEST(DocxText, KnowsSymbolsOfFonts) {
  EXPECT_THAT(Paragraphs("<w:r><w:sym w:font=\"Symbol\" w:char=\"F031\"/>"
                         "<w:sym w:font=\"Symbol\" w:char=\"F032\"/></w:r>"),
              ElementsAre("12"));
  EXPECT_THAT(Paragraphs("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>"
                         "<w:sym w:font=\"宋体\" w:char=\"2460\"/>"
                         "<w:sym w:font=\"Wingdings\" w:char=\"F031\"/></w:r>"),
              ElementsAre("☑①\uFFFD"));
}

TEST(DocxText, LeavesOutWhatIsHidden) {
  corpus::WordParts parts;
  parts.styles =
      "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>"
      "<w:style w:type=\"character\" w:styleId=\"h2\"><w:basedOn w:val=\"h\"/></w:style>";
  parts.body = WordParagraph(WordRun("1") + WordRun("2", "<w:vanish/>") +
                             WordRun("3", "<w:vanish w:val=\"0\"/>") +
                             WordRun("4", "<w:rStyle w:val=\"h2\"/>") +
                             WordRun("5", "<w:rStyle w:val=\"h2\"/><w:vanish w:val=\"false\"/>"));
  EXPECT_THAT(BlocksOf(ReadParts(parts)), ElementsAre("135"));
}

TEST(DocxText, HoldsARaisedMarkApartFromAFigure) {
  EXPECT_THAT(Paragraphs(WordRun("12") + WordRun("1", "<w:vertAlign w:val=\"superscript\"/>") +
                         WordRun("3")),
              ElementsAre("12 1 3"));
  EXPECT_THAT(
      Paragraphs(WordRun("12") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + WordRun("3")),
      ElementsAre("12 3"));
}

TEST(DocxText, ReadsWhatLinksControlsAndTagsHold) {
  EXPECT_THAT(
      Paragraphs("<w:hyperlink r:id=\"x\">" + WordRun("甲") + "</w:hyperlink><w:sdt><w:sdtPr>" +
                 "<w:alias w:val=\"名\"/></w:sdtPr><w:sdtContent>" + WordRun("乙") +
                 "</w:sdtContent></w:sdt><w:smartTag><w:smartTagPr/>" + WordRun("丙") +
                 "</w:smartTag><m:oMath><m:r><m:t>5</m:t></m:r></m:oMath><w:ruby><w:rt>" +
                 WordRun("pin") + "</w:rt><w:rubyBase>" + WordRun("丁") + "</w:rubyBase></w:ruby>"),
      ElementsAre("甲乙丙5丁"));
}

TEST(DocxText, KeepsTheResultOfAFieldAndDropsItsInstruction) {
  const std::string field =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE 77</w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
      WordRun("4") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  EXPECT_THAT(Paragraphs(WordRun("第") + field + WordRun("页")), ElementsAre("第4页"));
  // A field within the instruction of another gives no text of its own.
  EXPECT_THAT(Paragraphs("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + field +
                         "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + WordRun("9") +
                         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
              ElementsAre("9"));
  EXPECT_THAT(Paragraphs("<w:fldSimple w:instr=\"DATE\">" + WordRun("1月") + "</w:fldSimple>"),
              ElementsAre("1月"));
}

TEST(DocxText, LosesNoMoreThanAParagraphToAFieldWithoutEnd) {
  EXPECT_THAT(BlocksOf(ReadBody(
                  WordParagraph("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + WordRun("甲")) +
                  Line("乙"))),
              ElementsAre("乙"));
}

TEST(DocxChanges, AreAccepted) {
  EXPECT_THAT(Paragraphs(WordRun("受理1") + kDeleted + "7" + kDeletedEnd + "<w:ins w:id=\"2\">" +
                         WordRun("2") + "</w:ins>" + WordRun("3件") + "<w:moveFrom w:id=\"3\">" +
                         WordRun("移走") + "</w:moveFrom><w:moveTo w:id=\"4\">" + WordRun("移来") +
                         "</w:moveTo>"),
              ElementsAre("受理123件移来"));
}

TEST(DocxChanges, JoinAParagraphWhoseMarkIsGoneToTheNext) {
  const std::string gone = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
  EXPECT_THAT(BlocksOf(ReadBody(WordParagraph(WordRun("前"), gone) +
                                "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" + Line("后") +
                                WordParagraph(std::string(kDeleted) + "全删" + kDeletedEnd, gone) +
                                Line("末"))),
              ElementsAre("前后", "末"));
  // Nothing follows within the cell: it ends there.
  EXPECT_THAT(BlocksOf(ReadBody(Table(
                  Row("<w:tc>" + WordParagraph(WordRun("1"), gone) + "</w:tc>" + Cell("2"))))),
              ElementsAre("1|2"));
}

TEST(DocxDrawings, ReadATextBoxOnceAndBehindItsParagraph) {
  const std::string box = "<w:txbxContent>" + Line("框内") + "</w:txbxContent>";
  const std::string drawing =
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + box +
      "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
      "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  EXPECT_THAT(
      BlocksOf(ReadBody(WordParagraph(WordRun("前") + drawing + WordRun("后")) + Line("末"))),
      ElementsAre("前后", "框内", "末"));
  // Without a choice what stands for it is read.
  EXPECT_THAT(Paragraphs("<w:r><mc:AlternateContent><mc:Fallback>" + WordRun("旧") +
                         "</mc:Fallback></mc:AlternateContent></w:r>"),
              ElementsAre("旧"));
}

TEST(DocxDrawings, NoteAnImage) {
  EXPECT_THAT(BlocksOf(ReadBody(
                  Line("甲") +
                  WordParagraph("<w:r><w:drawing><wp:inline><wp:docPr descr=\"表格\"/>"
                                "<a:graphic><pic:pic/></a:graphic></wp:inline>"
                                "</w:drawing></w:r>") +
                  WordParagraph("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"))),
              ElementsAre("甲", "[image]", "[image]"));
}

TEST(DocxDrawings, AloneAreNoReport) {
  const v1::ReportError error = RefuseBytes(
      corpus::WordDocument(WordParagraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")));
  EXPECT_EQ(error.code(), v1::ReportError::EMPTY);
  EXPECT_THAT(error.message_zh(), testing::HasSubstr("只有图片"));
}

TEST(DocxParts, PutHeadersBehindTheTextAsChromeAndNotesAsText) {
  corpus::WordParts parts;
  parts.header = Line("某局2023年政府信息公开工作年度报告");
  parts.footnotes = "<w:footnote w:type=\"separator\" w:id=\"0\">" + Line("线") +
                    "</w:footnote><w:footnote w:id=\"2\">" + Line("注释") + "</w:footnote>";
  parts.body = Line("正文") +
               "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/>"
               "<w:headerReference w:type=\"first\" r:id=\"rIdHeader\"/></w:sectPr>";
  const v1::Document document = ReadParts(parts);
  EXPECT_THAT(BlocksOf(document), ElementsAre("正文", "注释"));
  ASSERT_EQ(document.blocks_size(), 3);
  EXPECT_TRUE(document.blocks(2).chrome());
  EXPECT_EQ(TextOf(document, document.blocks(2)), "某局2023年政府信息公开工作年度报告");
}

TEST(DocxParts, RefuseContentOfAnotherFormat) {
  EXPECT_EQ(RefuseBytes(corpus::WordDocument(Line("甲") + "<w:altChunk r:id=\"x\"/>")).code(),
            v1::ReportError::UNSUPPORTED_FORMAT);
}

TEST(DocxText, ReadsOtherPrefixesAndTheStrictNamespace) {
  std::vector<corpus::ZipFile> files = corpus::WordFiles({});
  files[2].bytes =
      "<?xml version=\"1.0\"?><x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/"
      "main\"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p><x:tbl><x:tr><x:tc><x:tcPr>"
      "<x:gridSpan x:val=\"2\"/></x:tcPr><x:p><x:r><x:t>1</x:t></x:r></x:p></x:tc></x:tr><x:tr>"
      "<x:tc><x:p/></x:tc><x:tc><x:p/></x:tc></x:tr></x:tbl></x:body></x:document>";
  EXPECT_THAT(BlocksOf(ReadBytes(corpus::Zip(files))), ElementsAre("甲", "1(columns 2);|"));
}

TEST(DocxText, ReadsPartsInUtf16) {
  std::vector<corpus::ZipFile> files = corpus::WordFiles({});
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"http://"
      "schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
      Line("甲乙") + "</w:body></w:document>";
  files[2].bytes = "\xFF\xFE" + Encode(xml, "UTF-16LE");
  EXPECT_THAT(BlocksOf(ReadBytes(corpus::Zip(files))), ElementsAre("甲乙"));
}

}  // namespace
}  // namespace gongkai
