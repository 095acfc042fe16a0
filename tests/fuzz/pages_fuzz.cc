// Whatever a helper says of pages gives a document that keeps the promises of document.proto, or
// an error that says why.
#include "normalize/pages.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  v1::Pages pages;
  if (!pages.ParseFromArray(input.data(), static_cast<int>(input.size()))) return;
  v1::Document document;
  if (const auto error = NormalizePages(pages, &document)) {
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  // Spaces that stand for gaps are no bytes of the input.
  Require(CheckDocument(document, document.text().size() * 2));
}

}  // namespace gongkai
