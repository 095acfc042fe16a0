#include "model/page_number.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

bool Certain(std::string_view line) {
  const std::optional<PageNumber> number = ReadPageNumber(line);
  return number.has_value() && number->certain;
}

TEST(PageNumberTest, IsCertainOfWhatIsDressedAsOne) {
  EXPECT_TRUE(Certain("-4-"));
  EXPECT_TRUE(Certain("- 4 -"));
  EXPECT_TRUE(Certain("— 12 —"));
  EXPECT_TRUE(Certain("~4~"));
  EXPECT_TRUE(Certain("第 4 页"));
  EXPECT_TRUE(Certain("第4页 共12页"));
  EXPECT_TRUE(Certain("4/12"));
}

TEST(PageNumberTest, IsNotCertainOfWhatMayBeAFigure) {
  EXPECT_FALSE(Certain("4"));
  EXPECT_FALSE(Certain("-4"));
  EXPECT_FALSE(Certain("4-"));
  EXPECT_FALSE(Certain("1,234"));
  EXPECT_FALSE(Certain("4-12"));
  EXPECT_FALSE(Certain("共12页"));
}

TEST(PageNumberTest, GivesTheFirstNumber) {
  EXPECT_EQ(ReadPageNumber("- 17 -")->value, 17);
  EXPECT_EQ(ReadPageNumber("第４页，共１２页")->value, 4);
  EXPECT_EQ(ReadPageNumber("3 / 10")->value, 3);
  EXPECT_EQ(ReadPageNumber("9999")->value, 9999);
}

TEST(PageNumberTest, TellsABareNumberFromADressedOne) {
  EXPECT_FALSE(ReadPageNumber("4")->dressed);
  EXPECT_TRUE(ReadPageNumber("·4·")->dressed);
}

TEST(PageNumberTest, RefusesEverythingElse) {
  EXPECT_FALSE(ReadPageNumber(""));
  EXPECT_FALSE(ReadPageNumber("- -"));
  EXPECT_FALSE(ReadPageNumber("12345"));
  EXPECT_FALSE(ReadPageNumber("4 5"));
  EXPECT_FALSE(ReadPageNumber("1/2/3"));
  EXPECT_FALSE(ReadPageNumber("第4条"));
  EXPECT_FALSE(ReadPageNumber("4.5"));
}

}  // namespace
}  // namespace gongkai
