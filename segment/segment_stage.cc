#include "segment/segment_stage.h"

#include "common/report_error.h"
#include "common/strings.h"

namespace gongkai {

SegmentStage::SegmentStage(const FormCatalog& forms, const Words& words)
    : segmenter_(forms, words),
      info_{"segment", segmenter_.revision(), {v1::DOCUMENT}, v1::OUTLINE} {}

absl::Status SegmentStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    if (!report->has_error() && !report->has_document()) {
      return absl::InvalidArgumentError(
          Concat("segment: no document in the report ", report->source().uri()));
    }
  }
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    report->clear_outline();
    if (segmenter_.Segment(report->document(), report->mutable_outline())) continue;
    report->clear_outline();
    *report->mutable_error() = MakeReportError(v1::ReportError::NOT_A_REPORT, info_.name);
  }
  return absl::OkStatus();
}

}  // namespace gongkai
