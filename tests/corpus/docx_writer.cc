#include "tests/corpus/docx_writer.h"

#include <zip.h>

#include <cstdlib>
#include <utility>

namespace gongkai::corpus {
namespace {

constexpr std::string_view kDeclaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kNamespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
    " xmlns:v=\"urn:schemas-microsoft-com:vml\"";
constexpr std::string_view kRelationshipType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr zip_uint16_t kTime = 0x4800;  // 09:00
constexpr zip_uint16_t kDate = 0x5821;  // 2024-01-01

std::string Element(std::string_view name, std::string_view content) {
  std::string out(kDeclaration);
  out.append("<").append(name).append(kNamespaces).append(">").append(content);
  return out.append("</").append(name).append(">");
}

std::string Relation(std::string_view id, std::string_view type, std::string_view target) {
  std::string out = "<Relationship Id=\"";
  out.append(id).append("\" Type=\"").append(kRelationshipType).append(type);
  return out.append("\" Target=\"").append(target).append("\"/>");
}

std::string Relations(std::string_view content) {
  std::string out(kDeclaration);
  out += "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  return out.append(content).append("</Relationships>");
}

std::string Override(std::string_view part, std::string_view type) {
  std::string out = "<Override PartName=\"/word/";
  out.append(part).append("\" ContentType=\"application/vnd.openxmlformats-officedocument.");
  return out.append("wordprocessingml.").append(type).append("+xml\"/>");
}

[[noreturn]] void Fail() { std::abort(); }

}  // namespace

std::string Zip(const std::vector<ZipFile>& files) {
  zip_error_t error;
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) Fail();
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) Fail();
  for (const ZipFile& file : files) {
    zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) Fail();
    const auto at = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(archive, at, file.deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    zip_file_set_dostime(archive, at, kTime, kDate, 0);
  }
  if (zip_close(archive) != 0 || zip_source_open(target) != 0) Fail();
  zip_stat_t stat;
  if (zip_source_stat(target, &stat) != 0) Fail();
  std::string bytes(stat.size, '\0');
  if (zip_source_read(target, bytes.data(), bytes.size()) !=
      static_cast<zip_int64_t>(bytes.size())) {
    Fail();
  }
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string XmlText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string WordText(std::string_view text) {
  return "<w:t xml:space=\"preserve\">" + XmlText(text) + "</w:t>";
}

std::string WordRun(std::string_view text, std::string_view properties) {
  std::string out = "<w:r>";
  if (!properties.empty()) out.append("<w:rPr>").append(properties).append("</w:rPr>");
  return out + WordText(text) + "</w:r>";
}

std::string WordParagraph(std::string_view content, std::string_view properties) {
  std::string out = "<w:p>";
  if (!properties.empty()) out.append("<w:pPr>").append(properties).append("</w:pPr>");
  return out.append(content).append("</w:p>");
}

std::vector<ZipFile> WordFiles(const WordParts& parts) {
  std::string types(kDeclaration);
  types +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  std::string relations;
  std::vector<ZipFile> more;
  const auto add = [&](const std::string& content, std::string_view root, std::string_view name,
                       std::string_view id) {
    if (content.empty()) return;
    const std::string file = std::string(name) + (name == "header" ? "1.xml" : ".xml");
    types += Override(file, name);
    relations += Relation(id, name, file);
    more.push_back({"word/" + file, Element(root, content)});
  };
  types += Override("document.xml", "document.main");
  add(parts.styles, "w:styles", "styles", "rIdStyles");
  add(parts.numbering, "w:numbering", "numbering", "rIdNumbering");
  add(parts.header, "w:hdr", "header", "rIdHeader");
  add(parts.footnotes, "w:footnotes", "footnotes", "rIdFootnotes");
  std::vector<ZipFile> files = {
      {"[Content_Types].xml", types + "</Types>"},
      {"_rels/.rels", Relations(Relation("rId1", "officeDocument", "word/document.xml"))},
      {"word/document.xml", Element("w:document", "<w:body>" + parts.body + "</w:body>")},
      {"word/_rels/document.xml.rels", Relations(relations)}};
  for (ZipFile& file : more) files.push_back(std::move(file));
  return files;
}

std::string WordDocument(const WordParts& parts) { return Zip(WordFiles(parts)); }

}  // namespace gongkai::corpus
