#include "pipeline/framed_pages.h"

#include <optional>
#include <utility>

#include "common/strings.h"

namespace gongkai {

std::array<std::string, 2> PagesThatOwn(std::string_view folder) {
  for (const std::string_view ending : {"_files", ".files"}) {
    if (!folder.ends_with(ending)) continue;
    const std::string_view page = folder.substr(0, folder.size() - ending.size());
    return {Concat(page, ".html"), Concat(page, ".htm")};
  }
  return {};
}

void AddFrames(std::string_view name, ReadFileNextTo read, v1::Content* page) {
  std::optional<std::string> archive = PackFramedPage(*page, name, read);
  if (!archive) return;
  page->set_data(*std::move(archive));
  page->set_media_type("multipart/related");
  page->clear_charset();
}

}  // namespace gongkai
