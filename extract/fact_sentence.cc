#include "extract/fact_sentence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/limits.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxQuotedBytes = 180;

class Scanner {
 public:
  Scanner(const FactLexicon& lexicon, std::string_view text, FactSentence* out)
      : lexicon_(lexicon), words_(lexicon.words()), text_(text), out_(*out) {}

  void Run() {
    out_.items.clear();
    out_.quantities.clear();
    at_ = out_.begin;
    while (at_ < out_.end) {
      if (state_ == PhraseAutomaton::kRoot) SkipPlain();
      if (at_ >= out_.end) return;
      const char c = text_[at_];
      if (absl::ascii_isdigit(c)) {
        Figure();
      } else if (static_cast<unsigned char>(c) < 0x80) {
        Ascii(c);
      } else {
        std::size_t next = at_;
        const char16_t han = NextHan(text_, &next);
        Character(han, next);
      }
    }
  }

 private:
  void Reset() { state_ = PhraseAutomaton::kRoot; }

  // Nearly all characters begin nothing: of those side by side few begin a word. One before a
  // space may, since a word goes on behind it.
  void SkipPlain() {
    const std::size_t end = out_.end;
    std::size_t at = at_;
    if (!LeadsCommonHan(text_[at])) return;
    for (char16_t c = CommonHanAt(text_, at), after = 0;; c = after) {
      const uint8_t bits = lexicon_.CharBits(c);
      if ((bits & kNumeralChar) != 0) break;
      const std::size_t next = at + kCommonHanBytes;
      if (next >= end || !LeadsCommonHan(text_[next])) {
        if ((bits & kWordChar) == 0) at = next;
        break;
      }
      after = CommonHanAt(text_, next);
      if ((bits & kWordChar) != 0 && words_.MayBegin(c, after)) break;
      at = next;
    }
    at_ = at;
  }

  void Add(FactItem::Kind kind, std::size_t begin, std::size_t end, uint32_t index = 0) {
    out_.items.push_back(
        {kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), index, {}});
  }

  void Border(FactItem::Kind kind, std::size_t length) {
    Reset();
    Add(kind, at_, at_ + length);
    at_ += length;
  }

  void Ascii(char c) {
    if (c == '(') return Border(FactItem::Kind::kOpen, 1);
    if (c == ')') return Border(FactItem::Kind::kClose, 1);
    if (c == ',' || c == ';' || c == ':') return Border(FactItem::Kind::kBorder, 1);
    if (c != ' ' && c != '\n') Reset();
    ++at_;
  }

  // A figure that is no quantity may be a year.
  void Figure() {
    Reset();
    Quantity quantity;
    std::size_t next = at_;
    const std::size_t begin = at_;
    if (ReadQuantity(lexicon_, text_, out_.begin, at_, out_.end, &quantity, &next)) {
      AddQuantity(std::move(quantity));
      return;
    }
    at_ = std::max(next, begin + 1);
    const std::string_view digits = text_.substr(begin, at_ - begin);
    if (digits.size() == 4 && digits.starts_with("20") && text_.substr(at_).starts_with("年")) {
      uint32_t year = 0;
      for (const char c : digits) year = year * 10 + static_cast<uint32_t>(c - '0');
      Add(FactItem::Kind::kYear, begin, at_, year);
    }
  }

  void AddQuantity(Quantity quantity) {
    Reset();
    Add(FactItem::Kind::kQuantity, quantity.begin, quantity.end,
        static_cast<uint32_t>(out_.quantities.size()));
    at_ = quantity.end;
    out_.quantities.push_back(std::move(quantity));
  }

  void Character(char16_t c, std::size_t next) {
    if (c == 0) return Punctuation(next - at_);
    const uint8_t bits = lexicon_.CharBits(c);
    if ((bits & kNumeralChar) != 0 && at_ >= numeral_end_ && MayBeFigure(c, next)) {
      Quantity quantity;
      std::size_t after = next;
      if (ReadQuantity(lexicon_, text_, out_.begin, at_, out_.end, &quantity, &after)) {
        return AddQuantity(std::move(quantity));
      }
      numeral_end_ = after;
    }
    offsets_[chars_++ % kMaxFactWordChars] = static_cast<uint32_t>(at_);
    at_ = next;
    state_ = words_.Next(state_, c);
    if (state_ == PhraseAutomaton::kRoot) return;
    const uint32_t phrase = words_.Longest(state_);
    if (phrase != PhraseAutomaton::kRoot) AddWord(words_.PhraseOf(phrase));
  }

  // Most numerals are none: 一是, 统一.
  bool MayBeFigure(char16_t c, std::size_t next) const {
    if ((lexicon_.CharBits(c) & kMultiplierChar) != 0 || next >= out_.end) return true;
    const char after = text_[next];
    if (static_cast<unsigned char>(after) < 0x80) return true;
    const char16_t han = NextHan(text_, &next);
    return han == 0 || (lexicon_.CharBits(han) & (kNumeralChar | kUnitChar | kBehindChar)) != 0;
  }

  // Words within a longer one count for nothing.
  void AddWord(uint32_t phrase) {
    const std::size_t length = words_.LengthOf(phrase);
    const uint32_t begin = offsets_[(chars_ - length) % kMaxFactWordChars];
    while (!out_.items.empty() && out_.items.back().kind == FactItem::Kind::kWord &&
           out_.items.back().begin >= begin) {
      out_.items.pop_back();
    }
    out_.items.push_back(
        {FactItem::Kind::kWord, begin, static_cast<uint32_t>(at_), 0, lexicon_.ConceptsOf(phrase)});
  }

  void Punctuation(std::size_t length) {
    std::size_t offset = at_;
    const char32_t mark = NextChar(text_, &offset);
    if (mark == U'，' || mark == U'；' || mark == U'：') {
      return Border(FactItem::Kind::kBorder, length);
    }
    if (mark == U'（') return Border(FactItem::Kind::kOpen, length);
    if (mark == U'）') return Border(FactItem::Kind::kClose, length);
    if (mark == U'“' && SkipTo("”")) return;
    if (mark == U'《' && SkipTo("》")) return;
    // 1名专职、12名兼职.
    const bool figure =
        mark == U'、' && at_ + length < out_.end && absl::ascii_isdigit(text_[at_ + length]);
    if (figure) return Border(FactItem::Kind::kBorder, length);
    // 行政处罚、行政强制 are two words, and no word goes over such a mark.
    Reset();
    at_ += length;
  }

  bool SkipTo(std::string_view close) {
    const std::string_view rest = text_.substr(at_, std::min(out_.end - at_, kMaxQuotedBytes));
    const std::size_t end = rest.find(close);
    if (end == std::string_view::npos) return false;
    Reset();
    const std::size_t begin = at_;
    at_ += end + close.size();
    Add(FactItem::Kind::kWord, begin, at_);
    out_.items.back().concepts = lexicon_.signs().via;  // perhaps the name of a channel
    return true;
  }

  const FactLexicon& lexicon_;
  const PhraseAutomaton& words_;
  const std::string_view text_;
  FactSentence& out_;
  std::size_t at_ = 0;
  std::size_t numeral_end_ = 0;  // of a numeral that is no quantity
  uint32_t state_ = PhraseAutomaton::kRoot;
  std::size_t chars_ = 0;                              // Han characters so far
  std::array<uint32_t, kMaxFactWordChars> offsets_{};  // of the last of them
};

