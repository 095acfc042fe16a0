#include "extract/fact_quantity.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/strings.h"
#include "extract/decimal_text.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxIntegerDigits = 15;
constexpr std::size_t kMaxFractionDigits = 10;
constexpr std::size_t kMaxRangeDigits = 6;  // of the ends of a range; telephone numbers are longer
constexpr int kMaxSpaces = 2;               // between figure and unit
constexpr std::size_t kNearBytes = 12;      // words before a figure are no longer

bool Letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// From .. to.
bool JoinsRange(char32_t c) {
  constexpr std::u32string_view kJoints = U"-~—－–～至到";
  return kJoints.find(c) != std::u32string_view::npos;
}

// What joins digits to one number, range or time, if digits stand on both sides.
bool JoinsNumber(char32_t c) {
  constexpr std::u32string_view kJoints = U",，.:∶/·";
  return kJoints.find(c) != std::u32string_view::npos || JoinsRange(c);
}

// 0 at the end.
char32_t CharAt(std::string_view text, std::size_t at) {
  return at < text.size() ? NextChar(text, &at) : 0;
}

std::size_t LengthOf(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : 3; }

class Reader {
 public:
  Reader(const FactLexicon& lexicon, std::string_view text, std::size_t low, std::size_t high,
         Quantity* out)
      : lexicon_(lexicon), text_(text.substr(0, high)), low_(low), out_(*out) {}

  bool Arabic(std::size_t at, std::size_t* next) {
    begin_ = at_ = at;
    const bool number = TakeDigits();
    *next = at_;
    if (!number || !MayBegin(at)) return false;
    if (MayBeJoined()) {
      TakeRange(next);
      TakeNeighbour(next);
      if (JoinsDigits()) return false;
    }
    if (lexicon_.ForbidsFigure(Before(at), false)) return false;
    return WithUnit(next);
  }

  bool Han(std::size_t at, std::size_t* next) {
    begin_ = at_ = at;
    const bool percent = Rest().starts_with("百分之");
    if (percent) {
      at_ += std::string_view("百分之").size();
      *next = at_;
      return HanPercent(next);
    }
    const bool number = TakeNumeral(at);
    *next = at_;
    if (!number || EndsRange(at) || JoinsDigits() || lexicon_.ForbidsFigure(Before(at), true))
      return false;
    return WithUnit(next);
  }

 private:
  char32_t Here() const { return CharAt(text_, at_); }
  std::string_view From(std::size_t at) const { return {text_.data() + at, text_.size() - at}; }
  std::string_view Rest() const { return From(at_); }
  std::string_view Before(std::size_t at) const {
    const std::size_t from = at - std::min(at - low_, kNearBytes);
    return {text_.data() + from, at - from};
  }
  bool DigitAt(std::size_t at) const { return at < text_.size() && absl::ascii_isdigit(text_[at]); }

  std::size_t DigitsAt(std::size_t at) const {
    std::size_t count = 0;
    while (DigitAt(at + count)) ++count;
    return count;
  }

  // 1234, 1,234, 3886.46. Groups of thousands are three digits each.
  bool TakeDigits() {
    const std::size_t run = DigitsAt(at_);
    digits_.assign(text_, at_, run);
    at_ += run;
    bool good = run <= kMaxIntegerDigits && (run == 1 || digits_.front() != '0');
    while (run <= 3 && digits_ != "0") {
      const char32_t joint = Here();
      const std::size_t behind = at_ + LengthOf(joint);
      if ((joint != U',' && joint != U'，') || DigitsAt(behind) != 3) break;
      digits_.append(text_, behind, 3);
      at_ = behind + 3;
    }
    if (at_ == begin_ + run && run <= 3 && digits_.front() != '0') TakeSpacedGroups();
    if (Rest().starts_with('.') && DigitAt(at_ + 1)) {
      const std::size_t fraction = DigitsAt(at_ + 1);
      digits_.append(text_, at_, fraction + 1);
      at_ += fraction + 1;
      places_ = static_cast<int>(fraction);
      good = good && fraction <= kMaxFractionDigits;
    }
    return good && digits_.size() <= kMaxIntegerDigits + kMaxFractionDigits;
  }

