#include "normalize/sheet.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <tuple>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/number_format.h"
#include "normalize/stage_name.h"
#include "normalize/workbook_text.h"

namespace gongkai {
namespace {

constexpr std::string_view kNoResult = "#N/A";
constexpr uint32_t kMaxFramedColumn = 512;  // frames beyond are decoration
constexpr double kHairWidth = 0.1;          // of a column, in characters

// "C5" as column and row; false if it is no address.
bool ReadAddress(std::string_view text, uint32_t* row, uint32_t* column) {
  std::size_t at = 0;
  uint32_t letters = 0;
  for (; at < text.size() && (text[at] & ~0x20) >= 'A' && (text[at] & ~0x20) <= 'Z'; ++at) {
    letters = letters * 26 + static_cast<uint32_t>((text[at] & ~0x20) - 'A' + 1);
    if (letters > kMaxSheetColumn) return false;
  }
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (letters == 0 || error != std::errc() || end != text.data() + text.size()) return false;
  if (number == 0 || number > kMaxSheetRow) return false;
  *row = number;
  *column = letters;
  return true;
}

// "B2:D2", or one address.
bool ReadMerge(std::string_view text, SheetMerge* merge) {
  const std::size_t colon = text.find(':');
  const std::string_view last = colon == std::string_view::npos ? text : text.substr(colon + 1);
  return ReadAddress(text.substr(0, colon), &merge->rows.first, &merge->columns.first) &&
         ReadAddress(last, &merge->rows.last, &merge->columns.last) &&
         merge->rows.first <= merge->rows.last && merge->columns.first <= merge->columns.last;
}

bool IsBlank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\t' || rest[0] == kRaisedMark) {
      ++at;
    } else if (rest.starts_with("\u00A0")) {
      at += 2;
    } else if (rest.starts_with("\u3000") || rest.starts_with("\u200B") ||
               rest.starts_with("\uFEFF")) {
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

void AddRange(uint32_t first, uint32_t last, std::vector<SheetRange>* ranges) {
  if (!ranges->empty() && ranges->back().last + 1 == first) {
    ranges->back().last = last;
  } else {
    ranges->push_back({first, last});
  }
}

class SheetReader : public XmlHandler {
 public:
  SheetReader(const Workbook& workbook, Sheet* sheet) : workbook_(workbook), sheet_(*sheet) {}

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (in_cell_) return StartInCell(name, attributes);
    if (name == "row") {
      StartRow(attributes);
    } else if (name == "c") {
      StartCell(attributes);
    } else if (name == "col") {
      Column(attributes);
    } else if (name == "mergeCell") {
      Merge(attributes);
    }
  }

  void End(std::string_view name) override {
    if (in_cell_) return EndInCell(name);
    if (name == "row") EndRow();
  }

  void Text(std::string_view text) override {
    if (in_value_) value_ += text;
    if (in_string_) string_.Text(text);
  }

  bool Stopped() const override { return error_.has_value(); }

  // What is wrong with the sheet as a whole. Call once, at the end.
  std::optional<v1::ReportError> Finish();

 private:
  void StartInCell(std::string_view name, const XmlAttributes& attributes) {
    if (name == "v") {
      in_value_ = true;
    } else if (name == "f") {
      has_formula_ = true;
    } else if (name == "is") {
      in_string_ = true;
    } else if (in_string_) {
      string_.Start(name, attributes);
    }
  }

  void EndInCell(std::string_view name) {
    if (name == "v") {
      in_value_ = false;
    } else if (name == "is") {
      in_string_ = false;
    } else if (in_string_) {
      string_.End(name);
    } else if (name == "c") {
      in_cell_ = false;
      EndCell();
    }
  }

  void StartRow(const XmlAttributes& attributes) {
    row_ = attributes.Number("r", row_ + 1);
    column_ = 0;
    row_cells_ = sheet_.cells.size();
    row_blanks_ = sheet_.blanks.size();
    if (row_ == 0 || row_ > kMaxSheetRow) return Damaged("行号有误", "has a wrong row number");
    if (attributes.IsOn("hidden")) AddRange(row_, row_, &sheet_.hidden_rows);
  }

  // Frames around nothing say nothing.
  void EndRow() {
    if (sheet_.cells.size() == row_cells_) sheet_.blanks.resize(row_blanks_);
  }

  void StartCell(const XmlAttributes& attributes) {
    in_cell_ = true;
    in_value_ = in_string_ = has_formula_ = false;
    value_.clear();
    string_.Clear();
    type_ = attributes.Find("t");
    style_ = attributes.Number("s", 0);
    uint32_t row = row_;
    const std::string_view address = attributes.Find("r");
    if (address.data() == nullptr) {
      ++column_;
    } else if (!ReadAddress(address, &row, &column_)) {
      return Damaged("单元格地址有误", "has a cell with a wrong address");
    }
    if (row != row_) Damaged("单元格不在其行内", "has a cell in another row");
  }

  void EndCell();
  void AppendValue(SheetCell* cell);

  void Column(const XmlAttributes& attributes) {
    const uint32_t first = attributes.Number("min", 0);
    const uint32_t last = std::min(attributes.Number("max", first), kMaxSheetColumn);
    const std::string width(attributes.Find("width"));
    const bool none = !width.empty() && std::strtod(width.c_str(), nullptr) < kHairWidth;
    if (first == 0 || last < first || !(attributes.IsOn("hidden") || none)) return;
    AddRange(first, last, &sheet_.hidden_columns);
  }

  void Merge(const XmlAttributes& attributes) {
    SheetMerge merge;
    if (!ReadMerge(attributes.Find("ref"), &merge)) {
      return Damaged("合并单元格地址有误", "has merged cells with a wrong address");
    }
    if (merge.rows.first == merge.rows.last && merge.columns.first == merge.columns.last) return;
    sheet_.merges.push_back(merge);
    if (sheet_.merges.size() > kMaxSheetMerges)
      OverLimit("合并单元格过多", "too many merged cells");
  }

  void Damaged(std::string_view zh, std::string_view en) {
    if (error_) return;
    error_ = MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("工作表", zh),
                             Concat("a sheet ", en));
  }
  void OverLimit(std::string_view zh, std::string_view en) {
    if (!error_) error_ = MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, zh, en);
  }
  bool MergesOverlap();

  const Workbook& workbook_;
  Sheet& sheet_;
  std::optional<v1::ReportError> error_;
  uint32_t row_ = 0;
  uint32_t column_ = 0;
  std::size_t row_cells_ = 0;  // cells and blanks before this row
  std::size_t row_blanks_ = 0;
  // Of the open cell.
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_string_ = false;
  bool has_formula_ = false;
  uint32_t style_ = 0;
  std::string type_;
  std::string value_;
  WorkbookText string_;
};

