#include "segment/sign_off.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxNameBytes = 120;
constexpr uint32_t kMinNameBytes = 9;
constexpr int kNearEnd = 12;    // lines from the end in which a date needs no name
constexpr int kVeryEnd = 3;     // and in which a name needs no date
constexpr int kMaxDates = 400;  // looked at, from the end

struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
};

class SignOffFinder {
 public:
  SignOffFinder(const TextScan& scan, const Words& words, uint32_t from)
      : scan_(scan), words_(words), from_(from) {
    for (std::size_t i = 0; i < scan.units().size(); ++i) {
      if (!scan.units()[i].chrome) last_ = i;
    }
  }

  // The name that ends the range, behind the last sentence or space in it.
  std::optional<Range> NameAtEnd(uint32_t begin, uint32_t end) const {
    while (end > begin && IsSpace(scan_.text()[end - 1])) --end;
    for (const std::string_view open : {"（", "("}) {
      if (scan_.Of(begin, end).ends_with(open)) end -= static_cast<uint32_t>(open.size());
    }
    if (end > begin + kMaxNameBytes) {
      begin = end - kMaxNameBytes;
      while ((static_cast<unsigned char>(scan_.text()[begin]) & 0xC0) == 0x80) ++begin;
    }
    const std::string_view text = scan_.Of(begin, end);
    std::size_t cut = text.size();
    for (std::size_t before = cut; cut > 0; cut = before) {
      const char32_t c = PreviousChar(text, 0, &before);
      if (c == U' ' || IsSentenceSign(c)) break;
    }
    return Name(begin + static_cast<uint32_t>(cut), end);
  }

  std::optional<Range> NameInUnit(std::size_t index) const {
    const Unit& unit = scan_.units()[index];
    if (unit.chrome || unit.begin < from_) return std::nullopt;
    if (HoldsSentenceSign(scan_.Of(unit))) return std::nullopt;
    return Name(unit.begin, unit.end);
  }

  // The sign-off round a date; false if the date is none's.
  bool Round(const DateInText& date, Range* name, bool* named) const {
    const std::size_t index = scan_.UnitAt(date.begin);
    const Unit& unit = scan_.units()[index];
    if (unit.chrome || date.date.month == 0 || !Closes(scan_.Of(date.end, unit.end))) return false;
    const bool alone = Opens(scan_.Of(unit.begin, date.begin));
    std::optional<Range> found = alone ? NameBeside(index) : NameAtEnd(unit.begin, date.begin);
    *named = found.has_value();
    if (found) *name = *found;
    return found.has_value() || (alone && NearEnd(index));
  }

  bool NearEnd(std::size_t index) const {
    int after = 0;
    for (std::size_t i = index + 1; i <= last_ && after <= kNearEnd; ++i) {
      after += scan_.units()[i].chrome ? 0 : 1;
    }
    return after < kNearEnd;
  }

  std::optional<Range> NameAtVeryEnd() const {
    for (std::size_t i = last_ + 1, seen = 0; i > 0 && seen < kVeryEnd; --i) {
      if (scan_.units()[i - 1].chrome) continue;
      ++seen;
      const auto name = NameInUnit(i - 1);
      if (name && scan_.units()[i - 1].begin > from_) return name;
    }
    return std::nullopt;
  }

 private:
  std::optional<Range> Name(uint32_t begin, uint32_t end) const {
    const std::string_view text = scan_.Of(begin, end);
    const Word* body = words_.LongestEnd(WordUse::kBody, text);
    const bool name = text.size() >= kMinNameBytes && text.size() <= kMaxNameBytes &&
                      body != nullptr && body->text.size() < text.size() &&
                      words_.LongestEnd(WordUse::kNotBody, text) == nullptr;
    if (!name) return std::nullopt;
    return Range{begin, end};
  }

  std::optional<Range> NameBeside(std::size_t index) const {
    for (std::size_t i = index; i > 0; --i) {
      if (scan_.units()[i - 1].chrome) continue;
      if (auto name = NameInUnit(i - 1)) return name;
      // "无。某某局" where the line break before the name was lost.
      const Unit& unit = scan_.units()[i - 1];
      if (unit.begin >= from_ && scan_.Of(unit).find("。") != std::string_view::npos) {
        if (auto name = NameAtEnd(unit.begin, unit.end)) return name;
      }
      break;
    }
    return index + 1 < scan_.units().size() ? NameInUnit(index + 1) : std::nullopt;
  }

  static bool Opens(std::string_view before) {
    while (before.ends_with(" ")) before.remove_suffix(1);
    return before.empty() || before == "（" || before == "(";
  }

  static bool Closes(std::string_view behind) {
    return behind.empty() || behind == "）" || behind == ")" || behind == "。" ||
           behind.front() == ' ';
  }

  const TextScan& scan_;
  const Words& words_;
  uint32_t from_;
  std::size_t last_ = 0;
};

void SetName(const TextScan& scan, const Range& name, v1::SignOff* sign_off) {
  sign_off->mutable_agency()->set_value(WithoutSpace(scan.Of(name.begin, name.end)));
  sign_off->mutable_agency()->mutable_span()->set_begin(name.begin);
  sign_off->mutable_agency()->mutable_span()->set_end(name.end);
}

void SetDate(const DateInText& date, v1::Outline* outline) {
  v1::SignOff* sign_off = outline->mutable_sign_off();
  *sign_off->mutable_date() = ToProto(date.date);
  sign_off->mutable_date_span()->set_begin(date.begin);
  sign_off->mutable_date_span()->set_end(date.end);
  v1::DateMention* mention = outline->add_dates();
  mention->set_kind(v1::DateMention::SIGNED);
  *mention->mutable_date() = sign_off->date();
  *mention->mutable_span() = sign_off->date_span();
}

}  // namespace

uint32_t ReadSignOff(const TextScan& scan, const Words& words, std::span<const DateInText> dates,
                     uint32_t from, v1::Outline* outline) {
  if (scan.units().empty()) return UINT32_MAX;
  const SignOffFinder finder(scan, words, from);
  const DateInText* without_name = nullptr;
  int looked_at = 0;
  for (std::size_t i = dates.size(); i > 0 && looked_at < kMaxDates; --i, ++looked_at) {
    const DateInText& date = dates[i - 1];
    if (date.begin < from) break;
    Range name;
    bool named = false;
    if (!finder.Round(date, &name, &named)) continue;
    if (!named) {
      if (without_name == nullptr && date.in_words) without_name = &date;
      continue;
    }
    SetName(scan, name, outline->mutable_sign_off());
    SetDate(date, outline);
    return std::min(name.begin, date.begin);
  }
  if (without_name != nullptr) {
    SetDate(*without_name, outline);
    return without_name->begin;
  }
  if (const auto name = finder.NameAtVeryEnd()) {
    SetName(scan, *name, outline->mutable_sign_off());
    return name->begin;
  }
  return UINT32_MAX;
}

}  // namespace gongkai
