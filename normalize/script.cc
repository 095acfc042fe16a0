#include "normalize/script.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>
#include <vector>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/normalize_script_phrases.h"
#include "normalize/script_table.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

constexpr std::size_t kEntryBytes = 7;
constexpr std::size_t kHanBytes = 3;  // in UTF-8, of the characters in the table

// Fewer traditional characters than this, or less than a fourth of those that tell the scripts
// apart, are strays: a name, a quotation.
constexpr std::size_t kMinTraditional = 3;
constexpr std::size_t kStrayFactor = 3;

char16_t HanAt(std::string_view text, std::size_t offset) {
  return static_cast<char16_t>((text[offset] & 0x0F) << 12 | (text[offset + 1] & 0x3F) << 6 |
                               (text[offset + 2] & 0x3F));
}

void PutHan(char16_t c, char* at) {
  at[0] = static_cast<char>(0xE0 | c >> 12);
  at[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  at[2] = static_cast<char>(0x80 | (c & 0x3F));
}

struct Phrase {
  std::string_view traditional;
  std::string_view simplified;
};

class Tables {
 public:
  Tables() {
    for (std::size_t c = 0; c < simplified_.size(); ++c) {
      simplified_[c] = static_cast<char16_t>(c);
    }
    const std::string_view table = ScriptTable();
    for (std::size_t at = 0; at + kEntryBytes <= table.size(); at += kEntryBytes) {
      const char16_t c = HanAt(table, at);
      simplified_[c] = HanAt(table, at + kHanBytes);
      if (!LeadsHan(table[at])) continue;
      if (table[at + 6] == 't') traditional_only_.Add(&table[at]);
      if (table[at + 6] == 's') simplified_only_.Add(&table[at]);
    }
    for (const TsvRow& row : ReadTsv(embedded::normalize_script_phrases()[0].data)) {
      phrases_.push_back({row[0], row[1]});
      starts_phrase_[HanAt(row[0], 0)] = true;
    }
    std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) {
      return a.traditional.size() > b.traditional.size();
    });
  }

  // What tells the script of a text.
  const HanSet& traditional_only() const { return traditional_only_; }
  const HanSet& simplified_only() const { return simplified_only_; }
  bool StartsPhrase(char16_t c) const { return starts_phrase_[c]; }
  char16_t SimplifiedOf(char16_t c) const { return simplified_[c]; }

  // The longest phrase that `text` begins with; nullptr if there is none.
  const Phrase* PhraseAt(std::string_view text) const {
    for (const Phrase& phrase : phrases_) {
      if (text.substr(0, phrase.traditional.size()) == phrase.traditional) return &phrase;
    }
    return nullptr;
  }

 private:
  std::array<char16_t, 0x10000> simplified_;
  HanSet traditional_only_;
  HanSet simplified_only_;
  std::bitset<0x10000> starts_phrase_;
  std::vector<Phrase> phrases_;  // longest first
};

const Tables& GetTables() {
  static const Tables* const tables = new Tables();
  return *tables;
}

std::size_t CountHan(std::string_view text, const HanSet& set) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!LeadsHan(text[at])) {
      ++at;
      continue;
    }
    count += set.Holds(text.data() + at);
    at += kHanBytes;
  }
  return count;
}

bool IsTraditional(std::string_view text, const Tables& tables) {
  const std::size_t traditional = CountHan(text, tables.traditional_only());
  return traditional >= kMinTraditional &&
         traditional * kStrayFactor >= CountHan(text, tables.simplified_only());
}

}  // namespace

bool SimplifyIfTraditional(std::string* text) {
  const Tables& tables = GetTables();
  if (!IsTraditional(*text, tables)) return false;
  for (std::size_t at = 0; at < text->size();) {
    if (!LeadsHan((*text)[at])) {
      ++at;
      continue;
    }
    const char16_t c = HanAt(*text, at);
    if (tables.StartsPhrase(c)) {
      const Phrase* phrase = tables.PhraseAt(std::string_view(*text).substr(at));
      if (phrase != nullptr) {
        text->replace(at, phrase->simplified.size(), phrase->simplified);
        at += phrase->simplified.size();
        continue;
      }
    }
    PutHan(tables.SimplifiedOf(c), text->data() + at);
    at += kHanBytes;
  }
  return true;
}

void SimplifyDocument(std::size_t traditional, v1::Document* document) {
  // Nearly all texts have none.
  const bool simplified =
      traditional >= kMinTraditional && SimplifyIfTraditional(document->mutable_text());
  document->set_script(simplified ? v1::Document::TRADITIONAL : v1::Document::SIMPLIFIED);
}

const HanSet& OnlyTraditional() { return GetTables().traditional_only(); }

const std::string& ScriptTablesDigest() {
  static const std::string* const digest = new std::string(
      ToHex(Digest(Concat(ScriptTable(), embedded::normalize_script_phrases()[0].data))));
  return *digest;
}

}  // namespace gongkai
