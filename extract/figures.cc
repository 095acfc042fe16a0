#include "extract/figures.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "common/digest.h"
#include "common/strings.h"
#include "embedded/extract_words.h"
#include "extract/decimal_text.h"
#include "model/han.h"

namespace gongkai {
namespace {

// Longer ones are telephone numbers or damage.
constexpr std::size_t kMaxIntegerDigits = 15;
constexpr std::size_t kMaxFractionDigits = 10;
constexpr std::size_t kMaxFigureBytes = 240;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> Fields(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

// Length of a separator of thousands at the front; 0 if there is none.
std::size_t ThousandsSeparator(std::string_view text, bool spaces) {
  if (text.starts_with(',') || text.starts_with('\'')) return 1;
  if (text.starts_with("，") || text.starts_with("’")) return 3;
  return spaces && text.starts_with(' ') ? 1 : 0;
}

std::size_t CountDigits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && absl::ascii_isdigit(text[count])) ++count;
  return count;
}

// "05.47", ".68": what is left of a figure that was torn apart.
bool IsTornOff(std::string_view text) {
  const bool leading_zero = text.size() > 1 && text[0] == '0' && absl::ascii_isdigit(text[1]);
  if (!leading_zero && !text.starts_with('.')) return false;
  text.remove_prefix(CountDigits(text));
  if (text.starts_with('.')) text.remove_prefix(1);
  return text.empty() ? leading_zero : CountDigits(text) == text.size();
}

// Moves the number at the front of *text to *digits; false if there is none that is written
// as a number is.
bool TakeNumber(std::string_view* text, bool spaces, std::string* digits) {
  std::size_t run = CountDigits(*text);
  if (run == 0 || run > kMaxIntegerDigits || (run > 1 && text->front() == '0')) return false;
  digits->assign(text->substr(0, run));
  text->remove_prefix(run);
  const bool may_group = run <= 3 && *digits != "0";
  while (may_group) {
    const std::size_t separator = ThousandsSeparator(*text, spaces);
    if (separator == 0) break;
    run = CountDigits(text->substr(separator));
    if (run == 0 && text->starts_with(' ')) break;  // the space before a unit
    if (run != 3) return false;
    digits->append(text->substr(separator, 3));
    text->remove_prefix(separator + 3);
  }
  if (digits->size() > kMaxIntegerDigits) return false;
  if (!text->starts_with('.')) return true;
  run = CountDigits(text->substr(1));
  if (run == 0 || run > kMaxFractionDigits) return false;
  digits->append(text->substr(0, run + 1));
  text->remove_prefix(run + 1);
  return true;
}

// 1 for an opening bracket at `*at`, -1 for a closing one, 0 for anything else; moves on.
int TakeBracket(std::string_view text, std::size_t* at) {
  const char32_t c = NextChar(text, at);
  if (c == U'(' || c == U'（' || c == U'[') return 1;
  return c == U')' || c == U'）' || c == U']' ? -1 : 0;
}

// True if nothing is left, or remarks in brackets: "（1）4（2）" behind a 3 is another figure.
bool OnlyAnnotation(std::string_view text) {
  text = Trim(text);
  int open = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool space = text[at] == ' ';
    const int step = TakeBracket(text, &at);
    if (open == 0 && step != 1 && !space) return false;
    open += step;
  }
  return open == 0;
}

}  // namespace

const FigureReader& FigureReader::Builtin() {
  static const FigureReader* const kReader = [] {
    absl::StatusOr<FigureReader> reader = Parse(embedded::extract_words().front());
    if (!reader.ok()) {  // A test parses it; a program with broken data must not run.
      std::fprintf(stderr, "%s\n", reader.status().ToString().c_str());
      std::abort();
    }
    return new FigureReader(*std::move(reader));
  }();
  return *kReader;
}

