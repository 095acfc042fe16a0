#include "validate/decimal.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

std::string Round(std::string_view text) {
  const auto parsed = Decimal::Parse(text);
  return parsed ? parsed->ToString() : "none";
}

TEST(Decimal, AddsTenthsExactly) {
  Decimal sum = *Decimal::Parse("0.1");
  sum += *Decimal::Parse("0.2");
  EXPECT_EQ(sum, *Decimal::Parse("0.3"));
  EXPECT_EQ((sum - *Decimal::Parse("1")).ToString(), "-0.7");
}

TEST(Decimal, WritesNumbersPlainly) {
  EXPECT_EQ(Round("3886.46"), "3886.46");
  EXPECT_EQ(Round("-8"), "-8");
  EXPECT_EQ(Round("007"), "7");
  EXPECT_EQ(Round("5.00"), "5");
  EXPECT_EQ(Round("-0"), "0");
  EXPECT_EQ(Round("0.05"), "0.05");
}

TEST(Decimal, TellsIntegersFromFractionsAndNegatives) {
  EXPECT_TRUE(Decimal::Parse("12.0")->IsInteger());
  EXPECT_FALSE(Decimal::Parse("12.5")->IsInteger());
  EXPECT_TRUE(Decimal::Parse("-0.5")->IsNegative());
  EXPECT_FALSE(Decimal::Parse("-0")->IsNegative());
}

TEST(Decimal, RefusesWhatIsNoPlainNumber) {
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1,234", "+1", "1e3", "3件", "１", "--1", " 1", "1.2.3", "1.x"}) {
    EXPECT_EQ(Round(text), "none") << text;
  }
}

TEST(Decimal, HoldsTwentyFourDigitsBeforeAndTenAfterThePoint) {
  const std::string digits(24, '9');
  EXPECT_EQ(Round(digits + ".0123456789"), digits + ".0123456789");
  EXPECT_EQ(Round("000" + digits), digits);
  EXPECT_EQ(Round("1" + digits), "none");
  EXPECT_EQ(Round("0.01234567891"), "none");
  EXPECT_EQ(Round("0.01234567890"), "0.0123456789");
}

TEST(Decimal, SumsAThousandOfTheLargestWithoutOverflow) {
  const Decimal largest = *Decimal::Parse(std::string(24, '9'));
  Decimal sum;
  for (int i = 0; i < 1000; ++i) sum += largest;
  // 1000 * (10^24 - 1) = 10^27 - 1000.
  EXPECT_EQ(sum.ToString(), std::string(24, '9') + "000");
}

}  // namespace
}  // namespace gongkai
