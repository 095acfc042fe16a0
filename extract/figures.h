// What stands in a cell: a figure with its sign, separators, unit and annotation, or a mark.
// The words are data (extract/words.tsv).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/embedded.h"
#include "gongkai/v1/form_definition.pb.h"
#include "model/han.h"

namespace gongkai {

enum class CellLook : uint8_t { kOther, kFigure, kMark };

// Immutable; safe to share between threads.
class FigureReader {
 public:
  static const FigureReader& Builtin();

  // INVALID_ARGUMENT naming the line: an unknown use, a missing word or argument.
  static absl::StatusOr<FigureReader> Parse(const EmbeddedFile& file);

  // A short figure as nearly all are: nothing but digits.
  static bool IsPlain(std::string_view text) {
    constexpr std::size_t kShort = 6;
    if (text.empty() || text.size() > kShort || (text.size() > 1 && text.front() == '0')) {
      return false;
    }
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  }

  // `text` is a piece between spaces, or with `whole_cell` all a cell holds: then a space may
  // separate thousands or stand before the unit, the unit may come first, as where the cell before
  // has run into it, and Chinese numerals are figures. What is left of
  // a figure torn apart ("05.47", ".68") counts as one that Value() does not read.
  CellLook Look(std::string_view text, bool whole_cell) const {
    const uint8_t beginning = BeginningOf(text);
    return beginning == 0 ? CellLook::kOther : LookAt(text, whole_cell, beginning);
  }

  // True for "件" and the like: what may follow its figure behind a space.
  bool IsUnit(std::string_view text) const { return FindUnit(text) != nullptr; }

  // The exact decimal in the column's unit, without separators and superfluous zeros:
  // "251000元" is "25.1" in 万元. False if it is no number there: another dimension, a word for
  // a sign outside a SIGNED column. `stated` is the unit in a cell beside it, if there is one.
  bool Value(std::string_view text, v1::CellKind kind, std::string_view unit,
             std::string_view stated, std::string* value) const;

  // Labels of columns that the forms do not have, such as 小计.
  const std::vector<std::string>& foreign_columns() const { return foreign_columns_; }

  // True for a line that ends as the title of a report does, which may stand on each of its pages.
  bool IsRunningHead(std::string_view line) const {
    return !line.empty() && std::ranges::any_of(running_heads_, [&](const std::string& head) {
      return line.back() == head.back() && line.ends_with(head);
    });
  }

  // SHA-256 of the data file, hexadecimal.
  const std::string& digest() const { return digest_; }

 private:
  enum class Dimension : uint8_t { kCount, kMoney, kAny };

  struct Unit {
    std::string word;
    Dimension dimension;
    int power;
  };
  struct Sign {
    std::string word;
    bool negative;
  };
  struct Numeral {
    std::string word;
    uint64_t value;
    bool multiplier;
  };
  struct Parts {
    bool negative = false;
    bool plain_sign = true;  // none, "+" or "-": a sign in every column
    std::string digits;      // without separators; may hold one "."
    const Unit* unit = nullptr;
  };

  // What a text may be by its first character; bits.
  enum Beginning : uint8_t { kDigit = 1, kMark = 2, kSign = 4, kNumeral = 8, kUnit = 16 };

  absl::Status AddLine(std::string_view line);
  // Nearly all text stops here.
  uint8_t BeginningOf(std::string_view text) const {
    if (text.empty()) return 0;
    std::size_t offset = 0;
    const char32_t c = NextChar(text, &offset);
    return c < beginnings_.size() ? beginnings_[c] : 0;
  }
  CellLook LookAt(std::string_view text, bool whole_cell, uint8_t beginning) const;
  const Unit* FindUnit(std::string_view text) const;
  bool Split(std::string_view text, bool whole_cell, Parts* parts) const;
  bool ReadChinese(std::string_view text, Parts* parts) const;
  std::string_view WithoutNotes(std::string_view text) const;
  void TakeSign(std::string_view* text, Parts* parts) const;
  void TakeUnitBefore(std::string_view* text, Parts* parts) const;

  std::vector<std::string> marks_;
  std::vector<std::string> notes_;
  std::vector<Unit> units_;
  std::vector<Sign> signs_;  // longest first
  std::vector<Numeral> numerals_;
  std::vector<std::string> foreign_columns_;
  std::vector<std::string> running_heads_;
  std::vector<uint8_t> beginnings_;  // by character
  std::string digest_;
};

}  // namespace gongkai
