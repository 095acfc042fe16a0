#include "validate/pattern_index.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// Of what RE2 takes from patterns: more than one Chinese character, which says too little.
constexpr int kMinWordBytes = 4;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t BytesOfCharacter(char lead) {
  const auto byte = static_cast<uint8_t>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

re2::RE2::Options Options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  return options;
}

// "公开|(?:查阅|下载)" as 公开, 查阅, 下载; nullopt for a pattern that says more than words.
std::optional<std::vector<std::string>> WordsOf(std::string_view pattern) {
  std::vector<std::string> words(1);
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (pattern.substr(i).starts_with("(?:") && words.back().empty()) {
      ++depth;
      i += 2;
    } else if (c == ')' && depth > 0 &&
               (i + 1 == pattern.size() || pattern[i + 1] == '|' || pattern[i + 1] == ')')) {
      --depth;
    } else if (c == '|') {
      words.emplace_back();
    } else if (c == '\\' && i + 1 < pattern.size() && !IsLetter(pattern[i + 1]) &&
               !IsDigit(pattern[i + 1])) {
      words.back() += pattern[++i];
    } else if (std::string_view("\\^$.[]()?*+{}\n").find(c) != std::string_view::npos) {
      return std::nullopt;
    } else {
      words.back() += c;
    }
  }
  const bool any_empty = std::ranges::any_of(words, &std::string::empty);
  if (any_empty || depth != 0) return std::nullopt;
  return words;
}

// The first six bytes at a place that has eight.
uint64_t KeyAt(const char* at) {
  uint64_t eight;
  std::memcpy(&eight, at, sizeof(eight));
  return eight << 16;  // the bytes are those of a little-endian number
}

// The four bytes behind the key; zeros beyond the end.
uint32_t NextAt(std::string_view text) {
  constexpr std::size_t kKey = 6;
  uint32_t four = 0;
  if (text.size() > kKey) {
    std::memcpy(&four, text.data() + kKey, std::min(sizeof(four), text.size() - kKey));
  }
  return four;
}

std::size_t HashOf(uint64_t key, int bits) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> (64 - bits));
}

bool IsSlow(std::string_view word, std::size_t key_bytes) {
  return word.size() < key_bytes ||
         std::ranges::any_of(word.substr(0, key_bytes), [](char c) { return IsLetter(c); });
}

}  // namespace

PatternIndex::PatternIndex() : filter_(kMinWordBytes) {}

absl::StatusOr<int> PatternIndex::Add(std::string_view pattern) {
  const auto found = std::ranges::find(patterns_, pattern, &Pattern::text);
  if (found != patterns_.end()) return static_cast<int>(found - patterns_.begin());
  if (pattern.empty()) return absl::InvalidArgumentError("an empty pattern");
  if (pattern.size() > kMaxPatternBytes || patterns_.size() == kMaxPatterns) {
    return absl::ResourceExhaustedError(Concat("a pattern of more than ", kMaxPatternBytes,
                                               " bytes, or more than ", kMaxPatterns, " patterns"));
  }
  const re2::StringPiece piece(pattern.data(), pattern.size());
  Pattern added{std::string(pattern), std::make_unique<re2::RE2>(piece, Options())};
  if (!added.compiled->ok()) {
    return absl::InvalidArgumentError(
        Concat("\"", pattern, "\" is no RE2 pattern: ", added.compiled->error()));
  }
  if (added.compiled->ProgramSize() > kMaxPatternSize) {
    return absl::ResourceExhaustedError(Concat("a pattern of ", added.compiled->ProgramSize(),
                                               " instructions, more than ", kMaxPatternSize));
  }
  if (!WordsOf(pattern)) {
    filter_.Add(piece, Options(), &added.in_filter);
    of_filter_.push_back(static_cast<int>(patterns_.size()));
  }
  patterns_.push_back(std::move(added));
  return static_cast<int>(patterns_.size()) - 1;
}

