#include "normalize/chrome.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <unordered_set>

#include "common/digest.h"
#include "embedded/normalize_chrome_words.h"
#include "model/han.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

// Longest blocks that may be chrome by their words.
constexpr std::size_t kWordBytes = 160;
constexpr std::size_t kPrefixBytes = 400;
constexpr std::size_t kMarkBytes = 900;
// Longest block that a class word makes chrome without links.
constexpr std::size_t kClassBytes = 240;
// Links on end, or in a block, that make a list of links.
constexpr std::size_t kListLinks = 3;
constexpr double kMostlyLinks = 0.6;
constexpr double kNothingButLinks = 0.8;
constexpr double kPartlyLinks = 0.4;
// A part of the page with more of the text than this is the frame of the report.
constexpr double kFrameShare = 0.5;

struct Word {
  std::u16string han;
  bool telling = false;  // not only a filler
};

// Finds long words by looking at few bytes of a text: after the two where a word would end at the
// earliest, it can begin no earlier than they allow.
class LongWords {
 public:
  void Add(std::string_view word) {
    words_.push_back(word);
    shortest_ = std::min(shortest_, word.size());
    steps_.fill(static_cast<uint8_t>(shortest_ - 1));
    for (const std::string_view one : words_) {
      for (std::size_t i = 0; i + 1 < shortest_; ++i) {
        uint8_t& step = steps_[HashOf(one.data() + i)];
        step = std::min(step, static_cast<uint8_t>(shortest_ - 2 - i));
      }
    }
  }

  // Calls `found` with each place, in no order.
  template <typename Found>
  void ForEach(std::string_view text, const Found& found) const {
    if (text.size() < shortest_) return;
    // Each step waits for the one before it: several parts of the text go on at a time.
    constexpr std::size_t kParts = 4;
    const std::size_t places = text.size() - shortest_ + 1;
    std::array<std::size_t, kParts> next;
    for (std::size_t part = 0; part < kParts; ++part) next[part] = places * part / kParts;
    for (bool any = true; any;) {
      any = false;
      for (std::size_t part = 0; part < kParts; ++part) {
        const std::size_t end = places * (part + 1) / kParts;
        if (next[part] >= end) continue;
        any = true;
        next[part] += StepAt(text, next[part], found);
      }
    }
  }

 private:
  static constexpr std::size_t kLongest = 255;

  template <typename Found>
  std::size_t StepAt(std::string_view text, std::size_t at, const Found& found) const {
    const std::size_t step = steps_[HashOf(text.data() + at + shortest_ - 2)];
    if (step > 0) [[likely]]
      return step;
    for (const std::string_view word : words_) {
      if (text.substr(at, word.size()) == word) found(static_cast<uint32_t>(at));
    }
    return 1;
  }

  // Of two bytes.
  static std::size_t HashOf(const char* bytes) {
    return (static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 3 ^
            static_cast<unsigned char>(bytes[1])) &
           0x3FF;
  }

  std::vector<std::string_view> words_;
  std::size_t shortest_ = kLongest;
  std::array<uint8_t, 0x400> steps_{};
};

class Words {
 public:
  static const Words& Get() {
    static const Words* const words = new Words();
    return *words;
  }

  bool NamesPart(const std::string& word) const { return classes_.contains(word); }

  // A block of nothing but chrome words, or one that begins with a telling one.
  bool Tells(std::string_view block) const {
    if (block.size() > kPrefixBytes) return false;
    std::size_t at = 0;
    const char16_t first = NextHanIn(block, &at);
    if (!starts_[first]) return false;
    if (!alone_[first] && !pairs_[HashOf(first, NextHanIn(block, &at))]) return false;
    const bool whole = block.size() <= kWordBytes;
    const std::u16string han = FirstHan(block, whole ? block.size() : longest_prefix_);
    const std::u16string_view rest = han;
    // A sentence may begin like a button.
    const bool sentence = block.find("。") != std::string_view::npos;
    for (const std::u16string& prefix : prefixes_) {
      if (!sentence && rest.substr(0, prefix.size()) == prefix) return true;
    }
    return whole && AllWords(rest);
  }

