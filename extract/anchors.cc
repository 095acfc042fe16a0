#include "extract/anchors.h"

#include <algorithm>

namespace gongkai {
namespace {

constexpr std::string_view kHanNumerals = "一二三四五六七八九十";

bool Space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Moves *end back over `piece` if the text before it ends so.
bool StepBack(std::string_view text, uint32_t low, std::string_view piece, uint32_t* end) {
  if (*end < low + piece.size()) return false;
  if (text.substr(*end - piece.size(), piece.size()) != piece) return false;
  *end -= static_cast<uint32_t>(piece.size());
  return true;
}

// 1 to 10 for the numeral before *end, 0 if there is none.
uint32_t StepBackNumeral(std::string_view text, uint32_t low, uint32_t* end) {
  for (uint32_t i = 0; i < kHanNumerals.size() / 3; ++i) {
    if (StepBack(text, low, kHanNumerals.substr(i * 3, 3), end)) return i + 1;
  }
  return 0;
}

uint32_t StepBackDigits(std::string_view text, uint32_t low, uint32_t* end) {
  uint32_t value = 0;
  uint32_t scale = 1;
  while (*end > low && scale <= 10 && text[*end - 1] >= '0' && text[*end - 1] <= '9') {
    --*end;
    value += scale * static_cast<uint32_t>(text[*end] - '0');
    scale *= 10;
  }
  return value;
}

void StepBackSpace(std::string_view text, uint32_t low, uint32_t* end) {
  while (*end > low && Space(text[*end - 1])) --*end;
}

}  // namespace

LabelOrdinal FindOrdinal(std::string_view text, uint32_t low, uint32_t label) {
  LabelOrdinal ordinal{.begin = label};
  uint32_t at = label;
  StepBackSpace(text, low, &at);
  bool bracket = false;
  bool point = false;
  for (const std::string_view close : {"）", ")"}) bracket |= StepBack(text, low, close, &at);
  if (!bracket) {
    for (const std::string_view sign : {"、", ".", "．", "，", ",", "。"}) {
      if ((point = StepBack(text, low, sign, &at))) break;
    }
  }
  uint32_t number = at;
  StepBackSpace(text, low, &number);
  const uint32_t digits = StepBackDigits(text, low, &number);
  const uint32_t numeral = digits == 0 ? StepBackNumeral(text, low, &number) : 0;
  if (digits == 0 && numeral == 0) return ordinal;
  if (bracket) {
    if (!StepBack(text, low, "（", &number)) StepBack(text, low, "(", &number);
  } else if (!point && numeral != 0) {
    return ordinal;  // 十 in 二十 and the like
  }
  ordinal.style = digits != 0 ? LabelOrdinal::kDigits
                  : bracket   ? LabelOrdinal::kBracketedHan
                              : LabelOrdinal::kHan;
  ordinal.value = digits != 0 ? digits : numeral;
  ordinal.begin = number;
  return ordinal;
}

namespace {

class AnchorFinder {
 public:
  AnchorFinder(std::string_view text, const HanText& han, const TokenList& list,
               const FormModel& model)
      : text_(text), han_(han), list_(list), model_(model) {}

  std::vector<Anchor> Run() {
    std::vector<LabelMatch> matches;
    matches.reserve(256);
    model_.automaton().Find(han_.chars, &matches);
    std::vector<Anchor> anchors;
    anchors.reserve(matches.size());
    std::size_t token = 0;
    for (const LabelMatch& match : matches) {
      Anchor anchor{.label = match.label,
                    .begin = han_.offsets[match.begin],
                    .end = han_.offsets[match.end - 1] + han_.lengths[match.end - 1]};
      if (!Bind(&anchor, &token)) continue;
      Bound(&anchor, anchors.empty() ? nullptr : &anchors.back());
      anchors.push_back(anchor);
    }
    for (std::size_t i = 0; i + 1 < anchors.size(); ++i) {
      Anchor& anchor = anchors[i];
      if (anchors[i + 1].ordinal.begin == anchor.end) anchor.stops = true;
    }
    return anchors;
  }

 private:
  bool Inside(std::size_t token, uint32_t byte) const {
    return list_.tokens[token].begin <= byte && byte < list_.tokens[token].end;
  }

  // *token only moves on: matches come in text order.
  bool Bind(Anchor* anchor, std::size_t* token) const {
    const std::vector<Token>& tokens = list_.tokens;
    while (*token < tokens.size() && tokens[*token].end <= anchor->begin) ++*token;
    if (*token == tokens.size() || !Inside(*token, anchor->begin)) return false;
    if (tokens[*token].kind != TokenKind::kWords) return false;
    std::size_t last = *token;
    anchor->whole = true;
    while (last < tokens.size() && tokens[last].end < anchor->end) {
      ++last;
      if (last < tokens.size()) anchor->whole &= tokens[last].kind == TokenKind::kWords;
    }
    if (last == tokens.size() || !Inside(last, anchor->end - 1)) return false;
    anchor->first_token = static_cast<uint32_t>(*token);
    anchor->last_token = static_cast<uint32_t>(last);
    return true;
  }

  void Bound(Anchor* anchor, const Anchor* before) const {
    const uint32_t low = list_.tokens[anchor->first_token].begin;
    const uint32_t floor = before != nullptr ? std::max(low, before->end) : low;
    anchor->ordinal = FindOrdinal(text_, floor, anchor->begin);
    uint32_t at = anchor->ordinal.begin;
    anchor->starts = at == low || (before != nullptr && before->end == at) ||
                     Space(text_[at - 1]) || OnlyOpeners(floor, at, before != nullptr);
    const Token& last = list_.tokens[anchor->last_token];
    anchor->stops = anchor->end == last.end || Space(text_[anchor->end]);
    for (const std::string_view sign : {"(", "（", "：", ":", "”", "\"", "*", "）", ")"}) {
      anchor->stops |= text_.substr(anchor->end).starts_with(sign);
    }
  }

  // Nothing but signs that may stand before a label.
  bool OnlyOpeners(uint32_t floor, uint32_t at, bool behind_label) const {
    while (at > floor) {
      bool stepped = false;
      for (const std::string_view sign : {"*", "#", "（", "(", "“", "\"", "　", "•", "·", " "}) {
        stepped |= StepBack(text_, floor, sign, &at);
      }
      if (!stepped) return false;
    }
    return behind_label || at == floor;
  }

  std::string_view text_;
  const HanText& han_;
  const TokenList& list_;
  const FormModel& model_;
};

}  // namespace

std::vector<Anchor> FindAnchors(std::string_view text, const HanText& han, const TokenList& list,
                                const FormModel& model) {
  return AnchorFinder(text, han, list, model).Run();
}

}  // namespace gongkai
