#include "extract/extract_stage.h"

#include <utility>

#include "common/report_error.h"
#include "common/strings.h"

namespace gongkai {

ExtractStage::ExtractStage(const FormCatalog& forms, const FigureReader& figures)
    : extractor_(forms, figures),
      info_{"extract", extractor_.revision(), {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION} {}

absl::Status ExtractStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    if (report->has_error() || (report->has_document() && report->has_outline())) continue;
    return absl::InvalidArgumentError(
        Concat("extract: no document or no outline in the report ", report->source().uri()));
  }
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    absl::StatusOr<v1::Extraction> extraction =
        extractor_.Extract(report->document(), report->outline());
    if (extraction.ok()) {
      *report->mutable_extraction() = *std::move(extraction);
    } else {
      *report->mutable_error() = MakeReportError(v1::ReportError::OVER_LIMIT, info_.name, {},
                                                 FromAbsl(extraction.status().message()));
    }
  }
  return absl::OkStatus();
}

}  // namespace gongkai
