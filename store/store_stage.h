#pragma once

#include "common/stage.h"
#include "store/store.h"

namespace gongkai {

// The stage "store": keeps the group it is given, reports with an error too, in one write. It
// writes nothing into the reports: that Process returns OK is the receipt. Reads all parts, and
// misses none: a part that was reused need not be sent again (see Store::WriteReports).
class StoreStage : public Stage {
 public:
  // `store` must outlive the stage.
  explicit StoreStage(Store* store);

  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override;
  absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                absl::Span<PartBytes* const> bytes) override;

 private:
  Store& store_;
  const StageInfo info_;
};

}  // namespace gongkai