  // 1 234: groups of three digits, where the word before says that the number begins here; 附件3
  // 100 is two numbers.
  void TakeSpacedGroups() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == ' ' && DigitsAt(end + 1) == 3) end += 4;
    if (end == at_ || !lexicon_.BeginsNumber(Before(begin_))) return;
    for (; at_ < end; at_ += 4) digits_.append(text_, at_ + 1, 3);
  }

  // What stands before the first digit: letters and digits make it part of a name or number.
  bool MayBegin(std::size_t at) const {
    if (at == low_) return true;
    const char c = text_[at - 1];
    if (Letter(c) || absl::ascii_isdigit(c)) return false;
    if (std::string_view("._@#=~+-").find(c) != std::string_view::npos) return false;
    std::size_t before = at;
    while (before > low_ && (text_[before - 1] == ' ' || text_[before - 1] == '\n')) --before;
    if (before < at) return before == low_ || !absl::ascii_isdigit(text_[before - 1]);
    const char32_t joint = PreviousChar(text_, low_, &before);
    if (joint == U'/') return false;
    const bool joined = before > low_ && absl::ascii_isdigit(text_[before - 1]);
    return !joined || !(JoinsNumber(joint) || joint == U'、');  // 3、4件 is three or four
  }

  // Most digits stand before a character that joins nothing.
  bool MayBeJoined() const {
    const char32_t c = Here();
    return !IsHan(c) || c == U'至' || c == U'到';
  }

  // More digits behind a joint, or a letter: part of something longer.
  bool JoinsDigits() const {
    const std::string_view rest = Rest();
    if (rest.empty()) return false;
    if (Letter(rest.front())) return true;
    const char32_t joint = Here();
    return DigitAt(at_ + LengthOf(joint)) && JoinsNumber(joint);
  }

  // 3-5, 100至200. Whole numbers that rise: 0900-5550133 is a telephone number, 5-3 a mistake.
  void TakeRange(std::size_t* next) {
    const char32_t joint = Here();
    const std::size_t from = at_ + LengthOf(joint);
    const std::size_t run = DigitsAt(from);
    if (run == 0 || !JoinsRange(joint) || places_ > 0) return;
    if (run > kMaxRangeDigits || digits_.size() > run) return;
    const std::string_view upper = text_.substr(from, run);
    const bool rises = digits_.size() < run || digits_ < upper;
    if (!rises || upper.front() == '0') return;
    out_.upper = upper;
    at_ = *next = from + run;
  }

  // 3、4件: three or four. Not where a line or clause begins: there 3、 may number it.
  void TakeNeighbour(std::size_t* next) {
    const std::size_t from = at_ + std::string_view("、").size();
    if (!Rest().starts_with("、") || digits_.size() != 1 || DigitsAt(from) != 1) return;
    const char upper = text_[from];
    if (upper != digits_.front() + 1 || digits_ == "0" || begin_ == low_) return;
    std::size_t before = begin_;
    if (!IsHan(PreviousChar(text_, low_, &before))) return;
    if (lexicon_.UnitAt(From(from + 1)) == nullptr) return;
    out_.upper = upper;
    at_ = *next = from + 1;
  }

  // 三百二十一, 两千, 一亿二千万; 二〇二二 is no number but a year.
  bool TakeNumeral(std::size_t at) {
    constexpr int64_t kMost = 1'000'000'000;  // before 万 or 亿
    int64_t total = 0, section = 0, digit = -1;
    int64_t smallest = INT64_MAX, large = INT64_MAX;  // multipliers must fall
    int count = 0;
    bool good = true;
    bool multiplied = false;
    for (std::size_t end = at_; at_ < text_.size(); at_ = end) {
      const int64_t value = lexicon_.Numeral(NextHan(text_, &end));
      if (value < 0) break;
      if (value < 10) {
        good = good && (digit < 0 || (digit == 0 && count > 1));
        digit = value;
      } else if (value < 10'000) {
        good = good && value < smallest && (digit > 0 || (value == 10 && digit < 0) || count == 0);
        section += std::max<int64_t>(digit, 1) * value;
        smallest = value;
        digit = -1;
        multiplied = true;
      } else {
        const int64_t part = section + std::max<int64_t>(digit, 0);
        good = good && total < kMost && part < kMost;
        if (!good) break;
        if (value < large) {
          total += std::max<int64_t>(part, 1) * value;
        } else {
          total = (total + part) * value;
        }
        large = value;
        section = 0;
        digit = -1;
        smallest = INT64_MAX;
        multiplied = true;
      }
      ++count;
    }
    if (!good || count == 0 || count > 15) return SkipNumerals();
    if (multiplied && digit > 0 && EndsShort(at)) return SkipNumerals();
    digits_ = std::to_string(total + section + std::max<int64_t>(digit, 0));
    out_.weak = count == 1 && !multiplied;
    return count > 1 || !multiplied || Vague(at);
  }

  // 三至五条.
  bool EndsRange(std::size_t at) const {
    if (!JoinsRange(PreviousChar(text_, low_, &at)) || at <= low_) return false;
    const char32_t c = PreviousChar(text_, low_, &at);
    return c < 0x10000 && lexicon_.Numeral(static_cast<char16_t>(c)) >= 0;
  }

  // 一万二 means 12 000 and not 10 002: too easily read wrongly.
  bool EndsShort(std::size_t at) const {
    const std::string_view numeral = text_.substr(at, at_ - at);
    if (numeral.size() < 6) return false;
    std::size_t offset = numeral.size() - 6;
    return lexicon_.Numeral(NextHan(numeral, &offset)) > 10 &&
           numeral.find("零") == std::string_view::npos;
  }

  bool SkipNumerals() {
    while (at_ < text_.size()) {
      std::size_t end = at_;
      if (lexicon_.Numeral(NextHan(text_, &end)) < 0) break;
      at_ = end;
    }
    return false;
  }

  // A multiplier alone is a figure in 数十, 百余, 近百; 十 always is.
  bool Vague(std::size_t at) {
    if (digits_ == "10" && lexicon_.VagueEndOf(Before(at)) == nullptr) return true;
    const FactLexicon::Bounding* vague = lexicon_.VagueEndOf(Before(at));
    if (vague != nullptr && vague->bound == v1::Fact::EXACT) return false;
    if (vague == nullptr) return lexicon_.BehindAt(Rest()) != nullptr;
    out_.bound = vague->bound;
    begin_ = at - vague->word.size();
    return true;
  }

  bool HanPercent(std::size_t* next) {
    const bool number = DigitAt(at_) ? TakeDigits() : TakeNumeral(at_);
    *next = at_;
    static const FactUnit kPercent{"%", FactUnit::Kind::kPercent, 0, 0};
    if (!number) return false;
    out_.unit = &kPercent;
    out_.weak = false;
    return Done();
  }

  // [余] [万] [余] unit [左右]
  bool WithUnit(std::size_t* next) {
    if (!MayHaveUnit()) return BareZero();
    TakeBehind();
    const FactUnit* unit = UnitHere();
    while (unit == nullptr && TakeMultiplier()) unit = UnitHere();
    if (unit == nullptr) TakeBehind();
    if (unit == nullptr) unit = UnitHere();
    if (unit == nullptr) return BareZero();
    out_.unit = unit;
    at_ += unit->word.size();
    if (const auto* after = lexicon_.AfterAt(Rest()); after != nullptr) {
      Bound(after->bound);
      at_ += after->word.size();
    }
    *next = at_;
    return Done();
  }

  // Most figures that are no quantities have none, as their next character says.
  bool MayHaveUnit() const {
    const char32_t c = Here();
    return c == U' ' || c == U'\n' ||
           (c < 0x10000 && (lexicon_.CharBits(static_cast<char16_t>(c)) &
                            (kUnitChar | kBehindChar | kMultiplierChar)) != 0);
  }

  void TakeBehind() {
    const auto* behind = lexicon_.BehindAt(Rest());
    if (behind == nullptr) return;
    Bound(behind->bound);
    at_ += behind->word.size();
  }

  bool TakeMultiplier() {
    std::size_t end = at_;
    if (end >= text_.size()) return false;
    const int64_t value = lexicon_.Numeral(NextHan(text_, &end));
    if (value < 100 || power_ > 0) return false;
    for (int64_t rest = value; rest > 1; rest /= 10) ++power_;
    at_ = end;
    TakeBehind();
    return true;
  }

  const FactUnit* UnitHere() {
    std::size_t at = at_;
    for (int i = 0; i < kMaxSpaces && at < text_.size() && (text_[at] == ' ' || text_[at] == '\n');
         ++i) {
      ++at;
    }
    const FactUnit* unit = lexicon_.UnitAt(From(at));
    if (unit != nullptr) at_ = at;
    return unit;
  }

  // 申请数为0，
  bool BareZero() {
    if (digits_ != "0" || power_ > 0) return false;
    const std::string_view before = Before(begin_);
    const bool stated = before.ends_with("为") || before.ends_with("是") || before.ends_with(":");
    const std::string_view rest = Rest();
    const bool ends = rest.empty() || rest.starts_with("，") || rest.starts_with(",") ||
                      rest.starts_with("。") || rest.starts_with("；") || rest.starts_with(";");
    return stated && ends && Done();
  }

  void Bound(v1::Fact::Bound bound) {
    const bool differs = out_.bound != v1::Fact::EXACT && out_.bound != bound;
    out_.bound = differs ? v1::Fact::ABOUT : bound;
  }

  bool Done() {
    if (begin_ > low_) {
      if (const auto* before = lexicon_.BeforeEndOf(Before(begin_));
          before != nullptr && before->bound != v1::Fact::EXACT) {
        Bound(before->bound);
        begin_ -= before->word.size();
      }
    }
    const bool money = out_.unit != nullptr && out_.unit->kind == FactUnit::Kind::kMoney;
    const int power = power_ + (money ? out_.unit->power : 0);
    out_.value = power == 0 && places_ == 0 ? digits_ : ShiftDecimal(digits_, power);
    if (!out_.upper.empty()) {
      out_.upper = ShiftDecimal(out_.upper, power);
      out_.bound = v1::Fact::RANGE;
    }
    if (power > 0) out_.step = ShiftDecimal("1", power - places_);
    out_.begin = begin_;
    out_.end = at_;
    return true;
  }

  const FactLexicon& lexicon_;
  const std::string_view text_;  // up to the end of the sentence
  const std::size_t low_;
  Quantity& out_;
  std::size_t begin_ = 0, at_ = 0;
  std::string digits_;
  int places_ = 0;  // digits behind the point
  int power_ = 0;   // of the multipliers
};

}  // namespace

bool ReadQuantity(const FactLexicon& lexicon, std::string_view text, std::size_t low,
                  std::size_t at, std::size_t high, Quantity* quantity, std::size_t* next) {
  Reader reader(lexicon, text, low, high, quantity);
  return absl::ascii_isdigit(text[at]) ? reader.Arabic(at, next) : reader.Han(at, next);
}

}  // namespace gongkai
