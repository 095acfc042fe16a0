#include "validate/pattern_index.h"

#include <algorithm>
#include <cstring>

#include "common/limits.h"
#include "common/strings.h"
#include "validate/pattern_words.h"

namespace gongkai {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t BytesOfCharacter(char lead) {
  const auto byte = static_cast<uint8_t>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// The eight bytes at a place that has so many.
uint64_t EightAt(const char* at) {
  uint64_t eight;
  std::memcpy(&eight, at, sizeof(eight));
  return eight;
}

// The first six of them; the bytes are those of a little-endian number.
uint64_t KeyOf(uint64_t eight) { return eight << 16; }

// The eight bytes behind the key; zeros beyond the end.
uint64_t NextAt(std::string_view text) {
  constexpr std::size_t kKey = 6;
  if (text.size() >= kKey + sizeof(uint64_t)) return EightAt(text.data() + kKey);
  uint64_t eight = 0;
  for (std::size_t i = text.size(); i > kKey; --i) {
    eight = eight << 8 | static_cast<uint8_t>(text[i - 1]);
  }
  return eight;
}

// Of the key: the shift is in the factor.
std::size_t HashOf(uint64_t eight, int bits) {
  return static_cast<std::size_t>((eight * (0x9E3779B97F4A7C15u << 16)) >> (64 - bits));
}

// The bit of the three bytes behind a key.
uint64_t BitOfThird(uint64_t next) {
  constexpr uint64_t kThree = 0xFFFFFF;
  return uint64_t{1} << ((next & kThree) * 0x9E3779B97F4A7C15u >> 58);
}

bool IsSlow(std::string_view word, std::size_t key_bytes) {
  return word.size() < key_bytes ||
         std::ranges::any_of(word.substr(0, key_bytes), [](char c) { return IsAsciiLetter(c); });
}

}  // namespace

PatternIndex::PatternIndex() : filter_(kMinPatternWordBytes) {}

absl::StatusOr<int> PatternIndex::Add(std::string_view pattern) {
  const auto found = std::ranges::find(patterns_, pattern, &Pattern::text);
  if (found != patterns_.end()) return static_cast<int>(found - patterns_.begin());
  if (pattern.empty()) return absl::InvalidArgumentError("an empty pattern");
  if (pattern.size() > kMaxPatternBytes || patterns_.size() == kMaxPatterns) {
    return absl::ResourceExhaustedError(Concat("a pattern of more than ", kMaxPatternBytes,
                                               " bytes, or more than ", kMaxPatterns, " patterns"));
  }
  const re2::StringPiece piece(pattern.data(), pattern.size());
  Pattern added{std::string(pattern), std::make_unique<re2::RE2>(piece, PatternOptions())};
  if (!added.compiled->ok()) {
    return absl::InvalidArgumentError(
        Concat("\"", pattern, "\" is no RE2 pattern: ", added.compiled->error()));
  }
  if (added.compiled->ProgramSize() > kMaxPatternSize) {
    return absl::ResourceExhaustedError(Concat("a pattern of ", added.compiled->ProgramSize(),
                                               " instructions, more than ", kMaxPatternSize));
  }
  if (!WordsListed(pattern)) {
    filter_.Add(piece, PatternOptions(), &added.in_filter);
    of_filter_.push_back(static_cast<int>(patterns_.size()));
    added.of_line = LineWords(pattern);
  }
  patterns_.push_back(std::move(added));
  return static_cast<int>(patterns_.size()) - 1;
}

void PatternIndex::Compile() {
  if (!of_filter_.empty()) filter_.Compile(&words_);
  filter_words_ = words_.size();
  const bool any_case = std::ranges::any_of(
      patterns_, [](const Pattern& pattern) { return MayIgnoreCase(pattern.text); });
  for (std::size_t i = 0; i < filter_words_; ++i) {
    if (!FoldsAsAscii(words_[i], any_case)) unsure_.push_back(static_cast<int>(i));
  }
  for (Pattern& pattern : patterns_) {
    if (pattern.in_filter >= 0) continue;
    const std::vector<std::string> words = *WordsListed(pattern.text);
    for (const std::string& word : words) pattern.words.push_back(NumberOfWord(word));
  }
  AddToTables();
  for (std::size_t byte = 0; byte < leads_.size(); ++byte) {
    const char c = static_cast<char>(byte);
    const std::size_t length = BytesOfCharacter(c);
    // Nearly all of three bytes are Chinese: any of them may begin a key.
    if (length == 3) leads_[byte] = 0;
    leads_[byte] = static_cast<uint8_t>(leads_[byte] | length | (IsDigit(c) ? kDigit : 0) |
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

void PatternIndex::AddToTables() {
  std::vector<std::pair<std::size_t, Entry>> by_hash;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string& word = words_[i];
    if (IsSlow(word, kKeyBytes)) {
      AddByFirstByte(static_cast<int>(i));
      continue;
    }
    char begin[8] = {};
    std::memcpy(begin, word.data(), kKeyBytes);
    const std::size_t hash = HashOf(EightAt(begin), kHashBits);
    Entry entry{.key = KeyOf(EightAt(begin)),
                .next = NextAt(word),
                .mask = 0,
                .size = static_cast<uint32_t>(word.size()),
                .number = static_cast<int>(i),
                .known = word.size() <= kKeyBytes + sizeof(entry.next),
                .literal = std::ranges::none_of(word, IsAsciiLetter)};
    const std::size_t end = std::min(word.size(), kKeyBytes + sizeof(entry.mask));
    for (std::size_t k = kKeyBytes; k < end; ++k) {
      if (IsAsciiLetter(word[k])) {
        entry.known = false;
      } else {
        entry.mask |= uint64_t{0xFF} << (8 * (k - kKeyBytes));
      }
    }
    entry.next &= entry.mask;
    by_hash.emplace_back(hash, entry);
    has_group_[hash] = 1;
    leads_[static_cast<uint8_t>(word[0])] |= kKeyed;
  }
  std::ranges::stable_sort(by_hash, {}, &std::pair<std::size_t, Entry>::first);
  starts_ = {0};  // the group of none
  thirds_ = {0};
  for (const auto& [hash, entry] : by_hash) {
    if (groups_[hash] == 0) {
      groups_[hash] = static_cast<uint16_t>(starts_.size());
      starts_.push_back(static_cast<uint32_t>(entries_.size()));
      thirds_.push_back(0);
    }
    const bool has_third = (~entry.mask & 0xFFFFFF) == 0;
    thirds_.back() |= has_third ? BitOfThird(entry.next) : ~uint64_t{0};
    entries_.push_back(entry);
  }
  starts_.push_back(static_cast<uint32_t>(entries_.size()));
}

void PatternIndex::AddByFirstByte(int number) {
  const char first = words_[static_cast<std::size_t>(number)][0];
  const auto lead = static_cast<uint8_t>(first);
  slow_[lead].push_back(number);
  const bool any_case = static_cast<std::size_t>(number) < filter_words_;
  if (any_case && first >= 'a' && first <= 'z') slow_[lead - 32u].push_back(number);
}

bool PatternIndex::BeginsWith(std::string_view rest, int number) const {
  const std::string& word = words_[static_cast<std::size_t>(number)];
  if (static_cast<std::size_t>(number) >= filter_words_) return rest.starts_with(word);
  return rest.size() >= word.size() &&
         std::equal(word.begin(), word.end(), rest.begin(),
                    [](char w, char c) { return w == c || w == Lower(c); });
}

void PatternIndex::Note(int number, ZoneSet zone, Sighting* sighting) {
  ZoneSet& zones = sighting->zones[static_cast<std::size_t>(number)];
  if (zones == 0) sighting->seen.push_back(number);
  zones |= zone;
}

void PatternIndex::Find(int number, std::string_view rest, ZoneSet zone, Sighting* sighting) const {
  if ((sighting->zones[static_cast<std::size_t>(number)] & zone) != 0) return;
  if (BeginsWith(rest, number)) Note(number, zone, sighting);
}

// Run over every report in full, so that each instruction counts.
class PatternIndex::Scan {
  static constexpr uint8_t kPlainDigit = 1 | kDigit;

 public:
  Scan(const PatternIndex& index, std::string_view text, ZoneSet zone, Sighting* sighting)
      : index_(index), text_(text), zone_(zone), sighting_(*sighting) {}

  void Run(std::size_t begin, std::size_t end) {
    const uint8_t* const leads = index_.leads_.data();
    const char* at = text_.data() + begin;
    const char* const stop = text_.data() + end;
    // Behind the last place that has eight bytes to read.
    const std::size_t whole =
        text_.size() < sizeof(uint64_t) ? 0 : text_.size() - sizeof(uint64_t) + 1;
    const char* const short_of = std::min(stop, text_.data() + whole);
    while (at < short_of) {
      // Nearly all have three bytes, and begin no word that is looked for by its first byte. Their
      // length is not looked up: the next would have to wait for it.
      while (at < short_of && leads[static_cast<uint8_t>(*at)] == 3) {
        if (MayBeKey(at)) [[unlikely]]
          LookAt(at, at);
        at += 3;
      }
      // Digits, signs and line breaks of ASCII, most of which begin nothing.
      while (at < short_of && leads[static_cast<uint8_t>(*at)] == 1) ++at;
      if (at >= short_of) break;
      const uint8_t lead = leads[static_cast<uint8_t>(*at)];
      if (lead == kPlainDigit) {
        at = PassDigits(at, short_of);
      } else if (lead != 3) {
        at = Step(at, at, lead);
      }
    }
    while (at < stop) {  // with something behind to read
      char rest[sizeof(uint64_t)] = {};
      std::memcpy(rest, at, std::min(sizeof(rest), Rest(at).size()));
      at = Step(at, rest, leads[static_cast<uint8_t>(*at)]);
    }
  }

 private:
  std::string_view Rest(const char* at) const {
    return {at, static_cast<std::size_t>(text_.data() + text_.size() - at)};
  }

  bool MayBeKey(const char* eight) const {
    return index_.has_group_[HashOf(EightAt(eight), kHashBits)] != 0;
  }

  // Gives where the digits end that begin here, none of which begins a word.
  const char* PassDigits(const char* at, const char* end) {
    if (at != after_digit_) digits_ = 0;
    do {
      ++digits_;
      ++at;
    } while (at < end && index_.leads_[static_cast<uint8_t>(*at)] == kPlainDigit);
    after_digit_ = at;
    sighting_.longest_digits = std::max(sighting_.longest_digits, digits_);
    return at;
  }

  // Gives where the next character begins. `eight` are the bytes there, zeros beyond the end.
  const char* Step(const char* at, const char* eight, uint8_t lead) {
    if (MayBeKey(eight)) LookAt(at, eight);
    if ((lead & (kDigit | kSlow)) != 0) LookCloser(at, lead);
    return at + (lead & kLength);
  }

  // A word that was found need not be found again in this zone. Most places fail here.
  [[gnu::noinline]] void LookAt(const char* at, const char* eight) {
    const uint16_t group = index_.groups_[HashOf(EightAt(eight), kHashBits)];
    if ((sighting_.done[group] & zone_) != 0) return;
    const std::string_view rest = Rest(at);
    const uint64_t next = NextAt(rest);
    if ((index_.thirds_[group] & BitOfThird(next)) == 0) return;
    LookInGroup(group, rest, KeyOf(EightAt(eight)), next);
  }

  [[gnu::noinline]] void LookInGroup(uint16_t group, std::string_view rest, uint64_t key,
                                     uint64_t next) {
    ZoneSet all_found = zone_;
    const Entry* const end = index_.entries_.data() + index_.starts_[group + 1u];
    for (const Entry* entry = index_.entries_.data() + index_.starts_[group]; entry < end;
         ++entry) {
      if (entry->key == key && (next & entry->mask) == entry->next && entry->size <= rest.size()) {
        if (entry->known || (entry->literal && EndsAlike(entry->number, rest))) {
          Note(entry->number, zone_, &sighting_);
        } else if (!entry->literal) {
          index_.Find(entry->number, rest, zone_, &sighting_);
        }
      }
      all_found &= sighting_.zones[static_cast<std::size_t>(entry->number)];
    }
    sighting_.done[group] |= all_found;
  }

  // What is beyond the key and the bytes behind it.
  bool EndsAlike(int number, std::string_view rest) const {
    constexpr std::size_t kKnown = kKeyBytes + sizeof(Entry::next);
    const std::string& word = index_.words_[static_cast<std::size_t>(number)];
    return std::memcmp(word.data() + kKnown, rest.data() + kKnown, word.size() - kKnown) == 0;
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
  uint32_t digits_ = 0;
  const char* after_digit_ = nullptr;
};

void PatternIndex::Look(std::string_view text, std::size_t begin, std::size_t end, ZoneSet zone,
                        Sighting* sighting) const {
  if (sighting->done.empty()) {
    sighting->zones.resize(words_.size());
    sighting->done.resize(starts_.size());
  }
  Scan(*this, text, zone, sighting).Run(begin, end);
}

void PatternIndex::Conclude(Sighting* sighting) const {
  sighting->zones.resize(words_.size());
  sighting->possible.assign(patterns_.size(), false);
  if (of_filter_.empty()) return;
  std::vector<int> seen = unsure_;
  for (int number : sighting->seen) {
    if (static_cast<std::size_t>(number) < filter_words_) seen.push_back(number);
  }
  std::ranges::sort(seen);
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
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
