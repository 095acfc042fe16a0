// Workbooks that are broken, or made to break their reader.
#include <chrono>

#include "gmock/gmock.h"
#include "tests/corpus/xlsx_writer.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::NumberCell;
using corpus::SheetRow;
using corpus::TextCell;
using corpus::WorkbookParts;
using corpus::Zip;
using corpus::ZipFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t kWorkbook = 2;  // among the files
constexpr std::size_t kSheet = 5;

WorkbookParts OneSheet(std::string rows) {
  WorkbookParts parts;
  parts.sheets = {{.rows = std::move(rows)}};
  return parts;
}

std::string SmallBytes() {
  return corpus::WorkbookDocument(
      OneSheet(SheetRow(1, TextCell(1, 1, "收到") + NumberCell(1, 2, "5"))));
}

v1::ReportError RefuseRows(std::string rows) {
  return RefuseBytes(corpus::WorkbookDocument(OneSheet(std::move(rows))));
}

TEST(XlsxFaults, AreDamageWhereverTheFileEnds) {
  const std::string bytes = SmallBytes();
  for (std::size_t size = 8; size < bytes.size(); size += 7) {
    const auto code = RefuseBytes(bytes.substr(0, size)).code();
    EXPECT_TRUE(code == v1::ReportError::DAMAGED || code == v1::ReportError::UNSUPPORTED_FORMAT)
        << size;
  }
}

TEST(XlsxFaults, NameAPartThatIsMissing) {
  std::vector<ZipFile> files = corpus::WorkbookFiles(OneSheet(SheetRow(1, TextCell(1, 1, "甲"))));
  files.erase(files.begin() + kSheet);
  const v1::ReportError error = RefuseBytes(Zip(files));
  EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
  EXPECT_THAT(error.message_en(), HasSubstr("Sheet1 is missing"));
}

TEST(XlsxFaults, ReadWithoutStylesOrTexts) {
  std::vector<ZipFile> files =
      corpus::WorkbookFiles(OneSheet(SheetRow(1, TextCell(1, 1, "甲", 3))));
  files.erase(files.begin() + 4);
  EXPECT_THAT(BlocksOf(ReadBytes(Zip(files))), ElementsAre("甲"));
}

TEST(XlsxFaults, AreCellsNobodyCanPlace) {
  EXPECT_THAT(RefuseRows(SheetRow(1, TextCell(1, 1, "甲") + TextCell(1, 1, "乙"))).message_en(),
              HasSubstr("same address"));
  EXPECT_THAT(RefuseRows(SheetRow(1, TextCell(2, 1, "甲"))).message_en(), HasSubstr("another row"));
  EXPECT_THAT(RefuseRows("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>").message_en(),
              HasSubstr("wrong address"));
  EXPECT_THAT(RefuseRows("<row r=\"1048577\"/>").message_en(), HasSubstr("row number"));
  EXPECT_THAT(RefuseRows(SheetRow(1, corpus::SharedCell(1, 1, 4))).message_en(),
              HasSubstr("text that is not there"));
  WorkbookParts parts = OneSheet(SheetRow(1, TextCell(1, 1, "甲")));
  parts.sheets[0].merges = {"A1:B2", "B2:C3"};
  EXPECT_THAT(RefuseBytes(corpus::WorkbookDocument(parts)).message_en(), HasSubstr("overlap"));
}

TEST(XlsxFaults, ExpandNoEntitiesAndOpenNothingOutside) {
  for (const char* doctype :
       {"<!DOCTYPE x [<!ENTITY a \"1111111111\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE x [<!ENTITY b SYSTEM \"file://" GONGKAI_SOURCE_DIR "/LICENSE\">]>"}) {
    std::vector<ZipFile> files = corpus::WorkbookFiles(OneSheet(SheetRow(1, TextCell(1, 1, "甲"))));
    std::string& xml = files[kSheet].bytes;
    xml.insert(xml.find("<worksheet"), doctype);
    const v1::ReportError error = RefuseBytes(Zip(files));
    EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
    EXPECT_THAT(error.message_en(), HasSubstr("document type definition"));
  }
}

TEST(XlsxFaults, AreNamesOfEntitiesNobodyDefined) {
  std::vector<ZipFile> files = corpus::WorkbookFiles(OneSheet(SheetRow(1, TextCell(1, 1, "甲"))));
  std::string& xml = files[kSheet].bytes;
  xml.replace(xml.find("甲"), 3, "甲&b;");
  EXPECT_EQ(RefuseBytes(Zip(files)).code(), v1::ReportError::DAMAGED);
}

