#include "segment/words.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/segment_words.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::string_view kUseNames[] = {
    "title",       "not_title",    "before_title", "after_title", "metadata",     "metadata_end",
    "contact",     "body",         "completion",   "place",       "prose_body",   "not_body",
    "before_body", "heading_word", "topic",        "attachment",  "period",       "footer",
    "agency_kind", "vertical",     "place_level",  "not_place",   "municipality", "city_sign",
};
static_assert(std::size(kUseNames) == kWordUses);

constexpr std::size_t kTelling = 2;  // the byte that words are listed by

std::string_view TakeField(std::string_view* line) {
  const std::size_t tab = line->find('\t');
  const std::string_view field = line->substr(0, tab);
  line->remove_prefix(tab == std::string_view::npos ? line->size() : tab + 1);
  return field;
}

}  // namespace

const Words& Words::Builtin() {
  static const Words* const kWords = [] {
    absl::StatusOr<Words> words = Parse(embedded::segment_words()[0]);
    if (!words.ok()) {  // A test parses them; a program with broken words must not run.
      std::fprintf(stderr, "%s\n", words.status().ToString().c_str());
      std::abort();
    }
    return new Words(*std::move(words));
  }();
  return *kWords;
}

absl::StatusOr<Words> Words::Parse(const EmbeddedFile& file) {
  Words words;
  std::string_view rest = file.data;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.empty() || line[0] == '#') continue;
    const std::string_view use = TakeField(&line);
    const auto* known = std::ranges::find(kUseNames, use);
    Word word;
    word.text = TakeField(&line);
    word.han = HanOnly(word.text);
    word.argument = TakeField(&line);
    if (known == std::end(kUseNames) || word.han.empty()) {
      return absl::InvalidArgumentError(
          Concat(file.name, ":", number, ": unknown use \"", use, "\" or no word"));
    }
    words.words_[known - kUseNames].push_back(std::move(word));
  }
  words.Index();
  words.digest_ = ToHex(Digest(file.data));
  return words;
}

void Words::Index() {
  starts_ = std::make_unique<ByByte[]>(kWordUses);
  for (int use = 0; use < kWordUses; ++use) {
    for (const Word& word : words_[use]) {
      if (word.text.size() > kTelling) {
        starts_[use][static_cast<uint8_t>(word.text[kTelling])].push_back(&word);
      } else {
        for (auto& words : starts_[use]) words.push_back(&word);
      }
    }
    for (std::size_t byte = 0; byte < starts_[use].size(); ++byte) {
      may_start_[use][byte] = !starts_[use][byte].empty();
    }
  }
}

const Word* Words::LongestEnd(WordUse use, std::string_view text) const {
  const Word* best = nullptr;
  for (const Word& word : Of(use)) {
    if (EndsWith(text, word.text) && (!best || word.text.size() > best->text.size())) {
      best = &word;
    }
  }
  return best;
}

// Calls `take` with each word of the use that `text` begins with.
template <typename Take>
void Words::ForEachStart(WordUse use, std::string_view text, Take take) const {
  const auto consider = [&](const Word& word) {
    if (StartsWith(text, word.text)) take(word);
  };
  if (text.size() <= kTelling) {
    for (const Word& word : Of(use)) consider(word);
    return;
  }
  const auto byte = static_cast<uint8_t>(text[kTelling]);
  if (!may_start_[static_cast<int>(use)][byte]) return;
  for (const Word* word : starts_[static_cast<int>(use)][byte]) consider(*word);
}

const Word* Words::LongestStart(WordUse use, std::string_view text) const {
  const Word* best = nullptr;
  ForEachStart(use, text, [&](const Word& word) {
    if (best == nullptr || word.text.size() > best->text.size()) best = &word;
  });
  return best;
}

const Word* Words::FirstIn(WordUse use, std::string_view text) const {
  const Word* best = nullptr;
  for (std::size_t at = 0; at < text.size(); NextChar(text, &at)) {
    ForEachStart(use, text.substr(at), [&](const Word& word) {
      if (best == nullptr || &word < best) best = &word;
    });
  }
  return best;
}

bool Words::Contains(WordUse use, std::string_view text) const {
  for (std::size_t at = 0; at < text.size(); NextChar(text, &at)) {
    if (LongestStart(use, text.substr(at)) != nullptr) return true;
  }
  return false;
}

}  // namespace gongkai
