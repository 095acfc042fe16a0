#include "extract/vetoes.h"

#include <algorithm>
#include <vector>

#include "extract/loose_values.h"
#include "extract/second_tables.h"
#include "model/han.h"

namespace gongkai {
namespace {

class Vetoes {
 public:
  Vetoes(const VetoInput& input, Alignment* alignment)
      : input_(input), text_(input.text), model_(input.model), result_(*alignment) {}

  void Run() {
    DoubtNeighbours();
    DoubtSharedLabels();
    DoubtValuesBetweenLabels();
    DoubtJoinedLabels();
    DoubtLabelsOfTwoItems();
    DoubtBesideStrayLabels();
    DoubtTornLabel();
    DoubtTornFigures();
    DoubtSharedValues();
    DoubtLooseValues(input_, &result_);
    DoubtSecondTables(input_, &result_);
    DoubtLostLines();
  }

 private:
  const ModelRow& RowOf(int row) const { return model_.rows()[static_cast<std::size_t>(row)]; }
  const Token& TokenAt(int token) const {
    return result_.list.tokens[static_cast<std::size_t>(token)];
  }

  // Values that stand in no row of their own are certain only if what closes them is what the
  // form says comes next: else the label of the next row is lost, and its figures may be here.
  void DoubtNeighbours() {
    for (AlignedRow& row : result_.rows) {
      if (row.placement.state != Placement::State::kPlaced || row.placement.own_row) continue;
      if (!ClosedAsTheFormSays(row) || MayHoldMarkOfLostGroup(row)) {
        Doubt(&row, v1::NEIGHBOUR_MISSING);
      }
    }
  }

  // The heading of a group has marks where its rows have figures. If the form has one behind this
  // row and the text does not, the mark here may be all that is left of it.
  bool MayHoldMarkOfLostGroup(const AlignedRow& row) const {
    const auto is_mark = [&](int token) {
      return token != kNoToken && TokenAt(token).kind == TokenKind::kMark;
    };
    if (std::ranges::none_of(row.placement.tokens, is_mark)) return false;
    const std::size_t form = input_.forms[RowOf(row.place.row).table];
    const int next = model_.NextRow(row.place.row, form);
    const v1::RowDefinition* here = RowOf(row.place.row).in[form];
    if (next < 0 || here == nullptr || RowOf(next).in[form]->groups().empty()) return false;
    const std::string& group = *RowOf(next).in[form]->groups().rbegin();
    if (std::ranges::find(here->groups(), group) != here->groups().end()) return false;
    const uint32_t closer = row.place.zone.closer;
    const int anchor =
        closer < result_.list.tokens.size() ? input_.zones.AnchorIn(closer) : kNoToken;
    return anchor < 0 ||
           !model_.labels()[result_.anchors[static_cast<std::size_t>(anchor)].label].row_group;
  }

  bool ClosedAsTheFormSays(const AlignedRow& row) const {
    const std::size_t form = input_.forms[RowOf(row.place.row).table];
    const uint32_t closer = row.place.zone.closer;
    const auto bit = uint64_t{1} << row.place.row;
    if (IsUnit(closer)) return false;  // and a figure behind it that belongs to another row
    if (closer < result_.list.tokens.size() && input_.zones.AnchorIn(closer) >= 0) {
      const Anchor& anchor =
          result_.anchors[static_cast<std::size_t>(input_.zones.AnchorIn(closer))];
      const Label& label = model_.labels()[anchor.label];
      const bool here = RowOf(row.place.row).in[form] != nullptr;
      for (std::size_t other = 0; other < label.behind.size(); ++other) {
        if ((other == form || !here) && (label.behind[other] & bit) != 0) return true;
      }
    }
    // The form's last row may stand at the end of the text.
    if (closer == result_.list.tokens.size() && model_.NextRow(row.place.row, form) < 0)
      return true;
    const int next = NextFound(row.place);
    if (next < 0) return false;
    for (int between = row.place.row + 1; between < next; ++between) {
      if (RowOf(between).in[form] != nullptr) return false;
    }
    return true;
  }

