// Writes workbooks for tests. Shares nothing with the code under test.

#ifndef GONGKAI_TESTS_CORPUS_XLSX_WRITER_H_
#define GONGKAI_TESTS_CORPUS_XLSX_WRITER_H_

#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/docx_writer.h"

namespace gongkai::corpus {

// "C5"; both count from 1.
std::string CellAddress(int row, int column);

// <c> elements. `style` is an index in WorkbookParts::formats, plus one; 0 for the plain style.
std::string TextCell(int row, int column, std::string_view text, int style = 0);  // inline
std::string SharedCell(int row, int column, size_t index, int style = 0);
std::string NumberCell(int row, int column, std::string_view number, int style = 0);
std::string FormulaCell(int row, int column, std::string_view formula, std::string_view result);
std::string BlankCell(int row, int column, int style);
std::string SheetRow(int row, std::string_view cells, std::string_view attributes = "");

struct SheetParts {
  std::string name = "Sheet1";
  std::string rows;     // of <sheetData>
  std::string columns;  // of <cols>
  std::vector<std::string> merges;
  std::string state;  // "hidden"
};

// A style: number format and whether it has lines around it.
struct SheetStyle {
  std::string format = "General";
  bool framed = false;
};

struct WorkbookParts {
  std::vector<SheetParts> sheets;
  std::vector<std::string> texts;  // contents of <si>, such as <t>text</t>
  std::vector<SheetStyle> styles;  // style 1 is the first
  bool from_1904 = false;
};

// The files of a workbook, so that a test may change them.
std::vector<ZipFile> WorkbookFiles(const WorkbookParts& parts);
std::string WorkbookDocument(const WorkbookParts& parts);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_XLSX_WRITER_H_
