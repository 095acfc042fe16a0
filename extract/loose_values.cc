#include "extract/loose_values.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "model/han.h"

namespace gongkai {
namespace {

class LooseValues {
 public:
  LooseValues(const VetoInput& input, Alignment* alignment)
      : text_(input.text),
        zones_(input.zones),
        model_(input.model),
        result_(*alignment),
        list_(alignment->list),
        claimed_(list_.tokens.size()) {}

  void Run() {
    for (AlignedRow& row : result_.rows) {
      in_text_.push_back(&row);
      Claim(row.placement);
    }
    std::ranges::sort(in_text_, {}, [](const AlignedRow* row) { return LabelToken(*row); });
    for (const DisputeRun& run : result_.disputes) Claim(run.placement);
    for (std::size_t i = 0; i < in_text_.size(); ++i) DoubtIfBehindItsValues(i);
    DoubtTablesOfSuchRows();
    DoubtRowsWithoutUnit();
    for (AlignedRow& row : result_.rows) {
      if (IsSignBeforeValue(row.place.zone.closer) || IsParted(row) || IsRoundValues(row)) {
        Doubt(&row, v1::SEVERAL_READINGS);
      }
    }
  }

 private:
  static uint32_t LabelToken(const AlignedRow& row) { return row.place.anchor.first_token; }

  void Claim(const Placement& placement) {
    for (const uint32_t value : placement.values) claimed_[value] = 1;
  }

  bool HasNoValue(const Placement& placement) const {
    return std::ranges::all_of(placement.values, [&](uint32_t value) {
      return list_.tokens[value].kind == TokenKind::kBlank;
    });
  }

  // The first of the values right before a label, from a token on; the label itself if there is
  // none.
  uint32_t ValuesBefore(uint32_t label, uint32_t from) const {
    uint32_t first = label;
    for (uint32_t token = label; token-- > from;) {
      const TokenKind kind = list_.tokens[token].kind;
      if (kind == TokenKind::kWords) break;
      if (kind == TokenKind::kFigure) first = token;
    }
    return first;
  }

  bool IsFirstOf(const TokenRow& row, uint32_t token) const {
    while (token > row.begin && list_.tokens[token - 1].kind != TokenKind::kWords) --token;
    return token == row.begin;
  }

  bool IsBehindLabel(uint32_t token) const {
    while (token > 0 && list_.tokens[token - 1].kind != TokenKind::kWords) --token;
    return token > 0 && zones_.LastAnchorIn(token - 1) >= 0;
  }

  void DoubtIfBehindItsValues(std::size_t at) {
    const uint32_t label = LabelToken(*in_text_[at]);
    const TokenRow& row = list_.rows[list_.tokens[label].row];
    const bool bordered = row.shape != RowShape::kLine;
    const uint32_t on_row = ValuesBefore(label, row.begin);
    const bool begins_row = on_row != label && IsFirstOf(row, on_row);
    if (begins_row) ++behind_values_[TableOf(*in_text_[at])];
    if (begins_row && (bordered || !claimed_[on_row])) {
      DoubtOnItsRow(at, on_row);
      if (at > 0 && claimed_[on_row]) Doubt(in_text_[at - 1], v1::SEVERAL_READINGS);
      return;
    }
    // "11", the label with all values but one, "8": a cell that was 118.
    if (label > 0 && list_.tokens[label - 1].kind == TokenKind::kFigure && !claimed_[label - 1] &&
        GoesOnBelow(*in_text_[at])) {
      Doubt(in_text_[at], v1::SEVERAL_READINGS);
    }
    const uint32_t first = ValuesBefore(label, 0);
    if (IsBehindDigits(label) || (first != label && !claimed_[first] && IsBehindLabel(first))) {
      ++behind_values_[TableOf(*in_text_[at])];
      DoubtAllThatAreShifted(at);
    }
  }

  // Some of its values stand beside the label, and some on another line.
  bool GoesOnBelow(const AlignedRow& row) const {
    const uint32_t line = list_.tokens[row.place.anchor.last_token].row;
    const std::vector<uint32_t>& values = row.placement.values;
    return !values.empty() && list_.tokens[values.front()].row == line &&
           list_.tokens[values.back()].row != line;
  }

  // The row, and those behind it that begin with a figure, which the one before has taken.
  void DoubtOnItsRow(std::size_t at, uint32_t first) {
    AlignedRow& row = *in_text_[at];
    const uint32_t label = LabelToken(row);
    Doubt(&row, v1::SEVERAL_READINGS);
    if (HasNoValue(row.placement)) {
      row.placement.values.clear();
      for (uint32_t token = first; token < label; ++token) {
        if (IsValue(list_.tokens[token].kind)) row.placement.values.push_back(token);
      }
    }
    for (std::size_t next = at + 1; next < in_text_.size(); ++next) {
      const uint32_t begin = list_.rows[list_.tokens[LabelToken(*in_text_[next])].row].begin;
      const std::vector<uint32_t>& values = in_text_[next - 1]->placement.values;
      if (std::ranges::find(values, begin) == values.end()) return;
      Doubt(in_text_[next], v1::SEVERAL_READINGS);
    }
  }

  // Several rows of a table begin with a value: so do those that do not show it.
  void DoubtTablesOfSuchRows() {
    constexpr int kSeveral = 3;
    for (AlignedRow* row : in_text_) {
      if (behind_values_[TableOf(*row)] < kSeveral) continue;
      if (!HasItsValuesBeside(*row)) Doubt(row, v1::SEVERAL_READINGS);
    }
  }