// The whole height of a sheet, styled and without text, is nothing to read.
TEST(XlsxFaults, PassOverAMillionEmptyRows) {
  std::string rows = SheetRow(1, TextCell(1, 1, "收到") + NumberCell(1, 2, "5"));
  for (int row = 2; row <= 1'048'576; ++row) {
    const std::string r = std::to_string(row);
    rows += "<row r=\"" + r + "\" s=\"1\" customFormat=\"1\"><c r=\"A" + r + "\" s=\"1\"/></row>";
  }
  WorkbookParts parts = OneSheet(std::move(rows));
  parts.styles = {{"General", true}};
  const v1::Document document = ReadBytes(corpus::WorkbookDocument(parts));
  EXPECT_THAT(BlocksOf(document), ElementsAre("收到|5"));
  EXPECT_EQ(document.source_map().parts().begin_size(), 2);
}

TEST(XlsxFaults, PlaceTwoCellsAtTheCornersOfASheet) {
  const v1::Document document = ReadBytes(corpus::WorkbookDocument(
      OneSheet(SheetRow(1, TextCell(1, 1, "甲") + TextCell(1, 16384, "乙")) +
               SheetRow(1'048'576, TextCell(1'048'576, 1, "丙") + NumberCell(1'048'576, 2, "5")))));
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲|乙", "丙|5"));
}

TEST(XlsxFaults, ReadATableOfAHundredThousandRows) {
  std::string rows;
  for (int row = 1; row <= 100'000; ++row) {
    rows += SheetRow(row, TextCell(row, 1, "行") + NumberCell(row, 2, std::to_string(row)));
  }
  const v1::Document document = ReadBytes(corpus::WorkbookDocument(OneSheet(std::move(rows))));
  ASSERT_EQ(document.blocks_size(), 1);
  EXPECT_EQ(document.blocks(0).grid().rows(), 100'000u);
}

TEST(XlsxFaults, BoundTheCellsOfATable) {
  std::string rows;
  for (int row = 1; row <= 2'100; ++row) {
    rows += SheetRow(row, TextCell(row, 1, "行") + NumberCell(row, 250, "1"));
  }
  const v1::ReportError error = RefuseRows(std::move(rows));
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);  // 2 100 x 250 positions
  EXPECT_THAT(error.message_en(), HasSubstr("too many cells"));
}

// A short file that says one long text a million times.
TEST(XlsxFaults, BoundTheTextOfAllCells) {
  WorkbookParts parts;
  parts.texts = {"<t>" + std::string(30'000, 'x') + "</t>"};
  std::string rows;
  for (int row = 1; row <= 3'000; ++row) rows += SheetRow(row, corpus::SharedCell(row, 1, 0));
  parts.sheets = {{.rows = std::move(rows)}};
  EXPECT_EQ(RefuseBytes(corpus::WorkbookDocument(parts)).code(), v1::ReportError::OVER_LIMIT);
}

TEST(XlsxFaults, SayThatABinaryWorkbookIsNotRead) {
  const v1::ReportError error = RefuseBytes(Zip({{"xl/workbook.bin", "\x83\x01"}}));
  EXPECT_EQ(error.code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_THAT(error.message_en(), HasSubstr("XLSB"));
}

TEST(XlsxFaults, NameAnEmptyWorkbook) { EXPECT_EQ(RefuseRows("").code(), v1::ReportError::EMPTY); }

// Flipped bits in the sheet: a document or an error, never more.
TEST(XlsxFaults, SurviveFlippedBits) {
  const WorkbookParts parts =
      OneSheet(SheetRow(1, TextCell(1, 1, "收到") + NumberCell(1, 2, "5")) +
               SheetRow(2, TextCell(2, 1, "办结") + corpus::FormulaCell(2, 2, "B1", "5")));
  std::vector<ZipFile> files = corpus::WorkbookFiles(parts);
  for (const std::size_t file : {kWorkbook, std::size_t{4}, kSheet}) {
    const std::string sound = files[file].bytes;
    for (std::size_t at = 0; at < sound.size(); ++at) {
      files[file].bytes = sound;
      files[file].bytes[at] = static_cast<char>(files[file].bytes[at] ^ (1 << (at % 8)));
      v1::Content content;
      content.set_data(Zip(files));
      v1::Document document;
      if (Normalize(content, &document)) continue;
      EXPECT_EQ(CheckParts(document), "") << at;
    }
    files[file].bytes = sound;
  }
}

}  // namespace
}  // namespace gongkai
