// The normalize engine as a stage: reads CONTENT, writes DOCUMENT.
#pragma once

#include "common/stage.h"

namespace gongkai {

// Stateless; safe to call from several threads.
class NormalizeStage : public Stage {
 public:
  NormalizeStage();
  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  StageInfo info_;
};

}  // namespace gongkai
