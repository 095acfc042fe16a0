// One statutory table drawn as a table.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/form_definition.pb.h"
#include "pipeline/text_view.h"

namespace gongkai {

// What the cells of a report hold and which of them a failed finding names.
struct CellView {
  std::unordered_map<uint32_t, const v1::Cell*> cells;  // by number; ABSENT if not there
  std::unordered_set<uint32_t> failing;
};

// Values as they are; "□" blank, the mark itself, "‹…›" words, "?" ambiguous, "·" absent; "*"
// behind a failing cell. A block whose row prints no label (disputes) is drawn with one line for
// each group of columns.
std::string DrawTable(const v1::TableDefinition& table, const CellView& view,
                      const TextStyle& style);

}  // namespace gongkai