// Of a character that is no part of a figure and does not say none, nor does one before it matter.
constexpr uint8_t kHotBits = kNoneChar | kMultiplierChar | kNumeralChar;

// Whether a character may begin or end a figure, or say none.
bool IsHot(uint8_t bits, uint8_t bits_before) {
  if ((bits & (kNoneChar | kMultiplierChar)) != 0) return true;
  return (bits_before & kNumeralChar) != 0 && (bits & (kNumeralChar | kUnitChar)) != 0;
}

// 0 for what is no Han character.
uint8_t HanBits(const FactLexicon& lexicon, std::string_view text, std::size_t at) {
  const char16_t han = NextHan(text, &at);
  return han == 0 ? 0 : lexicon.CharBits(han);
}

bool EndsSentence(char32_t c) {
  switch (c) {
    case U'。':
    case U'；':
    case U'！':
    case U'？':
    case U';':
    case U'!':
    case U'?':
      return true;
    default:
      return false;
  }
}

// Behind its last character.
std::size_t FindSentenceEnd(std::string_view text, std::size_t at, std::size_t most) {
  while (at < most) {
    if (LeadsCommonHan(text[at])) {
      at += kCommonHanBytes;
    } else if (EndsSentence(NextChar(text, &at))) {
      break;
    }
  }
  return at;
}

}  // namespace

uint32_t FindFactSentence(const FactLexicon& lexicon, std::string_view text, uint32_t begin,
                          uint32_t high, bool* hot) {
  const std::size_t most = std::min<std::size_t>(high, begin + kMaxFactSentenceBytes);
  std::size_t at = begin;
  bool found = false;
  uint8_t numeral = 0;  // kNumeralChar if the character before is one
  while (at < most && !found) {
    const char lead = text[at];
    if (LeadsCommonHan(lead)) {
      const uint8_t bits = lexicon.CharBits(CommonHanAt(text, at));
      at += kCommonHanBytes;
      if (((bits & kHotBits) | numeral) == 0) continue;
      found = IsHot(bits, numeral);
      numeral = bits & kNumeralChar;
      continue;
    }
    std::size_t next = at;
    const bool ended = EndsSentence(NextChar(text, &next));
    const uint8_t bits = HanBits(lexicon, text, at);
    found = absl::ascii_isdigit(lead) || IsHot(bits, numeral);
    numeral = bits & kNumeralChar;
    at = next;
    if (ended) break;
  }
  *hot = found;
  if (found) at = FindSentenceEnd(text, at, most);
  return static_cast<uint32_t>(at);
}

void ScanFactSentence(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence) {
  Scanner(lexicon, text, sentence).Run();
}

}  // namespace gongkai
