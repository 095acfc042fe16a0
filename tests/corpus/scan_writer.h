// Writes PDF whose pages are images, as a scanner does, for tests. Shares nothing with the code
// under test.

#ifndef GONGKAI_TESTS_CORPUS_SCAN_WRITER_H_
#define GONGKAI_TESTS_CORPUS_SCAN_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

namespace gongkai::corpus {

// A page as grey pixels, 0 black.
struct ScannedPage {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> pixels;
};

// The pages of a PDF as a scanner sees them at 300 dots an inch, drawn by pdftoppm. Empty where it
// is not installed, or no font with Chinese characters is, such as fonts-noto-cjk.
std::vector<ScannedPage> DrawnPages(const std::string& pdf);

// The page as a worn copier gives it: dust in one of so many thousand pixels, grey edges, and lines
// that sink by one pixel in `slant`. The same seed gives the same page.
ScannedPage Worn(const ScannedPage& page, int dust, int slant, uint32_t seed);

// One image with the pages under each other, of so many samples a pixel: 1 grey, 2 grey and cover,
// 3 colours, 4 colours and cover.
std::string ScannedPng(const std::vector<ScannedPage>& pages, int samples);

// A page with every second pixel of every second line.
ScannedPage Halved(const ScannedPage& page);

// Pages of black and white at 300 dots an inch.
std::string ScannedPdf(const std::vector<ScannedPage>& pages);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_SCAN_WRITER_H_
