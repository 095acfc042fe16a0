// Numbers of a workbook as its cells show them, without a digit or a sign lost.
#include "normalize/number_format.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

std::string Text(std::string_view kept, std::string_view code) {
  return ShowNumber(kept, code, false).text;
}
bool Otherwise(std::string_view kept, std::string_view code) {
  return ShowNumber(kept, code, false).otherwise;
}

TEST(NumberFormats, ShowPlainNumbersWithAllTheirDigits) {
  EXPECT_EQ(Text("29", "General"), "29");
  EXPECT_EQ(Text("3886.46", "General"), "3886.46");
  EXPECT_EQ(Text("-7", ""), "-7");
  EXPECT_EQ(Text("1E-3", "General"), "0.001");
  EXPECT_EQ(Text("1.25E+6", "General"), "1250000");
  EXPECT_EQ(Text("0", "General"), "0");
  EXPECT_EQ(Text("-0", "General"), "0");
  EXPECT_EQ(Text("007.50", "General"), "7.5");
}

TEST(NumberFormats, LeaveOutDigitsThatADoubleDoesNotHave) {
  EXPECT_EQ(Text("0.30000000000000004", "General"), "0.3");
  EXPECT_EQ(Text("3886.4600000000000364", "0.00"), "3886.46");
  EXPECT_EQ(Text("99999999999999.99", "General"), "100000000000000");
}

TEST(NumberFormats, KeepWhatIsNoNumber) {
  for (const char* kept : {"", "abc", "1e", "1.2.3", "12 件", "1e99999", "0x10", "."}) {
    EXPECT_EQ(Text(kept, "0"), kept);
  }
}

TEST(NumberFormats, AddZerosAndSeparators) {
  EXPECT_EQ(Text("5", "0.00"), "5.00");
  EXPECT_EQ(Text("5.5", "0.0#"), "5.5");
  EXPECT_EQ(Text("5", "000"), "005");
  EXPECT_EQ(Text("1234567", "#,##0"), "1,234,567");
  EXPECT_EQ(Text("-1234.5", "#,##0.00_);(#,##0.00)"), "-1,234.50");
  EXPECT_EQ(Text("123", "#,##0"), "123");
  EXPECT_EQ(Text("0.5", "#.0"), "0.5");
}

TEST(NumberFormats, AddWordsAndPercent) {
  EXPECT_EQ(Text("12", "0\"件\""), "12件");
  EXPECT_EQ(Text("12", "General\"件\""), "12件");
  EXPECT_EQ(Text("12.5", "[$¥-804]#,##0.00"), "¥12.50");
  EXPECT_EQ(Text("0.125", "0.0%"), "12.5%");
  EXPECT_EQ(Text("1", "0%"), "100%");
  EXPECT_EQ(Text("7", "0_ "), "7");
  EXPECT_EQ(Text("7", "[Red]0"), "7");
}

// What a reader would see is not what the figure is.
TEST(NumberFormats, GiveTheFigureWhereItWouldBeHiddenOrRounded) {
  const struct {
    const char* kept;
    const char* code;
  } kCases[] = {
      {"3886.46", "0"}, {"0.125", "0%"},   {"1234567", "#,##0,"},   {"0", "#"},
      {"5", ";;;"},     {"0", "0;-0;;@"},  {"0", "#,##0;-0;\"-\""}, {"5", "[>3]0;\"few\""},
      {"5", "# ?/?"},   {"5", "0.00E+00"}, {"5", "\"2023年\"0"},    {"12", "0\"-\"0"}};
  for (const auto& c : kCases) {
    EXPECT_EQ(Text(c.kept, c.code), c.kept) << c.code;
    EXPECT_TRUE(Otherwise(c.kept, c.code)) << c.code;
  }
  EXPECT_FALSE(Otherwise("5", "0"));
  EXPECT_FALSE(Otherwise("3886.46", "0.00"));
}

TEST(NumberFormats, NeverLoseASign) {
  EXPECT_EQ(Text("-5", "0;0"), "-5");
  EXPECT_EQ(Text("-5", "0;[Red]0"), "-5");
  EXPECT_EQ(Text("-5", "0_);(0)"), "-5");
  EXPECT_EQ(Text("-0.5", "0.0%"), "-50.0%");
}

// Serial numbers of Excel: 45292 is 2024-01-01, 60 the day that never was.
TEST(NumberFormats, ShowDates) {
  EXPECT_EQ(Text("45292", "yyyy/m/d"), "2024/1/1");
  EXPECT_EQ(Text("45292", "yyyy\"年\"m\"月\"d\"日\""), "2024年1月1日");
  EXPECT_EQ(Text("45292", "[$-804]yyyy\"年\"mm\"月\"dd\"日\";@"), "2024年01月01日");
  EXPECT_EQ(Text("45292.75", "yyyy-mm-dd hh:mm"), "2024-01-01 18:00");
  EXPECT_EQ(Text("45292.75", "yyyy/m/d h:mm AM/PM"), "2024/1/1 6:00 下午");
  EXPECT_EQ(Text("1", "yyyy/m/d"), "1900/1/1");
  EXPECT_EQ(Text("60", "yyyy/m/d"), "1900/2/29");
  EXPECT_EQ(Text("61", "yyyy/m/d"), "1900/3/1");
  EXPECT_EQ(Text("2958465", "yyyy/m/d"), "9999/12/31");
  EXPECT_EQ(ShowNumber("43830", "yyyy/m/d", true).text, "2024/1/1");
  EXPECT_EQ(Text("1.5", "[h]:mm"), "36:00");
  EXPECT_EQ(Text("-1", "yyyy/m/d"), "-1");
  EXPECT_TRUE(Otherwise("2958466", "yyyy/m/d"));
}

TEST(NumberFormats, AreKnownByNumber) {
  EXPECT_EQ(Text("1234", BuiltinNumberFormat(3)), "1,234");
  EXPECT_EQ(Text("45292", BuiltinNumberFormat(31)), "2024年1月1日");
  EXPECT_EQ(Text("0", BuiltinNumberFormat(41)), "0");
  EXPECT_TRUE(Otherwise("0", BuiltinNumberFormat(41)));
  EXPECT_EQ(BuiltinNumberFormat(0), "General");
  EXPECT_EQ(BuiltinNumberFormat(999), "General");
}

// Whatever the code, a figure is there whole.
TEST(NumberFormats, LoseNoDigitWhateverTheCode) {
  const std::string pieces[] = {"0",  "#", "?", ".",    ",", "%",  ";",      "\"件\"",
                                "\\", "_", "*", "[<5]", "[", "\"", "(",      ")",
                                "-",  " ", "E", "/",    "@", "年", "General"};
  uint32_t state = 7;
  for (int i = 0; i < 50'000; ++i) {
    std::string code;
    for (int n = 0; n < 6; ++n) {
      state = state * 1664525 + 1013904223;
      code += pieces[(state >> 16) % std::size(pieces)];
    }
    std::string digits;
    for (const char c : Text("8647.5", code)) {
      if (c >= '0' && c <= '9') digits += c;
    }
    while (digits.starts_with('0')) digits.erase(0, 1);
    while (digits.ends_with('0')) digits.pop_back();
    EXPECT_EQ(digits, "86475") << code;
  }
}

}  // namespace
}  // namespace gongkai
