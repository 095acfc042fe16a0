// Paragraphs, margins and places of pages that are written by hand.
#include "gmock/gmock.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kFull[] = "县人民政府办公室按照要求公开信息并接受监督检查";  // 23 characters, 276 pt

PagesOf& Lines(PagesOf& pages, double y, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    pages.Text(80, y, 12, line);
    y += 20;
  }
  return pages;
}

TEST(PagesText, JoinsTheLinesOfAParagraph) {
  PagesOf pages;
  pages.NewPage().Text(104, 100, 12, std::string(kFull).substr(0, 63));
  Lines(pages, 120, {kFull, "共十件。"});
  pages.Text(104, 160, 12, "第二段。");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre(std::string(kFull).substr(0, 63) + kFull + "共十件。", "第二段。"));
}

TEST(PagesText, JoinsAParagraphOverAPageBreak) {
  PagesOf pages;
  Lines(pages.NewPage(), 740, {kFull, kFull}).Centred(297, 810, 9, "— 1 —");
  Lines(pages.NewPage(), 90, {kFull, "完。"}).Centred(297, 810, 9, "— 2 —");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre(std::string(kFull) + kFull + kFull + "完。", "~— 1 —", "~— 2 —"));
}

TEST(PagesText, BeginsAParagraphAtAHeadingBehindAFullLine) {
  PagesOf pages;
  Lines(pages.NewPage(), 100, {kFull, std::string(kFull).substr(0, 66) + "。", "二、主动公开"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)).back(), "二、主动公开");
}

TEST(PagesText, DropsPageNumbersOfEveryWording) {
  for (const auto& [first, second] :
       std::vector<std::pair<std::string, std::string>>{{"- 4 -", "- 5 -"},
                                                        {"— 4 —", "— 5 —"},
                                                        {"第 4 页", "第 5 页"},
                                                        {"第4页 共9页", "第5页 共9页"},
                                                        {"4/9", "5/9"},
                                                        {"4", "5"}}) {
    PagesOf pages;
    pages.NewPage().Text(80, 300, 12, "甲").Centred(297, 810, 9, first);
    pages.NewPage().Text(80, 300, 12, "乙").Centred(297, 810, 9, second);
    EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("甲", "乙", "~" + first, "~" + second));
  }
}

// A figure alone at the foot of a page that counts no pages may be that of a table.
TEST(PagesText, KeepsAFigureAtTheFootThatCountsNoPages) {
  PagesOf pages;
  pages.NewPage().Text(80, 300, 12, "甲").Text(300, 800, 9, "37");
  pages.NewPage().Text(80, 300, 12, "乙").Text(300, 800, 9, "12");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("甲", "37", "乙", "12"));
}

TEST(PagesText, DropsARunningHeadButNoFiguresThatAreTheSameOnEveryPage) {
  PagesOf pages;
  for (int i = 0; i < 4; ++i) {
    pages.NewPage().Text(80, 50, 9, "某县人民政府年度报告").Text(80, 300, 12, "正文");
    pages.Text(80, 800, 9, "0").Text(140, 800, 9, "0").Text(200, 800, 9, "0");
  }
  const std::vector<std::string> blocks = BlocksOf(ReadPages(pages));
  EXPECT_EQ(std::count(blocks.begin(), blocks.end(), "~某县人民政府年度报告"), 4);
  EXPECT_EQ(std::count(blocks.begin(), blocks.end(), "正文"), 4);
  EXPECT_EQ(std::count_if(blocks.begin(), blocks.end(),
                          [](const std::string& block) {
                            return block[0] != '~' && block.find('0') != std::string::npos;
                          }),
            4);
}

TEST(PagesText, HoldsColumnsApartByTwoSpacesAndFiguresByOne) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 10, "规章").Text(150, 100, 10, "12").Text(164, 100, 10, "3");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("规章  12 3"));
}

TEST(PagesText, TakesACharacterDrawnTwiceForOne) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 12, "总计11").Text(80.3, 100, 12, "总计11");
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("总计11"));
}

// Printed with its changes shown: 8 was taken out. Neither 486 nor 46 is certain.
TEST(PagesText, KnowsNoDigitThatIsStruckOutAndEveryOneThatIsUnderlined) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 10, "金额486").Line(105, 97, 110, 97.5).Line(80, 101.5, 115, 102);
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("金额4\uFFFD6"));
}

TEST(PagesText, LeavesAStampThatIsSetAtRightAnglesOut) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 12, "正文文字").Text(300, 300, 12, "印");
  for (const uint32_t turn : {0u, 0u, 0u, 0u, 1u}) {
    pages.mutable_pages()->mutable_pages(0)->add_glyph_turn(turn);
  }
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("正文文字"));
}

