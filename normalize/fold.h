// What the canonical text does with each character: the one place where forms of a character
// are made equal.
#pragma once

#include <array>
#include <string>
#include <unordered_map>

namespace gongkai {

enum class FoldClass : unsigned char {
  kKeep,     // stands as it is
  kDrop,     // gives no text: control, zero-width and formatting characters
  kWidth,    // full-width letter, digit or sign of a figure
  kForm,     // another form of a character, of a space, or of a line end
  kReplace,  // U+FFFD: a character of the source, or bytes that are none
};

// Immutable; safe to share between threads.
class CharFolds {
 public:
  static const CharFolds& Get();

  FoldClass ClassOf(char32_t c) const {
    if (c < 0x10000) return classes_[c];
    return astral_.contains(c)
               ? FoldClass::kForm
               : (c >= 0xE0000 && c < 0xE1000 ? FoldClass::kDrop : FoldClass::kKeep);
  }

  // What the canonical text has for a character of class kWidth or kForm.
  char32_t TargetOf(char32_t c) const { return c < 0x10000 ? targets_[c] : astral_.at(c); }

 private:
  CharFolds();
  void AddControls();
  void AddSpaces();
  void AddFigures();
  void AddBoxes();
  void AddIdeographs();
  void Set(char32_t c, FoldClass fold, char32_t target);

  std::array<FoldClass, 0x10000> classes_{};
  std::array<char16_t, 0x10000> targets_{};
  std::unordered_map<char32_t, char32_t> astral_;
};

// SHA-256, hexadecimal, of the data files.
const std::string& FoldTablesDigest();

}  // namespace gongkai
