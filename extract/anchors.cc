#include "extract/anchors.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {
namespace {

bool Space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// May stand before a label in its cell or line.
bool IsOpener(char32_t c) {
  switch (c) {
    case U'*':
    case U'#':
    case U'（':
    case U'(':
    case U'“':
    case U'"':
    case U'　':
    case U'•':
    case U'·':
    case U' ':
      return true;
    default:
      return false;
  }
}

// What follows it is no part of the label before it.
bool IsCloser(char32_t c) {
  switch (c) {
    case U'(':
    case U'（':
    case U'：':
    case U':':
    case U'”':
    case U'"':
    case U'*':
    case U'）':
    case U')':
      return true;
    default:
      return false;
  }
}

class AnchorFinder {
 public:
  AnchorFinder(std::string_view text, const TokenList& list, const FormModel& model)
      : text_(text), list_(list), model_(model) {}

  std::vector<Anchor> Run() {
    std::vector<LabelMatch> matches;
    matches.reserve(256);
    model_.automaton().Find(text_, list_.page_numbers, &matches);
    std::vector<Anchor> anchors;
    anchors.reserve(matches.size());
    std::size_t token = 0;
    for (const LabelMatch& match : matches) {
      // Where it stays: what was just written in parts is slow to copy.
      Anchor& anchor = anchors.emplace_back();
      anchor.label = match.label;
      anchor.begin = match.begin;
      anchor.end = match.end;
      if (Bind(&anchor, &token)) {
        Bound(&anchor, anchors.size() == 1 ? nullptr : &anchor - 1);
      } else {
        anchors.pop_back();
      }
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
    if (floor == low) TakeBrokenOrdinal(anchor);
    uint32_t at = anchor->ordinal.begin;
    anchor->starts = at <= low || (before != nullptr && before->end == at) ||
                     Space(text_[at - 1]) || OnlyOpeners(floor, at, before != nullptr);
    const Token& last = list_.tokens[anchor->last_token];
    std::size_t end = anchor->end;
    anchor->stops = end == last.end || Space(text_[end]) || IsCloser(NextChar(text_, &end));
  }

  // "（七" on one line and "）总计" on the next, or "（七）" and "总计"; not "7." and "总计", which
  // may be the beginning of a figure.
  void TakeBrokenOrdinal(Anchor* anchor) const {
    if (anchor->ordinal.style != LabelOrdinal::kNone || anchor->first_token == 0) return;
    constexpr uint32_t kLongest = 9;  // bytes: "（十一"
    const Token& before = list_.tokens[anchor->first_token - 1];
    if (before.kind != TokenKind::kWords || before.end - before.begin > kLongest) return;
    const uint32_t low = list_.tokens[anchor->first_token].begin;
    for (uint32_t at = before.end; at < low; ++at) {
      if (!Space(text_[at])) return;
    }
    const LabelOrdinal ordinal = FindOrdinal(text_, before.begin, anchor->begin);
    const bool whole = anchor->begin == low;
    if (ordinal.style != LabelOrdinal::kNone && ordinal.begin == before.begin &&
        !(whole && ordinal.style == LabelOrdinal::kDigits)) {
      anchor->ordinal = ordinal;
    }
  }

  // Nothing but signs that may stand before a label.
  bool OnlyOpeners(uint32_t floor, uint32_t at, bool behind_label) const {
    for (std::size_t before = at; at > floor; at = static_cast<uint32_t>(before)) {
      if (!IsOpener(PreviousChar(text_, floor, &before))) return false;
    }
    return behind_label || at == floor;
  }

  std::string_view text_;
  const TokenList& list_;
  const FormModel& model_;
};

}  // namespace

std::vector<Anchor> FindAnchors(std::string_view text, const TokenList& list,
                                const FormModel& model) {
  return AnchorFinder(text, list, model).Run();
}

}  // namespace gongkai
