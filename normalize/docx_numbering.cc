#include "normalize/docx_numbering.h"

#include <algorithm>

#include "common/limits.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

constexpr int kMaxLinks = 4;  // from a definition to a style to another definition

int LevelNumber(pugi::xml_node node) { return node.attribute("w:ilvl").as_int(-1); }

pugi::xml_node ChildAt(pugi::xml_node parent, const char* name, int level) {
  for (const pugi::xml_node node : parent.children(name)) {
    if (LevelNumber(node) == level) return node;
  }
  return {};
}

// w:numFmt; a format of a later version stands beside one for all.
std::string_view FormatName(pugi::xml_node level) {
  pugi::xml_node format = level.child("w:numFmt");
  if (!format) {
    format = level.child("mc:AlternateContent").child("mc:Fallback").child("w:numFmt");
  }
  return format.attribute("w:val").value();
}

}  // namespace

bool DocxNumbering::Load(pugi::xml_node root, const DocxStyles& styles) {
  styles_ = &styles;
  for (const pugi::xml_node node : root.children()) {
    const std::string_view name = node.name();
    if (definitions_.size() + instances_.size() >= kMaxDocxLists) return false;
    if (name == "w:abstractNum") {
      definitions_[node.attribute("w:abstractNumId").value()].node = node;
    } else if (name == "w:num") {
      Instance& instance = instances_[node.attribute("w:numId").value()];
      instance.node = node;
      instance.definition = node.child("w:abstractNumId").attribute("w:val").value();
      instance.overrides = static_cast<bool>(node.child("w:lvlOverride"));
    }
  }
  return true;
}

DocxNumbering::Level DocxNumbering::ReadLevel(pugi::xml_node node) {
  Level level;
  if (!node) return level;
  level.format = ListFormatOf(FormatName(node));
  level.start = node.child("w:start").attribute("w:val").as_int(0);
  level.text = node.child("w:lvlText").attribute("w:val").value();
  level.restart = node.child("w:lvlRestart").attribute("w:val").as_int(-1);
  level.legal = IsOn(node.child("w:isLgl"), "w:val");
  level.spaced = std::string_view(node.child("w:suff").attribute("w:val").value()) != "nothing";
  return level;
}

DocxNumbering::Definition* DocxNumbering::DefinitionOf(const Instance& instance) {
  const Instance* from = &instance;
  for (int i = 0; i < kMaxLinks; ++i) {
    const auto found = definitions_.find(from->definition);
    if (found == definitions_.end()) return nullptr;
    const pugi::xml_node link = found->second.node.child("w:numStyleLink");
    if (!link) return &found->second;
    const auto linked = instances_.find(styles_->ListOf(link.attribute("w:val").value()).list);
    if (linked == instances_.end()) return nullptr;
    from = &linked->second;
  }
  return nullptr;
}

// The level that names the style: what a style says of its level itself does not count.
int DocxNumbering::LevelOfStyle(const Definition& definition, std::string_view style) const {
  if (style.empty()) return -1;
  for (const pugi::xml_node level : definition.node.children("w:lvl")) {
    if (level.child("w:pStyle").attribute("w:val").value() == style) return LevelNumber(level);
  }
  return -1;
}

const DocxNumbering::Level& DocxNumbering::LevelAt(Instance* instance, Definition* definition,
                                                   int level) {
  const auto at = static_cast<std::size_t>(level);
  if (instance->levels[at]) return *instance->levels[at];
  if (!definition->levels[at]) {
    definition->levels[at] = ReadLevel(ChildAt(definition->node, "w:lvl", level));
  }
  if (!instance->overrides) return *definition->levels[at];
  const pugi::xml_node other = ChildAt(instance->node, "w:lvlOverride", level);
  const pugi::xml_node rewritten = other.child("w:lvl");
  Level& own =
      instance->levels[at].emplace(rewritten ? ReadLevel(rewritten) : *definition->levels[at]);
  if (const pugi::xml_node start = other.child("w:startOverride")) {
    own.start = start.attribute("w:val").as_int(0);
  }
  return own;
}

// An instance that starts over does so the first time a paragraph of it stands at the level.
void DocxNumbering::Enter(Instance* instance, Definition* definition, int level) {
  const auto at = static_cast<std::size_t>(level);
  if (!instance->overrides || instance->entered[at]) return;
  instance->entered[at] = true;
  if (ChildAt(instance->node, "w:lvlOverride", level).child("w:startOverride")) {
    definition->begun[at] = false;
  }
}

void DocxNumbering::Step(Instance* instance, Definition* definition, int level) {
  const auto at = static_cast<std::size_t>(level);
  for (int before = 0; before < level; ++before) {
    const auto i = static_cast<std::size_t>(before);
    if (definition->begun[i]) continue;
    definition->begun[i] = true;
    definition->values[i] = LevelAt(instance, definition, before).start;
  }
  if (definition->begun[at]) {
    ++definition->values[at];
  } else {
    definition->begun[at] = true;
    definition->values[at] = LevelAt(instance, definition, level).start;
  }
  for (int behind = level + 1; behind < kLevels; ++behind) {
    if (!definition->begun[static_cast<std::size_t>(behind)]) continue;
    const int restart = LevelAt(instance, definition, behind).restart;
    if (restart < 0 || level + 1 <= restart) {
      definition->begun[static_cast<std::size_t>(behind)] = false;
    }
  }
}

std::string DocxNumbering::Next(const DocxListPlace& place) {
  const auto found = instances_.find(place.list);
  if (found == instances_.end()) return "";
  Instance* instance = &found->second;
  Definition* definition = DefinitionOf(*instance);
  if (definition == nullptr) return "";
  int level = LevelOfStyle(*definition, place.style);
  if (level < 0) level = place.level;
  level = std::clamp(level, 0, kLevels - 1);
  Enter(instance, definition, level);
  Step(instance, definition, level);
  const Level& own = LevelAt(instance, definition, level);
  if (own.format == ListFormat::kBullet) return "";
  std::string number;
  for (std::size_t i = 0; i < own.text.size() && number.size() < kMaxListNumberBytes; ++i) {
    const char next = i + 1 < own.text.size() ? own.text[i + 1] : '\0';
    if (own.text[i] != '%' || next < '1' || next > '9') {
      number += own.text[i];
      continue;
    }
    const int named = next - '1';
    ++i;
    if (named > level) continue;
    const ListFormat format = LevelAt(instance, definition, named).format;
    AppendListNumber(own.legal ? ListFormat::kDecimal : format,
                     definition->values[static_cast<std::size_t>(named)], &number);
  }
  // "1." and a figure with nothing between would be another figure.
  const bool opens_figure = number.ends_with('.') || number.ends_with("．") ||
                            (!number.empty() && number.back() >= '0' && number.back() <= '9');
  if (!number.empty() && (own.spaced || opens_figure)) number += ' ';
  return number;
}

}  // namespace gongkai