absl::StatusOr<FigureReader> FigureReader::Parse(const EmbeddedFile& file) {
  FigureReader reader;
  reader.digest_ = ToHex(Digest(file.data));
  std::string_view rest = file.data;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.empty() || line.front() == '#') continue;
    if (absl::Status status = reader.AddLine(line); !status.ok()) {
      return absl::InvalidArgumentError(
          Concat(file.name, ":", number, ": ", FromAbsl(status.message())));
    }
  }
  std::ranges::stable_sort(reader.signs_, std::ranges::greater(),
                           [](const Sign& sign) { return sign.word.size(); });
  reader.beginnings_.assign(0x10000, 0);
  const auto add = [&](std::string_view word, Beginning beginning) {
    std::size_t offset = 0;
    const char32_t c = NextChar(word, &offset);
    if (c < reader.beginnings_.size()) reader.beginnings_[c] |= beginning;
  };
  for (const std::string_view digit : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    add(digit, kDigit);
  }
  add(".", kDigit);
  for (const std::string& mark : reader.marks_) add(mark, kMark);
  for (const Sign& sign : reader.signs_) add(sign.word, kSign);
  for (const Numeral& numeral : reader.numerals_) add(numeral.word, kNumeral);
  for (const Unit& unit : reader.units_) add(unit.word, kUnit);
  return reader;
}

