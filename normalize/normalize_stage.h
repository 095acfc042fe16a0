// The normalize engine as a stage: reads CONTENT, writes DOCUMENT.
#pragma once

#include "common/stage.h"
#include "normalize/page_reader.h"

namespace gongkai {

// Safe to call from several threads.
class NormalizeStage : public Stage {
 public:
  // PDF is read by the helpers of this process (ReaderPool::Shared).
  NormalizeStage();
  // `reader` must outlive the stage.
  explicit NormalizeStage(PageReader* reader);
  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  StageInfo info_;
  PageReader* reader_;
};

}  // namespace gongkai
