// Any XML in a Word document gives a document that keeps its promises, or an error.
#include "normalize/normalizer.h"
#include "tests/corpus/docx_writer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// The first byte picks the part that the rest is put into; the others are sound.
void Fuzz(std::string_view input) {
  if (input.empty()) return;
  corpus::WordParts parts;
  const std::string rest(input.substr(1));
  switch (input[0] % 4) {
    case 0:
      parts.styles = rest;
      break;
    case 1:
      parts.numbering = rest;
      break;
    default:
      parts.body = rest;
  }
  v1::Content content;
  content.set_data(corpus::WordDocument(parts));
  v1::Document document;
  if (Normalize(content, &document)) return;
  Require(CheckDocument(document, content.data().size()));
}

}  // namespace gongkai
