// The words of a report, without its tables and without what belongs to the page.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "validate/pattern_index.h"

namespace gongkai {

// Half-open range of bytes of the text.
struct TextRange {
  uint32_t begin;
  uint32_t end;
};

// Refers to the report and to the index. Not for several threads.
class ReportText {
 public:
  ReportText(const v1::Document& document, const v1::Outline& outline,
             const v1::Extraction& extraction, const PatternIndex& patterns);

  // What is left of the range, in order.
  std::vector<TextRange> Within(TextRange range) const;

  // All of it, the part before the first heading, the bodies of the sections of a kind. Nothing
  // where the outline has no such part.
  const std::vector<TextRange>& all() const { return ranges_; }
  std::vector<TextRange> Preamble() const;
  std::vector<TextRange> Section(v1::SectionKind kind) const;

  std::string_view Of(TextRange range) const {
    return std::string_view(document_.text()).substr(range.begin, range.end - range.begin);
  }

  // The sentence around a place, as far as the piece of text that holds it.
  std::string_view SentenceAround(TextRange piece, TextRange place) const;

  // False if the pattern cannot match anywhere in the text.
  bool MayMatch(int pattern) const { return sighting_.possible[static_cast<std::size_t>(pattern)]; }
  uint32_t longest_digits() const { return sighting_.longest_digits; }
  const PatternIndex& patterns() const { return patterns_; }
  const v1::Document& document() const { return document_; }

 private:
  const v1::Document& document_;
  const v1::Outline& outline_;
  const PatternIndex& patterns_;
  std::vector<TextRange> ranges_;
  PatternIndex::Sighting sighting_;
};

// Characters of a text that are not white space, counted up to `most`.
uint32_t CountCharacters(std::string_view text, uint32_t most);

}  // namespace gongkai