TEST(PagesText, NamesAnImageAsLargeAsATableButNotAStamp) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 12, "二、主动公开").Image(80, 120, 500, 400);
  pages.Text(80, 420, 12, "三、申请").Image(300, 500, 340, 540);
  EXPECT_THAT(BlocksOf(ReadPages(pages)), ElementsAre("二、主动公开", "[image]", "三、申请"));
}

TEST(PagesText, SaysThatAScanHasNoText) {
  PagesOf pages;
  pages.NewPage().Image(0, 0, 595, 842);
  v1::Document document;
  EXPECT_EQ(NormalizePages(pages.pages(), &document)->code(), v1::ReportError::SCANNED);
  pages.mutable_pages()->mutable_pages(0)->set_hidden_glyphs(500);
  const auto hidden = NormalizePages(pages.pages(), &document);
  EXPECT_EQ(hidden->code(), v1::ReportError::SCANNED);
  EXPECT_THAT(hidden->message_zh(), HasSubstr("识别文字"));
}

TEST(PagesText, SaysThatPagesAreEmpty) {
  PagesOf pages;
  pages.NewPage();
  v1::Document document;
  EXPECT_EQ(NormalizePages(pages.pages(), &document)->code(), v1::ReportError::EMPTY);
}

TEST(PagesText, SaysThatFontsDoNotTellTheirCharacters) {
  v1::Document document;
  PagesOf unknown;
  unknown.NewPage().Text(80, 100, 12, "\uFFFD\uFFFD\uFFFD\uFFFD年");
  EXPECT_EQ(NormalizePages(unknown.pages(), &document)->code(), v1::ReportError::FONTS_UNREADABLE);
  PagesOf mojibake;
  mojibake.NewPage().Text(80, 100, 12, "Õþ¸®ÐÅÏ¢¹«¿ª");
  EXPECT_EQ(NormalizePages(mojibake.pages(), &document)->code(), v1::ReportError::FONTS_UNREADABLE);
}

TEST(PagesText, NotesCharactersThatAreNotKnown) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 12, "政府信息公开工作年度报告\uFFFD");
  const v1::Document document = ReadPages(pages);
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::UNDECODABLE_BYTES);
}

PagePlace PlaceOf(const v1::Document& document, std::string_view text) {
  const auto at = static_cast<uint32_t>(document.text().find(text));
  const auto end = static_cast<uint32_t>(at + text.size());
  return ToPagePlace(document.source_map(), at, end).value_or(PagePlace());
}

TEST(PagesPlaces, NameThePageAndTheBox) {
  PagesOf pages;
  pages.NewPage().Text(80, 100, 10, "首页");
  pages.NewPage().Text(80, 100, 10, "共受理１２件");
  const v1::Document document = ReadPages(pages);
  // Characters are 10 pt wide; they reach from 8.8 pt over the base line to 1.2 pt below it.
  EXPECT_EQ(PlaceOf(document, "首页"), (PagePlace{1, 8000, 9120, 10000, 10120}));
  EXPECT_EQ(PlaceOf(document, "受理"), (PagePlace{2, 9000, 9120, 11000, 10120}));
  EXPECT_EQ(PlaceOf(document, "12"), (PagePlace{2, 11000, 9120, 13000, 10120}));
  EXPECT_EQ(PlaceOf(document, "件"), (PagePlace{2, 13000, 9120, 14000, 10120}));
}

TEST(PagesPlaces, StayOnTheFirstPageOfATextOverTwo) {
  PagesOf pages;
  Lines(pages.NewPage(), 740, {kFull, kFull});
  Lines(pages.NewPage(), 90, {kFull});
  const v1::Document document = ReadPages(pages);
  const auto all =
      ToPagePlace(document.source_map(), 0, static_cast<uint32_t>(document.text().size()));
  // 23 characters of 12 pt from 80 on, lines at 740 and 760.
  EXPECT_EQ(*all, (PagePlace{1, 8000, 74000 - 1056, 35600, 76000 + 144}));
}

TEST(PagesPlaces, NameABlankCellItself) {
  PagesOf pages;
  pages.NewPage().Grid({100, 200, 300}, {100, 120, 140});
  pages.Text(105, 114, 9, "甲").Text(105, 134, 9, "乙").Text(250, 134, 9, "2");
  const v1::Document document = ReadPages(pages);
  const v1::GridCell& blank = document.blocks(0).grid().cells(1);
  ASSERT_EQ(blank.begin(), blank.end());
  EXPECT_EQ(*ToPagePlace(document.source_map(), blank.begin(), blank.end()),
            (PagePlace{1, 20000, 10000, 30000, 12000}));
}

TEST(PagesPlaces, AreNotThereForAText) {
  v1::Document document;
  ASSERT_FALSE(Normalize(ContentOf("甲\n"), &document));
  EXPECT_FALSE(ToPagePlace(document.source_map(), 0, 3));
}

}  // namespace
}  // namespace gongkai
