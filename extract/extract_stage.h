// The stage "extract": reads Report.document and Report.outline, writes Report.extraction.
#pragma once

#include "common/stage.h"
#include "extract/extractor.h"

namespace gongkai {

// Safe to call from several threads at once.
class ExtractStage : public Stage {
 public:
  // Both must outlive the stage.
  explicit ExtractStage(const FormCatalog& forms = FormCatalog::Builtin(),
                        const FigureReader& figures = FigureReader::Builtin());

  const StageInfo& info() const override { return info_; }

  // INVALID_ARGUMENT if a report without an error lacks document or outline; no report is
  // changed then.
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  const Extractor extractor_;
  const StageInfo info_;
};

}  // namespace gongkai
