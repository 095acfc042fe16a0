// How one cell came to what it is: the label its row was found by, the sequence of values there,
// which of them stands in which column, what speaks against it, and what the alignment would have
// been otherwise. For the person who asks why, and for whoever mends the extractor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "extract/alignment.h"
#include "extract/figures.h"
#include "extract/form_model.h"

namespace gongkai {

// One value of the sequence behind a label.
struct ExplainedValue {
  TokenKind kind = TokenKind::kBlank;
  TextRange place;  // empty for a blank
  int column = -1;  // of the block, from 0; -1 for one that was placed nowhere
};

// One place in the text that was taken for a row.
struct ExplainedPlace {
  TextRange label;
  bool by_likeness = false;   // no label of the form stands there, but one like it
  bool out_of_order = false;  // before a row that the form places before it
  std::vector<ExplainedValue> values;
  TextRange closer;  // the words that end the sequence; empty at the end of the text
  Placement::State state = Placement::State::kNothing;
  bool by_header = false;  // placed under the columns of a grid
  v1::CellEvidence doubt = v1::CELL_EVIDENCE_UNSPECIFIED;
};

struct Explanation {
  uint32_t cell = 0;
  const v1::RowDefinition* row = nullptr;  // of the form whose block gives the columns
  const v1::BlockDefinition* block = nullptr;
  int column = -1;

  // Null if the row was found nowhere.
  std::optional<ExplainedPlace> place;

  // Where else the row stands with values.
  std::vector<TextRange> spare;

  // The row in the best alignment that does not use the label at `place`; null if it would then
  // be found nowhere.
  std::optional<ExplainedPlace> otherwise;
};

// False for a cell of another family of forms.
bool HasCell(const FormModel& model, uint32_t cell);

// Of a cell the model has: where the form has it, and that it was found nowhere.
Explanation ExplainAbsent(const FormModel& model, uint32_t cell);

// See Extractor::Explain. Refers to the model.
absl::StatusOr<Explanation> ExplainCell(const v1::Document& document, const v1::Outline& outline,
                                        const FormModel& model, const FigureReader& figures,
                                        uint32_t cell);

}  // namespace gongkai
