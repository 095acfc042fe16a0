#include "validate/pattern_index.h"

#include <algorithm>
#include <cstring>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// Words shorter than this say too little.
constexpr int kMinWordBytes = 2;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

re2::RE2::Options Options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  return options;
}

}  // namespace

PatternIndex::PatternIndex() : filter_(kMinWordBytes) {}

absl::StatusOr<int> PatternIndex::Add(std::string_view pattern) {
  const auto found = std::ranges::find(known_, pattern);
  if (found != known_.end()) return static_cast<int>(found - known_.begin());
  if (pattern.empty()) return absl::InvalidArgumentError("an empty pattern");
  if (pattern.size() > kMaxPatternBytes || known_.size() == kMaxPatterns) {
    return absl::ResourceExhaustedError(Concat("a pattern of more than ", kMaxPatternBytes,
                                               " bytes, or more than ", kMaxPatterns, " patterns"));
  }
  // Asked first for the reason: the filter gives only a code.
  const re2::RE2 tried(re2::StringPiece(pattern.data(), pattern.size()), Options());
  if (!tried.ok()) {
    return absl::InvalidArgumentError(
        Concat("\"", pattern, "\" is no RE2 pattern: ", tried.error()));
  }
  int number = 0;
  filter_.Add(re2::StringPiece(pattern.data(), pattern.size()), Options(), &number);
  known_.emplace_back(pattern);
  return number;
}

void PatternIndex::Compile() {
  if (!known_.empty()) filter_.Compile(&words_);
  begins_.assign(kBits / 64, 0);
  words_by_bit_.resize(kBits);
  for (std::size_t i = 0; i < words_.size(); ++i) AddWord(static_cast<int>(i));
}

// Words of two bytes are entered under every third one.
void PatternIndex::AddWord(int number) {
  const std::string& word = words_[static_cast<std::size_t>(number)];
  char begin[3] = {};
  std::memcpy(begin, word.data(), std::min<std::size_t>(3, word.size()));
  for (int third = 0; third < (word.size() < 3 ? 256 : 1); ++third) {
    if (word.size() < 3) begin[2] = static_cast<char>(third);
    const std::size_t bit = BitOf(KeyOf(begin));
    begins_[bit / 64] |= uint64_t{1} << (bit % 64);
    if (words_by_bit_[bit].empty() || words_by_bit_[bit].back() != number) {
      words_by_bit_[bit].push_back(number);
    }
  }
}

uint32_t PatternIndex::KeyOf(const char* at) {
  return static_cast<uint8_t>(Lower(at[0])) |
         static_cast<uint32_t>(static_cast<uint8_t>(Lower(at[1]))) << 8 |
         static_cast<uint32_t>(static_cast<uint8_t>(Lower(at[2]))) << 16;
}

void PatternIndex::LookAt(const char* at, const char* end, Sighting* sighting) const {
  const std::size_t bit = BitOf(KeyOf(at));
  if ((begins_[bit / 64] >> (bit % 64) & 1) == 0) return;
  for (int number : words_by_bit_[bit]) {
    const std::string& word = words_[static_cast<std::size_t>(number)];
    if (sighting->words[static_cast<std::size_t>(number)]) continue;
    if (static_cast<std::size_t>(end - at) < word.size()) continue;
    if (!std::equal(word.begin(), word.end(), at, [](char w, char c) { return w == Lower(c); })) {
      continue;
    }
    sighting->words[static_cast<std::size_t>(number)] = true;
    sighting->seen.push_back(number);
  }
}

void PatternIndex::Look(std::string_view text, Sighting* sighting) const {
  sighting->words.resize(words_.size());
  const char* at = text.data();
  const char* const end = at + text.size();
  uint32_t digits = 0;
  while (end - at >= 3) {
    LookAt(at, end, sighting);
    const auto lead = static_cast<uint8_t>(*at);
    if (lead >= 0xE0) {
      at += lead >= 0xF0 ? 4 : 3;
      digits = 0;
      continue;
    }
    digits = IsDigit(*at) ? digits + 1 : 0;
    sighting->longest_digits = std::max(sighting->longest_digits, digits);
    at += lead >= 0xC0 ? 2 : 1;
  }
  for (; at < end; ++at) {  // the last two bytes, with something behind them to read
    const char rest[3] = {*at, at + 1 < end ? at[1] : '\0', '\0'};
    LookAt(rest, rest + (end - at), sighting);
    digits = IsDigit(*at) ? digits + 1 : 0;
    sighting->longest_digits = std::max(sighting->longest_digits, digits);
  }
}

void PatternIndex::Conclude(Sighting* sighting) const {
  sighting->possible.assign(known_.size(), false);
  if (known_.empty()) return;
  std::ranges::sort(sighting->seen);
  std::vector<int> possible;
  filter_.AllPotentials(sighting->seen, &possible);
  for (int number : possible) sighting->possible[static_cast<std::size_t>(number)] = true;
}

}  // namespace gongkai
