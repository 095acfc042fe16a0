// Small pictures of texts by which texts that are much alike are found among many.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// What a report says in its parts, without what every report has: headings, tables, figures, years,
// signs and white space, the name of the agency and of its place. Wants document, outline and
// extraction.
std::string NarrativeOf(const v1::Report& report);

// Hashes of the sequences of five characters in a text, sorted, each once.
std::vector<uint64_t> ShinglesOf(std::string_view utf8);

// Shares of sequences that both have, in thousandths of all that either has. Exact.
uint32_t PermilleAlike(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);

// MinHash with one permutation: bin i holds eight bits of the least hash that falls into it. Two
// sketches have as many equal bins as their texts have sequences in common, give or take 3 %.
class TextSketch {
 public:
  static constexpr std::size_t kBins = 256;

  // Bins of a band; bands that are equal make two texts worth a closer look. With 32 bands of 8
  // bins that is missed for 3 % of pairs alike by three quarters, for 1 in 10^7 by nine tenths.
  static constexpr std::size_t kBandBins = 8;
  static constexpr std::size_t kBands = kBins / kBandBins;

  TextSketch() = default;
  explicit TextSketch(const std::vector<uint64_t>& shingles);

  uint64_t Band(std::size_t band) const;
  uint32_t PermilleAlike(const TextSketch& other) const;

 private:
  std::array<uint8_t, kBins> bins_{};
};

// Digest of all cells with a value; 0 if none holds anything but 0.
uint64_t FiguresHash(const v1::Extraction& extraction);

}  // namespace gongkai
