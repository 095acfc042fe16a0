#include "tests/extract/real_chain.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <variant>

#include "model/cell_text.h"
#include "segment/segmenter.h"
#include "tests/normalize/normalized.h"

namespace gongkai {

const Extractor& TestExtractor() {
  static const Extractor* const extractor = new Extractor();
  return *extractor;
}

v1::Document NormalizedOf(std::string_view bytes) {
  v1::Content content;
  content.set_data(std::string(bytes));
  Normalized normalized = Normalize(content);
  if (auto* document = std::get_if<v1::Document>(&normalized)) return std::move(*document);
  ADD_FAILURE() << std::get<v1::ReportError>(normalized).ShortDebugString();
  return {};
}

v1::Outline OutlineOf(const v1::Document& document) {
  static const Segmenter* const segmenter = new Segmenter();
  v1::Outline outline;
  if (!segmenter->Segment(document, &outline)) outline.Clear();
  return outline;
}

v1::Extraction ExtractionOf(std::string_view bytes) {
  const v1::Document document = NormalizedOf(bytes);
  v1::Extraction extraction;
  TestExtractor().Extract(document, OutlineOf(document), &extraction);
  return extraction;
}

CellViews ViewsOf(const v1::Extraction& extraction) {
  CellViews views;
  for (const v1::Cell& cell : extraction.cells()) {
    const std::string id(FormCatalog::Builtin().CellId(cell.number()));
    const bool added =
        views.try_emplace(id, CellView{cell.state(), cell.value(), TextOfCell(cell)}).second;
    EXPECT_TRUE(added) << id << " is listed twice";
  }
  return views;
}

std::string Short(const CellViews& cells, std::string_view id) {
  const auto cell = cells.find(id);
  if (cell == cells.end()) return "ABSENT";
  if (cell->second.state == v1::VALUE) return cell->second.value;
  return v1::CellState_Name(cell->second.state);
}

}  // namespace gongkai
