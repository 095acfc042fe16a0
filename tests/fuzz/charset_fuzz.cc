// Any bytes in any character set become text that leads back to them, or are refused.
#include "model/han.h"
#include "normalize/charset.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// The first byte picks the character set that the sender declares.
void Fuzz(std::string_view input) {
  constexpr const char* kDeclared[] = {"",        "utf-8",      "gb2312",   "GBK",
                                       "gb18030", "big5",       "utf-16le", "utf-16be",
                                       "utf-16",  "hz-gb-2312", "latin1"};
  if (input.empty()) return;
  v1::Content content;
  content.set_charset(kDeclared[static_cast<unsigned char>(input[0]) % std::size(kDeclared)]);
  content.set_media_type("text/plain");
  content.set_data(std::string(input.substr(1)));
  v1::Document document;
  if (Normalize(content, &document)) return;
  Require(!document.charset().empty() || document.format() != v1::Document::TEXT,
          "a text without a character set");
  Require(CheckDocument(document, content.data().size()));
}

}  // namespace gongkai