void SheetReader::EndCell() {
  SheetCell cell{row_, column_, static_cast<uint32_t>(sheet_.texts.size())};
  cell.style = style_;
  AppendValue(&cell);
  cell.end = static_cast<uint32_t>(sheet_.texts.size());
  if (IsBlank(sheet_.TextOf(cell))) {
    sheet_.texts.resize(cell.begin);
    if (column_ <= kMaxFramedColumn && workbook_.Style(style_).framed) {
      sheet_.blanks.push_back({row_, column_});
    }
    return;
  }
  sheet_.cells.push_back(cell);
  if (sheet_.cells.size() > kMaxSheetCells) OverLimit("单元格过多", "too many cells");
  if (sheet_.texts.size() > kMaxWorkbookBytes) OverLimit("文字过多", "too much text");
}

void SheetReader::AppendValue(SheetCell* cell) {
  std::string& texts = sheet_.texts;
  if (type_ == "s") {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (value_.empty()) return;
    const auto text = error == std::errc() && *end == '\0' ? workbook_.Text(index) : std::nullopt;
    if (!text) return Damaged("引用了没有的文字", "refers to a text that is not there");
    texts += *text;
  } else if (type_ == "inlineStr") {
    string_.AppendTo(&texts);
  } else if (type_ == "b") {
    texts += value_ == "1" ? "TRUE" : value_ == "0" ? "FALSE" : value_;
  } else if (type_ == "str" || type_ == "e" || type_ == "d") {
    AppendWorkbookString(value_, &texts);
  } else if (value_.empty()) {
    cell->no_result = has_formula_;
    if (has_formula_) texts += kNoResult;
  } else {
    const ShownNumber shown =
        ShowNumber(value_, workbook_.Style(style_).format, workbook_.from_1904());
    texts += shown.text;
    cell->otherwise = shown.otherwise;
  }
}

std::optional<v1::ReportError> SheetReader::Finish() {
  if (error_) return error_;
  const auto place = [](const auto& at) { return std::tuple(at.row, at.column); };
  const auto before = [place](const auto& a, const auto& b) { return place(a) < place(b); };
  std::sort(sheet_.cells.begin(), sheet_.cells.end(), before);
  std::sort(sheet_.blanks.begin(), sheet_.blanks.end(), before);
  const auto same = [place](const auto& a, const auto& b) { return place(a) == place(b); };
  if (std::adjacent_find(sheet_.cells.begin(), sheet_.cells.end(), same) != sheet_.cells.end()) {
    Damaged("有两个同址单元格", "has two cells of the same address");
  }
  for (std::vector<SheetRange>* ranges : {&sheet_.hidden_rows, &sheet_.hidden_columns}) {
    std::sort(ranges->begin(), ranges->end(),
              [](const SheetRange& a, const SheetRange& b) { return a.first < b.first; });
  }
  if (MergesOverlap()) Damaged("合并单元格互相重叠", "has merged cells that overlap");
  return error_;
}

// Over rows in order: those that still go on are few, and apart in their columns.
bool SheetReader::MergesOverlap() {
  std::vector<SheetMerge>& merges = sheet_.merges;
  std::sort(merges.begin(), merges.end(), [](const SheetMerge& a, const SheetMerge& b) {
    return std::tuple(a.rows.first, a.columns.first) < std::tuple(b.rows.first, b.columns.first);
  });
  std::vector<SheetMerge> open;
  uint32_t row = 0;
  for (const SheetMerge& merge : merges) {
    if (merge.rows.first != row) {
      row = merge.rows.first;
      std::erase_if(open, [row](const SheetMerge& one) { return one.rows.last < row; });
    }
    const auto at = std::lower_bound(
        open.begin(), open.end(), merge,
        [](const SheetMerge& a, const SheetMerge& b) { return a.columns.last < b.columns.first; });
    if (at != open.end() && at->columns.first <= merge.columns.last) return true;
    open.insert(at, merge);
  }
  return false;
}

}  // namespace

std::optional<v1::ReportError> ReadSheet(Archive* archive, const std::string& part,
                                         const Workbook& workbook, Sheet* sheet) {
  SheetReader reader(workbook, sheet);
  if (auto error = ReadXmlEvents(archive, part, "spreadsheetml", &reader)) return error;
  return reader.Finish();
}

}  // namespace gongkai
