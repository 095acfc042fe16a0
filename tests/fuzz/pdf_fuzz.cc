// Any operators on a page, or bytes for a PDF, end no helper and give a sound document or an error.
#include "normalize/normalizer.h"
#include "normalize/reader_pool.h"
#include "tests/corpus/pdf_writer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// What does not begin as a PDF is what a page of a sound one draws.
void Fuzz(std::string_view input) {
  static ReaderPool& pool =
      *new ReaderPool({.program = GONGKAI_READER_PROGRAM, .mutool = "/nowhere"});
  if (input.empty()) return;
  v1::Content content;
  if (input.starts_with("%PDF-")) {
    content.set_data(std::string(input));
  } else {
    corpus::PdfWriter writer;
    writer.set_compressed(false);
    writer.AddPage().Text(50, 100, 10.5, "一、总体情况").Raw(input);
    content.set_data(writer.Write());
  }
  v1::Document document;
  if (const auto error = Normalize(content, &document, &pool)) {
    Require(error->code() != v1::ReportError::STAGE_FAILED, error->message_en());
    Require(error->code() != v1::ReportError::READER_MISSING, error->message_en());
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  Require(CheckDocument(document, document.text().size() * 2));
}

}  // namespace gongkai
