#include "extract/extractor.h"

#include "common/digest.h"
#include "common/strings.h"
#include "extract/fact_reader.h"
#include "extract/recognition.h"
#include "extract/report_cells.h"

namespace gongkai {
namespace {

constexpr char kCodeRevision[] = "18";

bool IsTooLarge(const v1::Extraction& extraction) {
  return extraction.cells_size() > 0 && extraction.cells(0).evidence_size() > 0 &&
         extraction.cells(0).evidence(0) == v1::TABLES_TOO_LARGE;
}

}  // namespace

Extractor::Extractor(const FormCatalog& forms, const FigureReader& figures,
                     const FactLexicon& facts)
    : forms_(forms), figures_(figures), facts_(facts) {
  for (FormFamily& family : FormFamilies(forms)) {
    models_.push_back(std::make_unique<FormModel>(std::move(family), figures));
  }
}

const FormModel& Extractor::ModelFor(const v1::Outline& outline) const {
  for (const v1::Form form : {outline.form().form(), outline.form().expected()}) {
    for (const auto& model : models_) {
      if (model->FormIndex(form) >= 0) return *model;
    }
  }
  return *models_.back();
}

void Extractor::Extract(const v1::Document& document, const v1::Outline& outline,
                        v1::Extraction* extraction) const {
  ExtractTables(document, outline, extraction);
  ExtractFigures(document, outline, extraction);
}

void Extractor::ExtractTables(const v1::Document& document, const v1::Outline& outline,
                              v1::Extraction* extraction) const {
  const FormModel& model = ModelFor(outline);
  const absl::StatusOr<Alignment> alignment = Align(document, outline, model, figures_);
  if (!alignment.ok()) return ReportTooLarge(outline, model, extraction);
  ReportCells(document, outline, model, figures_, *alignment, extraction);
  HoldCellsToRecognition(document, extraction);
}

void Extractor::ExtractFigures(const v1::Document& document, const v1::Outline& outline,
                               v1::Extraction* extraction) const {
  // Without its tables nothing says which figures are those of the running text.
  if (IsTooLarge(*extraction)) return;
  ReadFacts(facts_, document, outline, extraction);
  HoldFactsToRecognition(document, extraction);
}

absl::StatusOr<Explanation> Extractor::Explain(const v1::Document& document,
                                               const v1::Outline& outline, uint32_t cell) const {
  const FormModel& model = ModelFor(outline);
  for (const auto& other : models_) {
    if (other.get() != &model && HasCell(*other, cell)) return ExplainAbsent(*other, cell);
  }
  return ExplainCell(document, outline, model, figures_, cell);
}

std::string Extractor::revision() const {
  return Concat(kCodeRevision, "+forms:", ShortHex(forms_.digest()),
                "+figures:", ShortHex(figures_.digest()), "+facts:", ShortHex(facts_.digest()));
}

}  // namespace gongkai
