// Where the text of a Word document came from.
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::WordParagraph;
using corpus::WordRun;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using PlaceCell = PartPlace::Cell;

PartPlace PlaceOf(const v1::Document& document, std::string_view text) {
  const std::size_t at = document.text().find(text);
  EXPECT_NE(at, std::string::npos) << text;
  const auto begin = static_cast<uint32_t>(at);
  const auto place =
      ToPartPlace(document.source_map(), begin, begin + static_cast<uint32_t>(text.size()));
  EXPECT_TRUE(place);
  return place.value_or(PartPlace());
}

TEST(DocxPlaces, NameThePartTheParagraphAndTheCharacter) {
  corpus::WordParts parts;
  parts.header = Line("页眉");
  parts.body = Line("甲乙") + "<w:p/>" + WordParagraph(WordRun("共１２") + WordRun("3件")) +
               "<w:sectPr><w:headerReference r:id=\"rIdHeader\"/></w:sectPr>";
  const v1::Document document = ReadParts(parts);
  EXPECT_EQ(PlaceOf(document, "甲").part, "word/document.xml");
  EXPECT_EQ(PlaceOf(document, "甲").paragraph, 1u);
  EXPECT_EQ(PlaceOf(document, "乙").character, 2u);
  EXPECT_EQ(PlaceOf(document, "123").paragraph, 3u);
  EXPECT_EQ(PlaceOf(document, "123").character, 2u);
  EXPECT_EQ(PlaceOf(document, "件").character, 5u);
  EXPECT_EQ(PlaceOf(document, "页眉").part, "word/header1.xml");
  EXPECT_EQ(PlaceOf(document, "页眉").paragraph, 1u);
}

TEST(DocxPlaces, NameTheCellsFromOutermostInwards) {
  const v1::Document document = ReadBody(
      Table(Row(Cell("0") + Cell("0"))) + Line("间") +
      Table(Row(Cell("a") + Cell("b")) +
            Row(Cell("c") + "<w:tc>" + Table(Row(Cell("x") + Cell("内"))) + "<w:p/></w:tc>")) +
      Line("后"));
  EXPECT_THAT(PlaceOf(document, "间").cells, IsEmpty());
  EXPECT_THAT(PlaceOf(document, "b").cells, ElementsAre(PlaceCell{2, 1, 2}));
  EXPECT_THAT(PlaceOf(document, "c").cells, ElementsAre(PlaceCell{2, 2, 1}));
  EXPECT_THAT(PlaceOf(document, "内").cells, ElementsAre(PlaceCell{2, 2, 2}, PlaceCell{1, 1, 2}));
  EXPECT_EQ(PlaceOf(document, "内").paragraph, 8u);
  EXPECT_THAT(PlaceOf(document, "后").cells, IsEmpty());
  EXPECT_EQ(PlaceOf(document, "后").paragraph, 10u);
}

// The figure behind a blank is no place for the blank.
TEST(DocxPlaces, NameABlankCellItself) {
  const v1::Document document =
      ReadBody(Table(Row(Cell("规章") + Cell("") + Cell("7")) + Row(Cell("乙") + Cell("1"))));
  const v1::GridCell& blank = document.blocks(0).grid().cells(1);
  ASSERT_EQ(blank.begin(), blank.end());
  const auto place = ToPartPlace(document.source_map(), blank.begin(), blank.end());
  ASSERT_TRUE(place);
  EXPECT_THAT(place->cells, ElementsAre(PlaceCell{1, 1, 2}));
  EXPECT_EQ(place->paragraph, 2u);
  EXPECT_EQ(place->character, 1u);
}

TEST(DocxPlaces, CountWhatIsNotRead) {
  const std::string box = "<w:txbxContent>" + Line("框") + "</w:txbxContent>";
  const std::string drawing =
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + box +
      "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
      "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  const std::string restart = "<w:vMerge w:val=\"restart\"/>";
  const v1::Document document = ReadBody(
      WordParagraph(drawing + WordRun("甲")) +
      Table(Row(Cell("组", restart) + Cell("1")) + Row(Cell("", "<w:vMerge/>") + Cell("2")) +
            Row(Cell("x") + Cell("9"), "<w:del w:id=\"1\"/>") + Row(Cell("乙") + Cell("3"))) +
      Line("末"));
  EXPECT_EQ(PlaceOf(document, "甲").paragraph, 1u);
  EXPECT_EQ(PlaceOf(document, "框").paragraph, 2u);
  // 3 stands in the fallback, 4 and 5 in the first row, 6 in the merged cell.
  EXPECT_EQ(PlaceOf(document, "2").paragraph, 7u);
  EXPECT_THAT(PlaceOf(document, "2").cells, ElementsAre(PlaceCell{1, 2, 2}));
  EXPECT_EQ(PlaceOf(document, "3").paragraph, 11u);
  EXPECT_THAT(PlaceOf(document, "3").cells, ElementsAre(PlaceCell{1, 4, 2}));
  EXPECT_EQ(PlaceOf(document, "末").paragraph, 12u);
}

TEST(DocxPlaces, TellTheNumberOfAListFromTheParagraph) {
  corpus::WordParts parts;
  parts.numbering =
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      "<w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/>"
      "</w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
  parts.body = WordParagraph(WordRun("总体情况"), "<w:numPr><w:numId w:val=\"1\"/></w:numPr>");
  const v1::Document document = ReadParts(parts);
  EXPECT_EQ(document.text(), "一、总体情况\n");
  EXPECT_EQ(PlaceOf(document, "一、总体").character, 0u);
  EXPECT_EQ(PlaceOf(document, "一、总体").paragraph, 1u);
  EXPECT_EQ(PlaceOf(document, "体").character, 2u);
}

TEST(DocxPlaces, FollowAParagraphIntoTheNextOne) {
  const v1::Document document =
      ReadBody(WordParagraph(WordRun("前"), "<w:rPr><w:del w:id=\"1\"/></w:rPr>") + Line("后段"));
  EXPECT_EQ(document.text(), "前后段\n");
  EXPECT_EQ(PlaceOf(document, "前后").paragraph, 1u);
  EXPECT_EQ(PlaceOf(document, "段").paragraph, 2u);
  EXPECT_EQ(PlaceOf(document, "段").character, 2u);
}

TEST(DocxPlaces, AreNotThereForAText) {
  v1::Content content;
  content.set_data("甲\n");
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document));
  EXPECT_FALSE(ToPartPlace(document.source_map(), 0, 3));
}

}  // namespace
}  // namespace gongkai
