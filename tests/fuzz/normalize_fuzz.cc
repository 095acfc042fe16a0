// Any bytes give a document that keeps the promises of document.proto, or an error that says why.
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  v1::Content content;
  content.set_data(std::string(input));
  v1::Document document;
  if (const auto error = Normalize(content, &document)) {
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  Require(document.format() != v1::Document::FORMAT_UNSPECIFIED, "no format");
  Require(CheckDocument(document, input.size()));
}

}  // namespace gongkai
