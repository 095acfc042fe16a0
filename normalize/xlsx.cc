#include "normalize/xlsx.h"

#include <algorithm>
#include <string_view>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "model/han.h"
#include "normalize/html_layout.h"
#include "normalize/office_package.h"
#include "normalize/page.h"
#include "normalize/sheet.h"
#include "normalize/sheet_plan.h"
#include "normalize/source_parts.h"
#include "normalize/stage_name.h"
#include "normalize/workbook.h"
#include "normalize/workbook_text.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

constexpr char kUsualPart[] = "xl/workbook.xml";
constexpr char kBinaryPart[] = "xl/workbook.bin";
constexpr int kMaxCellNotes = 100;
constexpr HtmlLayout::Bound kTooManyCells = {"表格过大", "tables with too many cells"};
constexpr HtmlLayout::Bound kTooMuchText = {"文字过多", "too much text"};

// "Sheet1", "工作表 2": what programs call a sheet that nobody named.
bool IsGivenByProgram(std::string_view name) {
  for (const std::string_view word : {"Sheet", "sheet", "SHEET", "工作表", "Table", "表"}) {
    if (!name.starts_with(word)) continue;
    const std::string_view rest = name.substr(word.size());
    if (rest.find_first_not_of("0123456789 ()_-") == std::string_view::npos) return true;
  }
  return name.find_first_not_of("0123456789 .") == std::string_view::npos;
}

