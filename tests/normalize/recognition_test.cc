// Pages that are images: what becomes of what a recogniser says. The recogniser is one by hand; the
// real one is tried in scan_test.cc.
#include <gtest/gtest.h>

#include "normalize/pages.h"
#include "normalize/recognise_page.h"
#include "tests/normalize/raster_testing.h"

namespace gongkai {
namespace {

constexpr int kWidth = 1200, kHeight = 800;
constexpr PageBox kAll{0, 0, kWidth* kPixelSize, kHeight* kPixelSize};

// Reads each piece of ink as a digit: as many as it is high, modulo ten, less twenty. A piece that
// is 45 pixels high cannot be read, one of 46 comes back as two characters.
class ByHeight : public TextRecogniser {
 public:
  absl::StatusOr<std::vector<RecognisedLine>> Read(const Raster& image, Model model) override {
    if (model == Model::kChinese) return std::vector<RecognisedLine>();
    std::vector<RecognisedLine> lines;
    for (int y = 0; y < image.height();) {
      if (image.InkIn({0, y, image.width(), y + 1}).empty()) {
        ++y;
        continue;
      }
      int end = y;
      while (!image.InkIn({0, end, image.width(), end + 1}).empty()) ++end;
      RecognisedLine line{image.InkIn({0, y, image.width(), end}), {}};
      for (const PixelBox& blob : image.Blobs(line.box)) {
        const PixelBox ink = image.InkIn(blob);
        if (ink.height() == 45) continue;
        const auto code = static_cast<char32_t>(U'0' + (ink.height() - 20) % 10);
        line.chars.push_back({code, ink, 990});
        if (ink.height() == 46) line.chars.push_back({code, ink, 990});
      }
      if (!line.chars.empty()) lines.push_back(line);
      y = end;
    }
    return lines;
  }
};

// A table of two rows and three columns, with pieces of ink in its cells.
v1::PositionedPage Recognised(const std::vector<PixelBox>& ink) {
  std::vector<PixelBox> boxes = ink;
  for (const int y : {100, 300, 500}) boxes.push_back({100, y, 1000, y + 3});
  for (const int x : {100, 400, 700, 1000}) boxes.push_back({x, 100, x + 3, 503});
  v1::PositionedPage page;
  page.set_width(kAll.right);
  page.set_height(kAll.bottom);
  ByHeight recogniser;
  EXPECT_TRUE(RecognisePage(Drawn(kWidth, kHeight, boxes), kAll, &recogniser, &page).ok());
  return page;
}

std::vector<std::string> Cells(const v1::PositionedPage& page, v1::Document* document) {
  v1::Pages pages;
  *pages.add_pages() = page;
  pages.set_recognised_by("by hand");
  EXPECT_FALSE(NormalizePages(pages, document));
  std::vector<std::string> cells;
  for (const v1::Block& block : document->blocks()) {
    for (const v1::GridCell& cell : block.grid().cells()) {
      cells.push_back(document->text().substr(cell.begin(), cell.end() - cell.begin()));
    }
  }
  return cells;
}

TEST(Recognition, PutsFiguresIntoTheCellsTheyStandIn) {
  v1::Document document;
  const auto cells = Cells(Recognised({{200, 150, 215, 172},          // 2
                                       {220, 150, 235, 179},          // 9
                                       {500, 150, 515, 170},          // 0
                                       {800, 400, 815, 177 + 250}}),  // 7
                           &document);
  EXPECT_EQ(cells, (std::vector<std::string>{"29", "0", "", "", "", "7"}));
}

TEST(Recognition, SaysOfEachFigureHowCertainItIs) {
  v1::Document document;
  Cells(Recognised({{200, 150, 215, 172}, {500, 150, 515, 170}}), &document);
  ASSERT_EQ(document.recognition().begin_size(), 2);
  const auto& stretch = document.recognition();
  EXPECT_EQ(document.text().substr(stretch.begin(0), stretch.end(0) - stretch.begin(0)), "2");
  EXPECT_EQ(stretch.confidence(0), 990u);
  EXPECT_EQ(stretch.confidence(1), 500u) << "0 has a hole";
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::RECOGNISED);
  EXPECT_EQ(document.notes(0).detail(), "by hand");
}

TEST(Recognition, TakesNoCellWithInkForABlankOne) {
  v1::Document document;
  const auto cells = Cells(Recognised({{200, 150, 215, 172}, {500, 150, 515, 195}}), &document);
  ASSERT_EQ(cells.size(), 6u);
  EXPECT_EQ(cells[0], "2");
  EXPECT_EQ(cells[1], "\uFFFD");
  EXPECT_EQ(cells[2], "");
}

TEST(Recognition, TakesNoFigureWithMoreOrFewerDigitsThanPiecesOfInk) {
  v1::Document document;
  const auto cells = Cells(Recognised({{200, 150, 215, 196},    // read as two
                                       {500, 150, 515, 172},    // 2
                                       {520, 150, 535, 195}}),  // not read
                           &document);
  ASSERT_EQ(cells.size(), 6u);
  EXPECT_EQ(cells[0], "\uFFFD");
  EXPECT_EQ(cells[1], "\uFFFD");
}

TEST(Recognition, IsOfPagesWithoutTextAndOfImagesBesideIt) {
  v1::PositionedPage page;
  page.set_width(59'500);
  page.set_height(84'200);
  EXPECT_TRUE(RegionsToRecognise(page).empty());
  page.add_image_left(5'000);
  page.add_image_top(10'000);
  page.add_image_right(50'000);
  page.add_image_bottom(40'000);
  ASSERT_EQ(RegionsToRecognise(page).size(), 1u);
  EXPECT_EQ(RegionsToRecognise(page)[0].right, 59'500);
  page.add_glyph_code(U'公');
  page.add_glyph_x(5'000);
  page.add_glyph_y(5'000);
  ASSERT_EQ(RegionsToRecognise(page).size(), 1u);
  EXPECT_EQ(RegionsToRecognise(page)[0].right, 50'000);
  // The same image behind the text is no image of a text.
  page.set_glyph_y(0, 20'000);
  EXPECT_TRUE(RegionsToRecognise(page).empty());
}

TEST(Hocr, GivesCharactersWithTheirBoxesAndCertainty) {
  const auto lines = ParseHocr(
      "<div class='ocr_page'><span class='ocr_line' id='line_1_1' title=\"bbox 10 20 300 60; "
      "baseline 0 0\"><span class='ocrx_word' title='bbox 10 20 60 60; x_wconf 78'>"
      "<span class='ocrx_cinfo' title='x_bboxes 10 20 30 58; x_conf 99.41288'>2</span>"
      "<span class='ocrx_cinfo' title='x_bboxes 34 20 60 58; x_conf 12.5'>&lt;</span>"
      "<span class='ocrx_cinfo' title='x_bboxes 64 20 90 58; x_conf 95'>公</span></span></span>"
      "</div>");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].box.right, 300);
  ASSERT_EQ(lines[0].chars.size(), 3u);
  EXPECT_EQ(lines[0].chars[0].code, U'2');
  EXPECT_EQ(lines[0].chars[0].confidence, 994u);
  EXPECT_EQ(lines[0].chars[1].code, U'<');
  EXPECT_EQ(lines[0].chars[1].confidence, 125u);
  EXPECT_EQ(lines[0].chars[2].code, U'公');
  EXPECT_EQ(lines[0].chars[2].box.left, 64);
}

TEST(Hocr, IsNothingWhereItIsBroken) {
  EXPECT_TRUE(ParseHocr("").empty());
  EXPECT_TRUE(ParseHocr("<span class='ocr_line' title='bbox 1 2").empty());
  EXPECT_TRUE(ParseHocr("<span class='ocrx_cinfo' title='x_bboxes 1 1 2 2'>x</span>").empty());
  EXPECT_TRUE(ParseHocr("<span class='ocr_line' title='bbox 1 1 9 9'>\xFF\xFE").empty());
}

}  // namespace
}  // namespace gongkai
