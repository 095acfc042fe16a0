// Whatever tesseract prints gives characters within an image, and a page made of them is sound.
#include "normalize/pages.h"
#include "normalize/recognise_page.h"
#include "tests/fuzz/target.h"

namespace gongkai {
namespace {

// Gives back what it was told.
class Told : public TextRecogniser {
 public:
  explicit Told(std::string_view text) : text_(text) {}
  absl::StatusOr<std::vector<RecognisedLine>> Read(const Raster&, Model) override {
    return ParseHocr(text_);
  }

 private:
  std::string_view text_;
};

// A table of two cells with a piece of ink each, and one below it.
const Raster& Image() {
  static const Raster& image = *new Raster([] {
    Raster raster(400, 300);
    std::string file = raster.File();
    const std::size_t begin = file.size() - 400 * 300;
    const auto draw = [&](int left, int top, int right, int bottom) {
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) file[begin + static_cast<std::size_t>(y * 400 + x)] = 0;
      }
    };
    for (const int y : {20, 120}) draw(20, y, 320, y + 2);
    for (const int x : {20, 170, 320}) draw(x, 20, x + 2, 122);
    draw(80, 60, 90, 90);
    draw(200, 60, 280, 90);
    draw(80, 200, 110, 230);
    return *Raster::Parse(file);
  }());
  return image;
}

}  // namespace

void Fuzz(std::string_view input) {
  Told recogniser(input);
  v1::Pages pages;
  v1::PositionedPage* page = pages.add_pages();
  page->set_width(400 * kPixelSize);
  page->set_height(300 * kPixelSize);
  Require(RecognisePage(Image(), {0, 0, page->width(), page->height()}, &recogniser, page).ok(),
          "no page");
  pages.set_recognised_by("fuzz");
  v1::Document document;
  if (NormalizePages(pages, &document)) return;
  Require(CheckDocument(document, document.text().size() * 2));
  uint32_t last = 0;
  for (int i = 0; i < document.recognition().begin_size(); ++i) {
    const uint32_t confidence = document.recognition().confidence(i);
    Require(document.recognition().begin(i) >= last, "order");
    Require(confidence >= 1 && confidence <= 1000, "certainty");
    last = document.recognition().end(i);
  }
  Require(last <= document.text().size(), "end");
}

}  // namespace gongkai
