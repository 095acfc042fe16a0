#include "extract/fact_lexicon.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/extract_facts.h"
#include "model/han.h"

namespace gongkai {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

absl::Status Unknown(std::string_view what, std::string_view name) {
  return absl::InvalidArgumentError(Concat("unknown ", what, " \"", name, "\""));
}

bool ReadNumber(std::string_view text, auto* value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), *value);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

char16_t FirstChar(std::string_view text) {
  std::size_t offset = 0;
  const char32_t c = NextChar(text, &offset);
  return c < 0x10000 ? static_cast<char16_t>(c) : 0;
}

char16_t LastChar(std::string_view text) {
  std::size_t offset = text.size();
  const char32_t c = PreviousChar(text, 0, &offset);
  return c < 0x10000 ? static_cast<char16_t>(c) : 0;
}

}  // namespace

const FactLexicon& FactLexicon::Builtin() {
  static const FactLexicon* const kLexicon = [] {
    absl::StatusOr<FactLexicon> lexicon = Parse(embedded::extract_facts().front());
    if (!lexicon.ok()) {  // A test parses it; a program with broken data must not run.
      std::fprintf(stderr, "%s\n", lexicon.status().ToString().c_str());
      std::abort();
    }
    return new FactLexicon(*std::move(lexicon));
  }();
  return *kLexicon;
}

absl::StatusOr<FactLexicon> FactLexicon::Parse(const EmbeddedFile& file) {
  FactLexicon lexicon;
  lexicon.digest_ = ToHex(Digest(file.data));
  lexicon.bits_.assign(0x10000, 0);
  std::string_view rest = file.data;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.empty() || line.front() == '#') continue;
    if (absl::Status status = lexicon.AddLine(Split(line, '\t')); !status.ok()) {
      return absl::InvalidArgumentError(
          Concat(file.name, ":", number, ": ", FromAbsl(status.message())));
    }
  }
  if (absl::Status status = lexicon.Finish(); !status.ok()) {
    return absl::InvalidArgumentError(Concat(file.name, ": ", FromAbsl(status.message())));
  }
  return lexicon;
}

absl::Status FactLexicon::AddLine(std::span<const std::string_view> fields) {
  const std::string_view use = fields[0];
  const bool word_alone = use == "not_unit" || use == "filler" || use == "counts";
  const std::size_t wanted = use == "meaning" ? 6 : use == "zero" ? 4 : word_alone ? 2 : 3;
  if (fields.size() < wanted) return absl::InvalidArgumentError("a field is missing");
  const std::string word(fields[1]);
  if (word.empty()) return absl::InvalidArgumentError("a word is missing");
  if (use == "concept") return AddConcept(fields);
  if (use == "unit") return AddUnit(fields);
  if (use == "meaning" || use == "zero") return AddMeaning(fields);
  if (use == "not_unit") {
    not_units_.push_back(word);
  } else if (use == "filler") {
    fillers_.push_back(word);
  } else if (use == "counts") {
    counts_.push_back(word);
  } else if (use == "word") {
    phrases_.push_back(HanOnly(word));
    const std::size_t chars = phrases_.back().size();
    if (chars == 0 || chars > kMaxFactWordChars) return Unknown("word", word);
    return ReadConcepts(fields[2], &concepts_of_.emplace_back());
  } else if (use == "not_before") {
    not_before_.emplace_back(word, fields[2] == "han");
  } else if (use == "before" || use == "behind" || use == "after" || use == "vague") {
    v1::Fact::Bound bound;
    if (!v1::Fact::Bound_Parse(std::string(fields[2]), &bound)) return Unknown("bound", fields[2]);
    std::vector<Bounding>& words = use == "before"   ? before_
                                   : use == "behind" ? behind_
                                   : use == "after"  ? after_
                                                     : vague_;
    words.push_back({word, bound});
  } else if (use == "digit" || use == "multiplier") {
    int64_t value = 0;
    if (!ReadNumber(fields[2], &value)) return Unknown("number", fields[2]);
    const char16_t c = FirstChar(word);
    numerals_.emplace_back(c, value);
    bits_[c] |= kNumeralChar | (use == "multiplier" ? kMultiplierChar : 0);
  } else {
    return Unknown("kind of line", use);
  }
  return absl::OkStatus();
}