  // A label that may be several rows is one of them only where the rows before and behind it, in
  // the form's order, leave no other.
  void DoubtSharedLabels() {
    if (!model_.shares_labels()) return;
    for (std::size_t i = 0; i < result_.rows.size(); ++i) {
      const Label& label = LabelOf(result_.rows[i]);
      if (label.other_rows.empty()) continue;
      int low = -1;
      for (std::size_t j = i; low < 0 && j-- > 0;) low = OnlyRow(result_.rows[j]);
      int high = -1;
      for (std::size_t j = i + 1; high < 0 && j < result_.rows.size(); ++j) {
        high = OnlyRow(result_.rows[j]);
      }
      const auto may_be = [&](int row) { return row > low && (high < 0 || row < high); };
      if (std::ranges::count_if(label.other_rows, may_be) + (may_be(label.row) ? 1 : 0) > 1) {
        Doubt(&result_.rows[i], v1::NEIGHBOUR_MISSING);
      }
    }
  }

  // Two labels in one cell, or one behind the other where a line is a cell: a border was lost, or
  // the values of the first. What stands behind the second may be of either.
  void DoubtJoinedLabels() {
    const std::vector<Anchor>& anchors = result_.anchors;
    auto at = anchors.begin();  // rows come in the order of the text, nearly all
    for (AlignedRow& row : result_.rows) {
      const uint32_t begin = row.place.anchor.begin;
      while (at != anchors.end() && at->begin < begin) ++at;
      while (at != anchors.begin() && (at - 1)->begin >= begin) --at;
      auto before = at;
      while (before != anchors.begin() && (before - 1)->end > begin) --before;
      if (before == anchors.begin() || row.placement.values.empty()) continue;
      --before;
      if (!before->whole || !Adjacent(*before, row.place.anchor)) continue;
      AlignedRow* const owner = RowAt(*before);
      if (owner != nullptr && owner->placement.state != Placement::State::kNothing) continue;
      const Label& label = model_.labels()[before->label];
      if (owner == nullptr && (label.row < 0 || label.column || Heads(label, row))) continue;
      Doubt(&row, v1::SEVERAL_READINGS);
      if (owner == nullptr) continue;
      owner->placement = row.placement;
      owner->doubt = row.doubt;
    }
  }

  // "…计1次）（二）通过不同渠道…": behind the label stands another item, and the value may be its
  // own.
  void DoubtLabelsOfTwoItems() {
    for (AlignedRow& row : result_.rows) {
      if (!row.placement.values.empty() && GoesOnWithOrdinal(row.place.anchor)) {
        Doubt(&row, v1::SEVERAL_READINGS);
      }
    }
  }

  bool GoesOnWithOrdinal(const Anchor& anchor) const {
    constexpr uint32_t kLongest = 12;  // bytes: "（十一）"
    const uint32_t end = result_.list.tokens[anchor.last_token].end;
    std::size_t begin = anchor.end;
    for (std::size_t at = begin; at < end; begin = at) {
      const char32_t c = NextChar(input_.text, &at);
      if (c != U')' && c != U'）') break;
    }
    for (std::size_t at = begin; at < end && at < begin + kLongest;) {
      NextChar(input_.text, &at);
      if (at >= end) return false;
      const LabelOrdinal ordinal =
          FindOrdinal(input_.text, static_cast<uint32_t>(begin), static_cast<uint32_t>(at));
      if (ordinal.style == LabelOrdinal::kBracketedHan && ordinal.begin == begin) return true;
    }
    return false;
  }

  // Values on a line of their own between two labels, where other rows have them on the line of the
  // label: they stand at the middle of what was two rows.
  void DoubtValuesBetweenLabels() {
    std::array<int, kTableKinds> beside{};  // rows with values on the label's line, less the others
    for (const AlignedRow& row : result_.rows) {
      if (row.placement.values.empty()) continue;
      beside[RowOf(row.place.row).table] += HasValuesBeside(row.place) ? 1 : -1;
    }
    for (AlignedRow& row : result_.rows) {
      if (row.placement.values.empty() || HasValuesBeside(row.place) ||
          beside[RowOf(row.place.row).table] <= 0) {
        continue;
      }
      const auto next = std::ranges::find_if(result_.rows, [&](const AlignedRow& other) {
        return other.place.anchor.first_token == row.place.zone.closer;
      });
      if (next == result_.rows.end() || next->placement.state != Placement::State::kNothing) {
        continue;
      }
      Doubt(&row, v1::SEVERAL_READINGS);
      next->placement = row.placement;
      next->doubt = row.doubt;
    }
  }