  // Calls `mark` with the place of each telling mark in the text.
  template <typename Mark>
  void ForEachMark(std::string_view text, const Mark& mark) const {
    han_marks_.ForEach(text, mark);
    for (const std::string_view word : marks_) {
      for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        mark(static_cast<uint32_t>(at));
      }
    }
  }

  bool Keeps(std::string_view block) const {
    return std::any_of(keeps_.begin(), keeps_.end(), [block](std::string_view word) {
      return block.find(word) != std::string_view::npos;
    });
  }

 private:
  Words() {
    for (const TsvRow& row : ReadTsv(embedded::normalize_chrome_words()[0].data)) {
      if (row[0] == "class") classes_.emplace(row[1]);
      if (row[0] == "mark") AddMark(row[1]);
      if (row[0] == "keep") keeps_.push_back(row[1]);
      if (row[0] == "word") words_.push_back({HanOnly(row[1]), true});
      if (row[0] == "filler") words_.push_back({HanOnly(row[1]), false});
      if (row[0] == "prefix") prefixes_.push_back(HanOnly(row[1]));
    }
    for (const Word& word : words_) AddStart(word.han);
    for (const std::u16string& prefix : prefixes_) {
      AddStart(prefix);
      longest_prefix_ = std::max(longest_prefix_, prefix.size());
    }
    // By first character, the longest word first, so that a short one does not leave a rest.
    std::sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
      if (a.han[0] != b.han[0]) return a.han[0] < b.han[0];
      return a.han.size() != b.han.size() ? a.han.size() > b.han.size() : a.han < b.han;
    });
  }

  // Those that begin with a Latin letter are found by it: Chinese text has few.
  void AddMark(std::string_view word) {
    if (static_cast<unsigned char>(word[0]) < 0x80) {
      marks_.push_back(word);
    } else {
      han_marks_.Add(word);
    }
  }

  // Eight at a time: rows of tables are figures and borders for the most part.
  static void SkipAscii(std::string_view block, std::size_t* at) {
    if (*at < block.size() && static_cast<unsigned char>(block[*at]) >= 0x80) return;
    constexpr uint64_t kHighBits = 0x8080808080808080u;
    uint64_t eight = 0;
    for (; *at + sizeof(eight) <= block.size(); *at += sizeof(eight)) {
      std::memcpy(&eight, block.data() + *at, sizeof(eight));
      if ((eight & kHighBits) != 0) break;
    }
    while (*at < block.size() && static_cast<unsigned char>(block[*at]) < 0x80) ++*at;
  }

  // The next Han character; 0 at the end.
  static char16_t NextHanIn(std::string_view block, std::size_t* at) {
    for (SkipAscii(block, at); *at < block.size(); SkipAscii(block, at)) {
      if (const char16_t c = NextHan(block, at); c != 0) return c;
    }
    return 0;
  }

  static std::u16string FirstHan(std::string_view block, std::size_t most) {
    std::u16string han;
    std::size_t at = 0;
    while (han.size() < most) {
      const char16_t c = NextHanIn(block, &at);
      if (c == 0) break;
      han += c;
    }
    return han;
  }

  // Of two characters that a word begins with.
  static std::size_t HashOf(char16_t first, char16_t second) {
    return static_cast<char16_t>(first * 31 + second);
  }

  void AddStart(std::u16string_view han) {
    starts_[han[0]] = true;
    if (han.size() > 1) {
      pairs_[HashOf(han[0], han[1])] = true;
    } else {
      alone_[han[0]] = true;
    }
  }

  bool AllWords(std::u16string_view rest) const {
    bool telling = false;
    while (!rest.empty()) {
      auto word = std::lower_bound(words_.begin(), words_.end(), rest[0],
                                   [](const Word& w, char16_t first) { return w.han[0] < first; });
      while (word != words_.end() && word->han[0] == rest[0] &&
             rest.substr(0, word->han.size()) != word->han) {
        ++word;
      }
      if (word == words_.end() || word->han[0] != rest[0]) return false;
      telling |= word->telling;
      rest.remove_prefix(word->han.size());
    }
    return telling;
  }

  std::unordered_set<std::string> classes_;
  std::vector<std::string_view> marks_;
  LongWords han_marks_;
  std::vector<std::string_view> keeps_;
  std::vector<Word> words_;  // by first character, longest first
  std::vector<std::u16string> prefixes_;
  std::size_t longest_prefix_ = 0;
  // Of words and prefixes: their first characters, those that are a word alone, the first two.
  std::bitset<0x10000> starts_, alone_, pairs_;
};

class Marker {
 public:
  Marker(const std::vector<BlockEvidence>& evidence, const std::vector<PagePart>& parts,
         v1::Document* document)
      : evidence_(evidence), parts_(parts), document_(*document), text_(document->text()) {}

  void Run() {
    MarkByWords();
    MarkByMarks();
    if (evidence_.empty()) return;
    MarkHidden();
    MarkLists();
    for (const PagePart& part : parts_) MarkPart(part);
  }

 private:
  std::string_view TextOf(const v1::Block& block) const {
    return text_.substr(block.begin(), block.end() - block.begin());
  }

  double LinkShare(int i) const {
    const v1::Block& block = document_.blocks(i);
    if (block.begin() == block.end()) return 0;
    return static_cast<double>(evidence_[i].link_bytes) / (block.end() - block.begin());
  }

