// Bytes to cells through the real stages before extract.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "extract/extractor.h"

namespace gongkai {

// A cell as tests compare it; cells that are not listed are ABSENT.
struct CellView {
  v1::CellState state = v1::ABSENT;
  std::string value;
  std::string raw;
  friend bool operator==(const CellView&, const CellView&) = default;
};

using CellViews = std::map<std::string, CellView, std::less<>>;

// The shared engine.
const Extractor& TestExtractor();

// Fails the test if the bytes are not taken for a report.
v1::Document NormalizedOf(std::string_view bytes);
v1::Outline OutlineOf(const v1::Document& document);
v1::Extraction ExtractionOf(std::string_view bytes);

// By cell id.
CellViews ViewsOf(const v1::Extraction& extraction);

// State and value alone: "29", "BLANK", "NOT_APPLICABLE", "TEXT", "AMBIGUOUS", "ABSENT".
std::string Short(const CellViews& cells, std::string_view id);

}  // namespace gongkai