  // A label that no row has taken stands elsewhere, without values: it was in a cell with that of
  // the row before or behind it, or the values of one of these are its own.
  void DoubtBesideStrayLabels() {
    for (const Anchor& anchor : result_.anchors) {
      const Label& label = model_.labels()[anchor.label];
      if (label.row < 0 || label.column || !anchor.whole || !anchor.starts || !anchor.stops ||
          input_.zones.BeforeValue(anchor.last_token)) {
        continue;
      }
      const std::size_t form = input_.forms[RowOf(label.row).table];
      const auto is_row = [&](const AlignedRow& row) { return row.place.row == label.row; };
      if (RowOf(label.row).in[form] == nullptr || std::ranges::any_of(result_.rows, is_row)) {
        continue;
      }
      const int behind = model_.NextRow(label.row, form);
      for (AlignedRow& row : result_.rows) {
        if (RowOf(row.place.row).table != RowOf(label.row).table) continue;
        const bool before = model_.NextRow(row.place.row, form) == label.row;
        if (before || row.place.row == behind) Doubt(&row, v1::NEIGHBOUR_MISSING);
      }
    }
  }

  static bool HasValuesBeside(const RowPlace& place) {
    return place.zone.begin < place.zone.row_end;
  }

  // The row whose label it is; nullptr if it is none's.
  AlignedRow* RowAt(const Anchor& anchor) const {
    const auto row = std::ranges::find_if(result_.rows, [&](const AlignedRow& aligned) {
      return aligned.place.anchor.begin == anchor.begin;
    });
    return row == result_.rows.end() ? nullptr : &*row;
  }

  // The label of a group that the row is in.
  bool Heads(const Label& label, const AlignedRow& row) const {
    return std::ranges::any_of(label.meanings, [&](const Meaning& meaning) {
      if (meaning.kind != LabelKind::kRowGroup) return false;
      const v1::RowDefinition* in = RowOf(row.place.row).in[meaning.form];
      return in != nullptr && std::ranges::any_of(in->groups(), [&](const std::string& group) {
               return HanOnly(group).ends_with(label.text);
             });
    });
  }

  bool Adjacent(const Anchor& a, const Anchor& b) const {
    if (b.first_token > a.last_token + 1) return false;
    const Token& first = TokenAt(static_cast<int>(a.last_token));
    const Token& second = TokenAt(static_cast<int>(b.first_token));
    if (first.row == second.row) return first.column == second.column;
    const std::vector<TokenRow>& rows = result_.list.rows;
    return rows[first.row].shape == RowShape::kLine && rows[second.row].shape == RowShape::kLine;
  }

  // The text may begin within a label: then what is left of it may be another's.
  void DoubtTornLabel() {
    for (AlignedRow& row : result_.rows) {
      const Anchor& anchor = row.place.anchor;
      if (anchor.first_token != 0 || anchor.ordinal.style != LabelOrdinal::kNone) continue;
      const std::u16string& left = LabelOf(row).text;
      const bool torn = std::ranges::any_of(model_.labels(), [&](const Label& other) {
        return other.row >= 0 && other.text.size() > left.size() && other.text.ends_with(left);
      });
      if (torn) Doubt(&row, v1::NEIGHBOUR_MISSING);
    }
  }

  // A line that begins with digits and a space goes on with the figure before it, unless they are
  // the ordinal of the label there: "7" and "3 第二十条" are 73, or 7 and what a line break left.
  bool MayGoOnIn(uint32_t closer) const {
    const TokenList& list = result_.list;
    if (closer == 0 || closer >= list.tokens.size()) return false;
    const Token& words = list.tokens[closer];
    const TokenRow& row = list.rows[words.row];
    const Token& before = list.tokens[closer - 1];
    if (words.kind != TokenKind::kWords || row.shape != RowShape::kLine || row.begin != closer ||
        before.kind != TokenKind::kFigure || list.rows[before.row].shape != RowShape::kLine) {
      return false;
    }
    const std::string_view read = text_.substr(words.begin, words.end - words.begin);
    const std::size_t digits = read.find_first_not_of("0123456789");
    if (digits == 0 || digits == read.npos || read[digits] != ' ') return false;
    return std::ranges::none_of(result_.anchors, [&](const Anchor& anchor) {
      return anchor.first_token == closer && anchor.ordinal.begin == words.begin &&
             IsOrdinalOf(model_.labels()[anchor.label], anchor.ordinal);
    });
  }

  bool IsOrdinalOf(const Label& label, const LabelOrdinal& ordinal) const {
    const auto has = [&](int row) {
      return row >= 0 &&
             std::ranges::find(RowOf(row).ordinals, ordinal) != RowOf(row).ordinals.end();
    };
    return has(label.row) || std::ranges::any_of(label.other_rows, has);
  }

