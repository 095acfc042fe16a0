// PDF and pages of a few lines, and what becomes of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/source_map.h"
#include "normalize/normalizer.h"
#include "normalize/pages.h"
#include "normalize/reader_pool.h"
#include "source_map_check.h"
#include "tests/corpus/pdf_writer.h"

namespace gongkai {

inline std::string ReaderProgram() { return std::string(GONGKAI_BINARY_DIR) + "/gongkai-reader"; }

// Helpers of the build, kept over all tests of a program.
inline ReaderPool& Readers() {
  static ReaderPool* const pool = new ReaderPool({.program = ReaderProgram()});
  return *pool;
}

inline v1::Content ContentOf(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  return content;
}

// What document.proto promises of pages: stretches in order, each within one page.
inline std::string CheckPages(const v1::Document& document) {
  const v1::SourcePages& pages = document.source_map().pages();
  for (int i = 0; i < pages.begin_size(); ++i) {
    if (pages.page(i) == 0) return "page";
    if (pages.right(i) < pages.left(i) || pages.bottom(i) < pages.top(i)) return "box";
    if (i == 0) continue;
    if (pages.begin(i) < pages.begin(i - 1)) return "order of begin";
    if (pages.text_begin(i) < pages.text_begin(i - 1)) return "order of text_begin";
  }
  return "";
}

// Fails the test if the bytes are refused.
inline v1::Document ReadPdfBytes(std::string bytes) {
  v1::Document document;
  const auto error = Normalize(ContentOf(std::move(bytes)), &document, &Readers());
  EXPECT_FALSE(error) << error->ShortDebugString();
  EXPECT_EQ(CheckBlocks(document), "");
  EXPECT_EQ(CheckPages(document), "");
  return document;
}

// CODE_UNSPECIFIED, and a failure, if the bytes are read.
inline v1::ReportError RefusePdf(std::string bytes, PageReader& reader = Readers()) {
  v1::Document document;
  const auto error = Normalize(ContentOf(std::move(bytes)), &document, &reader);
  if (error) return *error;
  ADD_FAILURE() << "read: " << document.text();
  return {};
}

// Pages written by hand, without any PDF.
class PagesOf {
 public:
  PagesOf& NewPage(double width = 595, double height = 842) {
    page_ = pages_.add_pages();
    page_->set_width(static_cast<int>(width * 100));
    page_->set_height(static_cast<int>(height * 100));
    return *this;
  }

  // ASCII is half as wide as the rest.
  PagesOf& Text(double x, double y, double size, std::string_view utf8) {
    for (const std::string_view character : corpus::Characters(utf8)) {
      const double wide = corpus::TextWidth(character) * size;
      Glyph(CodeOf(character), x, y, wide, size);
      x += wide;
    }
    return *this;
  }
  // Its middle stands at x.
  PagesOf& Centred(double x, double y, double size, std::string_view utf8) {
    return Text(x - corpus::TextWidth(utf8) * size / 2, y, size, utf8);
  }
  PagesOf& Line(double x0, double y0, double x1, double y1) {
    page_->add_ruling_left(Hundredths(x0));
    page_->add_ruling_top(Hundredths(y0));
    page_->add_ruling_right(Hundredths(x1));
    page_->add_ruling_bottom(Hundredths(y1));
    return *this;
  }
  // All lines of a table.
  PagesOf& Grid(const std::vector<double>& xs, const std::vector<double>& ys) {
    for (const double x : xs) Line(x, ys.front(), x, ys.back());
    for (const double y : ys) Line(xs.front(), y, xs.back(), y);
    return *this;
  }
  PagesOf& Image(double x0, double y0, double x1, double y1) {
    page_->add_image_left(Hundredths(x0));
    page_->add_image_top(Hundredths(y0));
    page_->add_image_right(Hundredths(x1));
    page_->add_image_bottom(Hundredths(y1));
    return *this;
  }

  const v1::Pages& pages() const { return pages_; }
  v1::Pages* mutable_pages() { return &pages_; }

 private:
  static int Hundredths(double points) { return static_cast<int>(points * 100 + 0.5); }
  static uint32_t CodeOf(std::string_view character) {
    uint32_t code = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return code;
    code &= 0xFFu >> (character.size() + 1);
    for (size_t i = 1; i < character.size(); ++i) {
      code = code << 6 | (static_cast<unsigned char>(character[i]) & 0x3F);
    }
    return code;
  }
  void Glyph(uint32_t code, double x, double y, double advance, double size) {
    page_->add_glyph_code(code);
    page_->add_glyph_x(Hundredths(x));
    page_->add_glyph_y(Hundredths(y));
    page_->add_glyph_advance(Hundredths(advance));
    page_->add_glyph_size(Hundredths(size));
  }

  v1::Pages pages_;
  v1::PositionedPage* page_ = nullptr;
};

inline v1::Document ReadPages(const PagesOf& pages) {
  v1::Document document;
  const auto error = NormalizePages(pages.pages(), &document);
  EXPECT_FALSE(error) << error->ShortDebugString();
  EXPECT_EQ(CheckBlocks(document), "");
  EXPECT_EQ(CheckPages(document), "");
  return document;
}

// Texts of the blocks; those of tables as rows: "a|b;c|d", of chrome behind "~".
inline std::vector<std::string> BlocksOf(const v1::Document& document) {
  std::vector<std::string> texts;
  for (const v1::Block& block : document.blocks()) {
    std::string& text = texts.emplace_back(block.chrome() ? "~" : "");
    if (block.kind() == v1::Block::IMAGE) {
      text += "[image]";
    } else if (block.kind() != v1::Block::TABLE) {
      text += document.text().substr(block.begin(), block.end() - block.begin());
    } else {
      uint32_t row = 0;
      for (const v1::GridCell& cell : block.grid().cells()) {
        if (&cell != &block.grid().cells(0)) text += cell.row() == row ? "|" : ";";
        row = cell.row();
        text += document.text().substr(cell.begin(), cell.end() - cell.begin());
        if (cell.row_span() > 1) text += "(rows " + std::to_string(cell.row_span()) + ")";
        if (cell.column_span() > 1) text += "(columns " + std::to_string(cell.column_span()) + ")";
      }
    }
  }
  return texts;
}

}  // namespace gongkai