void PatternIndex::Compile() {
  if (!of_filter_.empty()) filter_.Compile(&words_);
  filter_words_ = words_.size();
  for (Pattern& pattern : patterns_) {
    if (pattern.in_filter >= 0) continue;
    const std::vector<std::string> words = *WordsOf(pattern.text);
    for (const std::string& word : words) pattern.words.push_back(NumberOfWord(word));
  }
  bits_ = {};
  buckets_.resize(std::size_t{1} << kHashBits);
  for (std::size_t i = 0; i < words_.size(); ++i) AddToTables(static_cast<int>(i));
  for (std::size_t byte = 0; byte < leads_.size(); ++byte) {
    const char c = static_cast<char>(byte);
    leads_[byte] = static_cast<uint8_t>(BytesOfCharacter(c) | (IsDigit(c) ? kDigit : 0) |
                                        (slow_[byte].empty() ? 0 : kSlow));
  }
}

// Apart from the words of the filter, whose case does not count.
int PatternIndex::NumberOfWord(const std::string& word) {
  const auto found =
      std::find(words_.begin() + static_cast<std::ptrdiff_t>(filter_words_), words_.end(), word);
  const auto number = static_cast<int>(found - words_.begin());
  if (found == words_.end()) words_.push_back(word);
  return number;
}

void PatternIndex::AddToTables(int number) {
  const std::string& word = words_[static_cast<std::size_t>(number)];
  if (IsSlow(word, kKeyBytes)) {
    const auto lead = static_cast<uint8_t>(word[0]);
    slow_[lead].push_back(number);
    const bool any_case = static_cast<std::size_t>(number) < filter_words_;
    if (any_case && word[0] >= 'a' && word[0] <= 'z') slow_[lead - 32u].push_back(number);
    return;
  }
  char begin[8] = {};
  std::memcpy(begin, word.data(), kKeyBytes);
  const std::size_t bit = HashOf(KeyAt(begin), kHashBits);
  bits_[bit / 64] |= uint64_t{1} << (bit % 64);
  Entry entry{number, NextAt(word), 0};
  for (std::size_t i = kKeyBytes; i < std::min(word.size(), kKeyBytes + sizeof(entry.mask)); ++i) {
    if (!IsLetter(word[i])) entry.mask |= uint32_t{0xFF} << (8 * (i - kKeyBytes));
  }
  entry.next &= entry.mask;
  buckets_[bit].push_back(entry);
}

bool PatternIndex::BeginsWith(std::string_view rest, int number) const {
  const std::string& word = words_[static_cast<std::size_t>(number)];
  if (static_cast<std::size_t>(number) >= filter_words_) return rest.starts_with(word);
  return rest.size() >= word.size() &&
         std::equal(word.begin(), word.end(), rest.begin(),
                    [](char w, char c) { return w == c || w == Lower(c); });
}

void PatternIndex::Find(int number, std::string_view rest, ZoneSet zone, Sighting* sighting) const {
  ZoneSet& zones = sighting->zones[static_cast<std::size_t>(number)];
  if ((zones & zone) != 0 || !BeginsWith(rest, number)) return;
  if (zones == 0) sighting->seen.push_back(number);
  zones |= zone;
}

// Run over every report in full, so that each instruction counts.
class PatternIndex::Scan {
 public:
  Scan(const PatternIndex& index, std::string_view text, ZoneSet zone, Sighting* sighting)
      : index_(index), text_(text), zone_(zone), sighting_(*sighting), bits_(index.bits_) {}

  void Run(std::size_t begin, std::size_t end) {
    const char* at = text_.data() + begin;
    const char* const stop = text_.data() + end;
    // Behind the last place that has eight bytes to read.
    const std::size_t whole =
        text_.size() < sizeof(uint64_t) ? 0 : text_.size() - sizeof(uint64_t) + 1;
    const char* const short_of = text_.data() + whole;
    while (at < stop && at < short_of) at = Step(at, KeyAt(at));
    while (at < stop) {  // with something behind to read
      char rest[sizeof(uint64_t)] = {};
      std::memcpy(rest, at, std::min(sizeof(rest), Rest(at).size()));
      at = Step(at, KeyAt(rest));
    }
  }

