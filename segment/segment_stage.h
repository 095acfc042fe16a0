// The stage "segment": reads Report.document, writes Report.outline.
#pragma once

#include "common/stage.h"
#include "segment/segmenter.h"

namespace gongkai {

// A document that is no annual report gets the error NOT_A_REPORT and no outline. Safe to call
// from several threads at once.
class SegmentStage : public Stage {
 public:
  // Both must outlive the stage.
  explicit SegmentStage(const FormCatalog& forms = FormCatalog::Builtin(),
                        const Words& words = Words::Builtin());

  const StageInfo& info() const override { return info_; }

  // INVALID_ARGUMENT if a report without an error has no document; no report is changed then.
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  const Segmenter segmenter_;
  const StageInfo info_;
};

}  // namespace gongkai
