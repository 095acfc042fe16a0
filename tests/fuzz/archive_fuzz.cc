// Any bytes taken for an archive are unpacked within its bounds, or refused with a reason.
#include <memory>

#include "common/limits.h"
#include "normalize/archive.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  std::unique_ptr<Archive> archive;
  if (const auto error = Archive::Open(input, &archive)) {
    Require(!error->message_zh().empty() && !error->message_en().empty(), "an error without words");
    return;
  }
  Require(archive->names().size() <= kMaxArchiveEntries, "too many entries");
  std::size_t unpacked = 0;
  for (const std::string& name : archive->names()) {
    Require(archive->Has(name), "a name that is not found");
    Require(!name.starts_with('/') && !name.starts_with("../"), "a name that leads out");
    std::string bytes;
    if (!archive->Read(name, &bytes)) unpacked += bytes.size();
  }
  Require(unpacked <= kMaxArchiveBytes, "more unpacked than is allowed");
}

}  // namespace gongkai
