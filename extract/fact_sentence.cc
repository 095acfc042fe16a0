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

// Whether a quotation that begins at text[at] with this mark ends within the sentence; *end is
// behind it.
bool EndsQuoted(std::string_view text, char32_t mark, std::size_t at, std::size_t high,
                std::size_t* end) {
  const std::string_view close = mark == U'“' ? "”" : mark == U'《' ? "》" : "";
  if (close.empty()) return false;
  const std::size_t length = text.substr(at, std::min(high - at, kMaxQuotedBytes)).find(close);
  if (length == std::string_view::npos) return false;
  *end = at + length + close.size();
  return true;
}

class FigureFinder {
 public:
  FigureFinder(const FactLexicon& lexicon, std::string_view text, FactSentence* out)
      : lexicon_(lexicon), text_(text), out_(*out) {}

  void Run() {
    out_.figures.clear();
    out_.quantities.clear();
    for (const uint32_t mark : out_.marks) {
      if (mark < at_) continue;
      at_ = mark;
      std::size_t next = mark;
      const char32_t c = NextChar(text_, &next);
      if (absl::ascii_isdigit(text_[mark])) {
        Digits();
      } else if (IsHan(c)) {
        Numeral(static_cast<char16_t>(c), next);
      } else {
        EndsQuoted(text_, c, mark, out_.end, &at_);
      }
    }
  }

 private:
  // A figure that is no quantity may be a year.
  void Digits() {
    const std::size_t begin = at_;
    if (Quantity(begin, &at_)) return;
    const std::string_view digits = text_.substr(begin, at_ - begin);
    uint32_t year = 0;
    if (digits.size() == 4 && digits.starts_with("20") && text_.substr(at_).starts_with("年")) {
      for (const char c : digits) year = year * 10 + static_cast<uint32_t>(c - '0');
    }
    AddFigure(year > 0 ? FactFigure::Kind::kYear : FactFigure::Kind::kOther, begin, year);
  }

  void Numeral(char16_t c, std::size_t next) {
    if (at_ < numeral_end_ || !MayBeFigure(c, next)) return;
    numeral_end_ = next;
    Quantity(at_, &numeral_end_);
  }

  // Most numerals are none: 一是, 统一.
  bool MayBeFigure(char16_t c, std::size_t next) const {
    if ((lexicon_.CharBits(c) & kMultiplierChar) != 0 || next >= out_.end) return true;
    if (absl::ascii_isascii(text_[next])) return true;
    const char16_t han = NextHan(text_, &next);
    return han == 0 || (lexicon_.CharBits(han) & (kNumeralChar | kUnitChar | kBehindChar)) != 0;
  }

  // True if a quantity is read from `begin` on; *next is behind the figure if it is none.
  bool Quantity(std::size_t begin, std::size_t* next) {
    const auto index = static_cast<uint32_t>(out_.quantities.size());
    auto& quantity = out_.quantities.emplace_back();
    if (!ReadQuantity(lexicon_, text_, out_.begin, begin, out_.end, &quantity, next)) {
      out_.quantities.pop_back();
      return false;
    }
    at_ = quantity.end;
    AddFigure(FactFigure::Kind::kQuantity, begin, index);
    return true;
  }

  void AddFigure(FactFigure::Kind kind, std::size_t begin, uint32_t index) {
    out_.figures.push_back({kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(at_), index});
  }

  const FactLexicon& lexicon_;
  const std::string_view text_;
  FactSentence& out_;
  std::size_t at_ = 0;           // marks before it stand within what was read
  std::size_t numeral_end_ = 0;  // of a numeral that is no quantity
};

class WordFinder {
 public:
  WordFinder(const FactLexicon& lexicon, std::string_view text, FactSentence* out)
      : lexicon_(lexicon), words_(lexicon.words()), text_(text), out_(*out) {}

