#include "validate/report_text.h"

#include <algorithm>

namespace gongkai {
namespace {

// What is not the report's own words, in order.
std::vector<TextRange> LeftOut(const v1::Document& document, const v1::Extraction& extraction) {
  std::vector<TextRange> result;
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
  std::ranges::sort(result, {}, &TextRange::begin);
  return result;
}

bool EndsSentence(std::string_view text, std::size_t at) {
  return text[at] == '\n' || text.substr(at).starts_with("。") ||
         text.substr(at).starts_with("；") || text[at] == ';';
}

}  // namespace

ReportText::ReportText(const v1::Document& document, const v1::Outline& outline,
                       const v1::Extraction& extraction, const PatternIndex& patterns)
    : document_(document), outline_(outline), patterns_(patterns) {
  const auto size = static_cast<uint32_t>(document.text().size());
  uint32_t begin = 0;
  for (const TextRange& gap : LeftOut(document, extraction)) {
    if (gap.begin > begin) ranges_.push_back({begin, std::min(gap.begin, size)});
    begin = std::max(begin, std::min(gap.end, size));
  }
  if (begin < size) ranges_.push_back({begin, size});
  for (const TextRange& range : ranges_) patterns_.Look(Of(range), &sighting_);
  patterns_.Conclude(&sighting_);
}

std::vector<TextRange> ReportText::Within(TextRange range) const {
  std::vector<TextRange> result;
  for (const TextRange& one : ranges_) {
    const TextRange both{std::max(one.begin, range.begin), std::min(one.end, range.end)};
    if (both.begin < both.end) result.push_back(both);
  }
  return result;
}

std::vector<TextRange> ReportText::Preamble() const {
  if (outline_.sections().empty()) return {};
  return Within({outline_.title().span().end(), outline_.sections(0).heading_span().begin()});
}

std::vector<TextRange> ReportText::Section(v1::SectionKind kind) const {
  std::vector<TextRange> result;
  for (const v1::Section& section : outline_.sections()) {
    if (section.kind() != kind) continue;
    for (TextRange range : Within({section.body().begin(), section.body().end()})) {
      result.push_back(range);
    }
  }
  return result;
}

std::string_view ReportText::SentenceAround(TextRange piece, TextRange place) const {
  const std::string_view text = document_.text();
  std::size_t begin = place.begin, end = place.end;
  while (begin > piece.begin && !EndsSentence(text, begin - 1) &&
         !(begin >= piece.begin + 3 && EndsSentence(text, begin - 3))) {
    --begin;
  }
  while (end < piece.end && !EndsSentence(text, end)) ++end;
  return text.substr(begin, end - begin);
}

uint32_t CountCharacters(std::string_view text, uint32_t most) {
  uint32_t count = 0;
  for (std::size_t i = 0; i < text.size() && count < most; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    count += byte > ' ' && (byte & 0xC0) != 0x80;
  }
  return count;
}

}  // namespace gongkai
