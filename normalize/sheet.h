// The cells of one sheet of a workbook.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"
#include "normalize/workbook.h"

namespace gongkai {

// A cell with text. Rows and columns count from 1, as in the sheet.
struct SheetCell {
  uint32_t row = 0;
  uint32_t column = 0;
  uint32_t begin = 0;  // in Sheet::texts
  uint32_t end = 0;
  uint32_t style = 0;
  bool otherwise = false;  // a figure that is shown otherwise than it is kept
  bool no_result = false;  // a formula that was never computed
};

// A blank cell with lines around it, in a row that has text.
struct FramedBlank {
  uint32_t row = 0;
  uint32_t column = 0;
};

// Both ends belong to it.
struct SheetRange {
  uint32_t first = 0;
  uint32_t last = 0;
};
struct SheetMerge {
  SheetRange rows;
  SheetRange columns;
};

// Memory goes with the cells that have text, whatever size the sheet says it has.
struct Sheet {
  std::string texts;
  std::vector<SheetCell> cells;            // by row, then column
  std::vector<FramedBlank> blanks;         // likewise
  std::vector<SheetMerge> merges;          // more than one cell each, without overlap
  std::vector<SheetRange> hidden_rows;     // in order, apart
  std::vector<SheetRange> hidden_columns;  // likewise

  std::string_view TextOf(const SheetCell& cell) const {
    return std::string_view(texts).substr(cell.begin, cell.end - cell.begin);
  }
};

// Reads the sheet in `part`. Errors as ReadXmlEvents; DAMAGED: a cell stands there twice, merged
// cells overlap, a text that is not in the table of texts; OVER_LIMIT: kMaxSheetCells,
// kMaxWorkbookBytes, kMaxSheetMerges.
std::optional<v1::ReportError> ReadSheet(Archive* archive, const std::string& part,
                                         const Workbook& workbook, Sheet* sheet);

}  // namespace gongkai
