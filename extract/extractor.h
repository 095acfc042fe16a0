// The extract engine: document and outline to the cells of the statutory tables and the figures of
// the running text.
//
// Labels of all forms and the values around them are aligned to the forms as a whole, over the
// whole document (docs/decisions/alignment.md). A cell is a VALUE only if no other reading of
// its row survives.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "extract/alignment.h"
#include "extract/explanation.h"
#include "extract/fact_lexicon.h"
#include "extract/figures.h"
#include "extract/form_model.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "model/forms.h"

namespace gongkai {

// Immutable; safe to share between threads. Takes a few milliseconds to make.
class Extractor {
 public:
  // All must outlive the extractor.
  explicit Extractor(const FormCatalog& forms = FormCatalog::Builtin(),
                     const FigureReader& figures = FigureReader::Builtin(),
                     const FactLexicon& facts = FactLexicon::Builtin());

  // Sets *extraction to the tables of the form that the report follows, found or not, their cells,
  // and the figures of the running text. Document.text must be valid UTF-8. Over kMaxTokens or
  // kMaxCandidates all cells are AMBIGUOUS (TABLES_TOO_LARGE), and no figures of the text are read.
  void Extract(const v1::Document& document, const v1::Outline& outline,
               v1::Extraction* extraction) const;

  // The same in two steps, for many reports: what a step looks things up in stays in the caches
  // if it goes over all of them before the next begins. The figures come second.
  void ExtractTables(const v1::Document& document, const v1::Outline& outline,
                     v1::Extraction* extraction) const;
  void ExtractFigures(const v1::Document& document, const v1::Outline& outline,
                      v1::Extraction* extraction) const;

  // How a cell came to what it is, in the alignment that Extract() makes; one of a form that the
  // report does not follow is found nowhere. NOT_FOUND for a cell that no form has.
  absl::StatusOr<Explanation> Explain(const v1::Document& document, const v1::Outline& outline,
                                      uint32_t cell) const;

  // Changes with the code, the forms and the words: whatever can change the answer.
  std::string revision() const;

 private:
  // Of the form that the outline tells, else of the newest. Families are not tried one after the
  // other: the menus of a site hold words of forms that its reports of old do not follow.
  const FormModel& ModelFor(const v1::Outline& outline) const;

  const FormCatalog& forms_;
  const FigureReader& figures_;
  const FactLexicon& facts_;
  std::vector<std::unique_ptr<const FormModel>> models_;  // by family
};

}  // namespace gongkai
