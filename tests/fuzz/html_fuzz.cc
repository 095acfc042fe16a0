// Any page gives a document that keeps its promises, or an error; text from a script too.
#include <string>

#include "common/strings.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// Of the first byte the lowest bit says whether the rest stands in a string of a script, which is
// long enough to be looked at, or is the page itself.
void Fuzz(std::string_view input) {
  static const std::string& filler = *new std::string([] {
    std::string text;
    for (int i = 0; i < 320; ++i) text += "公";
    return text;
  }());
  if (input.empty()) return;
  v1::Content content;
  content.set_charset("UTF-8");
  if (input[0] & 1) {
    content.set_data(
        Concat("<html><script>var text = \"", filler, input.substr(1), "\";</script>"));
  } else {
    content.set_data(Concat("<!DOCTYPE html><html>", input.substr(1)));
  }
  v1::Document document;
  if (const auto error = Normalize(content, &document)) {
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  Require(CheckDocument(document, content.data().size()));
}

}  // namespace gongkai
