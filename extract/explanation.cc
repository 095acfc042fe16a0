#include "extract/explanation.h"

#include <algorithm>

#include "common/strings.h"

namespace gongkai {
namespace {

TextRange RangeOf(const Token& token) { return {token.begin, token.end}; }

std::vector<ExplainedValue> ValuesOf(const Placement& placement, const TokenList& list) {
  std::vector<ExplainedValue> values;
  for (const uint32_t value : placement.values) {
    const Token& token = list.tokens[value];
    const auto column = std::ranges::find(placement.tokens, static_cast<int>(value));
    values.push_back({token.kind, RangeOf(token),
                      column == placement.tokens.end()
                          ? -1
                          : static_cast<int>(column - placement.tokens.begin())});
  }
  return values;
}

TextRange CloserOf(const Zone& zone, const TokenList& list) {
  return zone.closer < list.tokens.size() ? RangeOf(list.tokens[zone.closer]) : TextRange();
}

ExplainedPlace PlaceOf(const AlignedRow& row, const TokenList& list) {
  return {.label = {row.place.anchor.begin, row.place.anchor.end},
          .by_likeness = row.place.misspelt,
          .out_of_order = row.place.out_of_order,
          .values = ValuesOf(row.placement, list),
          .closer = CloserOf(row.place.zone, list),
          .state = row.placement.state,
          .by_header = row.placement.by_header,
          .doubt = row.doubt};
}

ExplainedPlace PlaceOf(const DisputeRun& run, const Alignment& alignment) {
  return {
      .label = {alignment.anchors[run.first_anchor].begin, alignment.anchors[run.last_anchor].end},
      .values = ValuesOf(run.placement, alignment.list),
      .closer = CloserOf(run.zone, alignment.list),
      .state = run.placement.state,
      .by_header = run.placement.by_header,
      .doubt = alignment.disputes_differ ? v1::SECOND_TABLE : v1::CELL_EVIDENCE_UNSPECIFIED};
}

// Where the forms have the cell, the form of the alignment first.
struct CellPlace {
  int row = -1;
  std::size_t form = 0;
  int column = -1;
};

CellPlace Find(const FormModel& model, std::size_t first_form, uint32_t cell) {
  const auto look = [&](std::size_t form) -> CellPlace {
    for (std::size_t row = 0; row < model.rows().size(); ++row) {
      const v1::RowDefinition* definition = model.rows()[row].in[form];
      if (definition == nullptr) continue;
      const auto at = std::ranges::find(definition->cells(), cell);
      if (at == definition->cells().end()) continue;
      return {static_cast<int>(row), form, static_cast<int>(at - definition->cells().begin())};
    }
    return {};
  };
  if (const CellPlace here = look(first_form); here.row >= 0) return here;
  for (std::size_t form = 0; form < model.forms().size(); ++form) {
    if (const CellPlace other = look(form); other.row >= 0) return other;
  }
  return {};
}

std::optional<ExplainedPlace> FindPlace(const Alignment& alignment, const CellPlace& cell) {
  if (cell.row == alignment.disputes_row) {
    for (const DisputeRun& run : alignment.disputes) {
      const auto column = static_cast<std::size_t>(cell.column);
      if (column < run.first_column || column >= run.first_column + run.columns) continue;
      return PlaceOf(run, alignment);
    }
    return std::nullopt;
  }
  const auto row = std::ranges::find_if(
      alignment.rows, [&](const AlignedRow& aligned) { return aligned.place.row == cell.row; });
  if (row == alignment.rows.end()) return std::nullopt;
  return PlaceOf(*row, alignment.list);
}

Explanation Begin(const FormModel& model, const CellPlace& place, uint32_t cell) {
  const ModelRow& row = model.rows()[static_cast<std::size_t>(place.row)];
  Explanation explanation;
  explanation.cell = cell;
  explanation.row = row.in[place.form];
  explanation.block = model.bands()[row.band].blocks[place.form];
  explanation.column = place.column;
  return explanation;
}

}  // namespace

bool HasCell(const FormModel& model, uint32_t cell) { return Find(model, 0, cell).row >= 0; }

Explanation ExplainAbsent(const FormModel& model, uint32_t cell) {
  return Begin(model, Find(model, model.forms().size() - 1, cell), cell);
}

absl::StatusOr<Explanation> ExplainCell(const v1::Document& document, const v1::Outline& outline,
                                        const FormModel& model, const FigureReader& figures,
                                        uint32_t cell) {
  const absl::StatusOr<Alignment> alignment = Align(document, outline, model, figures);
  if (!alignment.ok()) return alignment.status();
  const CellPlace found = Find(model, alignment->form, cell);
  if (found.row < 0) return absl::NotFoundError(Concat("no form has the cell ", cell));
  Explanation explanation = Begin(model, found, cell);
  explanation.place = FindPlace(*alignment, found);
  for (const RowPlace& spare : alignment->spare) {
    if (spare.row == found.row) explanation.spare.push_back({spare.anchor.begin, spare.anchor.end});
  }
  if (!explanation.place) return explanation;
  const uint32_t without[] = {explanation.place->label.begin};
  const absl::StatusOr<Alignment> other = Align(document, outline, model, figures, without);
  if (!other.ok()) return other.status();
  explanation.otherwise = FindPlace(*other, found);
  return explanation;
}

}  // namespace gongkai
