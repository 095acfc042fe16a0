// What the sheets of a workbook share: their list, texts and styles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"
#include "normalize/office_package.h"

namespace gongkai {

struct WorkbookSheet {
  std::string name;
  std::string part;
  bool hidden = false;
};

struct CellStyle {
  std::string format = "General";  // of numbers
  bool framed = false;             // has a line on some side
};

class Workbook {
 public:
  // `part` is the main part. Errors as XmlPart::Load; OVER_LIMIT: kMaxSheets, kMaxCellStyles,
  // kMaxWorkbookBytes.
  std::optional<v1::ReportError> Load(Archive* archive, const std::string& part);

  // In the order of their tabs, without those that are charts.
  const std::vector<WorkbookSheet>& sheets() const { return sheets_; }
  const std::string& part() const { return part_; }
  bool from_1904() const { return from_1904_; }

  // Of the table of texts; nullopt if it is not so long.
  std::optional<std::string_view> Text(std::size_t index) const;

  // The default style if the workbook has none of that number.
  const CellStyle& Style(std::size_t index) const;

 private:
  std::optional<v1::ReportError> LoadSheets(Archive* archive);
  std::optional<v1::ReportError> LoadStyles(Archive* archive);
  std::optional<v1::ReportError> LoadTexts(Archive* archive);
  std::string PartOf(Archive* archive, std::string_view type) const;

  std::string part_;
  Relationships relationships_;
  std::vector<WorkbookSheet> sheets_;
  bool from_1904_ = false;
  std::string texts_;
  std::vector<uint32_t> text_ends_;
  std::vector<CellStyle> styles_;
};

}  // namespace gongkai
