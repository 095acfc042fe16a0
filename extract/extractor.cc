#include "extract/extractor.h"

#include "common/strings.h"
#include "extract/report_cells.h"

namespace gongkai {
namespace {

constexpr char kCodeRevision[] = "2";

}  // namespace

Extractor::Extractor(const FormCatalog& forms, const FigureReader& figures)
    : forms_(forms), figures_(figures), model_(forms, figures) {}

absl::Status Extractor::Extract(const v1::Document& document, const v1::Outline& outline,
                                v1::Extraction* extraction) const {
  const absl::StatusOr<Alignment> alignment = Align(document, outline, model_, figures_);
  if (!alignment.ok()) return alignment.status();
  ReportCells(document, outline, model_, figures_, *alignment, extraction);
  return absl::OkStatus();
}

absl::StatusOr<Explanation> Extractor::Explain(const v1::Document& document,
                                               const v1::Outline& outline, uint32_t cell) const {
  return ExplainCell(document, outline, model_, figures_, cell);
}

std::string Extractor::revision() const {
  return Concat(kCodeRevision, "-", forms_.digest(), "-", figures_.digest());
}

}  // namespace gongkai
