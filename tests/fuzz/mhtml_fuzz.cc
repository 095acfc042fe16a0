// Any web archive gives a document that keeps its promises, or an error that says why.
#include "common/strings.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// The first byte says whether the input is the whole file, what follows the head of one, or the
// body of a single part in one of the encodings.
void Fuzz(std::string_view input) {
  if (input.empty()) return;
  constexpr std::string_view kHeads[] = {
      "", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n",
      "MIME-Version: 1.0\r\nContent-Type: text/html\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
      "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n"};
  v1::Content content;
  const auto kind = static_cast<unsigned char>(input[0]) % std::size(kHeads);
  content.set_data(Concat(kHeads[kind], input.substr(1)));
  v1::Document document;
  if (const auto error = Normalize(content, &document)) {
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  Require(CheckDocument(document, content.data().size()));
}

}  // namespace gongkai
