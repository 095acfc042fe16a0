// The XML of one part of an Office file as a tree.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"

namespace gongkai {

// Unpacks a part that is to be read as XML into *bytes, as UTF-8, and makes sure of what stands at
// XmlPart, but for the number of its tags.
std::optional<v1::ReportError> LoadXmlBytes(Archive* archive, std::string_view name,
                                            std::string* bytes);

// What a part has to be before its tree may be trusted: UTF-8 or UTF-16, no NUL, no DTD (so no
// entities of its own), character references to characters only, at most kMaxXmlMarks tags and
// attributes. Reading it never touches another file or the network.
class XmlPart {
 public:
  XmlPart() = default;
  XmlPart(const XmlPart&) = delete;
  XmlPart& operator=(const XmlPart&) = delete;

  // Unpacks and reads an entry. nullopt, or the error of Archive::Read, DAMAGED (no XML, or not
  // as above), OVER_LIMIT.
  std::optional<v1::ReportError> Load(Archive* archive, std::string_view name);

  // Gives elements and attributes of the namespace whose name ends in `name_end` the prefix
  // `prefix`, if the root binds it to another one.
  void UsePrefix(std::string_view name_end, std::string_view prefix);

  // Valid as long as the part.
  pugi::xml_node root() const { return tree_.document_element(); }

 private:
  std::optional<v1::ReportError> Parse(std::string_view name);

  std::string bytes_;  // the tree points into it
  pugi::xml_document tree_;
};

// True for <x/>, <x val="true"/>; false for "0", "false", "off" in the attribute.
bool IsOn(pugi::xml_node element, const char* attribute);

}  // namespace gongkai
