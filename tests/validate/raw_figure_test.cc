#include "validate/raw_figure.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

std::string Traits(std::string_view raw) {
  const RawFigure figure = ReadRawFigure(raw);
  std::string traits;
  if (figure.annotated) traits += 'A';
  if (figure.letters) traits += 'L';
  if (figure.full_width) traits += 'F';
  if (figure.separators) traits += 'S';
  return traits;
}

TEST(RawFigure, FindsNothingInPlainNumbers) {
  for (const char* raw : {"0", "27", "-8", "+19", "3886.46"}) EXPECT_EQ(Traits(raw), "") << raw;
}

TEST(RawFigure, FindsUnitsAndWords) {
  for (const char* raw : {"3件", "2792220.8元", "减4", "22（其中修订16件）", "约3", "5%"}) {
    EXPECT_NE(Traits(raw).find('A'), std::string::npos) << raw;
  }
}

TEST(RawFigure, TellsLettersFromWords) {
  EXPECT_EQ(Traits("1O"), "L");
  EXPECT_EQ(Traits("l2"), "L");
  EXPECT_EQ(Traits("x2"), "A");
}

TEST(RawFigure, FindsFullWidthCharacters) {
  EXPECT_EQ(Traits("２７"), "F");
  EXPECT_EQ(Traits("３．５"), "F");
  EXPECT_EQ(Traits("－８"), "F");
  EXPECT_EQ(Traits("Ａ"), "A");  // U+FF21 is no digit
}

TEST(RawFigure, FindsSeparators) {
  for (const char* raw : {"1,234", "1，234", "1 234", "1\u00a0234", "1\u3000234", "12\n34"}) {
    EXPECT_EQ(Traits(raw), "S") << raw;
  }
}

TEST(RawFigure, TakesBrokenBytesForWords) { EXPECT_EQ(Traits("\xef\xbc"), "A"); }

}  // namespace
}  // namespace gongkai
