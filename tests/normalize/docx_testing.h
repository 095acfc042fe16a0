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

// Fails the test if the bytes are refused.
inline v1::Document ReadBytes(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  Normalized normalized = Normalize(content);
  if (auto* document = std::get_if<v1::Document>(&normalized)) {
    EXPECT_EQ(CheckBlocks(*document), "");
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
