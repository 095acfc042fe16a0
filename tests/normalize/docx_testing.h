// Word documents of a few paragraphs, and what becomes of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source_map_check.h"
#include "tests/corpus/docx_writer.h"
#include "tests/normalize/normalized.h"

namespace gongkai {

// What document.proto promises of parts: stretches in order, each run of the map in the stretch
// that its text lies in. Empty if it holds.
inline std::string CheckParts(const v1::Document& document) {
  const v1::SourceMap& map = document.source_map();
  const v1::SourceParts& parts = map.parts();
  if (parts.part_names().empty()) return "";  // no Office file
  for (int i = 0; i < parts.begin_size(); ++i) {
    if (i > 0 &&
        (parts.begin(i) < parts.begin(i - 1) || parts.text_begin(i) < parts.text_begin(i - 1))) {
      return "stretch " + std::to_string(i) + " is out of order";
    }
    if (parts.part(i) >= static_cast<uint32_t>(parts.part_names_size())) return "part";
    if (parts.paragraph(i) == 0) return "paragraph";
    if (parts.cell(i) > static_cast<uint32_t>(parts.cell_parent_size())) return "cell";
  }
  for (int i = 0; i < parts.cell_parent_size(); ++i) {
    if (parts.cell_parent(i) > static_cast<uint32_t>(i)) return "a cell before the one around it";
  }
  int stretch = -1;
  for (int run = 0; run < map.kind_size(); ++run) {
    if (map.kind(run) == v1::SourceMap::INSERTED) continue;
    while (stretch + 1 < parts.begin_size() &&
           parts.text_begin(stretch + 1) <= map.text_begin(run)) {
      ++stretch;
    }
    if (stretch < 0 || map.source_begin(run) < parts.begin(stretch) ||
        (stretch + 1 < parts.begin_size() && map.source_begin(run) >= parts.begin(stretch + 1))) {
      return "run " + std::to_string(run) + " lies in another stretch";
    }
  }
  return "";
}

// Fails the test if the bytes are refused.
inline v1::Document ReadBytes(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  Normalized normalized = Normalize(content);
  if (auto* document = std::get_if<v1::Document>(&normalized)) {
    EXPECT_EQ(CheckBlocks(*document), "");
    EXPECT_EQ(CheckParts(*document), "");
    return std::move(*document);
  }
  ADD_FAILURE() << std::get<v1::ReportError>(normalized).ShortDebugString();
  return {};
}

inline v1::Document ReadBody(std::string body) {
  return ReadBytes(corpus::WordDocument(std::move(body)));
}

inline v1::Document ReadParts(const corpus::WordParts& parts) {
  return ReadBytes(corpus::WordDocument(parts));
}

// CODE_UNSPECIFIED, and a failure, if the bytes are read.
inline v1::ReportError RefuseBytes(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  Normalized normalized = Normalize(content);
  if (auto* error = std::get_if<v1::ReportError>(&normalized)) return std::move(*error);
  ADD_FAILURE() << "read: " << std::get<v1::Document>(normalized).text();
  return {};
}

inline std::string TextOf(const v1::Document& document, const v1::Block& block) {
  return document.text().substr(block.begin(), block.end() - block.begin());
}

// Texts of the blocks that are no chrome; those of tables as rows: "a|b;c|d".
inline std::vector<std::string> BlocksOf(const v1::Document& document) {
  std::vector<std::string> texts;
  for (const v1::Block& block : document.blocks()) {
    if (block.chrome()) continue;
    if (block.kind() == v1::Block::IMAGE) {
      texts.push_back("[image]");
      continue;
    }
    if (block.kind() != v1::Block::TABLE) {
      texts.push_back(TextOf(document, block));
      continue;
    }
    std::string rows;
    uint32_t row = 0;
    bool first = true;
    for (const v1::GridCell& cell : block.grid().cells()) {
      if (!first) rows += cell.row() == row ? "|" : ";";
      first = false;
      row = cell.row();
      rows += document.text().substr(cell.begin(), cell.end() - cell.begin());
      if (cell.row_span() > 1) rows += "(rows " + std::to_string(cell.row_span()) + ")";
      if (cell.column_span() > 1) rows += "(columns " + std::to_string(cell.column_span()) + ")";
    }
    texts.push_back(rows);
  }
  return texts;
}

inline std::string Cell(std::string_view text, std::string_view properties = "") {
  return "<w:tc><w:tcPr>" + std::string(properties) + "</w:tcPr>" +
         corpus::WordParagraph(text.empty() ? "" : corpus::WordRun(text)) + "</w:tc>";
}

inline std::string Row(std::string_view cells, std::string_view properties = "") {
  return "<w:tr><w:trPr>" + std::string(properties) + "</w:trPr>" + std::string(cells) + "</w:tr>";
}

inline std::string Table(std::string_view rows) {
  return "<w:tbl><w:tblPr/>" + std::string(rows) + "</w:tbl>";
}

inline std::string Line(std::string_view text) {
  return corpus::WordParagraph(corpus::WordRun(text));
}

}  // namespace gongkai