absl::Status FactLexicon::AddConcept(std::span<const std::string_view> fields) {
  const std::size_t number = concept_numbers_.size();
  if (number >= kMaxConcepts) return absl::InvalidArgumentError("too many concepts");
  concept_numbers_.emplace(fields[1], number);
  const std::string_view role = fields[2];
  deciding_[number] = role == "decides" || role == "topic";
  topics_[number] = role == "topic" || role == "weak";
  if (!deciding_[number] && !topics_[number] && role != "sign") return Unknown("role", role);
  return absl::OkStatus();
}

absl::Status FactLexicon::AddUnit(std::span<const std::string_view> fields) {
  constexpr std::pair<std::string_view, FactUnit::Kind> kKinds[] = {
      {"count", FactUnit::Kind::kCount},
      {"money", FactUnit::Kind::kMoney},
      {"percent", FactUnit::Kind::kPercent},
      {"points", FactUnit::Kind::kPoints}};
  const auto* kind = std::ranges::find(kKinds, fields[2], [](const auto& k) { return k.first; });
  if (kind == std::end(kKinds)) return Unknown("kind of unit", fields[2]);
  FactUnit unit{std::string(fields[1]), kind->second, 0, static_cast<uint8_t>(units_.size() + 1)};
  if (unit.number >= kMaxFactUnits) return absl::InvalidArgumentError("too many units");
  if (unit.kind == FactUnit::Kind::kMoney &&
      (fields.size() < 4 || !ReadNumber(fields[3], &unit.power))) {
    return absl::InvalidArgumentError("a power of ten is missing");
  }
  units_.push_back(std::move(unit));
  return absl::OkStatus();
}

absl::Status FactLexicon::AddMeaning(std::span<const std::string_view> fields) {
  FactMeaning meaning;
  meaning.id = fields[1];
  meaning.domain = fields[1].substr(0, fields[1].find('.'));
  const bool zero = fields[0] == "zero";
  if (!zero) {
    if (absl::Status status = ReadUnits(fields[2], &meaning.units); !status.ok()) return status;
    if (absl::Status status = ReadAttributes(fields[5], &meaning); !status.ok()) return status;
    fields = fields.subspan(1);
  }
  if (absl::Status status = ReadConcepts(fields[2], &meaning.needed); !status.ok()) return status;
  if (absl::Status status = ReadConcepts(fields[3], &meaning.allowed); !status.ok()) return status;
  if (meaning.needed.none()) return absl::InvalidArgumentError("a meaning without a concept");
  meaning.allowed |= meaning.needed;
  for (std::size_t i = 0; i < kMaxConcepts; ++i) {
    if (meaning.needed[i]) meaning.telling = i;
  }
  (zero ? zeros_ : meanings_).push_back(std::move(meaning));
  return absl::OkStatus();
}

absl::Status FactLexicon::ReadConcepts(std::string_view names, ConceptSet* set) const {
  if (names == "-") return absl::OkStatus();
  for (const std::string_view name : Split(names, ',')) {
    const auto known = concept_numbers_.find(name);
    if (known == concept_numbers_.end()) return Unknown("concept", name);
    set->set(known->second);
  }
  return absl::OkStatus();
}

absl::Status FactLexicon::ReadUnits(std::string_view words, uint64_t* units) const {
  for (const std::string_view word : Split(words, ',')) {
    const auto unit = std::ranges::find(units_, word, &FactUnit::word);
    if (unit == units_.end()) return Unknown("unit", word);
    for (const FactUnit& other : units_) {  // amounts are given in 元, whatever is printed
      const bool money = unit->kind == FactUnit::Kind::kMoney && other.kind == unit->kind;
      if (money || other.word == word) *units |= uint64_t{1} << other.number;
    }
  }
  return absl::OkStatus();
}

