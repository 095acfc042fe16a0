#include "normalize/raster.h"

#include <gtest/gtest.h>

#include "tests/normalize/raster_testing.h"

namespace gongkai {
namespace {

TEST(Raster, IsReadFromAFileAndWrittenAsOne) {
  const std::string whole =
      std::string("P5\n3 2\n255\n") + std::string("\x01\xFF\x03\xFF\xFE\x00", 6);
  const auto raster = Raster::Parse(whole);
  ASSERT_TRUE(raster);
  EXPECT_EQ(raster->width(), 3);
  EXPECT_EQ(raster->height(), 2);
  EXPECT_TRUE(raster->Ink(0, 0));
  EXPECT_FALSE(raster->Ink(1, 0));
  EXPECT_TRUE(raster->Ink(2, 1));
  EXPECT_EQ(raster->File(), whole);
}

TEST(Raster, IsNoFileThatIsCutOffOrOfAnotherKind) {
  EXPECT_FALSE(Raster::Parse(""));
  EXPECT_FALSE(Raster::Parse("P5\n3 2\n255\n\x01\x02"));
  EXPECT_FALSE(Raster::Parse("P5\n-3 2\n255\nxxxxxx"));
  EXPECT_FALSE(Raster::Parse("P5\n3 2\n65535\nxxxxxxxxxxxx"));
  EXPECT_FALSE(Raster::Parse("P5\n99999999 99999999\n255\n"));
  EXPECT_FALSE(Raster::Parse("P6\n1 1\n255\nxxx"));
}

TEST(Raster, FindsTheInkOfABoxAndItsPieces) {
  const Raster raster = Drawn(100, 50, {{10, 20, 14, 40}, {20, 25, 30, 35}, {90, 0, 95, 5}});
  const PixelBox ink = raster.InkIn({0, 10, 60, 50});
  EXPECT_EQ(ink.left, 10);
  EXPECT_EQ(ink.top, 20);
  EXPECT_EQ(ink.right, 30);
  EXPECT_EQ(ink.bottom, 40);
  EXPECT_EQ(raster.Blobs(ink).size(), 2u);
  EXPECT_TRUE(raster.InkIn({40, 0, 80, 50}).empty());
  EXPECT_EQ(raster.InkIn({80, -10, 1000, 1000}).right, 95);
}

TEST(Raster, FindsLinesButNoCharactersAndNoAreas) {
  const Raster raster = Drawn(600, 400,
                              {{50, 100, 550, 103},     // a line
                               {50, 100, 53, 300},      // another, upright
                               {100, 150, 160, 155},    // a stroke
                               {300, 200, 500, 280}});  // an area
  const auto lines = raster.Lines(90);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].left, 50);
  EXPECT_EQ(lines[0].right, 550);
  EXPECT_EQ(lines[0].bottom, 103);
  EXPECT_EQ(lines[1].top, 100);
  EXPECT_EQ(lines[1].bottom, 300);
}

TEST(Raster, LosesItsDust) {
  Raster raster = Drawn(50, 50, {{10, 10, 11, 11}, {20, 20, 22, 21}, {30, 30, 33, 33}});
  raster.Despeckle();
  EXPECT_EQ(raster.InkIn({0, 0, 50, 50}).left, 30);
  EXPECT_EQ(raster.InkIn({0, 0, 50, 50}).width(), 3);
}

TEST(Raster, FollowsALineThatIsALittleAskewOrBroken) {
  // Five pixels down over 500, in steps; a gap of two pixels.
  const Raster raster = Drawn(600, 200,
                              {{20, 100, 120, 103},
                               {120, 101, 220, 104},
                               {222, 102, 320, 105},
                               {320, 103, 420, 106},
                               {420, 104, 520, 107}});
  const auto lines = raster.Lines(90);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].left, 20);
  EXPECT_EQ(lines[0].right, 520);
}

}  // namespace
}  // namespace gongkai
