#include "validate/report_text.h"

#include <algorithm>
#include <cstring>

namespace gongkai {
namespace {

// What is not the report's own words, in order.
std::vector<Stretch> LeftOut(const v1::Document& document, const v1::Extraction& extraction) {
  std::vector<Stretch> result;
  for (const v1::Block& block : document.blocks()) {
    if (!block.chrome()) continue;
    if (!result.empty() && block.begin() <= result.back().end + 1) {
      result.back().end = std::max(result.back().end, block.end());
    } else {
      result.push_back({block.begin(), block.end()});
    }
  }
  for (const v1::Table& table : extraction.tables()) {
    if (table.found()) result.push_back({table.span().begin(), table.span().end()});
  }
  std::ranges::sort(result, {}, &Stretch::begin);
  return result;
}

constexpr ZoneSet kElsewhere = ZoneSet{1} << 31;

constexpr std::string_view kSentenceEnds[] = {"\n", "。", "；", ";"};

bool EndsSentence(std::string_view text) {
  return std::ranges::any_of(kSentenceEnds, [&](auto end) { return text.ends_with(end); });
}

bool BeginsWithEnd(std::string_view text) {
  return std::ranges::any_of(kSentenceEnds, [&](auto end) { return text.starts_with(end); });
}

}  // namespace

LinesWith::LinesWith(std::string_view text, std::span<const std::string> words)
    : text_(text), words_(words) {
  for (std::size_t i = 0; i < words.size(); ++i) places_.push_back(Find(i, 0));
}

std::size_t LinesWith::Find(std::size_t word, std::size_t from) const {
  // By one byte of it: Chinese text has few first bytes, and nearly as many others as there are.
  const std::string_view wanted = words_[word];
  const auto first = static_cast<unsigned char>(wanted[0]);
  const bool often = (first >= 0xE3 && first <= 0xE9) || first == 0xEF;
  const std::size_t mark = often ? wanted.size() - 1 : 0;
  for (std::size_t at = from + mark;; ++at) {
    at = text_.find(wanted[mark], at);
    if (at == text_.npos) return at;
    if (text_.substr(at - mark).starts_with(wanted)) return at - mark;
  }
}

bool LinesWith::Next() {
  const std::size_t from = started_ ? end_ + 1 : 0;
  started_ = true;
  std::size_t first = text_.npos;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (places_[i] != text_.npos && places_[i] < from) places_[i] = Find(i, from);
    first = std::min(first, places_[i]);
  }
  if (first == text_.npos) return false;
  const void* before = memrchr(text_.data() + from, '\n', first - from);
  begin_ = before == nullptr
               ? from
               : static_cast<std::size_t>(static_cast<const char*>(before) - text_.data()) + 1;
  end_ = std::min(text_.find('\n', first), text_.size());
  return true;
}

ReportText::ReportText(const v1::Document& document, const v1::Outline& outline,
                       const v1::Extraction& extraction, const PatternIndex& patterns)
    : document_(document), outline_(outline), patterns_(patterns) {
  const auto size = static_cast<uint32_t>(document.text().size());
  uint32_t begin = 0;
  for (const Stretch& gap : LeftOut(document, extraction)) {
    if (gap.begin > begin) ranges_.push_back({begin, std::min(gap.begin, size)});
    begin = std::max(begin, std::min(gap.end, size));
  }
  if (begin < size) ranges_.push_back({begin, size});
  for (const v1::Section& section : outline.sections()) sections_ |= ZoneOf(section.kind());
  Look();
}

// In order; each reaches to the next.
std::vector<ReportText::Zone> ReportText::Zones() const {
  std::vector<Zone> zones = {{0, kElsewhere}};
  if (outline_.sections().empty()) return zones;
  zones.reserve(2 + 3 * static_cast<std::size_t>(outline_.sections_size()));
  zones.push_back({outline_.title().span().end(), kPreambleZone});
  for (const v1::Section& section : outline_.sections()) {
    zones.push_back({section.heading_span().begin(), kElsewhere});
    zones.push_back({section.body().begin(), ZoneOf(section.kind())});
    zones.push_back({section.body().end(), kElsewhere});
  }
  if (!std::ranges::is_sorted(zones, {}, &Zone::begin)) {
    std::ranges::stable_sort(zones, {}, &Zone::begin);
  }
  return zones;
}

void ReportText::Look() {
  const std::vector<Zone> zones = Zones();
  std::size_t zone = 0;
  for (const Stretch& range : ranges_) {
    for (uint32_t at = range.begin; at < range.end;) {
      while (zone + 1 < zones.size() && zones[zone + 1].begin <= at) ++zone;
      const uint32_t end =
          zone + 1 < zones.size() ? std::min(range.end, zones[zone + 1].begin) : range.end;
      patterns_.Look(std::string_view(document_.text()).substr(0, range.end), at, end,
                     zones[zone].zone, &sighting_);
      at = end;
    }
  }
  patterns_.Conclude(&sighting_);
}

std::vector<Stretch> ReportText::Within(Stretch range) const {
  std::vector<Stretch> result;
  for (const Stretch& one : ranges_) {
    const Stretch both{std::max(one.begin, range.begin), std::min(one.end, range.end)};
    if (both.begin < both.end) result.push_back(both);
  }
  return result;
}

std::vector<Stretch> ReportText::Preamble() const {
  if (outline_.sections().empty()) return {};
  return Within({outline_.title().span().end(), outline_.sections(0).heading_span().begin()});
}

std::vector<Stretch> ReportText::Section(v1::SectionKind kind) const {
  std::vector<Stretch> result;
  for (const v1::Section& section : outline_.sections()) {
    if (section.kind() != kind) continue;
    for (Stretch range : Within({section.body().begin(), section.body().end()})) {
      result.push_back(range);
    }
  }
  return result;
}

std::string_view ReportText::SentenceAround(Stretch piece, Stretch place) const {
  const std::string_view text = document_.text();
  std::size_t begin = place.begin, end = place.end;
  while (begin > piece.begin && !EndsSentence(text.substr(0, begin))) --begin;
  while (end < piece.end && !BeginsWithEnd(text.substr(end))) ++end;
  return text.substr(begin, end - begin);
}

uint32_t CountCharacters(std::string_view text, uint32_t most) {
  // In pieces and without branches, so that the compiler counts many bytes at once.
  constexpr std::size_t kPiece = 64;
  uint32_t count = 0;
  for (std::size_t begin = 0; begin < text.size() && count < most; begin += kPiece) {
    const std::string_view piece = text.substr(begin, kPiece);
    uint8_t in_piece = 0;
    // Characters of several bytes begin with one from C0 on.
    for (const char c : piece) {
      in_piece = static_cast<uint8_t>(
          in_piece + (static_cast<signed char>(c) > ' ' || static_cast<unsigned char>(c) >= 0xC0));
    }
    count += in_piece;
  }
  return std::min(count, most);
}

}  // namespace gongkai
