// What rows say of each other: the next one is missing and its figures may have slid in, a table
// stands there twice, no line occurs twice. It takes certainty away and never gives any.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "extract/alignment.h"

namespace gongkai {

inline constexpr std::size_t kTableKinds = v1::TableKind_ARRAYSIZE;

struct VetoInput {
  std::string_view text;
  const FormModel& model;
  const FigureReader& figures;
  const ZoneFinder& zones;
  std::span<const RowPlace> spare;                                // as in Alignment
  const std::array<std::size_t, kTableKinds>& forms;              // by table
  const std::array<std::optional<Placer>, kTableKinds>& placers;  // of the tables with rows
};

// `alignment` has its rows placed and its disputes.
void DoubtRows(const VetoInput& input, Alignment* alignment);

// Takes certainty from a row that has it.
void Doubt(AlignedRow* row, v1::CellEvidence why);

// What the placer asks of a row.
PlaceTask TaskOf(const AlignedRow& row, const FormModel& model, const Alignment& alignment);

}  // namespace gongkai
