#include "normalize/office_package.h"

#include "common/strings.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

std::string_view FolderOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash);
}

// word/document.xml has its relationships in word/_rels/document.xml.rels.
std::string RelationshipsOf(std::string_view part) {
  const std::string_view folder = FolderOf(part);
  const std::string_view file = folder.empty() ? part : part.substr(folder.size() + 1);
  return Concat(folder, folder.empty() ? "" : "/", "_rels/", file, ".rels");
}

}  // namespace

std::string ResolveTarget(std::string_view part, std::string_view target) {
  std::string path(target.starts_with('/') ? std::string_view() : FolderOf(part));
  while (!target.empty()) {
    const std::size_t slash = std::min(target.find('/'), target.size());
    const std::string_view step = target.substr(0, slash);
    target.remove_prefix(std::min(slash + 1, target.size()));
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      if (path.empty()) return "";
      path = FolderOf(path);
      continue;
    }
    if (!path.empty()) path += '/';
    path += step;
  }
  return path;
}

std::optional<v1::ReportError> Relationships::Load(Archive* archive, std::string_view part) {
  const std::string name = RelationshipsOf(part);
  if (!archive->Has(name)) return std::nullopt;
  XmlPart xml;
  if (auto error = xml.Load(archive, name)) return error;
  for (const pugi::xml_node node : xml.root().children()) {
    if (std::string_view(node.attribute("TargetMode").value()) == "External") continue;
    const std::string_view type = node.attribute("Type").value();
    std::string target = ResolveTarget(part, node.attribute("Target").value());
    if (target.empty()) continue;
    all_.push_back({node.attribute("Id").value(), std::string(type.substr(type.rfind('/') + 1)),
                    std::move(target)});
  }
  return std::nullopt;
}

const Relationship* Relationships::ById(std::string_view id) const {
  for (const Relationship& one : all_) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

const Relationship* Relationships::ByType(std::string_view type) const {
  for (const Relationship& one : all_) {
    if (one.type == type) return &one;
  }
  return nullptr;
}

}  // namespace gongkai