  bool HasItsValuesBeside(const AlignedRow& row) const {
    if (!row.placement.own_row || HasNoValue(row.placement)) return false;
    return list_.tokens[row.placement.values.front()].row ==
           list_.tokens[row.place.anchor.last_token].row;
  }

  // Where rows have their unit in a cell, one without it lost that, and more may be lost with it.
  // Not where an explanation stands behind the label, and maybe the unit.
  void DoubtRowsWithoutUnit() {
    std::array<int, kTableKinds> with{};
    std::array<int, kTableKinds> all{};
    for (const AlignedRow* row : in_text_) {
      ++all[TableOf(*row)];
      with[TableOf(*row)] += row->place.zone.unit.empty() ? 0 : 1;
    }
    for (AlignedRow* row : in_text_) {
      const v1::TableKind table = TableOf(*row);
      const bool rule = with[table] * 10 >= all[table] * 8;
      if (!rule || !row->place.zone.unit.empty() || HasNoValue(row->placement)) continue;
      const Anchor& anchor = row->place.anchor;
      const Token& label = list_.tokens[anchor.last_token];
      const uint32_t value = row->placement.values.front();
      if (label.end == anchor.end && value == anchor.last_token + 1 &&
          list_.tokens[value].row != label.row && !BeginsWithUnit(list_.tokens[value])) {
        Doubt(row, v1::SEVERAL_READINGS);
      }
    }
  }

  // "件   0", read as one value.
  bool BeginsWithUnit(const Token& value) const {
    std::size_t at = value.begin;
    return value.begin < value.end && IsHan(NextChar(text_, &at));
  }

  // "其中：0" before a label: a figure that is none.
  bool IsBehindDigits(uint32_t label) const {
    if (label == 0 || zones_.LastAnchorIn(label - 1) >= 0) return false;
    const Token& words = list_.tokens[label - 1];
    return words.kind == TokenKind::kWords && words.row + 1 == list_.tokens[label].row &&
           absl::ascii_isdigit(text_[words.end - 1]);
  }

  v1::TableKind TableOf(const AlignedRow& row) const {
    return model_.rows()[static_cast<std::size_t>(row.place.row)].table;
  }

  // Cells a line: figures under the header, then label after label with figures between, and none
  // behind the last one. Where that has its own, the first ones were of a label that was lost.
  void DoubtAllThatAreShifted(std::size_t at) {
    std::size_t end = at;
    bool shifted = false;
    for (; end < in_text_.size() && !shifted; ++end) {
      const AlignedRow& row = *in_text_[end];
      shifted = HasNoValue(row.placement);
      if (row.placement.own_row && !shifted) return;
      const uint32_t closer = row.place.zone.closer;
      const bool goes_on = end + 1 < in_text_.size() && LabelToken(*in_text_[end + 1]) == closer;
      if (shifted || goes_on) continue;
      if (closer >= list_.tokens.size() || zones_.LastAnchorIn(closer) >= 0) return;
      shifted = true;
    }
    if (!shifted) return;
    for (; at < end; ++at) Doubt(in_text_[at], v1::SEVERAL_READINGS);
  }

  // "+" and "8": what was left of a sign between cells when its line was split, and the value
  // behind it.
  bool IsSignBeforeValue(uint32_t closer) const {
    if (closer + 1 >= list_.tokens.size()) return false;
    const Token& sign = list_.tokens[closer];
    const Token& value = list_.tokens[closer + 1];
    return sign.kind == TokenKind::kWords && sign.crowded && list_.rows[sign.row].begin == closer &&
           value.row == sign.row && IsValue(value.kind);
  }

  // A label that begins in one cell of a table and ends in another, behind values: that is no wrap,
  // and these may be in any order.
  bool IsRoundValues(const AlignedRow& row) const {
    const Anchor& anchor = row.place.anchor;
    const Token& first = list_.tokens[anchor.first_token];
    const Token& last = list_.tokens[anchor.last_token];
    return !anchor.whole && first.row == last.row && first.column != last.column &&
           list_.rows[first.row].shape == RowShape::kGrid;
  }

  // The line of a row, a line of words that are no label, and a figure on one of its own: "5",
  // "第某页 共12页", "6" may be 56, torn apart where a page ended.
  bool IsParted(const AlignedRow& row) const {
    const uint32_t closer = row.place.zone.closer;
    if (closer + 1 >= list_.tokens.size() || !HasItsValuesBeside(row)) return false;
    const Token& words = list_.tokens[closer];
    const Token& value = list_.tokens[closer + 1];
    const TokenRow& on = list_.rows[value.row];
    return words.kind == TokenKind::kWords && zones_.LastAnchorIn(closer) < 0 &&
           words.row != value.row && on.shape == RowShape::kLine && on.end == closer + 2 &&
           value.kind == TokenKind::kFigure && !claimed_[closer + 1];
  }

  const std::string_view text_;
  const ZoneFinder& zones_;
  const FormModel& model_;
  Alignment& result_;
  const TokenList& list_;
  std::vector<AlignedRow*> in_text_;
  std::array<int, kTableKinds> behind_values_{};  // rows of a table that begin with a value
  std::vector<uint8_t> claimed_;                  // by token: 1 for a value of a row
};

}  // namespace

void DoubtLooseValues(const VetoInput& input, Alignment* alignment) {
  LooseValues(input, alignment).Run();
}

}  // namespace gongkai
