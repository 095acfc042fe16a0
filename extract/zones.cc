#include "extract/zones.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "model/han.h"

namespace gongkai {
namespace {

// Shorter labels are words of everyday prose: they count only with borders on both sides.
constexpr std::size_t kLongLabel = 5;

bool IsCell(TokenKind kind) { return kind != TokenKind::kWords && kind != TokenKind::kFill; }

}  // namespace

ZoneFinder::ZoneFinder(std::string_view text, const std::vector<Anchor>& anchors,
                       const TokenList& list, const FormModel& model, const FigureReader& figures)
    : text_(text),
      anchors_(anchors),
      list_(list),
      model_(model),
      figures_(figures),
      anchor_in_(list.tokens.size(), -1),
      last_in_(list.tokens.size(), -1) {
  cells_.reserve(list.tokens.size());
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const Anchor& anchor = anchors[i];
    const bool is_long = model.labels()[anchor.label].text.size() >= kLongLabel;
    if (!anchor.starts || !(anchor.stops || is_long)) continue;
    int32_t& first = anchor_in_[anchor.first_token];
    if (first < 0) first = static_cast<int32_t>(i);
    for (uint32_t token = anchor.first_token; token <= anchor.last_token; ++token) {
      last_in_[token] = static_cast<int32_t>(i);
    }
  }
}

// An explanation in brackets behind a label, in a cell or on a line of its own, or its end, or that
// of a quotation.
bool ZoneFinder::IsRest(uint32_t token) const {
  if (token >= list_.tokens.size() || last_in_[token] >= 0) return false;
  const Token& words = list_.tokens[token];
  if (words.kind != TokenKind::kWords) return false;
  const std::string_view rest = text_.substr(words.begin, words.end - words.begin);
  std::size_t first = 0;
  constexpr std::u32string_view kBeginnings = U"(（)）”\"";
  return !rest.empty() && kBeginnings.find(NextChar(rest, &first)) != kBeginnings.npos;
}

// The unit that is all of a piece of text, or what stands there behind an explanation in brackets.
TextRange ZoneFinder::UnitAt(uint32_t begin, uint32_t end) const {
  if (begin == end) return {};
  constexpr uint32_t kLongest = 9;  // bytes: "百万元"
  while (end > begin && text_[end - 1] == ' ') --end;
  if (end - begin > kLongest) {
    const std::size_t space = text_.substr(begin, end - begin).rfind(' ');
    if (space == std::string_view::npos) return {};
    begin += static_cast<uint32_t>(space);
  }
  while (begin < end && text_[begin] == ' ') ++begin;
  return begin < end && figures_.IsUnit(text_.substr(begin, end - begin)) ? TextRange{begin, end}
                                                                          : TextRange();
}

// Explanations and the unit behind a label; returns the token behind them.
uint32_t ZoneFinder::SkipRest(uint32_t token, Zone* zone) const {
  while (IsRest(token)) ++token;
  if (token >= list_.tokens.size()) return token;
  const Token& words = list_.tokens[token];
  if (words.kind != TokenKind::kWords || last_in_[token] >= 0) return token;
  const TextRange unit = UnitAt(words.begin, words.end);
  if (unit.empty() || unit.begin != words.begin) return token;
  zone->unit = unit;
  return token + 1;
}

// Digits glued to words behind a label, outside an explanation in brackets: a line was lost
// between them, and what follows belongs to another label.
bool ZoneFinder::HoldsDigits(uint32_t begin, uint32_t end) const {
  for (std::size_t at = begin; at < end;) {
    const char32_t c = NextChar(text_, &at);
    if (c == U'(' || c == U'（') return false;
    if (c >= U'0' && c <= U'9') return true;
  }
  return false;
}

// A label wrapped round a figure, and digits of no ordinal among its words: the figure is what was
// left of a torn one ("公 41." on a line and "42" on the next), and a blank behind it none.
bool ZoneFinder::HoldsDigits(const Anchor& anchor) const {
  if (!model_.labels()[anchor.label].digits.empty()) return false;
  for (uint32_t token = anchor.first_token; token < anchor.last_token; ++token) {
    const Token& words = list_.tokens[token];
    if (words.kind != TokenKind::kWords) continue;
    const uint32_t begin = std::max(words.begin, anchor.begin);
    if (begin < words.end && HoldsDigits(begin, words.end)) return true;
  }
  return false;
}

// "其中：0" on a line and the rest of the label on the next: the figure of this label or another.
bool ZoneFinder::EndsWithDigits(const Anchor& anchor) const {
  for (uint32_t token = anchor.first_token; token < anchor.last_token; ++token) {
    const Token& words = list_.tokens[token];
    if (words.kind == TokenKind::kWords && words.end > anchor.begin &&
        absl::ascii_isdigit(text_[words.end - 1])) {
      return true;
    }
  }
  return false;
}

