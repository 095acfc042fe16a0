// The words of a report, without its tables and without what belongs to the page.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "validate/pattern_index.h"

namespace gongkai {

// Half-open range of bytes of the text.
struct Stretch {
  uint32_t begin;
  uint32_t end;
};

// Goes over the lines of a text that hold one of some words, in order.
class LinesWith {
 public:
  LinesWith(std::string_view text, std::span<const std::string> words);

  // Goes to the next such line, first to the first; false if there is none.
  bool Next();

  // Of that line, without its break; bytes of the text.
  uint32_t begin() const { return static_cast<uint32_t>(begin_); }
  uint32_t end() const { return static_cast<uint32_t>(end_); }

 private:
  std::size_t Find(std::size_t word, std::size_t from) const;

  std::string_view text_;
  std::span<const std::string> words_;
  std::vector<std::size_t> places_;  // of the words, not before where the next line begins
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool started_ = false;
};

// Refers to the report and to the index. Not for several threads.
class ReportText {
 public:
  ReportText(const v1::Document& document, const v1::Outline& outline,
             const v1::Extraction& extraction, const PatternIndex& patterns);

  // What is left of the range, in order.
  std::vector<Stretch> Within(Stretch range) const;

  // All of it, the part before the first heading, the bodies of the sections of a kind. Nothing
  // where the outline has no such part.
  const std::vector<Stretch>& all() const { return ranges_; }
  std::vector<Stretch> Preamble() const;
  std::vector<Stretch> Section(v1::SectionKind kind) const;

  std::string_view Of(Stretch range) const {
    return std::string_view(document_.text()).substr(range.begin, range.end - range.begin);
  }

  // The sentence around a place, as far as the piece of text that holds it.
  std::string_view SentenceAround(Stretch piece, Stretch place) const;

  // Zones of the index: the body of a kind of section, the part before the first heading.
  static ZoneSet ZoneOf(v1::SectionKind kind) { return ZoneSet{1} << kind; }
  static constexpr ZoneSet kPreambleZone = ZoneSet{1} << 30;

  // False if the pattern cannot match in those zones; exact for a pattern of mere words.
  bool MayMatch(int pattern, ZoneSet zones) const {
    return patterns_.MayMatch(pattern, zones, sighting_);
  }
  // Kinds of sections that are there, whatever is left of their words.
  ZoneSet sections() const { return sections_; }
  uint32_t longest_digits() const { return sighting_.longest_digits; }
  const PatternIndex& patterns() const { return patterns_; }
  const v1::Document& document() const { return document_; }

 private:
  struct Zone {
    uint32_t begin;
    ZoneSet zone;
  };

  std::vector<Zone> Zones() const;
  void Look();

  const v1::Document& document_;
  const v1::Outline& outline_;
  const PatternIndex& patterns_;
  std::vector<Stretch> ranges_;
  ZoneSet sections_ = 0;
  PatternIndex::Sighting sighting_;
};

// Characters of a text that are not white space, counted up to `most`.
uint32_t CountCharacters(std::string_view text, uint32_t most);

}  // namespace gongkai
