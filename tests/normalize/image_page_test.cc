#include "normalize/image_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/scan_writer.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

corpus::ScannedPage Page(int width, int height) {
  corpus::ScannedPage page{width, height, {}};
  page.pixels.assign(static_cast<std::size_t>(width * height), 200);
  return page;
}

// Start, a segment for programs of Adobe, and a frame of 40 by 30 pixels.
std::string Jpeg(char samples, bool adobe) {
  const std::string program(
      "\xFF\xEE\x00\x0E"
      "Adobe\x00\x64\x00\x00\x00\x00\x00",
      16);
  return "\xFF\xD8" + (adobe ? program : std::string("\xFF\xFE\x00\x04xx", 6)) +
         std::string("\xFF\xC2\x00\x14\x08\x00\x1E\x00\x28", 9) + samples + std::string(20, '\x01');
}

TEST(ImagePage, IsAsWideAsPaper) {
  // 8.27 inches at 300 dots are 2 480 pixels, and 595.20 points.
  const ImagePage small = PageOfImage(corpus::ScannedPng({Page(1240, 10)}, 1));
  EXPECT_EQ(small.scale, 2);
  EXPECT_THAT(small.pdf, HasSubstr("/MediaBox [0 0 595.20 4.80]"));
  EXPECT_THAT(small.pdf, HasSubstr("/Width 1240 /Height 10 "));
  const ImagePage usual = PageOfImage(corpus::ScannedPng({Page(3000, 10)}, 1));
  EXPECT_EQ(usual.scale, 1);
  const ImagePage large = PageOfImage(corpus::ScannedPng({Page(4960, 10)}, 1));
  EXPECT_EQ(large.scale, 0.5);
  EXPECT_THAT(large.pdf, HasSubstr("/MediaBox [0 0 595.20 1.20]"));
}

TEST(ImagePage, IsNotEnlargedBeyondFourTimes) {
  EXPECT_EQ(PageOfImage(corpus::ScannedPng({Page(100, 10)}, 3)).scale, 4);
}

TEST(ImagePage, KnowsTheColoursOfAJpeg) {
  EXPECT_THAT(PageOfImage(Jpeg(1, false)).pdf, HasSubstr("/ColorSpace /DeviceGray"));
  const std::string colours = PageOfImage(Jpeg(3, true)).pdf;
  EXPECT_THAT(colours, HasSubstr("/Width 40 /Height 30 "));
  EXPECT_THAT(colours, HasSubstr("/ColorSpace /DeviceRGB"));
  EXPECT_THAT(PageOfImage(Jpeg(4, true)).pdf, HasSubstr("/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"));
  EXPECT_THAT(PageOfImage(Jpeg(4, false)).pdf, Not(HasSubstr("/Decode [1")));
}

TEST(ImagePage, IsNoneOfWhatIsCutOffOrHasTurnedBits) {
  const std::string png = corpus::ScannedPng({Page(40, 30)}, 3);
  EXPECT_THAT(PageOfImage(png).pdf, StartsWith("%PDF-"));
  for (std::size_t size = 0; size < png.size(); ++size) {
    EXPECT_EQ(PageOfImage(png.substr(0, size)).pdf, "") << size;
    std::string turned = png;
    turned[size] ^= 4;
    EXPECT_EQ(PageOfImage(turned).pdf, "") << size;
  }
  EXPECT_EQ(PageOfImage(Jpeg(3, true).substr(0, 20)).pdf, "");
  EXPECT_EQ(PageOfImage("").pdf, "");
}

TEST(ImagePage, IsNoneOfAnImageOverTheLimit) {
  // Sizes alone: nothing is unpacked.
  std::string jpeg = Jpeg(1, false);
  const std::size_t at = jpeg.find(std::string("\x00\x1E\x00\x28", 4));
  jpeg.replace(at, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(PageOfImage(jpeg).pdf, "");
}

}  // namespace
}  // namespace gongkai
