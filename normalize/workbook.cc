#include "normalize/workbook.h"

#include <pugixml.hpp>
#include <unordered_map>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/number_format.h"
#include "normalize/stage_name.h"
#include "normalize/workbook_text.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

constexpr char kNamespace[] = "/spreadsheetml/main";  // of the strict variant
constexpr char kOldNamespace[] = "/spreadsheetml/2006/main";
constexpr char kRelationships[] = "/relationships";

Error OverLimit(std::string_view zh, std::string_view en) {
  return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, zh, en);
}

Error LoadTree(Archive* archive, std::string_view name, XmlPart* xml) {
  if (Error error = xml->Load(archive, name)) return error;
  xml->UsePrefix(kOldNamespace, "x");
  xml->UsePrefix(kNamespace, "x");
  xml->UsePrefix(kRelationships, "r");
  return std::nullopt;
}

bool HasLine(pugi::xml_node border) {
  for (const char* side : {"x:left", "x:right", "x:start", "x:end", "x:top", "x:bottom"}) {
    const std::string_view style = border.child(side).attribute("style").value();
    if (!style.empty() && style != "none") return true;
  }
  return false;
}

// xl/sharedStrings.xml.
class TextsReader : public XmlHandler {
 public:
  TextsReader(std::string* texts, std::vector<uint32_t>* ends) : texts_(*texts), ends_(*ends) {}

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "si") {
      item_.Clear();
    } else {
      item_.Start(name, attributes);
    }
  }
  void End(std::string_view name) override {
    if (name != "si") return item_.End(name);
    item_.AppendTo(&texts_);
    ends_.push_back(static_cast<uint32_t>(texts_.size()));
  }
  void Text(std::string_view text) override { item_.Text(text); }
  bool Stopped() const override { return texts_.size() > kMaxWorkbookBytes; }

 private:
  std::string& texts_;
  std::vector<uint32_t>& ends_;
  WorkbookText item_;
};

}  // namespace

Error Workbook::Load(Archive* archive, const std::string& part) {
  part_ = part;
  if (Error error = relationships_.Load(archive, part)) return error;
  if (Error error = LoadSheets(archive)) return error;
  if (Error error = LoadStyles(archive)) return error;
  return LoadTexts(archive);
}

std::string Workbook::PartOf(Archive* archive, std::string_view type) const {
  const Relationship* relationship = relationships_.ByType(type);
  std::string name =
      relationship != nullptr ? relationship->target : ResolveTarget(part_, Concat(type, ".xml"));
  if (!archive->Has(name)) name.clear();
  return name;
}

Error Workbook::LoadSheets(Archive* archive) {
  XmlPart xml;
  if (Error error = LoadTree(archive, part_, &xml)) return error;
  if (std::string_view(xml.root().name()) != "x:workbook") {
    return MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("“", part_, "”不是工作簿"),
                           Concat(part_, " is no workbook"));
  }
  const pugi::xml_attribute from_1904 = xml.root().child("x:workbookPr").attribute("date1904");
  from_1904_ = from_1904 && IsOn(xml.root().child("x:workbookPr"), "date1904");
  for (const pugi::xml_node node : xml.root().child("x:sheets").children("x:sheet")) {
    if (sheets_.size() >= kMaxSheets) return OverLimit("工作表过多", "too many sheets");
    const std::string_view id = node.attribute("r:id").value();
    const Relationship* relationship = relationships_.ById(id);
    if (relationship != nullptr && relationship->type != "worksheet") continue;
    const std::string name = node.attribute("name").value();
    if (relationship == nullptr || !archive->Has(relationship->target)) {
      return MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("缺少工作表“", name, "”"),
                             Concat("sheet ", name, " is missing"));
    }
    const std::string_view state = node.attribute("state").value();
    sheets_.push_back({name, relationship->target, !state.empty() && state != "visible"});
  }
  return std::nullopt;
}

Error Workbook::LoadStyles(Archive* archive) {
  const std::string name = PartOf(archive, "styles");
  if (name.empty()) return std::nullopt;
  XmlPart xml;
  if (Error error = LoadTree(archive, name, &xml)) return error;
  std::unordered_map<uint32_t, std::string> formats;
  for (const pugi::xml_node node : xml.root().child("x:numFmts").children("x:numFmt")) {
    formats[node.attribute("numFmtId").as_uint()] = node.attribute("formatCode").value();
    if (formats.size() > kMaxCellStyles) return OverLimit("样式过多", "too many styles");
  }
  std::vector<bool> lines;
  for (const pugi::xml_node node : xml.root().child("x:borders").children("x:border")) {
    lines.push_back(HasLine(node));
  }
  for (const pugi::xml_node node : xml.root().child("x:cellXfs").children("x:xf")) {
    if (styles_.size() >= kMaxCellStyles) return OverLimit("样式过多", "too many styles");
    const uint32_t id = node.attribute("numFmtId").as_uint();
    const auto own = formats.find(id);
    const std::size_t border = node.attribute("borderId").as_uint();
    styles_.push_back({own != formats.end() ? own->second : std::string(BuiltinNumberFormat(id)),
                       border < lines.size() && lines[border]});
  }
  return std::nullopt;
}

Error Workbook::LoadTexts(Archive* archive) {
  const std::string name = PartOf(archive, "sharedStrings");
  if (name.empty()) return std::nullopt;
  TextsReader reader(&texts_, &text_ends_);
  if (Error error = ReadXmlEvents(archive, name, "spreadsheetml", &reader)) return error;
  if (reader.Stopped()) return OverLimit("文字过多", "too much text");
  return std::nullopt;
}

std::optional<std::string_view> Workbook::Text(std::size_t index) const {
  if (index >= text_ends_.size()) return std::nullopt;
  const std::size_t begin = index == 0 ? 0 : text_ends_[index - 1];
  return std::string_view(texts_).substr(begin, text_ends_[index] - begin);
}

const CellStyle& Workbook::Style(std::size_t index) const {
  static const CellStyle* const plain = new CellStyle();
  return index < styles_.size() ? styles_[index] : *plain;
}

}  // namespace gongkai
