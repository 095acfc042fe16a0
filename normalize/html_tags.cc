#include "normalize/html_tags.h"

#include <unordered_map>

#include "common/digest.h"
#include "embedded/normalize_html_tags.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

constexpr struct {
  std::string_view name;
  TagKind kind;
} kKinds[] = {
    {"structure", TagKind::kStructure},
    {"block", TagKind::kBlock},
    {"unseen", TagKind::kUnseen},
    {"header", TagKind::kHeader},
    {"page", TagKind::kPage},
    {"break", TagKind::kBreak},
    {"verbatim", TagKind::kVerbatim},
    {"link", TagKind::kLink},
    {"image", TagKind::kImage},
    {"input", TagKind::kInput},
    {"raised", TagKind::kRaised},
    {"table", TagKind::kTable},
    {"caption", TagKind::kCaption},
    {"row_group", TagKind::kRowGroup},
    {"row", TagKind::kRow},
    {"cell", TagKind::kCell},
    {"header_cell", TagKind::kHeaderCell},
    {"no_text", TagKind::kNoText},
};

using Table = std::unordered_map<std::string_view, TagKind>;

const Table& Tags() {
  static const Table* const tags = [] {
    auto* made = new Table();
    for (const TsvRow& row : ReadTsv(embedded::normalize_html_tags()[0].data)) {
      for (const auto& [name, kind] : kKinds) {
        if (row[1] == name) made->emplace(row[0], kind);
      }
    }
    return made;
  }();
  return *tags;
}

}  // namespace

TagKind KindOfTag(std::string_view name) {
  const auto found = Tags().find(name);
  return found == Tags().end() ? TagKind::kInline : found->second;
}

const std::vector<std::string>& KnownTags() {
  static const auto* const names = [] {
    auto* made = new std::vector<std::string>();
    for (const auto& [name, kind] : Tags()) made->emplace_back(name);
    return made;
  }();
  return *names;
}

const std::string& TagTableDigest() {
  static const std::string* const digest =
      new std::string(ToHex(Digest(embedded::normalize_html_tags()[0].data)));
  return *digest;
}

}  // namespace gongkai
