// The normalize engine as a stage: reads CONTENT, writes DOCUMENT.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/stage.h"
#include "normalize/office_converter.h"
#include "normalize/page_reader.h"

namespace gongkai {

// Safe to call from several threads.
class NormalizeStage : public Stage {
 public:
  // PDF is read by the helpers of this process (ReaderPool::Shared), old Office formats by
  // LibreOffice, if it is installed (LibreOffice::Shared).
  NormalizeStage();
  // Both must outlive the stage; `converter` may be null.
  explicit NormalizeStage(PageReader* reader, OfficeConverter* converter = nullptr);
  // With pages that are images read as well, by tesseract. NOT_FOUND with the packages that are
  // missing, in Chinese and English.
  static absl::StatusOr<std::unique_ptr<NormalizeStage>> WithRecognition();

  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override;

 private:
  StageInfo info_;
  PageReader* reader_;
  OfficeConverter* converter_;
};

}  // namespace gongkai
