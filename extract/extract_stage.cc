#include "extract/extract_stage.h"

#include "common/strings.h"

namespace gongkai {

ExtractStage::ExtractStage(const FormCatalog& forms, const FigureReader& figures)
    : extractor_(forms, figures),
      info_{.name = "extract",
            .revision = extractor_.revision(),
            .reads = {v1::DOCUMENT, v1::OUTLINE},
            .writes = v1::EXTRACTION,
            .passes = 2} {}

absl::Status ExtractStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    if (report->has_error() || (report->has_document() && report->has_outline())) continue;
    return absl::InvalidArgumentError(
        Concat("extract: no document or no outline in the report ", report->source().uri()));
  }
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    extractor_.ExtractTables(report->document(), report->outline(), report->mutable_extraction());
  }
  for (std::size_t i = reports.size(); i-- > 0;) {
    v1::Report& report = *reports[i];
    if (report.has_error()) continue;
    extractor_.ExtractFigures(report.document(), report.outline(), report.mutable_extraction());
  }
  return absl::OkStatus();
}

}  // namespace gongkai
