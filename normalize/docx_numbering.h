// The numbers that automatic lists show (ISO/IEC 29500-1, 17.9).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "normalize/docx_styles.h"
#include "normalize/list_number.h"

namespace gongkai {

// Paragraphs must be given in the order of the document.
class DocxNumbering {
 public:
  // `root` is w:numbering, or null; it and `styles` must outlive this. False if there are more
  // than kMaxDocxLists lists.
  bool Load(pugi::xml_node root, const DocxStyles& styles);

  // The number of the next paragraph at `place`, with the space behind it, as a reader sees it:
  // "一、", "（二）", "1. ". Empty for bullets, and for what is in no list.
  std::string Next(const DocxListPlace& place);

 private:
  static constexpr int kLevels = 9;

  struct Level {
    ListFormat format = ListFormat::kDecimal;
    int64_t start = 0;
    std::string_view text;  // "%1、"
    int restart = -1;       // level (from 1) that restarts it; 0: none; -1: all before it
    bool legal = false;     // digits for all levels
    bool spaced = true;     // a tab or space follows
  };

  // A definition (w:abstractNum) with where its numbers stand.
  struct Definition {
    pugi::xml_node node;
    std::array<std::optional<Level>, kLevels> levels;
    std::array<int64_t, kLevels> values{};
    std::array<bool, kLevels> begun{};
  };

  // An instance (w:num) of a definition.
  struct Instance {
    std::string_view definition;
    pugi::xml_node node;
    bool overrides = false;
    std::array<bool, kLevels> entered{};
    std::array<std::optional<Level>, kLevels> levels;  // those it writes otherwise
  };

  static Level ReadLevel(pugi::xml_node node);
  Definition* DefinitionOf(const Instance& instance);
  int LevelOfStyle(const Definition& definition, std::string_view style) const;
  const Level& LevelAt(Instance* instance, Definition* definition, int level);
  void Enter(Instance* instance, Definition* definition, int level);
  void Step(Instance* instance, Definition* definition, int level);

  const DocxStyles* styles_ = nullptr;
  std::unordered_map<std::string_view, Definition> definitions_;
  std::unordered_map<std::string_view, Instance> instances_;
};

}  // namespace gongkai