  // A table that holds figures, or more than links; only a browser that hides it makes it chrome.
  bool IsReportTable(int i) const {
    return document_.blocks(i).kind() == v1::Block::TABLE && LinkShare(i) < kMostlyLinks;
  }

  bool IsReport(int i) const {
    return IsReportTable(i) ||
           (LinkShare(i) < kPartlyLinks && Words::Get().Keeps(TextOf(document_.blocks(i))));
  }

  void MarkByWords() {
    const Words& words = Words::Get();
    for (v1::Block& block : *document_.mutable_blocks()) {
      if (block.kind() != v1::Block::PARAGRAPH || block.chrome()) continue;
      if (words.Tells(TextOf(block))) block.set_chrome(true);
    }
  }

  void MarkByMarks() {
    Words::Get().ForEachMark(text_, [this](uint32_t at) {
      auto& blocks = *document_.mutable_blocks();
      auto behind = std::upper_bound(
          blocks.begin(), blocks.end(), at,
          [](uint32_t place, const v1::Block& block) { return place < block.begin(); });
      if (behind == blocks.begin()) return;
      v1::Block& block = *--behind;
      if (block.kind() == v1::Block::PARAGRAPH && at < block.end() &&
          block.end() - block.begin() <= kMarkBytes && !Words::Get().Keeps(TextOf(block))) {
        block.set_chrome(true);
      }
    });
  }

  void MarkHidden() {
    for (int i = 0; i < document_.blocks_size(); ++i) {
      if (evidence_[i].hidden) document_.mutable_blocks(i)->set_chrome(true);
    }
  }

  // Blocks of links alone: many in one block or table, or many such blocks on end.
  void MarkLists() {
    const int count = document_.blocks_size();
    for (int i = 0; i < count; ++i) {
      if (IsMenuTable(i)) document_.mutable_blocks(i)->set_chrome(true);
    }
    for (int begin = 0; begin < count;) {
      int end = begin;
      std::size_t links = 0;
      while (end < count && IsLinks(end)) links += evidence_[end++].links;
      if (links >= kListLinks) {
        for (int i = begin; i < end; ++i) document_.mutable_blocks(i)->set_chrome(true);
      }
      begin = std::max(end, begin + 1);
    }
  }

  bool IsMenuTable(int i) const {
    return document_.blocks(i).kind() == v1::Block::TABLE && evidence_[i].links > 1 &&
           LinkShare(i) >= kNothingButLinks;
  }

  bool IsLinks(int i) const { return evidence_[i].links > 0 && LinkShare(i) >= kMostlyLinks; }

  void MarkPart(const PagePart& part) {
    auto& blocks = *document_.mutable_blocks();
    const auto first = std::lower_bound(
        blocks.begin(), blocks.end(), part.begin,
        [](const v1::Block& block, uint32_t place) { return block.begin() < place; });
    const int begin = static_cast<int>(first - blocks.begin());
    int end = begin;
    uint32_t link_bytes = 0;
    while (end < blocks.size() && blocks[end].begin() < part.end) {
      if (IsReport(end) && !blocks[end].chrome()) return;
      if (blocks[end].kind() == v1::Block::PARAGRAPH) link_bytes += evidence_[end].link_bytes;
      ++end;
    }
    const double size = part.end - part.begin;
    const bool links = link_bytes >= kMostlyLinks * size;
    if (!links && size > kFrameShare * static_cast<double>(text_.size())) return;
    for (int i = begin; i < end; ++i) {
      const bool is_short = blocks[i].end() - blocks[i].begin() <= kClassBytes;
      if (part.certain || is_short || LinkShare(i) >= kMostlyLinks) blocks[i].set_chrome(true);
    }
  }

  const std::vector<BlockEvidence>& evidence_;
  const std::vector<PagePart>& parts_;
  v1::Document& document_;
  std::string_view text_;
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

void MarkChrome(const std::vector<BlockEvidence>& evidence, const std::vector<PagePart>& parts,
                v1::Document* document) {
  Marker(evidence, parts, document).Run();
}

bool NamesPagePart(std::string_view attribute) {
  std::string word;
  for (std::size_t at = 0; at <= attribute.size(); ++at) {
    if (at < attribute.size() && IsLetter(attribute[at])) {
      word += static_cast<char>(attribute[at] | 0x20);
    } else if (!word.empty()) {
      if (Words::Get().NamesPart(word)) return true;
      word.clear();
    }
  }
  return false;
}

const std::string& ChromeWordsDigest() {
  static const std::string* const digest =
      new std::string(ToHex(Digest(embedded::normalize_chrome_words()[0].data)));
  return *digest;
}

}  // namespace gongkai
