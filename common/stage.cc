#include "common/stage.h"

#include "common/report_parts.h"

namespace gongkai {

absl::Status Stage::ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                     absl::Span<PartBytes* const> bytes) {
  for (size_t i = 0; i < reports.size(); ++i) {
    absl::Status status = OpenParts(info().reads, *bytes[i], reports[i]);
    if (!status.ok()) return status;
  }
  return Process(reports);
}

}  // namespace gongkai
