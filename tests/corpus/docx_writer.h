// Writes ZIP archives and Word documents for tests. Shares nothing with the code under test.

#ifndef GONGKAI_TESTS_CORPUS_DOCX_WRITER_H_
#define GONGKAI_TESTS_CORPUS_DOCX_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::corpus {

struct ZipFile {
  std::string name, bytes;
  bool deflated = true;
};

// The same files give the same bytes.
std::string Zip(const std::vector<ZipFile>& files);

// `text` with the characters that XML reserves as references.
std::string XmlText(std::string_view text);

// <w:t> with its spaces kept; <w:r> around it.
std::string WordText(std::string_view text);
std::string WordRun(std::string_view text, std::string_view properties = "");
// <w:p>, with what `properties` says within <w:pPr>.
std::string WordParagraph(std::string_view content, std::string_view properties = "");

// The parts of a document. `body` is what stands in <w:body>; the others are whole roots' contents
// and are left out if empty.
struct WordParts {
  std::string body;
  std::string numbering;  // of <w:numbering>
  std::string styles;     // of <w:styles>
  std::string header;     // of <w:hdr>, with the relationship "rIdHeader"
  std::string footnotes;  // of <w:footnotes>
};

// The files of a document, so that a test may change them.
std::vector<ZipFile> WordFiles(const WordParts& parts);
std::string WordDocument(const WordParts& parts);
inline std::string WordDocument(std::string body) {
  WordParts parts;
  parts.body = std::move(body);
  return WordDocument(parts);
}

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_DOCX_WRITER_H_
