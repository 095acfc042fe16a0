// Any bytes that begin as an old Office file are of a known kind, or of none.
#include "common/strings.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// An input that does not begin as one is put behind a sound head.
void Fuzz(std::string_view input) {
  constexpr std::string_view kMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  v1::Content content;
  content.set_data(input.starts_with(kMagic) ? std::string(input) : Concat(kMagic, input));
  v1::Document document;
  const auto error = Normalize(content, &document);
  Require(error.has_value(), "an old Office file was read");
  // With the mark of a PDF near its beginning it is handed to the helper, which is not there.
  Require(error->code() == v1::ReportError::UNSUPPORTED_FORMAT ||
              error->code() == v1::ReportError::ENCRYPTED ||
              error->code() == v1::ReportError::READER_MISSING,
          error->message_en());
}

}  // namespace gongkai
