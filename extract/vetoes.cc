#include "extract/vetoes.h"

#include <algorithm>
#include <vector>

namespace gongkai {
namespace {

class Vetoes {
 public:
  Vetoes(const VetoInput& input, Alignment* alignment)
      : input_(input), text_(input.text), model_(input.model), result_(*alignment) {}

  void Run() {
    DoubtNeighbours();
    DoubtSharedLabels();
    DoubtTornLabel();
    DoubtTornFigures();
    DoubtSharedValues();
    DoubtSecondTables();
    DoubtSecondRowOfDisputes();
    DoubtLostLines();
  }

 private:
  const ModelRow& RowOf(int row) const { return model_.rows()[static_cast<std::size_t>(row)]; }
  const Token& TokenAt(int token) const {
    return result_.list.tokens[static_cast<std::size_t>(token)];
  }

  void Doubt(AlignedRow* row, v1::CellEvidence why) {
    if (row->placement.state != Placement::State::kPlaced) return;
    row->placement.state = Placement::State::kSeveral;
    row->doubt = why;
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
    std::vector<AlignedRow*> owners(result_.list.tokens.size());
    for (AlignedRow& row : result_.rows) {
      if (row.placement.state != Placement::State::kPlaced) continue;
      for (const int token : row.placement.tokens) {
        if (token == kNoToken) continue;
        AlignedRow*& owner = owners[static_cast<std::size_t>(token)];
        if (owner != nullptr && owner != &row) {
          Doubt(owner, v1::SEVERAL_READINGS);
          Doubt(&row, v1::SEVERAL_READINGS);
        }
        owner = &row;
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

  bool Same(int a, int b) const {
    if (a == kNoToken || b == kNoToken) return a == b;
    const Token& first = TokenAt(a);
    const Token& second = TokenAt(b);
    return first.kind == second.kind && text_.substr(first.begin, first.end - first.begin) ==
                                            text_.substr(second.begin, second.end - second.begin);
  }

  bool SameValues(const std::vector<int>& a, const std::vector<int>& b) const {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      if (!Same(a[i], b[i])) return false;
    }
    return a.size() == b.size();
  }

  // Another copy of a row with other figures; several of a table, and the table stands there
  // twice: then nothing says which is the report's.
  void DoubtSecondTables() {
    std::array<int, kTableKinds> differing{};
    std::vector<int> certain;  // rows of which the other copy is no label in the prose
    for (const RowPlace& spare : input_.spare) {
      const auto row = std::ranges::find_if(
          result_.rows, [&](const AlignedRow& aligned) { return aligned.place.row == spare.row; });
      if (row == result_.rows.end() || row->placement.state != Placement::State::kPlaced) {
        continue;
      }
      const v1::TableKind table = RowOf(spare.row).table;
      AlignedRow other = *row;
      other.place = spare;
      const Placement placement = input_.placers[table]->Place(TaskOf(other, model_, result_));
      if (placement.state == Placement::State::kNothing) continue;
      if (placement.state == Placement::State::kSeveral) {
        if (row->block->columns_size() > 1) Doubt(&*row, v1::SECOND_TABLE);
        continue;
      }
      row->second = placement.tokens;
      if (SameValues(placement.tokens, row->placement.tokens)) continue;
      ++differing[table];
      // No words of a sentence behind it.
      const bool ends = spare.zone.row_ends;
      if (ends && (Adjoin(row->place, spare) || HasHeader(spare))) certain.push_back(spare.row);
    }
    for (AlignedRow& row : result_.rows) {
      const int count = differing[RowOf(row.place.row).table];
      if (count >= 2 && row.second.empty()) Doubt(&row, v1::SECOND_TABLE);
      const bool known = std::ranges::find(certain, row.place.row) != certain.end();
      if (count < 2 && row.block->columns_size() == 1 && !known) row.second.clear();
    }
    DoubtSecondDisputes();
  }

  static bool Adjoin(const RowPlace& a, const RowPlace& b) {
    return a.zone.closer == b.anchor.first_token || b.zone.closer == a.anchor.first_token;
  }

  // A column of the row's table is named not far before it.
  bool HasHeader(const RowPlace& place) const {
    constexpr uint32_t kNear = 8;
    const uint16_t band = RowOf(place.row).band;
    auto anchor = std::ranges::lower_bound(result_.anchors, place.anchor.begin, {}, &Anchor::begin);
    while (anchor != result_.anchors.begin()) {
      --anchor;
      if (anchor->last_token + kNear < place.anchor.first_token) return false;
      const Label& label = model_.labels()[anchor->label];
      const bool ours = std::ranges::any_of(label.meanings, [&](const Meaning& meaning) {
        return meaning.kind == LabelKind::kColumn && meaning.band == band;
      });
      if (ours && anchor->starts && anchor->stops) return true;
    }
    return false;
  }

  // Values of the disputes on the next row, other than those that were taken.
  void DoubtSecondRowOfDisputes() {
    for (DisputeRun& run : result_.disputes) {
      if (run.placement.state != Placement::State::kPlaced) continue;
      const auto rest = input_.zones.Cells(run.zone.row_end, run.zone.end);
      std::vector<int> taken;
      for (const int token : run.placement.tokens) {
        if (token != kNoToken) taken.push_back(token);
      }
      if (rest.empty() || taken.empty() || taken.back() >= static_cast<int>(rest.front())) continue;
      bool same = rest.size() % taken.size() == 0;
      bool filled = false;
      for (std::size_t i = 0; i < rest.size(); ++i) {
        const int token = static_cast<int>(rest[i]);
        filled |= TokenAt(token).kind != TokenKind::kBlank;
        same = same && Same(token, taken[i % taken.size()]);
      }
      if (filled && !same) run.placement.state = Placement::State::kSeveral;
    }
  }

  void DoubtSecondDisputes() {
    const std::vector<DisputeRun>& runs = result_.disputes;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      for (std::size_t j = i + 1; j < runs.size(); ++j) {
        const bool apart = runs[i].first_column + runs[i].columns <= runs[j].first_column ||
                           runs[j].first_column + runs[j].columns <= runs[i].first_column;
        if (apart) continue;
        result_.disputes_differ |= runs[i].columns != runs[j].columns ||
                                   !SameValues(runs[i].placement.tokens, runs[j].placement.tokens);
      }
    }
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

void DoubtRows(const VetoInput& input, Alignment* alignment) { Vetoes(input, alignment).Run(); }

PlaceTask TaskOf(const AlignedRow& row, const FormModel& model, const Alignment& alignment) {
  const ModelRow& place = model.rows()[static_cast<std::size_t>(row.place.row)];
  return {.place = &row.place,
          .header = &alignment.headers[place.band],
          .columns = static_cast<std::size_t>(row.block->columns_size())};
}

}  // namespace gongkai
