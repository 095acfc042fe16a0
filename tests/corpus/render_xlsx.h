// Reports as workbooks.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_XLSX_H_
#define GONGKAI_TESTS_CORPUS_RENDER_XLSX_H_

#include <string>

#include "tests/corpus/corpus.h"
#include "tests/corpus/page.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

// How a workbook was made.
struct XlsxManner {
  bool framed = false;           // lines around the cells of tables
  bool shared_texts = false;     // texts in a table of their own, in runs now and then
  bool text_figures = false;     // figures typed as texts
  bool wide_prose = false;       // paragraphs in cells merged across the page
  bool gaps = false;             // an empty row before and behind each table
  bool sheet_per_table = false;  // each section with a table has a sheet of its own
  int first_row = 1;
  int first_column = 1;
};

XlsxManner XlsxMannerOf(Random& random);

// The bytes of the file. The layouts of HTML give tables, those of text a line a cell.
std::string RenderXlsx(const Page& page, Layout layout, const XlsxManner& manner, bool traditional);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_XLSX_H_