absl::Status FigureReader::AddLine(std::string_view line) {
  const std::vector<std::string_view> fields = Fields(line);
  const auto number = [&](std::size_t field, auto* value) {
    if (field >= fields.size()) return false;
    const std::string_view text = fields[field];
    const auto result = std::from_chars(text.data(), text.data() + text.size(), *value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
  };
  if (fields.size() < 2 || fields[1].empty())
    return absl::InvalidArgumentError("a word is missing");
  const std::string_view use = fields[0];
  std::string word(fields[1]);
  if (use == "mark") {
    marks_.push_back(std::move(word));
    return absl::OkStatus();
  }
  if (use == "note") {
    notes_.push_back(std::move(word));
    return absl::OkStatus();
  }
  if (use == "head") {
    running_heads_.push_back(std::move(word));
    return absl::OkStatus();
  }
  if (use == "column") {
    foreign_columns_.push_back(std::move(word));
    return absl::OkStatus();
  }
  if (fields.size() < 3) return absl::InvalidArgumentError("an argument is missing");
  if (use == "unit") {
    Unit unit{std::move(word), Dimension::kAny, 0};
    if (fields[2] == "count") unit.dimension = Dimension::kCount;
    if (fields[2] == "money") unit.dimension = Dimension::kMoney;
    if (!number(3, &unit.power)) return absl::InvalidArgumentError("a power of ten is missing");
    units_.push_back(std::move(unit));
  } else if (use == "sign") {
    signs_.push_back({std::move(word), fields[2] == "-"});
  } else if (use == "digit" || use == "multiplier") {
    Numeral numeral{std::move(word), 0, use == "multiplier"};
    if (!number(2, &numeral.value)) return absl::InvalidArgumentError("a value is missing");
    numerals_.push_back(std::move(numeral));
  } else {
    return absl::InvalidArgumentError(Concat("unknown use ", use));
  }
  return absl::OkStatus();
}

const FigureReader::Unit* FigureReader::FindUnit(std::string_view text) const {
  const auto found = std::ranges::find(units_, text, &Unit::word);
  return found == units_.end() ? nullptr : &*found;
}

CellLook FigureReader::LookAt(std::string_view text, bool whole_cell, uint8_t beginning) const {
  if (text.size() > kMaxFigureBytes) return CellLook::kOther;
  if (beginning == kUnit && !whole_cell) return CellLook::kOther;
  if ((beginning & kDigit) != 0 && IsPlain(text)) return CellLook::kFigure;
  if ((beginning & kMark) != 0 && std::ranges::find(marks_, text) != marks_.end()) {
    return CellLook::kMark;
  }
  Parts parts;
  if (beginning == kNumeral) {  // 一是, 三、本年度办理结果
    return whole_cell && ReadChinese(text, &parts) ? CellLook::kFigure : CellLook::kOther;
  }
  return Split(text, whole_cell, &parts) || IsTornOff(text) ? CellLook::kFigure : CellLook::kOther;
}

void FigureReader::TakeSign(std::string_view* text, Parts* parts) const {
  if ((BeginningOf(*text) & kSign) == 0) return;
  for (const Sign& sign : signs_) {
    if (!StartsWith(*text, sign.word)) continue;
    text->remove_prefix(sign.word.size());
    parts->negative = sign.negative;
    parts->plain_sign = sign.word == "+" || sign.word == "-" || sign.word == "−";
    return;
  }
}

void FigureReader::TakeUnitBefore(std::string_view* text, Parts* parts) const {
  if ((BeginningOf(*text) & kUnit) == 0) return;
  for (const Unit& unit : units_) {
    if (!StartsWith(*text, unit.word)) continue;
    const std::string_view rest = Trim(text->substr(unit.word.size()));
    if (rest.empty() || !absl::ascii_isdigit(rest.front())) continue;
    parts->unit = &unit;
    *text = rest;
    return;
  }
}

// "3①", "3件*".
std::string_view FigureReader::WithoutNotes(std::string_view text) const {
  if (text.ends_with("**")) return text;  // the end of what Markdown sets off
  for (bool any = !text.empty(); any;) {
    any = false;
    for (const std::string& note : notes_) {
      if (!EndsWith(text, note)) continue;
      text.remove_suffix(note.size());
      any = true;
    }
  }
  return text;
}

bool FigureReader::Split(std::string_view text, bool whole_cell, Parts* parts) const {
  if (whole_cell && ReadChinese(text, parts)) return true;
  if (whole_cell) TakeUnitBefore(&text, parts);
  TakeSign(&text, parts);
  if (whole_cell) text = Trim(text);
  if (!TakeNumber(&text, whole_cell, &parts->digits)) return false;
  text = WithoutNotes(text);
  const std::size_t bracket =
      std::min({text.find('('), text.find("（"), text.find('['), text.size()});
  const std::string_view unit = Trim(text.substr(0, bracket));
  if (!unit.empty() && parts->unit != nullptr) return false;
  if (!unit.empty() && (parts->unit = FindUnit(unit)) == nullptr) return false;
  return OnlyAnnotation(text.substr(bracket));
}

// Up to 九千九百九十九万九千九百九十九.
bool FigureReader::ReadChinese(std::string_view text, Parts* parts) const {
  uint64_t total = 0;
  uint64_t section = 0;
  uint64_t digit = 0;
  uint64_t smallest = 100'000;  // multipliers must fall, within 万 and behind it
  bool any = false;
  bool last_was_digit = false;
  while (!text.empty()) {
    if ((BeginningOf(text) & kNumeral) == 0) return false;
    const auto found = std::ranges::find_if(
        numerals_, [&](const Numeral& numeral) { return StartsWith(text, numeral.word); });
    if (found == numerals_.end()) return false;
    text.remove_prefix(found->word.size());
    if (!found->multiplier) {
      if (last_was_digit && digit != 0) return false;
      digit = found->value;
      last_was_digit = true;
    } else if (found->value == 10'000) {
      if (total != 0 || !any) return false;
      total = (section + digit) * 10'000;
      section = digit = 0;
      smallest = 100'000;
      last_was_digit = false;
    } else {
      if (found->value >= smallest) return false;
      if (!last_was_digit && !(found->value == 10 && !any)) return false;
      section += (last_was_digit ? digit : 1) * found->value;
      smallest = found->value;
      digit = 0;
      last_was_digit = false;
    }
    any = true;
  }
  if (!any) return false;
  parts->digits = std::to_string(total + section + digit);
  return true;
}

bool FigureReader::Value(std::string_view text, v1::CellKind kind, std::string_view unit,
                         std::string_view stated, std::string* value) const {
  if (IsPlain(text) && stated.empty()) {
    *value = text;
    return true;
  }
  Parts parts;
  if (!Split(text, true, &parts)) return false;
  if (!parts.plain_sign && kind != v1::SIGNED) return false;
  const Unit* column = FindUnit(unit);
  int power = 0;
  if (parts.unit == nullptr) parts.unit = FindUnit(stated);
  if (parts.unit != nullptr && column != nullptr) {
    if (parts.unit->dimension == Dimension::kAny) {
      power = parts.unit->power;
    } else if (parts.unit->dimension == column->dimension) {
      power = parts.unit->power - column->power;
    } else {
      return false;
    }
  }
  *value = ShiftDecimal(parts.digits, power);
  if (parts.negative && *value != "0") value->insert(0, 1, '-');
  return true;
}

}  // namespace gongkai
