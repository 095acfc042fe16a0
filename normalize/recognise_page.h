// Characters and lines of a page that is an image, as if the file itself had said them.
//
// Lines that are drawn make cells (page_frames.h). What stands in a cell is cut out and read apart
// from the lines, which would be taken for characters: cells that look like figures by a model of
// digits, several to a line, and each must come back with as many characters as it has pieces of
// ink, and as digits of such a shape (digit_shape.h) to be certain; everything else by a model of
// Chinese. A cell with ink that gives no character gets U+FFFD, so that it is not taken for a blank
// one.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "gongkai/v1/pages.pb.h"
#include "normalize/page_glyphs.h"
#include "normalize/raster.h"
#include "normalize/text_recogniser.h"

namespace gongkai {

// Hundredths of a point that a pixel of an image of kRecognitionDpi is wide.
inline constexpr int32_t kPixelSize = 24;

// Adds what the image shows within `region` (hundredths of a point) to the page, whose other
// characters stay as they are. Errors are those of the recogniser.
absl::Status RecognisePage(const Raster& image, const PageBox& region, TextRecogniser* recogniser,
                           v1::PositionedPage* page);

// The parts of a page that are images and hold no characters: all of it where it has no text at
// all. Empty for a page without images that are large enough for a table.
std::vector<PageBox> RegionsToRecognise(const v1::PositionedPage& page);

}  // namespace gongkai
