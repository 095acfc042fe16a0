// Numbers of automatic lists, as Word shows them.
#include "normalize/list_number.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

std::string Number(std::string_view format, int64_t number) {
  std::string out;
  AppendListNumber(ListFormatOf(format), number, &out);
  return out;
}

TEST(ListNumber, WritesEachFormatItsWay) {
  const struct {
    const char* format;
    int64_t number;
    const char* text;
  } kCases[] = {
      {"decimal", 12, "12"},
      {"decimal", 0, "0"},
      {"decimalZero", 7, "07"},
      {"decimalZero", 17, "17"},
      {"decimalFullWidth", 12, "１２"},
      {"numberInDash", 3, "- 3 -"},
      {"upperLetter", 1, "A"},
      {"lowerLetter", 26, "z"},
      {"lowerLetter", 28, "bb"},
      {"upperRoman", 1994, "MCMXCIV"},
      {"lowerRoman", 4, "iv"},
      {"chineseCounting", 10, "十"},
      {"chineseCounting", 21, "二十一"},
      {"chineseCounting", 105, "一〇五"},
      {"chineseCountingThousand", 6, "六"},
      {"chineseCountingThousand", 11, "十一"},
      {"chineseCountingThousand", 20, "二十"},
      {"chineseCountingThousand", 101, "一百零一"},
      {"chineseCountingThousand", 110, "一百一十"},
      {"chineseCountingThousand", 1002, "一千零二"},
      {"chineseCountingThousand", 3050, "三千零五十"},
      {"japaneseCounting", 10, "十"},
      {"japaneseCounting", 111, "百十一"},
      {"japaneseCounting", 32, "三十二"},
      {"ideographDigital", 10, "一〇"},
      {"chineseLegalSimplified", 12, "壹拾贰"},
      {"ideographLegalTraditional", 2, "貳"},
      {"ideographTraditional", 3, "丙"},
      {"ideographZodiac", 12, "亥"},
      {"decimalEnclosedCircle", 20, "⑳"},
      {"decimalEnclosedCircle", 21, "21"},
      {"decimalEnclosedParen", 2, "⑵"},
      {"decimalEnclosedFullstop", 2, "⒉"},
      {"ideographEnclosedCircle", 10, "㊉"},
      {"none", 5, ""},
      {"bullet", 5, ""},
      {"somethingNew", 5, "5"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Number(c.format, c.number), c.text) << c.format;
}

TEST(ListNumber, WritesInDigitsWhatAFormatHasNoSignFor) {
  EXPECT_EQ(Number("upperLetter", 0), "0");
  EXPECT_EQ(Number("lowerRoman", 4000), "4000");
  EXPECT_EQ(Number("ideographTraditional", 11), "11");
  EXPECT_EQ(Number("chineseCountingThousand", 10000), "一〇〇〇〇");
  EXPECT_EQ(Number("chineseCounting", -3), "〇");
  EXPECT_EQ(Number("decimal", -3), "-3");
}

TEST(ListNumber, DoesNotGrowWithoutBound) {
  EXPECT_LE(Number("upperLetter", INT64_MAX).size(), 40u);
  EXPECT_LE(Number("chineseCounting", INT64_MAX).size(), 60u);
}

}  // namespace
}  // namespace gongkai