  void Run() {
    out_.items.clear();
    at_ = out_.begin;
    for (const FactFigure& figure : out_.figures) {
      WordsTo(figure.begin);
      Reset();
      at_ = figure.end;
      if (figure.kind == FactFigure::Kind::kQuantity) {
        const Quantity& quantity = out_.quantities[figure.index];
        Add(FactItem::Kind::kQuantity, quantity.begin, quantity.end, figure.index);
      } else if (figure.kind == FactFigure::Kind::kYear) {
        Add(FactItem::Kind::kYear, figure.begin, figure.end, figure.index);
      }
    }
    WordsTo(out_.end);
  }

 private:
  void Reset() { state_ = PhraseAutomaton::kRoot; }

  void WordsTo(std::size_t end) {
    while (at_ < end) {
      if (IsCommonHanAt(text_, at_)) {
        if (state_ == PhraseAutomaton::kRoot) {
          BeginWord(end);
        } else {
          GoOn(CommonHanAt(text_, at_), at_ + kCommonHanBytes);
        }
      } else if (absl::ascii_isascii(text_[at_])) {
        Ascii(text_[at_]);
      } else {
        Other();
      }
    }
  }

  // Nearly all characters begin nothing: of those side by side few begin a word. One before a
  // space may, since a word goes on behind it.
  void BeginWord(std::size_t end) {
    std::size_t at = at_;
    for (char16_t c = CommonHanAt(text_, at), after = 0;; c = after) {
      const std::size_t next = at + kCommonHanBytes;
      const bool last = next >= end || !IsCommonHanAt(text_, next);
      if (!last) after = CommonHanAt(text_, next);
      if (last || words_.MayBegin(c, after)) {
        at_ = at;
        return Enter(words_.Next(PhraseAutomaton::kRoot, c), next);
      }
      at = next;
    }
  }

  void GoOn(char16_t c, std::size_t next) {
    state_ = words_.GoOn(state_, c);
    if (state_ != PhraseAutomaton::kRoot) Enter(state_, next);  // else it may begin a word itself
  }

  // Behind the character at at_.
  void Enter(uint32_t state, std::size_t next) {
    state_ = state;
    offsets_[chars_++ % kMaxFactWordChars] = static_cast<uint32_t>(at_);
    at_ = next;
    const uint32_t phrase = words_.Longest(state);
    if (phrase != PhraseAutomaton::kRoot) AddWord(words_.PhraseOf(phrase));
  }

  void Other() {
    std::size_t next = at_;
    const char16_t c = NextHan(text_, &next);
    if (c == 0) return Punctuation(next - at_);
    if (state_ != PhraseAutomaton::kRoot) return GoOn(c, next);
    Enter(words_.Next(state_, c), next);
  }

