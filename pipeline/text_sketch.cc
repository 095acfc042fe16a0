#include "pipeline/text_sketch.h"

#include <algorithm>
#include <cstring>

#include "common/strings.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kShingle = 5;  // characters

struct Range {
  uint32_t begin;
  uint32_t end;
};

// Tables, and what belongs to the page; in order.
std::vector<Range> Gaps(const v1::Report& report) {
  std::vector<Range> gaps;
  for (const v1::Block& block : report.document().blocks()) {
    if (block.chrome() || block.kind() == v1::Block::TABLE) {
      gaps.push_back({block.begin(), block.end()});
    }
  }
  for (const v1::Table& table : report.extraction().tables()) {
    if (table.found()) gaps.push_back({table.span().begin(), table.span().end()});
  }
  std::ranges::sort(gaps, {}, &Range::begin);
  return gaps;
}

// "白石县" of "白石县档案局": up to the last sign of a place.
std::string_view PlaceOf(std::string_view agency) {
  constexpr std::string_view kSigns[] = {"省", "市", "州", "县", "区", "旗", "镇", "乡", "街道"};
  std::size_t end = 0;
  for (const std::string_view sign : kSigns) {
    const std::size_t found = agency.rfind(sign);
    if (found != agency.npos && found > 0) end = std::max(end, found + sign.size());
  }
  return agency.substr(0, end);
}

void RemoveAll(std::string_view word, std::string* text) {
  if (word.empty()) return;
  for (std::size_t at = 0; (at = text->find(word, at)) != std::string::npos;) {
    text->erase(at, word.size());
  }
}

uint64_t Mix(uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33;
}

}  // namespace

std::string NarrativeOf(const v1::Report& report) {
  const std::string& text = report.document().text();
  const std::vector<Range> gaps = Gaps(report);
  std::string narrative;
  for (const v1::Section& section : report.outline().sections()) {
    uint32_t at = section.body().begin();
    const auto end = std::min(section.body().end(), static_cast<uint32_t>(text.size()));
    for (const Range& gap : gaps) {
      if (gap.end <= at || gap.begin >= end) continue;
      if (gap.begin > at) narrative.append(text, at, gap.begin - at);
      at = std::max(at, gap.end);
    }
    if (at < end) narrative.append(text, at, end - at);
  }
  const std::string& agency = report.outline().agency().name();
  RemoveAll(agency, &narrative);
  RemoveAll(PlaceOf(agency), &narrative);
  return narrative;
}

std::vector<uint64_t> ShinglesOf(std::string_view utf8) {
  // Only ideographs and letters: figures, signs and numbering differ in what is otherwise copied.
  std::vector<char32_t> characters;
  characters.reserve(utf8.size() / 3);
  for (std::size_t offset = 0; offset < utf8.size();) {
    const char32_t c = NextChar(utf8, &offset);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= 0x3400 && c <= 0x9fff)) characters.push_back(c);
  }
  std::vector<uint64_t> shingles;
  if (characters.size() < kShingle) return shingles;
  shingles.reserve(characters.size());
  for (std::size_t i = 0; i + kShingle <= characters.size(); ++i) {
    uint64_t hash = 0;
    for (std::size_t k = 0; k < kShingle; ++k) hash = hash * 0x100000001b3ULL + characters[i + k];
    shingles.push_back(Mix(hash));
  }
  std::ranges::sort(shingles);
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

uint32_t PermilleAlike(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++both;
      ++i;
      ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<uint32_t>(both * 1000 / all);
}

TextSketch::TextSketch(const std::vector<uint64_t>& shingles) {
  if (shingles.empty()) return;
  // Sorted, so that the first of a bin is its least.
  std::array<bool, kBins> full{};
  for (const uint64_t hash : shingles) {
    const auto bin = static_cast<std::size_t>(hash >> 56);
    if (full[bin]) continue;
    full[bin] = true;
    bins_[bin] = static_cast<uint8_t>(Mix(hash));
  }
  // An empty bin takes what the next one holds, and how far away that is.
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    if (full[bin]) continue;
    std::size_t step = 1;
    while (!full[(bin + step) % kBins]) ++step;
    bins_[bin] = static_cast<uint8_t>(bins_[(bin + step) % kBins] + 101 * step);
  }
}

uint64_t TextSketch::Band(std::size_t band) const {
  static_assert(kBandBins == sizeof(uint64_t));
  uint64_t key;
  std::memcpy(&key, bins_.data() + band * kBandBins, sizeof key);
  return key;
}

uint32_t TextSketch::PermilleAlike(const TextSketch& other) const {
  uint32_t same = 0;
  for (std::size_t i = 0; i < kBins; ++i) same += bins_[i] == other.bins_[i] ? 1 : 0;
  return same * 1000 / kBins;
}

uint64_t FiguresHash(const v1::Extraction& extraction) {
  uint64_t hash = 0;
  bool any = false;
  for (const v1::Cell& cell : extraction.cells()) {
    if (cell.state() != v1::VALUE) continue;
    any |= cell.value() != "0";
    uint64_t one = cell.number();
    for (const char c : cell.value()) one = one * 0x100000001b3ULL + static_cast<uint8_t>(c);
    hash += Mix(one);  // whatever the order of the cells
  }
  return any ? hash | 1 : 0;
}

}  // namespace gongkai
