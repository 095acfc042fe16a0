// Any list of files is read into inputs with a path, or refused with a reason.
#include "pipeline/inputs.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  const MemoryFile file(input);
  const auto source = FilesOfManifest(file.path());
  if (!source.ok()) {
    Require(!source.status().message().empty(), "refused without a reason");
    return;
  }
  for (uint64_t i = 0;; ++i) {
    const auto next = (*source)->Next();
    Require(next.ok(), "an input that cannot be given");
    if (!next->has_value()) {
      Require(i == (*source)->total(), "another number of inputs than it said");
      return;
    }
    Require((*next)->index == i && !(*next)->path.empty() && !(*next)->uri.empty(), "an input");
  }
}

}  // namespace gongkai