  // Set where it stands: what was just written in parts is slow to copy.
  FactItem& Add(FactItem::Kind kind, std::size_t begin, std::size_t end, uint32_t index = 0) {
    FactItem& item = out_.items.emplace_back();
    item.kind = kind;
    item.begin = static_cast<uint32_t>(begin);
    item.end = static_cast<uint32_t>(end);
    item.index = index;
    return item;
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

  // Words within a longer one count for nothing.
  void AddWord(uint32_t phrase) {
    const std::size_t length = words_.LengthOf(phrase);
    const uint32_t begin = offsets_[(chars_ - length) % kMaxFactWordChars];
    while (!out_.items.empty() && out_.items.back().kind == FactItem::Kind::kWord &&
           out_.items.back().begin >= begin) {
      out_.items.pop_back();
    }
    Add(FactItem::Kind::kWord, begin, at_).concepts = lexicon_.ConceptsOf(phrase);
  }

  void Punctuation(std::size_t length) {
    std::size_t offset = at_;
    const char32_t mark = NextChar(text_, &offset);
    if (mark == U'，' || mark == U'；' || mark == U'：') {
      return Border(FactItem::Kind::kBorder, length);
    }
    if (mark == U'（') return Border(FactItem::Kind::kOpen, length);
    if (mark == U'）') return Border(FactItem::Kind::kClose, length);
    const std::size_t begin = at_;
    if (EndsQuoted(text_, mark, begin, out_.end, &at_)) {
      Reset();
      // Perhaps the name of a channel.
      Add(FactItem::Kind::kWord, begin, at_).concepts = lexicon_.signs().via;
      return;
    }
    // 1名专职、12名兼职.
    const bool figure =
        mark == U'、' && at_ + length < out_.end && absl::ascii_isdigit(text_[at_ + length]);
    if (figure) return Border(FactItem::Kind::kBorder, length);
    // 行政处罚、行政强制 are two words, and no word goes over such a mark.
    Reset();
    at_ += length;
  }

  const FactLexicon& lexicon_;
  const PhraseAutomaton& words_;
  const std::string_view text_;
  FactSentence& out_;
  std::size_t at_ = 0;
  uint32_t state_ = PhraseAutomaton::kRoot;
  std::size_t chars_ = 0;                            // Han characters of words so far
  std::array<uint32_t, kMaxFactWordChars> offsets_;  // of the last of them
};

// Whether a character may begin or end a figure, or say none.
bool IsHot(uint8_t bits, uint8_t bits_before) {
  if ((bits & (kNoneChar | kMultiplierChar)) != 0) return true;
  return (bits_before & kNumeralChar) != 0 && (bits & (kNumeralChar | kUnitChar)) != 0;
}

bool EndsSentence(char32_t c) {
  if (c < 0x80) return c == U';' || c == U'!' || c == U'?';
  return kSentenceEnds.find(c) != std::u32string_view::npos;
}

// Behind the characters of three bytes that neither are part of a figure nor say none, end the
// sentence or quote.
std::size_t SkipCold(const FactLexicon& lexicon, std::string_view text, std::size_t at,
                     std::size_t most) {
  while (at < most && (static_cast<unsigned char>(text[at]) & 0xF0) == 0xE0 &&
         !lexicon.MayBeHot(text[at + 1], text[at + 2])) {
    at += kCommonHanBytes;
  }
  return at;
}

}  // namespace

bool FindFactSentence(const FactLexicon& lexicon, std::string_view text, TextRange range,
                      bool whole, FactSentence* sentence) {
  const std::size_t most = std::min<std::size_t>(range.end, range.begin + kMaxFactSentenceBytes);
  std::size_t at = range.begin;
  bool hot = false;
  uint8_t numeral = 0;  // kNumeralChar if the character before is one
  sentence->marks.clear();
  sentence->none = false;
  while (true) {
    if (numeral == 0) at = SkipCold(lexicon, text, at, most);
    if (at >= most) break;
    const auto begin = static_cast<uint32_t>(at);
    uint8_t bits = 0;
    if (IsCommonHanAt(text, at)) {
      bits = lexicon.CharBits(CommonHanAt(text, at));
      at += kCommonHanBytes;
    } else if (absl::ascii_isdigit(text[at])) {
      while (at < most && absl::ascii_isdigit(text[at])) ++at;
      sentence->marks.push_back(begin);
      hot = true;
    } else {
      const char32_t c = NextChar(text, &at);
      if (EndsSentence(c) && !whole) break;
      if (kQuotations.find(c) != std::u32string_view::npos) sentence->marks.push_back(begin);
      if (IsHan(c) && c <= 0xFFFF) bits = lexicon.CharBits(static_cast<char16_t>(c));
    }
    if ((bits & kNumeralChar) != 0) sentence->marks.push_back(begin);
    sentence->none = sentence->none || (bits & kNoneChar) != 0;
    hot = hot || IsHot(bits, numeral);
    numeral = bits & kNumeralChar;
  }
  sentence->begin = range.begin;
  sentence->end = static_cast<uint32_t>(at);
  return hot;
}

void FindFactFigures(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence) {
  FigureFinder(lexicon, text, sentence).Run();
}

void FindFactWords(const FactLexicon& lexicon, std::string_view text, FactSentence* sentence) {
  WordFinder(lexicon, text, sentence).Run();
}

}  // namespace gongkai
