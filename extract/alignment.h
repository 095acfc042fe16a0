// All rows of all tables with what stands in them: chain, headers, layout of each table,
// placement of each row, and the vetoes that follow from what rows say about each other.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "extract/chain.h"
#include "extract/disputes.h"
#include "extract/figures.h"
#include "extract/headers.h"
#include "extract/place.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"

namespace gongkai {

struct AlignedRow {
  RowPlace place;
  std::size_t form = 0;  // whose block gives the columns
  const v1::BlockDefinition* block = nullptr;
  Placement placement;
  v1::CellEvidence doubt = v1::CELL_EVIDENCE_UNSPECIFIED;  // why it is not certain
  std::vector<int> second;  // tokens of another table, by column; empty if there is none
};

struct Alignment {
  TokenList list;
  std::vector<Anchor> anchors;
  std::size_t form = 0;              // index in FormModel::forms()
  bool found = false;                // any row at all
  std::vector<AlignedRow> rows;      // in merged order, those with a label
  std::vector<RowPlace> spare;       // other places of rows, with values of their own
  std::vector<BandHeader> headers;   // by band
  std::vector<DisputeRun> disputes;  // in text order
  int disputes_row = -1;             // merged index
  bool disputes_differ = false;      // two of them have different figures
  std::vector<std::pair<uint32_t, v1::TableKind>> extra_rows;  // words tokens
  int last_token = -1;  // the token at the very end of the text, where that may be cut; -1
};

// RESOURCE_EXHAUSTED over a bound of common/limits.h. Labels that begin at a byte of `without` are
// taken for none: what the alignment would be if they were not there.
absl::StatusOr<Alignment> Align(const v1::Document& document, const v1::Outline& outline,
                                const FormModel& model, const FigureReader& figures,
                                std::span<const uint32_t> without = {});

}  // namespace gongkai
