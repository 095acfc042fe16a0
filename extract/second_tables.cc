#include "extract/second_tables.h"

#include <algorithm>
#include <vector>

namespace gongkai {
namespace {

class SecondTables {
 public:
  SecondTables(const VetoInput& input, Alignment* alignment)
      : input_(input), text_(input.text), model_(input.model), result_(*alignment) {}

  void Run() {
    DoubtRowsThatDiffer();
    DoubtSecondRowOfDisputes();
  }

 private:
  const ModelRow& RowOf(int row) const { return model_.rows()[static_cast<std::size_t>(row)]; }
  const Token& TokenAt(int token) const {
    return result_.list.tokens[static_cast<std::size_t>(token)];
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
  void DoubtRowsThatDiffer() {
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
      KeepSecond(placement.tokens, &*row);
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

  // Of several copies, for each column one that differs: a later one may be as the first was.
  void KeepSecond(const std::vector<int>& tokens, AlignedRow* row) const {
    if (row->second.empty()) row->second = row->placement.tokens;
    for (std::size_t i = 0; i < tokens.size() && i < row->second.size(); ++i) {
      if (Same(row->second[i], row->placement.tokens[i])) row->second[i] = tokens[i];
    }
  }

  // One right behind the other, but for what an explanation in the label goes on with.
  bool Adjoin(const RowPlace& a, const RowPlace& b) const {
    const uint32_t last = static_cast<uint32_t>(result_.list.tokens.size());
    const bool same_end = a.zone.closer < last && b.zone.closer < last &&
                          Same(static_cast<int>(a.zone.closer), static_cast<int>(b.zone.closer));
    const uint32_t rest = same_end ? 1 : 0;
    const auto follows = [rest](const RowPlace& before, const RowPlace& behind) {
      return before.zone.closer <= behind.anchor.first_token &&
             behind.anchor.first_token <= before.zone.closer + rest;
    };
    return follows(a, b) || follows(b, a);
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

  // Runs that share columns, each held against the first one of its columns: there are few of
  // these, however many runs.
  void DoubtSecondDisputes() {
    std::vector<const DisputeRun*> firsts;
    for (const DisputeRun& run : result_.disputes) {
      bool known = false;
      for (const DisputeRun* first : firsts) {
        const bool apart = first->first_column + first->columns <= run.first_column ||
                           run.first_column + run.columns <= first->first_column;
        if (apart) continue;
        known |= first->columns == run.columns;
        result_.disputes_differ |= first->columns != run.columns ||
                                   !SameValues(first->placement.tokens, run.placement.tokens);
      }
      if (result_.disputes_differ) return;
      if (!known) firsts.push_back(&run);
    }
  }

  const VetoInput& input_;
  const std::string_view text_;
  const FormModel& model_;
  Alignment& result_;
};

}  // namespace

void DoubtSecondTables(const VetoInput& input, Alignment* alignment) {
  SecondTables(input, alignment).Run();
}

}  // namespace gongkai
