// Every sample and every seed in every character set: the source map leads back to each byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "source_map_check.h"
#include "tests/normalize/normalized.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

std::string Slurp(const fs::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

std::vector<fs::path> FilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// GONGKAI_PRINT=1 shows what became of each file.
void Print(const fs::path& path, const v1::Document& document) {
  if (std::getenv("GONGKAI_PRINT") == nullptr) return;
  std::cout << "=== " << path.filename() << " " << document.charset() << "\n";
  for (const v1::Block& block : document.blocks()) {
    std::cout << (block.chrome() ? "~ " : "  ") << v1::Block::Kind_Name(block.kind()) << " ";
    if (block.kind() != v1::Block::TABLE) {
      std::cout << document.text().substr(block.begin(), block.end() - block.begin()) << "\n";
      continue;
    }
    std::cout << block.grid().rows() << " x " << block.grid().columns();
    uint32_t row = ~0u;
    for (const v1::GridCell& cell : block.grid().cells()) {
      if (cell.row() != row) std::cout << "\n    ";
      row = cell.row();
      std::cout << "[" << cell.column();
      if (cell.column_span() > 1) std::cout << " c" << cell.column_span();
      if (cell.row_span() > 1) std::cout << " r" << cell.row_span();
      std::cout << ": " << document.text().substr(cell.begin(), cell.end() - cell.begin()) << "]";
    }
    std::cout << "\n";
  }
}

bool IsFromScript(const v1::Document& document) {
  return std::any_of(document.notes().begin(), document.notes().end(), [](const v1::Note& note) {
    return note.code() == v1::Note::TEXT_FROM_SCRIPT;
  });
}

void CheckFile(const fs::path& path, const std::string& charset) {
  v1::Content content;
  content.set_data(Slurp(path));
  if (!charset.empty()) content.set_data(Encode(content.data(), charset));
  Normalized normalized = Normalize(content);
  const auto* document = std::get_if<v1::Document>(&normalized);
  if (document == nullptr) {
    // Files made to be refused.
    EXPECT_NE(std::get<v1::ReportError>(normalized).code(), v1::ReportError::CODE_UNSPECIFIED);
    return;
  }
  // The bytes of an Office file are packed: docx_testing.h has what holds of its map. Those of a
  // web archive are encoded, those of a script's text escaped: mhtml_test.cc, portal_test.cc.
  if (document->source_map().parts().part_names().empty() &&
      document->format() != v1::Document::MHTML && !IsFromScript(*document)) {
    EXPECT_EQ(CheckSourceMap(content.data(), *document), "") << path << " " << charset;
  }
  EXPECT_EQ(CheckBlocks(*document), "") << path << " " << charset;
  if (charset.empty()) Print(path, *document);
}

TEST(Samples, MapEveryCharacterToItsBytes) {
  for (const fs::path& path : FilesIn(fs::path(GONGKAI_SOURCE_DIR) / "samples")) {
    CheckFile(path, "");
  }
}

TEST(Seeds, MapEveryCharacterToItsBytesInEveryCharset) {
  const char* folder = std::getenv("GONGKAI_SEEDS");
  const fs::path seeds =
      folder != nullptr ? fs::path(folder) : fs::path(GONGKAI_SOURCE_DIR) / "../shared/seeds";
  if (!fs::is_directory(seeds)) GTEST_SKIP() << "no folder of real reports at " << seeds;
  for (const fs::path& path : FilesIn(seeds)) {
    for (const char* charset : {"", "GB18030", "UTF-16LE", "UTF-16BE"}) CheckFile(path, charset);
  }
}

}  // namespace
}  // namespace gongkai