absl::Status FactLexicon::ReadAttributes(std::string_view names, FactMeaning* meaning) const {
  if (names == "-") return absl::OkStatus();
  for (const std::string_view name : Split(names, ',')) {
    if (name == "total") {
      meaning->total = true;
    } else if (name == "list") {
      meaning->list = true;
    } else if (name == "item") {
      meaning->item = true;
    } else if (name == "adds") {
      meaning->adds = true;
    } else if (name == "channel") {
      meaning->channel = true;
    } else if (name.starts_with("under=")) {
      meaning->under = name.substr(6);
    } else if (name.starts_with("not=")) {
      if (absl::Status status = ReadConcepts(name.substr(4), &meaning->barred); !status.ok()) {
        return status;
      }
    } else if (name.starts_with("of=")) {
      meaning->of = name.substr(3);
    } else if (name.starts_with("together=")) {
      meaning->together = name.substr(9);
    } else {
      return Unknown("attribute", name);
    }
  }
  return absl::OkStatus();
}

absl::Status FactLexicon::Finish() {
  struct Named {
    std::string_view name;
    ConceptSet* set;
  };
  for (const Named& sign : std::initializer_list<Named>{{"PART_OF", &signs_.part_of},
                                                        {"AMONG", &signs_.among},
                                                        {"REST", &signs_.rest},
                                                        {"TOTAL", &signs_.total},
                                                        {"LISTED", &signs_.listed},
                                                        {"COMPARED", &signs_.compared},
                                                        {"PLANNED", &signs_.planned},
                                                        {"SUPPOSED", &signs_.supposed},
                                                        {"THIS_YEAR", &signs_.this_year},
                                                        {"LAST_YEAR", &signs_.last_year},
                                                        {"SINCE", &signs_.since},
                                                        {"UNTIL", &signs_.until},
                                                        {"ACCUMULATED", &signs_.accumulated},
                                                        {"NONE", &signs_.none},
                                                        {"EXCLUDED", &signs_.excluded},
                                                        {"INCLUDED", &signs_.included},
                                                        {"COMMON", &signs_.common},
                                                        {"SCOPE", &signs_.scope},
                                                        {"PARTIAL_YEAR", &signs_.partial},
                                                        {"VIA", &signs_.via}}) {
    *sign.set = Concept(sign.name);
    if (sign.set->none()) return Unknown("sign", sign.name);
  }
  signs_.heeded = signs_.this_year | signs_.partial | signs_.last_year | signs_.since |
                  signs_.until | signs_.accumulated | signs_.planned | signs_.part_of |
                  signs_.among | signs_.listed | signs_.none;
  signs_.carried = Concept("CARRY_IN") | Concept("CARRY_OUT");
  for (std::vector<FactMeaning>* meanings : {&meanings_, &zeros_}) {
    for (FactMeaning& meaning : *meanings) {
      meaning.weight = meaning.needed.count();
      meaning.several_topics = (meaning.needed & topics_ & deciding_).count() > 1;
    }
  }
  for (const FactMeaning& meaning : meanings_) {
    if (meaning.channel) channels_ |= meaning.needed & deciding_;
  }
  signs_.heeded |= channels_;
  std::ranges::stable_sort(fillers_, std::ranges::greater(), &std::string::size);
  IndexCharacters();
  IndexUnits();
  std::vector<std::u16string_view> views(phrases_.begin(), phrases_.end());
  std::ranges::sort(views);
  if (std::ranges::adjacent_find(views) != views.end()) {
    return absl::InvalidArgumentError("a word is there twice");
  }
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    if ((concepts_of_[i] & signs_.none).any()) bits_[phrases_[i].front()] |= kNoneChar;
  }
  for (char32_t c = 0x0800; c < 0x10000; ++c) {
    const bool sign = kSentenceEnds.find(c) != std::u32string_view::npos ||
                      kQuotations.find(c) != std::u32string_view::npos;
    if (!sign && (bits_[c] & kHotChar) == 0) continue;
    std::string bytes;
    AppendUtf8(c, &bytes);
    hot_tails_[TailOf(bytes[1], bytes[2])] = true;
  }
  views.assign(phrases_.begin(), phrases_.end());
  words_.emplace(views);
  return absl::OkStatus();
}

void FactLexicon::IndexCharacters() {
  for (const auto* words : {&behind_, &after_}) {
    for (const Bounding& word : *words) bits_[FirstChar(word.word)] |= kBehindChar;
  }
  for (const auto* words : {&before_, &vague_}) {
    for (const Bounding& word : *words) bits_[LastChar(word.word)] |= kBeforeChar;
  }
  for (const auto& word : not_before_) bits_[LastChar(word.first)] |= kForbidsChar;
}

