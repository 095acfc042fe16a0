#include "segment/text_scan.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kLeastFigure = 4;  // digits

uint32_t LengthOf(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

// The text without a last character that is cut off.
std::string_view WholeCharacters(std::string_view text) {
  std::size_t cut = 0;
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0 && LengthOf(byte) > back) cut = back;
  }
  return text.substr(0, text.size() - cut);
}

// A character of three bytes as the text has it; above U+FFFF where none of three begins.
char32_t ThreeBytesAt(const char* text) {
  const auto byte = [&](std::size_t i) { return char32_t{static_cast<unsigned char>(text[i])}; };
  // The bits that mark the bytes cancel out.
  return byte(0) << 12 ^ byte(1) << 6 ^ byte(2) ^ 0xE2080;
}

bool IsPlainHan(char32_t c) { return c - 0x4E00 < 0x5200; }

// U+FF00..FFFF and all before U+3100: no Han character but 〇.
bool IsSign(char32_t c) { return static_cast<char16_t>(c + 0x100) < 0x3200; }

// 。, 〇 and two between them.
bool IsStopOrZero(char32_t c) { return (c & ~char32_t{5}) == U'。'; }

// How many `are`, which come before those that are not. Halved without branches, half of which
// would be guessed wrong.
template <typename Value, typename Are>
std::size_t CountFirst(std::span<const Value> values, Are are) {
  const Value* first = values.data();
  for (std::size_t left = values.size(); left > 0; left /= 2) {
    const std::size_t half = (left + 1) / 2;
    first += are(first[half - 1]) ? half : 0;
  }
  return static_cast<std::size_t>(first - values.data());
}

// Space, and what Markdown puts round headings, list entries and words it stresses. None is a
// byte of a Chinese character.
bool IsTrimmed(char c) {
  return static_cast<unsigned char>(c) <= '_' &&
         (c == ' ' || c == '#' || c == '*' || c == '_' || c == '>');
}

bool EndsUnit(char c) { return c == '\n' || c == '\t' || c == '|'; }

// A line that begins with a quotation mark and is one quoted cell, as CSV has its titles and
// headings.
bool IsQuoted(std::string_view line) {
  return line.size() > 2 && line.find('"', 1) == line.size() - 1;
}

// 二 before 〇, 零, ○ or 0 begins a year such as 二〇二二.
bool BeginsYear(std::string_view rest) {
  return rest.starts_with("〇") || rest.starts_with("零") || rest.starts_with("○") ||
         rest.starts_with("0");
}

// Where the next Han character and its place are written.
struct HanPlaces {
  char16_t* han;
  uint32_t* offset;

  void Write(char32_t c, std::size_t at) {
    *han++ = static_cast<char16_t>(c);
    *offset++ = static_cast<uint32_t>(at);
  }
};

// Nearly all that is not ASCII. Returns where it stopped: before what is none of these, or before
// 。, 〇 or 二.
std::size_t PassHanAndSigns(std::string_view text, std::size_t at, HanPlaces* places) {
  HanPlaces out = *places;
  for (; at + kCommonHanBytes <= text.size(); at += kCommonHanBytes) {
    const char32_t c = ThreeBytesAt(text.data() + at);
    if (IsPlainHan(c)) {
      if (c == U'二') break;
      out.Write(c, at);
    } else if (c > 0xFFFF || !IsSign(c) || IsStopOrZero(c)) {
      break;
    }
  }
  *places = out;
  return at;
}

}  // namespace

TextScan::TextScan(const v1::Document& document) : text_(document.text()) {
  Scan();
  MarkChrome(document);
}

inline void TextScan::CloseUnit(uint32_t begin, uint32_t end, uint32_t han_end, bool row_goes_on) {
  while (begin < end && IsTrimmed(text_[begin])) ++begin;
  while (begin < end && IsTrimmed(text_[end - 1])) --end;
  if (begin == end) {
    if (!row_goes_on && !units_.empty()) units_.back().row_goes_on = false;
    return;
  }
  if (text_[begin] == '"' && IsQuoted(Of(begin, end))) {
    ++begin;
    --end;
  }
  Unit unit;
  unit.begin = begin;
  unit.end = end;
  unit.han_begin = units_.empty() ? 0 : units_.back().han_end;
  unit.han_end = han_end;
  unit.row_goes_on = row_goes_on;
  units_.push_back(unit);
}

void TextScan::Scan() {
  const std::string_view text = WholeCharacters(text_);
  const auto size = static_cast<uint32_t>(text.size());
  // Written by index: three bytes at least for each Han character.
  han_ = std::make_unique_for_overwrite<char16_t[]>(size / 3 + 1);
  offset_ = std::make_unique_for_overwrite<uint32_t[]>(size / 3 + 1);
  HanPlaces out{han_.get(), offset_.get()};
  const auto count = [&] { return static_cast<uint32_t>(out.han - han_.get()); };
  units_.reserve(size / 24 + 8);
  uint32_t unit_begin = 0;
  uint32_t digits_begin = 0;
  for (uint32_t at = 0; at < size;) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      digits_begin = IsDigit(text[at]) ? digits_begin : at + 1;
      if (EndsUnit(text[at])) {
        CloseUnit(unit_begin, at, count(), byte != '\n');
        unit_begin = at + 1;
      } else if (at - digits_begin == kLeastFigure - 1) {
        figures_.push_back(digits_begin);
      }
      ++at;
      continue;
    }
    std::size_t next = PassHanAndSigns(text, at, &out);
    if (next == at) {
      const std::string_view rest = text.substr(at);
      if (rest.starts_with("二") && BeginsYear(rest.substr(kCommonHanBytes))) {
        figures_.push_back(at);
      }
      if (rest.starts_with("。")) stops_.push_back(count());
      if (const char16_t c = NextHan(text, &next); c != 0) out.Write(c, at);
    }
    at = static_cast<uint32_t>(next);
    digits_begin = at;
  }
  count_ = count();
  CloseUnit(unit_begin, size, count_, false);
  std::transform(han_.get(), out.han, han_.get(),
                 [](char16_t c) { return c == u'它' ? u'他' : c; });
}

void TextScan::MarkChrome(const v1::Document& document) {
  std::size_t unit = 0;
  for (const v1::Block& block : document.blocks()) {
    if (!block.chrome()) continue;
    while (unit < units_.size() && units_[unit].begin < block.begin()) ++unit;
    while (unit < units_.size() && units_[unit].begin < block.end()) units_[unit++].chrome = true;
  }
}

std::size_t TextScan::UnitAt(uint32_t byte) const {
  const std::size_t after = CountFirst(std::span<const Unit>(units_),
                                       [byte](const Unit& unit) { return unit.begin <= byte; });
  return after == 0 ? 0 : after - 1;
}

uint32_t TextScan::ByteEnd(uint32_t begin, uint32_t end) const {
  if (begin >= end) return begin < count_ ? offset_[begin] : 0;
  return offset_[end - 1] + LengthOfHan(end - 1);
}

uint32_t TextScan::HanBefore(uint32_t byte) const {
  return static_cast<uint32_t>(CountFirst(offsets(), [byte](uint32_t at) { return at < byte; }));
}

uint32_t TextScan::StopsBefore(uint32_t han) const {
  return static_cast<uint32_t>(
      CountFirst(std::span<const uint32_t>(stops_), [han](uint32_t stop) { return stop <= han; }));
}

bool HoldsSentenceSign(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (IsSentenceSign(NextChar(text, &at))) return true;
  }
  return false;
}

std::string WithoutSpace(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return IsSpace(c); });
  return result;
}

}  // namespace gongkai
