#include "extract/zones.h"

#include <algorithm>

namespace gongkai {
namespace {

// Shorter labels are words of everyday prose: they count only with borders on both sides.
constexpr std::size_t kLongLabel = 5;

bool IsCell(TokenKind kind) { return kind != TokenKind::kWords && kind != TokenKind::kFill; }

}  // namespace

ZoneFinder::ZoneFinder(std::string_view text, const std::vector<Anchor>& anchors,
                       const TokenList& list, const FormModel& model)
    : text_(text),
      anchors_(anchors),
      list_(list),
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

// An explanation in brackets behind a label, in a cell or on a line of its own.
bool ZoneFinder::IsRest(uint32_t token) const {
  if (token >= list_.tokens.size() || last_in_[token] >= 0) return false;
  const Token& words = list_.tokens[token];
  if (words.kind != TokenKind::kWords) return false;
  const std::string_view rest = text_.substr(words.begin, words.end - words.begin);
  return rest.starts_with('(') || rest.starts_with("（");
}

// Digits glued to words behind a label, outside an explanation in brackets: a line was lost
// between them, and what follows belongs to another label.
bool ZoneFinder::HoldsDigits(uint32_t begin, uint32_t end) const {
  const std::string_view rest = text_.substr(begin, end - begin);
  const std::size_t bracket = std::min({rest.find('('), rest.find("（"), rest.size()});
  return rest.substr(0, bracket).find_first_of("0123456789") != std::string_view::npos;
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
    if (IsCell(list_.tokens[token].kind)) cells_.push_back(token);
  }
  zone.row_end = zone.end = static_cast<uint32_t>(cells_.size());
  zone.closer = anchor.last_token;
  const int last = last_in_[anchor.last_token];
  if (last >= 0 && anchors_[static_cast<std::size_t>(last)].begin > anchor.begin) return zone;
  if (HoldsDigits(anchor.end, list_.tokens[anchor.last_token].end)) return zone;
  uint32_t token = anchor.last_token + 1;
  while (IsRest(token)) ++token;
  Collect(token, list_.tokens[token - 1].row, &zone);
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