void FactLexicon::IndexUnits() {
  const auto at = [&](std::string_view word) -> UnitsOfChar& {
    const char16_t first = FirstChar(word);
    const auto place = std::ranges::lower_bound(units_at_, first, {}, &UnitsOfChar::first);
    if (place != units_at_.end() && place->first == first) return *place;
    return *units_at_.insert(place, {.first = first, .units = {}, .not_units = {}});
  };
  meanings_of_.resize(kMaxFactUnits);
  for (const FactUnit& unit : units_) {
    at(unit.word).units.push_back(&unit);
    bits_[FirstChar(unit.word)] |= kUnitChar;
    for (const FactMeaning& meaning : meanings_) {
      const bool fits = (meaning.units >> unit.number & 1) != 0;
      if (fits) meanings_of_[unit.number].push_back({meaning.telling, &meaning});
    }
  }
  for (const std::string& word : not_units_) at(word).not_units.push_back(word);
  for (UnitsOfChar& of_char : units_at_) {
    std::ranges::stable_sort(of_char.units, std::ranges::greater(),
                             [](const FactUnit* unit) { return unit->word.size(); });
  }
}

const FactUnit* FactLexicon::UnitAt(std::string_view text) const {
  if (text.empty()) return nullptr;
  const char16_t first = FirstChar(text);
  if ((bits_[first] & kUnitChar) == 0) return nullptr;
  const auto at = std::ranges::lower_bound(units_at_, first, {}, &UnitsOfChar::first);
  const auto unit = std::ranges::find_if(
      at->units, [&](const FactUnit* candidate) { return StartsWith(text, candidate->word); });
  if (unit == at->units.end()) return nullptr;
  const bool other = std::ranges::any_of(at->not_units, [&](const std::string& word) {
    return word.size() > (*unit)->word.size() && StartsWith(text, word);
  });
  return other ? nullptr : *unit;
}

bool FactLexicon::ForbidsFigure(std::string_view before, bool han) const {
  if ((bits_[LastChar(before)] & kForbidsChar) == 0) return false;
  return std::ranges::any_of(not_before_, [&](const auto& word) {
    return (han || !word.second) && EndsWith(before, word.first);
  });
}

bool FactLexicon::BeginsNumber(std::string_view before) const {
  const Bounding* bound = BeforeEndOf(before);
  if (bound != nullptr) return bound->bound != v1::Fact::EXACT;
  return std::ranges::any_of(counts_, [&](const auto& word) { return EndsWith(before, word); });
}

bool FactLexicon::OnlyFills(std::string_view text) const {
  while (!text.empty()) {
    const auto filler = std::ranges::find_if(
        fillers_, [&](const std::string& word) { return StartsWith(text, word); });
    const bool blank = text.front() == ' ' || text.front() == '\n';
    if (filler == fillers_.end() && !blank) return false;
    text.remove_prefix(blank ? 1 : filler->size());
  }
  return true;
}

int64_t FactLexicon::Numeral(char16_t c) const {
  if ((bits_[c] & kNumeralChar) == 0) return -1;
  return std::ranges::find(numerals_, c, [](const auto& n) { return n.first; })->second;
}

const FactLexicon::Bounding* FactLexicon::LongestStart(std::span<const Bounding> words,
                                                       std::string_view text) const {
  if (text.empty() || (bits_[FirstChar(text)] & kBehindChar) == 0) return nullptr;
  const Bounding* best = nullptr;
  for (const Bounding& word : words) {
    if (!StartsWith(text, word.word)) continue;
    if (best == nullptr || word.word.size() > best->word.size()) best = &word;
  }
  return best;
}

const FactLexicon::Bounding* FactLexicon::LongestEnd(std::span<const Bounding> words,
                                                     std::string_view text) const {
  if ((bits_[LastChar(text)] & kBeforeChar) == 0) return nullptr;
  const Bounding* best = nullptr;
  for (const Bounding& word : words) {
    if (!EndsWith(text, word.word)) continue;
    if (best == nullptr || word.word.size() > best->word.size()) best = &word;
  }
  return best;
}

ConceptSet FactLexicon::Concept(std::string_view name) const {
  ConceptSet set;
  const auto known = concept_numbers_.find(name);
  if (known != concept_numbers_.end()) set.set(known->second);
  return set;
}

}  // namespace gongkai