  void DoubtTornFigures() {
    for (AlignedRow& row : result_.rows) {
      if (MayGoOnIn(row.place.zone.closer)) Doubt(&row, v1::SEVERAL_READINGS);
    }
    for (DisputeRun& run : result_.disputes) {
      if (MayGoOnIn(run.zone.closer)) run.placement.state = Placement::State::kSeveral;
    }
  }

  // A value that two rows claim: labels wrapped round it in ways that nobody foresaw.
  void DoubtSharedValues() {
    static_assert(kMaxModelRows < UINT8_MAX);
    std::vector<uint8_t> owners(result_.list.tokens.size());  // the how manyeth row; 0 for none
    uint8_t number = 0;
    for (AlignedRow& row : result_.rows) {
      ++number;
      if (row.placement.state != Placement::State::kPlaced) continue;
      for (const int token : row.placement.tokens) {
        if (token == kNoToken) continue;
        uint8_t& owner = owners[static_cast<std::size_t>(token)];
        if (owner != 0 && owner != number) {
          Doubt(&result_.rows[owner - 1u], v1::SEVERAL_READINGS);
          Doubt(&row, v1::SEVERAL_READINGS);
        }
        owner = number;
      }
    }
  }

  const Label& LabelOf(const AlignedRow& row) const {
    return model_.labels()[row.place.anchor.label];
  }

  bool IsUnit(uint32_t token) const {
    if (token >= result_.list.tokens.size()) return false;
    constexpr uint32_t kLongest = 9;  // bytes: "百万元"
    const Token& words = result_.list.tokens[token];
    return words.kind == TokenKind::kWords && words.end - words.begin <= kLongest &&
           input_.figures.IsUnit(text_.substr(words.begin, words.end - words.begin));
  }

  // The row, if the label can be no other and stands in order; -1.
  int OnlyRow(const AlignedRow& row) const {
    return row.place.out_of_order || !LabelOf(row).other_rows.empty() ? -1 : row.place.row;
  }

  // The row that follows in the text; -1 if none does.
  int NextFound(const RowPlace& place) const {
    int next = -1;
    uint32_t nearest = UINT32_MAX;
    for (const AlignedRow& row : result_.rows) {
      const uint32_t token = row.place.anchor.first_token;
      if (token <= place.anchor.last_token || token >= nearest) continue;
      nearest = token;
      next = row.place.row;
    }
    for (const DisputeRun& run : result_.disputes) {
      const uint32_t token = result_.anchors[run.first_anchor].first_token;
      if (token > place.anchor.last_token && token < nearest) next = result_.disputes_row;
    }
    return next;
  }

  // One cell a line and no line twice: a dump that lost its repeated lines.
  void DoubtLostLines() {
    if (result_.rows.size() < 8) return;
    std::size_t several = 0;
    std::vector<std::string_view> seen;
    for (const AlignedRow& row : result_.rows) {
      if (row.placement.own_row) return;
      several += row.placement.state == Placement::State::kPlaced ? 0 : 1;
      for (const uint32_t value : row.placement.values) {
        const Token& token = result_.list.tokens[value];
        seen.push_back(text_.substr(token.begin, token.end - token.begin));
      }
    }
    if (several * 2 < result_.rows.size()) return;
    std::ranges::sort(seen);
    if (std::ranges::adjacent_find(seen) != seen.end()) return;
    for (AlignedRow& row : result_.rows) Doubt(&row, v1::LINES_LOST);
  }

  const VetoInput& input_;
  const std::string_view text_;
  const FormModel& model_;
  Alignment& result_;
};

}  // namespace

void Doubt(AlignedRow* row, v1::CellEvidence why) {
  if (row->placement.state != Placement::State::kPlaced) return;
  row->placement.state = Placement::State::kSeveral;
  row->doubt = why;
}

void DoubtRows(const VetoInput& input, Alignment* alignment) { Vetoes(input, alignment).Run(); }

PlaceTask TaskOf(const AlignedRow& row, const FormModel& model, const Alignment& alignment) {
  const ModelRow& place = model.rows()[static_cast<std::size_t>(row.place.row)];
  return {.place = &row.place,
          .header = &alignment.headers[place.band],
          .columns = static_cast<std::size_t>(row.block->columns_size())};
}

}  // namespace gongkai
