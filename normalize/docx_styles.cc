#include "normalize/docx_styles.h"

#include "common/limits.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

// Styles based on each other in a ring end here; Word allows a chain of eleven.
constexpr int kMaxChain = 32;

}  // namespace

DocxListPlace ReadListPlace(pugi::xml_node numbering_properties) {
  DocxListPlace place;
  place.list = numbering_properties.child("w:numId").attribute("w:val").value();
  if (const pugi::xml_node level = numbering_properties.child("w:ilvl")) {
    place.level = level.attribute("w:val").as_int(-1);
  }
  return place;
}

bool DocxStyles::Load(pugi::xml_node root) {
  for (const pugi::xml_node node : root.children("w:style")) {
    if (styles_.size() >= kMaxDocxStyles) return false;
    const std::string_view id = node.attribute("w:styleId").value();
    Style style;
    style.based_on = node.child("w:basedOn").attribute("w:val").value();
    const DocxListPlace place = ReadListPlace(node.child("w:pPr").child("w:numPr"));
    style.list = place.list;
    style.level = place.level;
    if (const pugi::xml_node hidden = node.child("w:rPr").child("w:vanish")) {
      style.hidden = IsOn(hidden, "w:val");
      any_hidden_ |= *style.hidden;
    }
    const pugi::xml_attribute is_default = node.attribute("w:default");
    if (is_default && IsOn(node, "w:default") &&
        std::string_view(node.attribute("w:type").value()) == "paragraph") {
      default_paragraph_ = id;
    }
    styles_.emplace(id, style);
  }
  return true;
}

const DocxStyles::Style* DocxStyles::Find(std::string_view id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? nullptr : &found->second;
}

DocxListPlace DocxStyles::ListOf(std::string_view id) const {
  if (id.empty()) id = default_paragraph_;
  DocxListPlace place;
  for (int i = 0; i < kMaxChain; ++i) {
    const Style* style = Find(id);
    if (style == nullptr) break;
    if (place.level < 0) place.level = style->level;
    if (!style->list.empty()) {
      place.list = style->list;
      place.style = id;
      break;
    }
    id = style->based_on;
  }
  return place;
}

bool DocxStyles::Hides(std::string_view id) const {
  if (!any_hidden_) return false;
  if (id.empty()) id = default_paragraph_;
  for (int i = 0; i < kMaxChain; ++i) {
    const Style* style = Find(id);
    if (style == nullptr) return false;
    if (style->hidden) return *style->hidden;
    id = style->based_on;
  }
  return false;
}

}  // namespace gongkai
