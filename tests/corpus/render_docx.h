// Reports as Word documents.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_DOCX_H_
#define GONGKAI_TESTS_CORPUS_RENDER_DOCX_H_

#include <string>

#include "tests/corpus/corpus.h"
#include "tests/corpus/page.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

// How a document was written.
struct DocxManner {
  bool split_runs = false;       // words and figures cut into several runs
  bool automatic_lists = false;  // ordinals of headings and labels come from lists
  bool tracked_changes = false;  // figures, rows and paragraphs were changed with tracking on
  bool wordy = false;            // fonts and sizes on every run, as WPS writes them
  bool header = false;           // the title stands in a header too
};

DocxManner MannerOf(Random& random);

// The bytes of the file. The layouts of HTML give real tables, those of text the same lines as
// paragraphs.
std::string RenderDocx(const Page& page, Layout layout, const DocxManner& manner, bool traditional);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_DOCX_H_
