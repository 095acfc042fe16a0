// What the styles of a Word document say of lists and of hidden text (ISO/IEC 29500-1, 17.7).
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <unordered_map>

namespace gongkai {

// The list a paragraph belongs to. Views into the trees of the document.
struct DocxListPlace {
  std::string_view list;   // w:numId; empty if none, "0" if taken out of its list
  int level = -1;          // w:ilvl; -1 if it is not said
  std::string_view style;  // the style that says so; empty if the paragraph does
};

class DocxStyles {
 public:
  // `root` is w:styles, or null; its tree must outlive the styles. False if there are more than
  // kMaxDocxStyles.
  bool Load(pugi::xml_node root);

  // The list of paragraphs of a style; an empty id means the default style.
  DocxListPlace ListOf(std::string_view style) const;

  // True if text of the style is hidden.
  bool Hides(std::string_view style) const;

 private:
  struct Style {
    std::string_view based_on;
    std::string_view list;
    int level = -1;
    std::optional<bool> hidden;
  };
  const Style* Find(std::string_view id) const;

  std::unordered_map<std::string_view, Style> styles_;
  std::string_view default_paragraph_;
  bool any_hidden_ = false;
};

// w:numPr as it stands.
DocxListPlace ReadListPlace(pugi::xml_node numbering_properties);

}  // namespace gongkai
