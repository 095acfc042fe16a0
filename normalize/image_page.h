// An image file as a page that can be drawn.
#pragma once

#include <string>
#include <string_view>

namespace gongkai {

// True for PNG and JPEG, the images that can be read.
bool IsReadableImage(std::string_view bytes);

struct ImagePage {
  // A PDF of one page that is the image, as large as paper would be: small images are enlarged,
  // large ones reduced, so that their characters have a usual size at kRecognitionDpi.
  std::string pdf;
  int width = 0;  // pixels of the image
  int height = 0;
  double scale = 1;  // pixels of the page at kRecognitionDpi for one of the image
};

// The image stays packed as it is: whoever draws the page unpacks it. No PDF for what is no such
// image, is interlaced, has turned bits (PNG knows), or more than kMaxRasterPixels.
ImagePage PageOfImage(std::string_view bytes);

}  // namespace gongkai
