// Any XML in a workbook gives a document that keeps its promises, or an error.
#include "normalize/normalizer.h"
#include "tests/corpus/xlsx_writer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// The first byte picks the part whose root is given the rest as its content; the others are sound.
void Fuzz(std::string_view input) {
  if (input.empty()) return;
  corpus::WorkbookParts parts;
  parts.sheets = {{.rows = corpus::SheetRow(
                       1, corpus::SharedCell(1, 1, 0) + corpus::NumberCell(1, 2, "29", 1))}};
  parts.texts = {"<t>收到</t>"};
  parts.styles = {{"0.00", true}};
  std::vector<corpus::ZipFile> files = corpus::WorkbookFiles(parts);
  constexpr std::size_t kParts[] = {5, 5, 4, 6, 2};  // sheet twice, styles, texts, workbook
  std::string& xml = files[kParts[static_cast<unsigned char>(input[0]) % 5]].bytes;
  const std::size_t begin = xml.find('>', xml.find("xmlns:r=")) + 1;
  const std::size_t end = xml.rfind("</");
  xml.replace(begin, end - begin, input.substr(1));
  v1::Content content;
  content.set_data(corpus::Zip(files));
  v1::Document document;
  if (Normalize(content, &document)) return;
  Require(CheckDocument(document, content.data().size()));
}

}  // namespace gongkai