 private:
  std::string_view Rest(const char* at) const {
    return {at, static_cast<std::size_t>(text_.data() + text_.size() - at)};
  }

  // Gives where the next character begins.
  const char* Step(const char* at, uint64_t key) {
    const std::size_t bit = HashOf(key, kHashBits);
    if ((bits_[bit / 64] >> (bit % 64) & 1) != 0) [[unlikely]]
      LookAt(at, bit);
    const auto byte = static_cast<uint8_t>(*at);
    const uint8_t lead = index_.leads_[byte];
    if (lead > kLength) [[unlikely]]
      LookCloser(at, lead);
    // Nearly all are Chinese. The branch is foreseen, while a length out of the table would be
    // waited for before the next character can be read.
    if ((byte & 0xF0) == 0xE0) [[likely]]
      return at + 3;
    return at + (lead & kLength);
  }

  // A word that was found need not be found again in this zone.
  void LookAt(const char* at, std::size_t bit) {
    const std::string_view rest = Rest(at);
    const uint32_t next = NextAt(rest);
    bool all_found = true;
    for (const Entry& entry : index_.buckets_[bit]) {
      if ((next & entry.mask) == entry.next) index_.Find(entry.number, rest, zone_, &sighting_);
      all_found &= (sighting_.zones[static_cast<std::size_t>(entry.number)] & zone_) != 0;
    }
    if (all_found) bits_[bit / 64] &= ~(uint64_t{1} << (bit % 64));
  }

  void LookCloser(const char* at, uint8_t lead) {
    if ((lead & kSlow) != 0) {
      for (int word : index_.slow_[static_cast<uint8_t>(*at)]) {
        index_.Find(word, Rest(at), zone_, &sighting_);
      }
    }
    if ((lead & kDigit) == 0) return;
    digits_ = at == after_digit_ ? digits_ + 1 : 1;
    after_digit_ = at + 1;
    sighting_.longest_digits = std::max(sighting_.longest_digits, digits_);
  }

  const PatternIndex& index_;
  const std::string_view text_;
  const ZoneSet zone_;
  Sighting& sighting_;
  std::array<uint64_t, kHashWords> bits_;  // of words not found yet
  uint32_t digits_ = 0;
  const char* after_digit_ = nullptr;
};

void PatternIndex::Look(std::string_view text, std::size_t begin, std::size_t end, ZoneSet zone,
                        Sighting* sighting) const {
  sighting->zones.resize(words_.size());
  Scan(*this, text, zone, sighting).Run(begin, end);
}

void PatternIndex::Conclude(Sighting* sighting) const {
  sighting->zones.resize(words_.size());
  sighting->possible.assign(patterns_.size(), false);
  if (of_filter_.empty()) return;
  std::vector<int> seen;
  for (int number : sighting->seen) {
    if (static_cast<std::size_t>(number) < filter_words_) seen.push_back(number);
  }
  std::ranges::sort(seen);
  std::vector<int> possible;
  filter_.AllPotentials(seen, &possible);
  for (int number : possible) {
    sighting->possible[static_cast<std::size_t>(of_filter_[static_cast<std::size_t>(number)])] =
        true;
  }
}

bool PatternIndex::MayMatch(int number, ZoneSet zones, const Sighting& sighting) const {
  const Pattern& pattern = At(number);
  if (pattern.words.empty()) return sighting.possible[static_cast<std::size_t>(number)];
  return std::ranges::any_of(pattern.words, [&](int word) {
    return (sighting.zones[static_cast<std::size_t>(word)] & zones) != 0;
  });
}

}  // namespace gongkai
