#include "extract/figures.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

const FigureReader& Reader() { return FigureReader::Builtin(); }

CellLook Cell(std::string_view text) { return Reader().Look(text, true); }
CellLook Piece(std::string_view text) { return Reader().Look(text, false); }

// "" if it is no number in such a column.
std::string Count(std::string_view text, v1::CellKind kind = v1::COUNT,
                  std::string_view unit = "件", std::string_view stated = "") {
  std::string value;
  return Reader().Value(text, kind, unit, stated, &value) ? value : "";
}
std::string Money(std::string_view text) { return Count(text, v1::DECIMAL, "万元"); }
std::string Change(std::string_view text) { return Count(text, v1::SIGNED, "项"); }

TEST(FiguresTest, ReadsPlainFigures) {
  EXPECT_EQ(Count("0"), "0");
  EXPECT_EQ(Count("38938"), "38938");
  EXPECT_EQ(Count("-3"), "-3");
  EXPECT_EQ(Money("3886.46"), "3886.46");
  EXPECT_EQ(Money("12.50"), "12.5");
}

TEST(FiguresTest, TakesSeparatorsOnlyBetweenGroupsOfThree) {
  EXPECT_EQ(Count("1,234"), "1234");
  EXPECT_EQ(Count("1，234，567"), "1234567");
  EXPECT_EQ(Count("1 234"), "1234");
  EXPECT_EQ(Cell("1,23"), CellLook::kOther);
  EXPECT_EQ(Cell("1 23"), CellLook::kOther);
  EXPECT_EQ(Cell("0 123"), CellLook::kOther);
  EXPECT_EQ(Cell("12345,678"), CellLook::kOther);
}

TEST(FiguresTest, TakesApostrophesBetweenGroups) {
  EXPECT_EQ(Count("1'234"), "1234");
  EXPECT_EQ(Count("1’234’567"), "1234567");
  EXPECT_EQ(Cell("1'23"), CellLook::kOther);
}

TEST(FiguresTest, SetsSignsOfNotesAside) {
  EXPECT_EQ(Count("3①"), "3");
  EXPECT_EQ(Count("30件*"), "30");
  EXPECT_EQ(Count("3※①"), "3");
  EXPECT_EQ(Count("3[1]"), "3");
  EXPECT_EQ(Cell("3[1"), CellLook::kOther);
  EXPECT_EQ(Cell("3*4"), CellLook::kOther);
  EXPECT_EQ(Cell("①"), CellLook::kOther);
}

TEST(FiguresTest, SeparatesTwoFiguresOnTwoLinesOfACell) {
  EXPECT_EQ(Cell("197\n206"), CellLook::kOther);
}

TEST(FiguresTest, ConvertsUnitsExactly) {
  EXPECT_EQ(Count("3件"), "3");
  EXPECT_EQ(Count("12 件"), "12");
  EXPECT_EQ(Money("251000元"), "25.1");
  EXPECT_EQ(Money("1276.5534万元"), "1276.5534");
  EXPECT_EQ(Money("2792220.8元"), "279.22208");
  EXPECT_EQ(Money("0.5亿元"), "5000");
  EXPECT_EQ(Money("5元"), "0.0005");
}

TEST(FiguresTest, TakesAUnitOfAnotherKindForNoNumber) {
  EXPECT_EQ(Count("3元"), "");
  EXPECT_EQ(Money("3件"), "");
}

TEST(FiguresTest, SetsRemarksInBracketsAside) {
  EXPECT_EQ(Count("22（其中修订16件）"), "22");
  EXPECT_EQ(Count("22(其中修订16件)"), "22");
  EXPECT_EQ(Cell("22（其中"), CellLook::kOther);
  EXPECT_EQ(Count("22（其中修订（含废止）16件）[1]"), "22");
  EXPECT_EQ(Cell("3（1）4（2）"), CellLook::kOther);  // two figures, of two rows
}

TEST(FiguresTest, ReadsSignsAndTheirWordsInAColumnOfChanges) {
  EXPECT_EQ(Change("+19"), "19");
  EXPECT_EQ(Change("-35"), "-35");
  EXPECT_EQ(Change("减4"), "-4");
  EXPECT_EQ(Change("增10"), "10");
  EXPECT_EQ(Change("-0"), "0");
  EXPECT_EQ(Count("减4"), "");
}

TEST(FiguresTest, ReadsChineseNumeralsOnlyWhereTheyFillACell) {
  EXPECT_EQ(Count("零"), "0");
  EXPECT_EQ(Count("十二"), "12");
  EXPECT_EQ(Count("一百零五"), "105");
  EXPECT_EQ(Count("三万二千"), "32000");
  EXPECT_EQ(Piece("十二"), CellLook::kOther);
  EXPECT_EQ(Cell("二三"), CellLook::kOther);
  EXPECT_EQ(Cell("一是"), CellLook::kOther);
}

TEST(FiguresTest, KnowsMarks) {
  for (const std::string_view mark : {"/", "-", "—", "——", "--", "无", "\\"}) {
    EXPECT_EQ(Piece(mark), CellLook::kMark) << mark;
  }
}

TEST(FiguresTest, TakesNothingElseForAFigure) {
  for (const std::string_view text :
       {"", "1.", "1.属于国家秘密", "2022年", "0536—6761106", "2024-01-30", "12O", "3.4.5", "50%",
        "1234567890123456", "件"}) {
    EXPECT_EQ(Cell(text), CellLook::kOther) << text;
  }
}

// "9 05.47": taken for words, the second piece would leave the first one alone in its row.
TEST(FiguresTest, CountsWhatWasTornOffAFigureAndDoesNotReadIt) {
  for (const std::string_view text : {"05", "00", "05.47", ".68"}) {
    EXPECT_EQ(Cell(text), CellLook::kFigure) << text;
    std::string value;
    EXPECT_FALSE(FigureReader::Builtin().Value(text, v1::DECIMAL, "", "", &value)) << text;
  }
  EXPECT_EQ(Cell("."), CellLook::kOther);
}

TEST(FiguresTest, NamesTheLineOfABrokenDataFile) {
  const absl::StatusOr<FigureReader> reader =
      FigureReader::Parse({"words.tsv", "# words\nunit\t件\tcount\n"});
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.status().message(), "words.tsv:2: a power of ten is missing");
  EXPECT_FALSE(FigureReader::Parse({"words.tsv", "colour\tred\n"}).ok());
}

}  // namespace
}  // namespace gongkai
