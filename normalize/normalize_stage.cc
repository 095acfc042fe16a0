#include "normalize/normalize_stage.h"

#include <utility>
#include <variant>

#include "common/strings.h"
#include "normalize/normalizer.h"

namespace gongkai {

NormalizeStage::NormalizeStage()
    : info_{"normalize", NormalizerRevision(), {v1::CONTENT}, v1::DOCUMENT} {}

absl::Status NormalizeStage::Process(absl::Span<v1::Report* const> reports) {
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    if (!report->has_content()) {
      return absl::InvalidArgumentError(
          Concat("normalize: no content of ", report->source().uri()));
    }
    Normalized normalized = Normalize(report->content());
    if (auto* document = std::get_if<v1::Document>(&normalized)) {
      *report->mutable_document() = std::move(*document);
    } else {
      *report->mutable_error() = std::move(std::get<v1::ReportError>(normalized));
    }
  }
  return absl::OkStatus();
}

}  // namespace gongkai
