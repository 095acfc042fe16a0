// Digits are told by their holes, whatever a recogniser says.
#include "normalize/digit_shape.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/normalize/raster_testing.h"

namespace gongkai {
namespace {

// Strokes three pixels thick, 20 wide and 40 high.
constexpr PixelBox kTop{10, 10, 30, 13}, kMiddle{10, 29, 30, 32}, kBottom{10, 47, 30, 50};
constexpr PixelBox kUpperLeft{10, 10, 13, 32}, kLowerLeft{10, 29, 13, 50};
constexpr PixelBox kUpperRight{27, 10, 30, 32}, kLowerRight{27, 29, 30, 50};
constexpr PixelBox kInk{10, 10, 30, 50};

// The digits that the ink may show.
std::string Shown(const std::vector<PixelBox>& strokes) {
  const Raster image = Drawn(40, 60, strokes);
  std::string digits;
  for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
    if (MayShow(image, kInk, digit)) digits += static_cast<char>(digit);
  }
  return digits;
}

TEST(DigitShape, TellsDigitsByTheirHoles) {
  EXPECT_EQ(Shown({kTop, kBottom, kUpperLeft, kLowerLeft, kUpperRight, kLowerRight}), "0");
  EXPECT_EQ(Shown({kTop, kMiddle, kBottom, kLowerLeft, kUpperLeft, kUpperRight, kLowerRight}), "8");
  EXPECT_EQ(Shown({kTop, kMiddle, kBottom, kUpperLeft, kUpperRight, kLowerRight}), "49");
  EXPECT_EQ(Shown({kTop, kMiddle, kBottom, kUpperLeft, kLowerLeft, kLowerRight}), "46");
  EXPECT_EQ(Shown({kTop, kMiddle, kBottom, kUpperRight, kLowerLeft}), "123457");
}

TEST(DigitShape, HasNoHoleOfAFewPixels) {
  const Raster image = Drawn(40, 60, {{10, 10, 30, 50}});
  EXPECT_TRUE(HolesIn(image, kInk).empty());
  Raster worn = image;
  worn.Whiten({20, 20, 22, 22});
  EXPECT_TRUE(HolesIn(worn, kInk).empty());
  worn.Whiten({18, 18, 24, 24});
  ASSERT_EQ(HolesIn(worn, kInk).size(), 1u);
  EXPECT_EQ(HolesIn(worn, kInk)[0].left, 18);
  EXPECT_EQ(HolesIn(worn, kInk)[0].bottom, 24);
}

TEST(DigitShape, IsOpenWhereTheRingIsBroken) {
  EXPECT_EQ(Shown({kTop, kBottom, kUpperLeft, kLowerLeft, kUpperRight}), "123457");
}

TEST(DigitShape, SaysNothingOfWhatIsNoDigit) {
  EXPECT_TRUE(MayShow(Drawn(40, 60, {kTop}), kInk, U'.'));
}

}  // namespace
}  // namespace gongkai
