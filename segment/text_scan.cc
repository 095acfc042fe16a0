#include "segment/text_scan.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {
namespace {

std::size_t LengthOf(unsigned char first) { return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

// Space, and what Markdown puts round headings, list entries and words it stresses.
bool IsTrimmed(char c) { return c == ' ' || c == '#' || c == '*' || c == '_' || c == '>'; }

// 二 before 〇, 零, ○ or 0 begins a year such as 二〇二二.
bool BeginsYear(std::string_view rest) {
  return rest.starts_with("〇") || rest.starts_with("零") || rest.starts_with("○") ||
         rest.starts_with("0");
}

}  // namespace

TextScan::TextScan(const v1::Document& document) : text_(document.text()) {
  Scan();
  MarkChrome(document);
}

void TextScan::Scan() {
  const uint32_t size = static_cast<uint32_t>(text_.size());
  // Written by index: three bytes at least for each Han character.
  han_.resize(size / 3 + 1);
  offsets_.resize(size / 3 + 1);
  uint32_t count = 0;
  units_.reserve(size / 24 + 8);
  uint32_t unit_begin = 0;
  uint32_t digits = 0;
  uint32_t at = 0;
  while (at < size) {
    const unsigned char byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) {
      digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
      if (digits == 4) figures_.push_back(at - 3);
      if (byte == '\n' || byte == '\t' || byte == '|') {
        CloseUnit(unit_begin, at, count, byte != '\n');
        unit_begin = at + 1;
      }
      ++at;
      continue;
    }
    digits = 0;
    if (at + LengthOf(byte) > size) break;
    const uint32_t start = at;
    if (byte >= 0xE5 && byte <= 0xE9) {  // U+5000 to U+9FFF, most of all Chinese text
      const char32_t c = (byte & 0x0Fu) << 12 |
                         (static_cast<unsigned char>(text_[at + 1]) & 0x3Fu) << 6 |
                         (static_cast<unsigned char>(text_[at + 2]) & 0x3Fu);
      han_[count] = c == U'它' ? u'他' : static_cast<char16_t>(c);
      offsets_[count++] = start;
      at += 3;
      continue;
    }
    std::size_t next = at;
    const char32_t c = NextChar(text_, &next);
    at = static_cast<uint32_t>(next);
    if (IsHan(c)) {
      han_[count] = c > 0xFFFF ? u'〓' : static_cast<char16_t>(c);
      offsets_[count++] = start;
      if (c == U'二' && BeginsYear(text_.substr(at))) figures_.push_back(start);
    } else if (c == U'。') {
      stops_.push_back(count);
    }
  }
  CloseUnit(unit_begin, at, count, false);
  han_.resize(count);
  offsets_.resize(count);
}

void TextScan::CloseUnit(uint32_t begin, uint32_t end, uint32_t han_end, bool row_goes_on) {
  while (begin < end && IsTrimmed(text_[begin])) ++begin;
  while (begin < end && IsTrimmed(text_[end - 1])) --end;
  if (begin == end) {
    if (!row_goes_on && !units_.empty()) units_.back().row_goes_on = false;
    return;
  }
  Unit unit;
  unit.begin = begin;
  unit.end = end;
  unit.han_begin = units_.empty() ? 0 : units_.back().han_end;
  unit.han_end = han_end;
  unit.row_goes_on = row_goes_on;
  units_.push_back(unit);
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
  const auto after = std::ranges::upper_bound(units_, byte, {}, &Unit::begin);
  return after == units_.begin() ? 0 : static_cast<std::size_t>(after - units_.begin() - 1);
}

uint32_t TextScan::ByteEnd(uint32_t begin, uint32_t end) const {
  if (begin >= end) return begin < offsets_.size() ? offsets_[begin] : 0;
  const uint32_t last = offsets_[end - 1];
  return last + static_cast<uint32_t>(LengthOf(static_cast<unsigned char>(text_[last])));
}

uint32_t TextScan::HanBefore(uint32_t byte) const {
  return static_cast<uint32_t>(std::ranges::lower_bound(offsets_, byte) - offsets_.begin());
}

uint32_t TextScan::StopsBefore(uint32_t han) const {
  return static_cast<uint32_t>(std::ranges::upper_bound(stops_, han) - stops_.begin());
}

uint32_t SkipSpace(std::string_view text, uint32_t at, uint32_t end) {
  while (at < end && IsSpace(text[at])) ++at;
  return at;
}

std::string WithoutSpace(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::ranges::copy_if(text, std::back_inserter(result), [](char c) { return !IsSpace(c); });
  return result;
}

}  // namespace gongkai
