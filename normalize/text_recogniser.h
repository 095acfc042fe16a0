// What reads the characters of an image.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/pages.pb.h"
#include "normalize/raster.h"

namespace gongkai {

struct RecognisedChar {
  char32_t code = 0;
  PixelBox box;
  uint32_t confidence = 0;  // thousandths, 1 to 1000
};

struct RecognisedLine {
  PixelBox box;
  std::vector<RecognisedChar> chars;  // from left to right
};

// Any errors mean that the machine does not give what it should.
class TextRecogniser {
 public:
  enum class Model { kChinese, kFigures };

  virtual ~TextRecogniser() = default;

  // Lines of one block of text, from the top. The same image gives the same lines.
  virtual absl::StatusOr<std::vector<RecognisedLine>> Read(const Raster& image, Model model) = 0;
};

// Lines of an hOCR file with boxes of characters, as tesseract writes them; what is no such file
// gives none. At most kMaxPageGlyphs characters.
std::vector<RecognisedLine> ParseHocr(std::string_view file);

}  // namespace gongkai
