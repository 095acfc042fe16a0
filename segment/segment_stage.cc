#include "segment/segment_stage.h"

#include <string>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr char kStage[] = "segment";

v1::ReportError SeveralReports(const std::vector<std::string>& titles) {
  std::string zh, en;
  for (std::size_t i = 0; i < titles.size() && i < kMaxListed; ++i) {
    zh += Concat(i > 0 ? "、" : "", "《", titles[i], "》");
    en += Concat(i > 0 ? ", " : "", titles[i]);
  }
  return MakeReportError(v1::ReportError::SEVERAL_REPORTS, kStage,
                         Concat("共 ", titles.size(), " 份：", zh),
                         Concat(titles.size(), " of them: ", en));
}

// With what is known of the reason: a list of reports, a page that shows another in a frame.
v1::ReportError NotAReport(const v1::Document& document, const Refusal& refusal) {
  if (!refusal.reports.empty()) return SeveralReports(refusal.reports);
  if (refusal.list_of_titles > 0) {
    return MakeReportError(
        v1::ReportError::NOT_A_REPORT, kStage,
        Concat("像是报告的目录页，列有 ", refusal.list_of_titles, " 个标题；请报送其中的各份报告"),
        Concat("it looks like a list of reports, with ", refusal.list_of_titles,
               " titles; send the reports it lists"));
  }
  for (const v1::Note& note : document.notes()) {
    if (note.code() != v1::Note::FRAME_LEFT_OUT) continue;
    return MakeReportError(
        v1::ReportError::NOT_A_REPORT, kStage,
        Concat("网页的正文可能在框架“", note.detail(), "”中；请报送该文件"),
        Concat("the page shows ", note.detail(), " in a frame; the report may be that file"));
  }
  return MakeReportError(v1::ReportError::NOT_A_REPORT, kStage);
}

}  // namespace

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
    Refusal refusal;
    if (segmenter_.Segment(report->document(), report->mutable_outline(), &refusal)) continue;
    report->clear_outline();
    *report->mutable_error() = NotAReport(report->document(), refusal);
  }
  return absl::OkStatus();
}

}  // namespace gongkai
