// Any bytes taken for a packed folder give files within their bounds, or a reason why not.
#include <memory>

#include "common/limits.h"
#include "pipeline/packed_folder.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  const MemoryFile file(input);
  std::shared_ptr<PackedFolder> folder;
  const v1::ReportError::Code code = PackedFolder::Open(file.path(), &folder);
  if (code != v1::ReportError::CODE_UNSPECIFIED || folder == nullptr) return;
  for (std::size_t i = 0; i < folder->files().size(); ++i) {
    v1::Report report;
    folder->Load(i, &report);
    Require(report.has_error() != report.has_content(), "neither bytes nor an error, or both");
    Require(report.content().data().size() <= kMaxSourceBytes, "more bytes than is allowed");
    const std::string& name = folder->files()[i].name;
    if (name.starts_with("../") || name.starts_with('/')) {
      Require(report.has_error(), "a name that leads out");
    }
  }
}

}  // namespace gongkai