std::string ColumnName(uint32_t column) {
  std::string name;
  for (; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

std::string RowName(uint32_t row) { return std::to_string(row); }

template <typename NameOf>
std::string Ranges(const std::vector<SheetRange>& ranges, const NameOf& name_of) {
  std::string text;
  for (const SheetRange& range : ranges) {
    text += Concat(text.empty() ? "" : ",", name_of(range.first), ":", name_of(range.last));
  }
  return text;
}

class Xlsx {
 public:
  Xlsx(Archive* archive, v1::Document* document)
      : archive_(*archive),
        document_(*document),
        assembler_(&page_),
        parts_(document->mutable_source_map()->mutable_parts()),
        layout_(page_, false, document) {}

  Error Read(const std::string& part);

 private:
  Error ReadOne(const WorkbookSheet& sheet, uint32_t number);
  void Name(const WorkbookSheet& sheet, uint32_t number);
  void Line(const Sheet& sheet, const SheetBlock& block);
  void Table(const Sheet& sheet, const SheetBlock& block);
  void CellText(const Sheet& sheet, const SheetCell& cell, uint32_t row, bool in_table);
  void Piece(std::string_view text, bool in_table);
  void NoteCell(const Sheet& sheet, const SheetCell& cell, uint32_t begin);
  void NoteHidden(const std::string& detail);
  Error Images(const WorkbookSheet& sheet);
  Error Bound() const;
  Error Finish();

  std::size_t position() const { return assembler_.size(); }
  void Fail(const HtmlLayout::Bound& bound) {
    if (bound_ == nullptr) bound_ = &bound;
  }
  bool Stopped() const { return bound_ != nullptr || layout_.bound() != nullptr; }

  Archive& archive_;
  v1::Document& document_;
  Workbook workbook_;
  Page page_;
  PageAssembler assembler_;
  SourcePartsBuilder parts_;
  HtmlLayout layout_;
  std::string sheet_name_;
  int cell_notes_ = 0;
  const HtmlLayout::Bound* bound_ = nullptr;
};

Error Xlsx::Read(const std::string& part) {
  if (Error error = workbook_.Load(&archive_, part)) return error;
  layout_.Start(TagKind::kVerbatim, {}, 0);
  uint32_t number = 0;
  for (const WorkbookSheet& sheet : workbook_.sheets()) {
    ++number;
    if (sheet.hidden) {
      NoteHidden(sheet.name);
    } else if (Error error = ReadOne(sheet, number)) {
      return error;
    }
  }
  return Finish();
}

Error Xlsx::ReadOne(const WorkbookSheet& one, uint32_t number) {
  Sheet sheet;
  if (Error error = ReadSheet(&archive_, one.part, workbook_, &sheet)) return error;
  const SheetPlan plan = PlanSheet(sheet);
  if (plan.too_large) Fail(kTooManyCells);
  sheet_name_ = one.name;
  if (!plan.hidden_rows.empty()) {
    NoteHidden(Concat(one.name, "!", Ranges(plan.hidden_rows, RowName)));
  }
  if (!plan.hidden_columns.empty()) {
    NoteHidden(Concat(one.name, "!", Ranges(plan.hidden_columns, ColumnName)));
  }
  const bool said = sheet.texts.find(one.name) != std::string::npos;
  if (!plan.blocks.empty() && !said && !IsGivenByProgram(one.name)) Name(one, number);
  parts_.StartSheet(one.part, one.name);
  for (const SheetBlock& block : plan.blocks) {
    if (Stopped()) break;
    if (block.gap_before) layout_.BlankLine(position());
    if (block.rows.empty()) {
      Line(sheet, block);
    } else {
      Table(sheet, block);
    }
  }
  if (Error error = Images(one)) return error;
  return Bound();
}

void Xlsx::Name(const WorkbookSheet& sheet, uint32_t number) {
  parts_.StartPart(workbook_.part());
  layout_.Start(TagKind::kBlock, {}, position());
  parts_.StartStretch(assembler_.characters(), layout_.text_size(), number, false);
  Piece(sheet.name, false);
  layout_.End(position());
}

void Xlsx::Line(const Sheet& sheet, const SheetBlock& block) {
  layout_.Start(TagKind::kBlock, {}, position());
  const SourcePartsBuilder::Around around = parts_.StartCell(0, block.row, block.column);
  CellText(sheet, *block.line, block.row, false);
  parts_.EndCell(around);
  layout_.End(position());
}

void Xlsx::Table(const Sheet& sheet, const SheetBlock& block) {
  layout_.Start(TagKind::kTable, {}, position());
  for (const std::vector<PlannedCell>& row : block.rows) {
    layout_.Start(TagKind::kRow, {}, position());
    for (const PlannedCell& cell : row) {
      if (Stopped()) break;
      HtmlAttributes attributes;
      attributes.row_span = cell.row_span;
      attributes.column_span = cell.column_span;
      layout_.Start(TagKind::kCell, attributes, position());
      const SourcePartsBuilder::Around around = parts_.StartCell(0, cell.row, cell.column);
      if (cell.cell != nullptr) {
        CellText(sheet, *cell.cell, cell.row, true);
      } else {
        parts_.StartStretch(assembler_.characters(), layout_.text_size(), cell.row, false);
      }
      parts_.EndCell(around);
      layout_.End(position());
    }
    layout_.End(position());
  }
  layout_.End(position());
}

void Xlsx::CellText(const Sheet& sheet, const SheetCell& cell, uint32_t row, bool in_table) {
  const uint32_t begin = layout_.text_size();
  parts_.StartStretch(assembler_.characters(), begin, row, false);
  std::string_view text = sheet.TextOf(cell);
  while (!text.empty() && !Stopped()) {
    const std::size_t end = text.find_first_of("\n\x01");
    Piece(text.substr(0, end), in_table);
    if (end == std::string_view::npos) break;
    layout_.Start(text[end] == '\n' ? TagKind::kBreak : TagKind::kRaised, {}, position());
    layout_.End(position());
    text.remove_prefix(end + 1);
  }
  NoteCell(sheet, cell, begin);
}

void Xlsx::Piece(std::string_view text, bool in_table) {
  if (text.empty()) return;
  if (assembler_.size() + text.size() > kMaxWorkbookBytes) return Fail(kTooMuchText);
  std::string spaced;
  if (in_table && text.find('\t') != std::string_view::npos) {
    spaced = text;
    std::replace(spaced.begin(), spaced.end(), '\t', ' ');
    text = spaced;
  }
  const ByteRange range = assembler_.Append(text);
  layout_.Text(range.begin, range.end);
}

void Xlsx::NoteCell(const Sheet& sheet, const SheetCell& cell, uint32_t begin) {
  if (!(cell.otherwise || cell.no_result) || ++cell_notes_ > kMaxCellNotes) return;
  v1::Note* note = document_.add_notes();
  note->set_code(cell.otherwise ? v1::Note::FIGURE_SHOWN_OTHERWISE : v1::Note::RESULT_MISSING);
  // The span begins behind the separators that came before the text of the cell.
  const auto size = static_cast<uint32_t>(sheet.TextOf(cell).size());
  note->mutable_span()->set_begin(std::max(begin, layout_.text_size() - size));
  note->mutable_span()->set_end(layout_.text_size());
  std::string detail = Concat(sheet_name_, "!", ColumnName(cell.column), cell.row);
  if (cell.otherwise) detail += Concat(": ", workbook_.Style(cell.style).format);
  note->set_detail(std::move(detail));
}

void Xlsx::NoteHidden(const std::string& detail) {
  v1::Note* note = document_.add_notes();
  note->set_code(v1::Note::HIDDEN_LEFT_OUT);
  note->set_detail(detail);
}

// Pictures float over the sheet: they stand behind its text.
Error Xlsx::Images(const WorkbookSheet& sheet) {
  Relationships relationships;
  if (Error error = relationships.Load(&archive_, sheet.part)) return error;
  const Relationship* drawing = relationships.ByType("drawing");
  if (drawing == nullptr || !archive_.Has(drawing->target)) return std::nullopt;
  XmlPart xml;
  if (Error error = xml.Load(&archive_, drawing->target)) return error;
  xml.UsePrefix("/spreadsheetDrawing", "xdr");
  for (const pugi::xml_node anchor : xml.root().children()) {
    if (!anchor.child("xdr:pic")) continue;
    layout_.Start(TagKind::kImage, {}, position());
    layout_.End(position());
  }
  return std::nullopt;
}

Error Xlsx::Bound() const {
  const HtmlLayout::Bound* bound = bound_ != nullptr ? bound_ : layout_.bound();
  if (bound == nullptr) return std::nullopt;
  return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, bound->zh, bound->en);
}

Error Xlsx::Finish() {
  layout_.Finish(position());
  if (Error error = Bound()) return error;
  document_.set_format(v1::Document::XLSX);
  document_.set_charset("UTF-8");
  if (document_.text().find_first_not_of(" \t\n") != std::string::npos) return std::nullopt;
  const bool images = !document_.blocks().empty();
  return MakeReportError(
      v1::ReportError::EMPTY, kNormalize,
      images ? "工作簿里只有图片，没有文字" : "工作簿里没有文字",
      images ? "the workbook has images and no text" : "the workbook has no text");
}

}  // namespace

std::optional<v1::ReportError> FindWorkbook(Archive* archive, std::string* part) {
  Relationships package;
  part->clear();
  if (Error error = package.Load(archive, "")) return error;
  const Relationship* main = package.ByType("officeDocument");
  const std::string name = main != nullptr ? main->target : "";
  if (archive->Has(kBinaryPart) && !archive->Has(kUsualPart)) {
    return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kNormalize,
                           "Excel 二进制工作簿（XLSB）；请另存为 XLSX",
                           "binary Excel workbook (XLSB); save it as XLSX");
  }
  if (!archive->Has(kUsualPart) && name.find("xl/") == std::string::npos) return std::nullopt;
  *part = archive->Has(name) ? name : kUsualPart;
  return std::nullopt;
}

std::optional<v1::ReportError> NormalizeXlsx(Archive* archive, const std::string& part,
                                             v1::Document* document) {
  return Xlsx(archive, document).Read(part);
}

}  // namespace gongkai
