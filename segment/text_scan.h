// One pass over the text of a document: its lines and cells, its Han characters and where the
// figures stand that may be dates. Everything else in segment looks at this.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// A stretch of text between line breaks, cell borders and "|". Never empty.
struct Unit {
  uint32_t begin = 0;  // half-open bytes, without surrounding space and Markdown signs
  uint32_t end = 0;
  uint32_t han_begin = 0;  // half-open range of its Han characters
  uint32_t han_end = 0;
  bool chrome = false;       // belongs to the page, not to the report
  bool row_goes_on = false;  // a cell border, not a line break, stands behind it
};

class TextScan {
 public:
  // Keeps a view of the text: the document must live as long. Text that is not valid UTF-8 up
  // to its end is read up to there.
  explicit TextScan(const v1::Document& document);

  std::string_view text() const { return text_; }
  std::string_view Of(const Unit& unit) const { return Of(unit.begin, unit.end); }
  std::string_view Of(uint32_t begin, uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  const std::vector<Unit>& units() const { return units_; }

  // Index of the last unit that begins at or before the byte; 0 if there is none.
  std::size_t UnitAt(uint32_t byte) const;

  // Han characters as model/han.h folds them.
  std::u16string_view han() const { return {han_.get(), count_}; }

  // Byte range of Han characters [begin, end).
  uint32_t ByteBegin(uint32_t han) const { return offset_[han]; }
  uint32_t ByteEnd(uint32_t begin, uint32_t end) const;

  // Whether nothing stands between a Han character and the next, which is there.
  bool AdjoinsNext(uint32_t han) const {
    return offset_[han] + LengthOfHan(han) == offset_[han + 1];
  }

  // Number of Han characters that begin before the byte.
  uint32_t HanBefore(uint32_t byte) const;

  // Bytes at which four or more digits begin, and at which a year in Chinese numerals may.
  const std::vector<uint32_t>& figures() const { return figures_; }

  // Number of full stops (。) before the Han character.
  uint32_t StopsBefore(uint32_t han) const;

 private:
  std::span<const uint32_t> offsets() const { return {offset_.get(), count_}; }
  uint32_t LengthOfHan(uint32_t han) const {
    return static_cast<unsigned char>(text_[offset_[han]]) < 0xF0 ? 3 : 4;
  }
  void Scan();
  void CloseUnit(uint32_t begin, uint32_t end, uint32_t han_end, bool row_goes_on);
  void MarkChrome(const v1::Document& document);

  std::string_view text_;
  std::vector<Unit> units_;
  // Arrays of one length; not cleared before they are written.
  std::unique_ptr<char16_t[]> han_;
  std::unique_ptr<uint32_t[]> offset_;
  uint32_t count_ = 0;
  std::vector<uint32_t> figures_;
  std::vector<uint32_t> stops_;  // Han characters before each full stop
};

// True for U+0020, tab and newline.
constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What ends or divides a sentence; 、 is none.
inline bool IsSentenceSign(char32_t c) {
  switch (c) {
    case U'。':
    case U'，':
    case U'；':
    case U'：':
    case U'！':
    case U'？':
    case U',':
    case U';':
    case U':':
      return true;
    default:
      return false;
  }
}

// `text` must be valid UTF-8.
bool HoldsSentenceSign(std::string_view text);

// First byte at or after `at` that is no white space; `end` if there is none.
inline uint32_t SkipSpace(std::string_view text, uint32_t at, uint32_t end) {
  while (at < end && IsSpace(text[at])) ++at;
  return at;
}

// `text` without white space.
std::string WithoutSpace(std::string_view text);

}  // namespace gongkai
