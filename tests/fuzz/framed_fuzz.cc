// The archive of a page and the files of its frames holds each byte of each, and is read back.
#include <algorithm>
#include <map>

#include "common/strings.h"
#include "normalize/framed_page.h"
#include "normalize/mime.h"
#include "normalize/normalizer.h"
#include "tests/fuzz/target.h"

namespace gongkai {

// Files apart by NUL: the page, then what its frames call "a.html", "b/a.html" and "b/c.html".
void Fuzz(std::string_view input) {
  constexpr std::string_view kNames[] = {"index.html", "a.html", "b/a.html", "b/c.html"};
  std::map<std::string, std::string, std::less<>> files;
  for (const std::string_view name : kNames) {
    const std::size_t end = std::min(input.find('\0'), input.size());
    files[std::string(name)] = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  v1::Content page;
  page.set_data(files["index.html"]);
  const auto read = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = files.find(name);
    if (found == files.end()) return std::nullopt;
    return found->second;
  };
  const std::optional<std::string> archive = PackFramedPage(page, "index.html", read);
  if (!archive) return;
  Require(LooksLikeMime(*archive), "it is no archive");
  const MimeMessage message = ReadMime(*archive);
  Require(message.of_files && !message.truncated && message.root == 0, "it is not whole");
  for (const MimePart& part : message.parts) {
    const std::string_view bytes =
        std::string_view(*archive).substr(part.body.begin, part.body.end - part.body.begin);
    const auto is = [&](const auto& file) { return file.second == bytes; };
    Require(std::ranges::any_of(files, is), "a part is none of the files");
  }
  page.set_data(*archive);
  v1::Document document;
  if (Normalize(page, &document)) return;
  Require(CheckDocument(document, archive->size()));
}

}  // namespace gongkai
