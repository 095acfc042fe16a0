// Writes web archives (RFC 2557) for tests. Shares nothing with the code under test.

#ifndef GONGKAI_TESTS_CORPUS_MHTML_WRITER_H_
#define GONGKAI_TESTS_CORPUS_MHTML_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::corpus {

enum class Transfer { kQuotedPrintable, kBase64, kEightBit };

// Lines of 76 characters at most, ended by CR LF.
std::string QuotedPrintable(std::string_view bytes);
std::string Base64(std::string_view bytes);

struct ArchivePart {
  std::string type = "text/html";
  std::string charset;  // declared; left out if empty
  std::string location;
  std::string id;
  std::string bytes;
  Transfer transfer = Transfer::kQuotedPrintable;
};

std::string WebArchive(const std::vector<ArchivePart>& parts);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_MHTML_WRITER_H_
