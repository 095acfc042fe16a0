// Writes PDF for tests. Shares nothing with the code under test.

#ifndef GONGKAI_TESTS_CORPUS_PDF_WRITER_H_
#define GONGKAI_TESTS_CORPUS_PDF_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::corpus {

inline constexpr double kPaperWidth = 595, kPaperHeight = 842;  // A4, in points

// Width of a text, in parts of its size: ASCII is half as wide as a Chinese character.
double TextWidth(std::string_view utf8);

// Characters of a text, each as its bytes.
std::vector<std::string_view> Characters(std::string_view utf8);

// One page. Points from the upper left corner; the y of a text is that of its base line.
class PdfPage {
 public:
  PdfPage(double width, double height) : width_(width), height_(height) {}

  PdfPage& Text(double x, double y, double size, std::string_view utf8);
  // The same in another text rendering mode (3 is not shown), or by another font.
  PdfPage& HiddenText(double x, double y, double size, std::string_view utf8);
  PdfPage& UnreadableText(double x, double y, double size, std::string_view utf8);
  // Turned by so many degrees, counterclockwise.
  PdfPage& TurnedText(double x, double y, double size, std::string_view utf8, double degrees);

  PdfPage& Line(double x0, double y0, double x1, double y1, double width = 0.5);
  PdfPage& FilledBox(double x0, double y0, double x1, double y1);
  PdfPage& Image(double x0, double y0, double x1, double y1);
  // Operators as they are.
  PdfPage& Raw(std::string_view operators);

  // Of the page dictionary, such as "/Rotate 90".
  PdfPage& Entry(std::string_view entry);

 private:
  friend class PdfWriter;
  double width_, height_;
  std::string content_, entries_;
};

class PdfWriter {
 public:
  PdfPage& AddPage(double width = kPaperWidth, double height = kPaperHeight) {
    pages_.emplace_back(width, height);
    return pages_.back();
  }

  // Of the catalog, such as "/OpenAction << ... >>".
  void CatalogEntry(std::string_view entry) { catalog_.append(entry); }
  void set_compressed(bool compressed) { compressed_ = compressed; }
  // Each page draws a form, which has its content.
  void set_in_forms(bool in_forms) { in_forms_ = in_forms; }
  // The font of UnreadableText() says which characters its codes are.
  void set_mapped(bool mapped) { mapped_ = mapped; }

  // The same pages give the same bytes.
  std::string Write() const;

 private:
  std::vector<PdfPage> pages_;
  std::string catalog_;
  bool compressed_ = true, in_forms_ = false, mapped_ = false;
};

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_PDF_WRITER_H_