// Cells up to the end of the label's row or the next label; returns where it stopped.
uint32_t ZoneFinder::AddRow(uint32_t row_index, uint32_t token) {
  const TokenRow& row = list_.rows[row_index];
  for (; token < row.end; ++token) {
    const TokenKind kind = list_.tokens[token].kind;
    if (kind == TokenKind::kFill) continue;
    if (kind == TokenKind::kWords && (row.shape == RowShape::kLine || last_in_[token] >= 0)) break;
    cells_.push_back(token);
  }
  return token;
}

uint32_t ZoneFinder::AddStream(uint32_t token) {
  for (; token < list_.tokens.size(); ++token) {
    const TokenKind kind = list_.tokens[token].kind;
    if (kind == TokenKind::kWords) break;
    if (IsCell(kind)) cells_.push_back(token);
  }
  return token;
}

Zone ZoneFinder::Find(const Anchor& anchor) {
  Zone zone;
  zone.begin = static_cast<uint32_t>(cells_.size());
  for (uint32_t token = anchor.first_token; token < anchor.last_token; ++token) {
    if (IsCell(list_.tokens[token].kind) && !IsOfLabel(token, anchor)) cells_.push_back(token);
  }
  const bool torn = HoldsDigits(anchor);
  if (torn) cells_.resize(zone.begin);
  zone.row_end = zone.end = static_cast<uint32_t>(cells_.size());
  zone.closer = anchor.last_token;
  if (torn || EndsWithDigits(anchor)) return zone;
  const int last = last_in_[anchor.last_token];
  if (last >= 0 && anchors_[static_cast<std::size_t>(last)].begin > anchor.begin) return zone;
  if (HoldsDigits(anchor.end, list_.tokens[anchor.last_token].end)) return zone;
  zone.unit = UnitAt(anchor.end, list_.tokens[anchor.last_token].end);
  const uint32_t token = SkipRest(anchor.last_token + 1, &zone);
  Collect(token, list_.tokens[token - 1].row, &zone);
  return zone;
}

// "计 1 次": a figure that the form prints in the label, set apart by spaces, and no other digit.
bool ZoneFinder::IsOfLabel(uint32_t token, const Anchor& anchor) const {
  const std::string& digits = model_.labels()[anchor.label].digits;
  if (digits.empty()) return false;
  const Token& figure = list_.tokens[token];
  const std::string_view read = text_.substr(figure.begin, figure.end - figure.begin);
  if (read.substr(0, read.find_first_not_of("0123456789")) != digits) return false;  // "1 次"
  for (uint32_t other = anchor.first_token; other <= anchor.last_token; ++other) {
    const uint32_t begin = std::max(list_.tokens[other].begin, anchor.begin);
    const uint32_t end = std::min(list_.tokens[other].end, anchor.end);
    if (other == token || begin >= end) continue;
    const std::string_view rest = text_.substr(begin, end - begin);
    if (rest.find_first_of("0123456789") != std::string_view::npos) return false;
  }
  return true;
}

bool ZoneFinder::BeforeValue(uint32_t token) const {
  Zone zone;
  const uint32_t next = token + 1 < list_.tokens.size() ? SkipRest(token + 1, &zone) : token + 1;
  return next < list_.tokens.size() && list_.tokens[next].kind != TokenKind::kWords;
}

Zone ZoneFinder::FindBehind(uint32_t token) {
  Zone zone;
  zone.begin = static_cast<uint32_t>(cells_.size());
  zone.unit = UnitAt(list_.tokens[token].begin, list_.tokens[token].end);
  const uint32_t next = SkipRest(token + 1, &zone);
  if (next < list_.tokens.size()) Collect(next, list_.tokens[next].row, &zone);
  return zone;
}

Zone ZoneFinder::FindFrom(uint32_t token) {
  Zone zone;
  zone.begin = static_cast<uint32_t>(cells_.size());
  if (token < list_.tokens.size()) Collect(token, list_.tokens[token].row, &zone);
  return zone;
}

void ZoneFinder::Collect(uint32_t token, uint32_t row, Zone* zone) {
  token = AddRow(row, token);
  zone->row_ends = token == list_.rows[row].end;
  zone->row_end = static_cast<uint32_t>(cells_.size());
  zone->closer = zone->row_ends ? AddStream(token) : token;
  zone->end = static_cast<uint32_t>(cells_.size());
}

}  // namespace gongkai
