// Workbooks (ISO/IEC 29500, SpreadsheetML), as Excel and WPS save them.
#pragma once

#include <optional>
#include <string>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"

namespace gongkai {

// The name of the main part; empty if the archive is no workbook. Errors of Relationships::Load;
// UNSUPPORTED_FORMAT: a workbook that is not kept as XML (XLSB).
std::optional<v1::ReportError> FindWorkbook(Archive* archive, std::string* part);

// Reads the sheets in the order of their tabs, each with its name before it if that says something
// the sheet does not. What is hidden is left out and noted. Errors: EMPTY, DAMAGED, OVER_LIMIT.
std::optional<v1::ReportError> NormalizeXlsx(Archive* archive, const std::string& part,
                                             v1::Document* document);

}  // namespace gongkai
