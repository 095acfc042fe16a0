#include "tests/corpus/xlsx_writer.h"

namespace gongkai::corpus {
namespace {

constexpr std::string_view kDeclaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kNamespaces =
    " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
constexpr std::string_view kType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr int kFirstOwnFormat = 164;

std::string Root(std::string_view name, std::string_view content) {
  std::string out(kDeclaration);
  out.append("<").append(name).append(kNamespaces).append(">").append(content);
  return out.append("</").append(name).append(">");
}

std::string Relation(std::string_view id, std::string_view type, std::string_view target) {
  std::string out = "<Relationship Id=\"";
  out.append(id).append("\" Type=\"").append(kType).append(type);
  return out.append("\" Target=\"").append(target).append("\"/>");
}

std::string Relations(std::string_view content) {
  std::string out(kDeclaration);
  out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  return out.append(content).append("</Relationships>");
}

std::string Override(std::string_view part, std::string_view type) {
  std::string out = "<Override PartName=\"/xl/";
  out.append(part).append("\" ContentType=\"application/vnd.openxmlformats-officedocument.");
  return out.append("spreadsheetml.").append(type).append("+xml\"/>");
}

std::string Styles(const std::vector<SheetStyle>& styles) {
  std::string formats, cells = "<xf numFmtId=\"0\" borderId=\"0\"/>";
  int id = kFirstOwnFormat;
  for (const SheetStyle& style : styles) {
    formats += "<numFmt numFmtId=\"" + std::to_string(id) + "\" formatCode=\"" +
               XmlText(style.format) + "\"/>";
    cells += "<xf numFmtId=\"" + std::to_string(id++) + "\" borderId=\"" +
             (style.framed ? "1" : "0") + "\" applyBorder=\"1\"/>";
  }
  return Root("styleSheet",
              "<numFmts>" + formats +
                  "</numFmts><fonts><font><sz val=\"11\"/></font></fonts>"
                  "<fills><fill><patternFill patternType=\"none\"/></fill></fills><borders>"
                  "<border><left/><right/><top/><bottom/></border><border><left style=\"thin\"/>"
                  "<right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/></border>"
                  "</borders><cellXfs>" +
                  cells + "</cellXfs>");
}

std::string SheetXml(const SheetParts& sheet) {
  std::string out;
  if (!sheet.columns.empty()) out += "<cols>" + sheet.columns + "</cols>";
  out += "<sheetData>" + sheet.rows + "</sheetData>";
  if (!sheet.merges.empty()) {
    out += "<mergeCells count=\"" + std::to_string(sheet.merges.size()) + "\">";
    for (const std::string& merge : sheet.merges) out += "<mergeCell ref=\"" + merge + "\"/>";
    out += "</mergeCells>";
  }
  return Root("worksheet", out);
}

std::string Open(int row, int column, int style, std::string_view type) {
  std::string out = "<c r=\"" + CellAddress(row, column) + "\"";
  if (style > 0) out += " s=\"" + std::to_string(style) + "\"";
  if (!type.empty()) out.append(" t=\"").append(type).append("\"");
  return out + ">";
}

}  // namespace

std::string CellAddress(int row, int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters + std::to_string(row);
}

std::string TextCell(int row, int column, std::string_view text, int style) {
  return Open(row, column, style, "inlineStr") + "<is><t xml:space=\"preserve\">" + XmlText(text) +
         "</t></is></c>";
}

std::string SharedCell(int row, int column, size_t index, int style) {
  return Open(row, column, style, "s") + "<v>" + std::to_string(index) + "</v></c>";
}

std::string NumberCell(int row, int column, std::string_view number, int style) {
  return Open(row, column, style, "").append("<v>").append(number).append("</v></c>");
}

std::string FormulaCell(int row, int column, std::string_view formula, std::string_view result) {
  std::string out = Open(row, column, 0, "").append("<f>").append(formula).append("</f>");
  if (!result.empty()) out.append("<v>").append(result).append("</v>");
  return out + "</c>";
}

std::string BlankCell(int row, int column, int style) {
  return "<c r=\"" + CellAddress(row, column) + "\" s=\"" + std::to_string(style) + "\"/>";
}

std::string SheetRow(int row, std::string_view cells, std::string_view attributes) {
  std::string out = "<row r=\"" + std::to_string(row) + "\"";
  if (!attributes.empty()) out.append(" ").append(attributes);
  return out.append(">").append(cells).append("</row>");
}

std::vector<ZipFile> WorkbookFiles(const WorkbookParts& parts) {
  std::string types(kDeclaration);
  types +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  types += Override("workbook.xml", "sheet.main") + Override("styles.xml", "styles");
  std::string relations = Relation("rIdStyles", "styles", "styles.xml");
  std::string sheets;
  std::vector<ZipFile> more;
  int number = 0;
  for (const SheetParts& sheet : parts.sheets) {
    const std::string count = std::to_string(++number);
    const std::string file = "worksheets/sheet" + count + ".xml";
    types += Override(file, "worksheet");
    relations += Relation("rId" + count, "worksheet", file);
    sheets += "<sheet name=\"" + XmlText(sheet.name) + "\" sheetId=\"" + count + "\"";
    if (!sheet.state.empty()) sheets += " state=\"" + sheet.state + "\"";
    sheets += " r:id=\"rId" + count + "\"/>";
    more.push_back({"xl/" + file, SheetXml(sheet)});
  }
  if (!parts.texts.empty()) {
    std::string items;
    for (const std::string& text : parts.texts) items += "<si>" + text + "</si>";
    types += Override("sharedStrings.xml", "sharedStrings");
    relations += Relation("rIdTexts", "sharedStrings", "sharedStrings.xml");
    more.push_back({"xl/sharedStrings.xml", Root("sst", items)});
  }
  const std::string properties = parts.from_1904 ? "<workbookPr date1904=\"1\"/>" : "";
  std::vector<ZipFile> files = {
      {"[Content_Types].xml", types + "</Types>"},
      {"_rels/.rels", Relations(Relation("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml", Root("workbook", properties + "<sheets>" + sheets + "</sheets>")},
      {"xl/_rels/workbook.xml.rels", Relations(relations)},
      {"xl/styles.xml", Styles(parts.styles)}};
  for (ZipFile& file : more) files.push_back(std::move(file));
  return files;
}

std::string WorkbookDocument(const WorkbookParts& parts) { return Zip(WorkbookFiles(parts)); }

}  // namespace gongkai::corpus
