#include "normalize/normalize_stage.h"

#include <optional>
#include <utility>

#include "common/strings.h"
#include "normalize/libreoffice.h"
#include "normalize/normalizer.h"
#include "normalize/reader_pool.h"

namespace gongkai {

NormalizeStage::NormalizeStage() : NormalizeStage(&ReaderPool::Shared(), &LibreOffice::Shared()) {}

NormalizeStage::NormalizeStage(PageReader* reader, OfficeConverter* converter)
    : info_{"normalize", NormalizerRevision(), {v1::CONTENT}, v1::DOCUMENT},
      reader_(reader),
      converter_(converter) {}

absl::Status NormalizeStage::Process(absl::Span<v1::Report* const> reports) {
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    if (!report->has_content()) {
      return absl::InvalidArgumentError(
          Concat("normalize: no content of ", report->source().uri()));
    }
    report->clear_document();
    std::optional<v1::ReportError> error =
        Normalize(report->content(), report->mutable_document(), reader_, converter_);
    if (!error) continue;
    report->clear_document();
    *report->mutable_error() = *std::move(error);
  }
  return absl::OkStatus();
}

}  // namespace gongkai
