// Reports as PDF.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_PDF_H_
#define GONGKAI_TESTS_CORPUS_RENDER_PDF_H_

#include <string>

#include "tests/corpus/corpus.h"
#include "tests/corpus/page.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

enum class PageNumbers { kNone, kDashes, kLongDashes, kWords, kBare, kOfAll };

// How a document was set.
struct PdfManner {
  PageNumbers numbers = PageNumbers::kNone;
  bool cover = false;         // the title on a page of its own
  bool head = false;          // the agency's name over every page
  bool narrow = false;        // columns of figures so narrow that their heads are set vertically
  bool boxes = false;         // lines of tables are thin filled boxes
  bool open_sides = false;    // tables have no lines at their left and right
  bool repeat_heads = false;  // of tables, on every page they reach
  bool bold_twice = false;    // headings are drawn twice, a little apart
};

PdfManner PdfMannerOf(Random& random);

// The bytes of the file. The layouts of HTML give tables with lines, those of text the same tables
// without.
std::string RenderPdf(const Page& page, Layout layout, const PdfManner& manner, bool traditional);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_PDF_H_
