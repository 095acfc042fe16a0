#include "extract/disputes.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "extract/edit_distance.h"
#include "model/han.h"

namespace gongkai {
namespace {

// Tokens between two labels of one header, blanks under spans among them.
constexpr uint32_t kHeaderGap = 16;

class DisputeFinder {
 public:
  DisputeFinder(int row, std::size_t form, std::string_view text,
                const std::vector<Anchor>& anchors, const TokenList& list, const FormModel& model,
                const RowReader& reader, ZoneFinder* zones)
      : form_(form),
        band_(model.rows()[static_cast<std::size_t>(row)].band),
        block_(*model.bands()[band_].blocks[form]),
        text_(text),
        anchors_(anchors),
        list_(list),
        model_(model),
        reader_(reader),
        zones_(*zones) {}

  std::vector<DisputeRun> Run() {
    std::vector<DisputeRun> runs;
    std::size_t header = 0;  // first anchor of the header we are in
    bool open = false;
    for (std::size_t i = 0; i < anchors_.size(); ++i) {
      if (!IsHeader(i)) continue;
      if (!open || Apart(last_, i)) header = i;
      open = true;
      last_ = i;
      const uint32_t start = RunStart(i);
      if (!ValuesAt(start)) continue;
      DisputeRun run{.zone = zones_.FindFrom(start), .first_anchor = header, .last_anchor = i};
      open = false;
      if (Place(&run)) runs.push_back(std::move(run));
    }
    DoubtDistantValues(&runs);
    return runs;
  }

 private:
  // Where a group lacks its header, values that do not stand right under another's may be its own:
  // those of the other may be blank.
  void DoubtDistantValues(std::vector<DisputeRun>* runs) const {
    std::size_t columns = 0;
    for (const DisputeRun& run : *runs) columns += run.columns;
    if (columns >= static_cast<std::size_t>(block_.columns_size())) return;
    for (DisputeRun& run : *runs) {
      const int first = run.placement.tokens[run.first_column];
      if (run.placement.state != Placement::State::kPlaced || first == kNoToken) continue;
      const uint32_t head = list_.tokens[anchors_[run.last_anchor].last_token].row;
      const uint32_t values = list_.tokens[static_cast<std::size_t>(first)].row;
      if (list_.rows[head].shape != RowShape::kGrid) continue;
      if (values != head + 1 || list_.rows[values].table != list_.rows[head].table) {
        run.placement.state = Placement::State::kSeveral;
      }
    }
  }

  bool IsHeader(std::size_t i) const {
    const Anchor& anchor = anchors_[i];
    const Label& label = model_.labels()[anchor.label];
    if (!label.column && !label.column_group) return false;  // nearly all
    if (label.Find(LabelKind::kColumn, form_, band_) == nullptr &&
        label.Find(LabelKind::kColumnGroup, form_, band_) == nullptr) {
      return false;
    }
    const bool glued = i > 0 && anchors_[i - 1].end == anchor.begin;
    return (anchor.starts || glued) && (anchor.stops || label.text.size() >= 4);
  }

  // Other words or values between two labels end the header.
  bool Apart(std::size_t a, std::size_t b) const {
    const uint32_t from = anchors_[a].last_token;
    const uint32_t to = anchors_[b].first_token;
    if (to > from + kHeaderGap) return true;
    for (uint32_t token = from + 1; token < to; ++token) {
      if (IsValue(list_.tokens[token].kind)) return true;
    }
    return false;
  }

  // Behind the label, or behind its row if nothing but blanks is left there.
  uint32_t RunStart(std::size_t i) const {
    const Anchor& anchor = anchors_[i];
    const int last = zones_.LastAnchorIn(anchor.last_token);
    if (last > static_cast<int>(i)) return static_cast<uint32_t>(list_.tokens.size());
    const TokenRow& row = list_.rows[list_.tokens[anchor.last_token].row];
    for (uint32_t token = anchor.last_token + 1; token < row.end; ++token) {
      const TokenKind kind = list_.tokens[token].kind;
      if (kind != TokenKind::kBlank && kind != TokenKind::kFill) return anchor.last_token + 1;
    }
    return BehindNotes(list_.tokens[anchor.last_token].row);
  }

  // Where a row of the table that is all one note stands under the header, behind it.
  uint32_t BehindNotes(uint32_t header) const {
    const TokenRow& head = list_.rows[header];
    uint32_t next = header + 1;
    while (head.shape == RowShape::kGrid && next < list_.rows.size()) {
      const TokenRow& row = list_.rows[next];
      const bool note = row.table == head.table && row.end == row.begin + 1 &&
                        list_.tokens[row.begin].kind == TokenKind::kWords &&
                        zones_.LastAnchorIn(row.begin) < 0;
      if (!note) break;
      ++next;
    }
    return list_.rows[next - 1].end;
  }

  // Blanks with more of the header behind them are what spans left.
  bool ValuesAt(uint32_t token) const {
    const std::vector<Token>& tokens = list_.tokens;
    if (token >= tokens.size() || tokens[token].kind == TokenKind::kWords) return false;
    while (token < tokens.size() && !IsValue(tokens[token].kind)) {
      if (tokens[token].kind == TokenKind::kWords) {
        const int anchor = zones_.AnchorIn(token);
        return anchor < 0 || !IsHeader(static_cast<std::size_t>(anchor));
      }
      ++token;
    }
    return true;
  }

  // Column a group stands over if no other group stands between; -1 for other labels.
  int DeepestGroup(std::size_t i) const {
    const Label& label = model_.labels()[anchors_[i].label];
    const Meaning* meaning = label.Find(LabelKind::kColumnGroup, form_, band_);
    return meaning != nullptr && meaning->deepest ? meaning->column : -1;
  }

  std::size_t GroupSize(int first) const {
    const auto& groups = block_.columns(first).groups();
    int last = first;
    while (last < block_.columns_size() &&
           std::ranges::equal(block_.columns(last).groups(), groups)) {
      ++last;
    }
    return static_cast<std::size_t>(last - first);
  }

  struct HeaderFacts {
    std::vector<int> groups;  // first columns, in text order
    int columns = 0;
    int rising_runs = 0;  // one for each group if no column changed its place
    bool groups_rise = true;
    bool joined = false;  // two columns share a cell between borders
  };

  HeaderFacts FactsOf(const DisputeRun& run) const {
    HeaderFacts facts;
    int last_column = INT32_MAX;
    uint32_t last_token = UINT32_MAX;
    for (std::size_t i = run.first_anchor; i <= run.last_anchor; ++i) {
      if (!IsHeader(i)) continue;
      const int group = DeepestGroup(i);
      if (group >= 0) {
        facts.groups_rise &= facts.groups.empty() || facts.groups.back() < group;
        facts.groups.push_back(group);
      }
      const Meaning* meaning =
          model_.labels()[anchors_[i].label].Find(LabelKind::kColumn, form_, band_);
      if (meaning == nullptr) continue;
      ++facts.columns;
      facts.joined |= anchors_[i].first_token == last_token &&
                      list_.rows[list_.tokens[last_token].row].shape != RowShape::kLine;
      last_token = anchors_[i].last_token;
      // "结果维持0": a value that ran into the header.
      const uint32_t end = anchors_[i].end;
      facts.joined |= end < list_.tokens[last_token].end && absl::ascii_isdigit(text_[end]);
      facts.rising_runs += meaning->column <= last_column ? 1 : 0;
      last_column = meaning->column;
    }
    return facts;
  }

  // Words in the header that are no column of the form, nor like one.
  bool HasForeignColumn(const DisputeRun& run) const {
    const uint32_t end = anchors_[run.last_anchor].last_token;
    for (uint32_t token = anchors_[run.first_anchor].first_token; token < end; ++token) {
      const Token& words = list_.tokens[token];
      if (words.kind != TokenKind::kWords) continue;
      const int anchor = zones_.LastAnchorIn(token);
      if (anchor >= 0 && IsHeader(static_cast<std::size_t>(anchor))) continue;
      const std::u16string han = HanOnly(text_.substr(words.begin, words.end - words.begin));
      const bool like = std::ranges::any_of(block_.columns(), [&](const auto& column) {
        const std::u16string label = HanOnly(column.label());
        return label.size() > 2 && DistanceWithin(label, han) <= 1;
      });
      if (!like) return true;
    }
    return false;
  }

  // False if it is no table at all, but words of a text with a figure behind them.
  bool Place(DisputeRun* run) const {
    const HeaderFacts facts = FactsOf(*run);
    const auto all = static_cast<std::size_t>(block_.columns_size());
    const bool whole = facts.groups.size() != 1;
    run->first_column = whole ? 0 : static_cast<std::size_t>(facts.groups.front());
    run->columns = whole ? all : GroupSize(facts.groups.front());
    Placement& placement = run->placement;
    placement.tokens.assign(all, kNoToken);
    const RowCells row = reader_.Read(run->zone, nullptr, run->columns);
    const std::span<const uint32_t> cells = row.cells;
    placement.values.assign(cells.begin(), cells.end());
    placement.state = Placement::State::kSeveral;
    placement.own_row = true;
    const bool crowded =
        std::ranges::any_of(cells, [&](uint32_t cell) { return list_.tokens[cell].crowded; });
    const auto named = static_cast<std::size_t>(facts.columns);
    const bool table = whole ? facts.groups.size() == 3 || named * 2 >= all : true;
    const int runs = whole ? static_cast<int>(all / GroupSize(0)) : 1;
    const bool plain =
        std::ranges::all_of(cells, [&](uint32_t cell) { return IsValue(list_.tokens[cell].kind); });
    // A label that is not there may have stood over a column that is not there either; one that is
    // none of the form's may have a value that is taken for another's.
    const bool lacking =
        (whole && named < all && row.filled < run->columns) || HasForeignColumn(*run);
    placement.header_uncertain = !table || lacking || facts.joined || !facts.groups_rise ||
                                 facts.rising_runs > runs || (facts.columns < 3 && !plain);
    const std::optional<std::size_t> offset =
        cells.empty() ? std::nullopt : RowLayout({&row, 1}, list_).Fit(row);
    if (!offset || crowded || placement.header_uncertain) {
      return facts.columns >= 3 && !cells.empty();
    }
    for (std::size_t i = 0; i < run->columns; ++i) {
      placement.tokens[run->first_column + i] = static_cast<int>(cells[*offset + i]);
    }
    placement.state = Placement::State::kPlaced;
    return true;
  }

  const std::size_t form_;
  const uint16_t band_;
  const v1::BlockDefinition& block_;
  const std::string_view text_;
  const std::vector<Anchor>& anchors_;
  const TokenList& list_;
  const FormModel& model_;
  const RowReader& reader_;
  ZoneFinder& zones_;
  std::size_t last_ = 0;
};

}  // namespace

std::vector<DisputeRun> FindDisputes(int row, std::size_t form, std::string_view text,
                                     const std::vector<Anchor>& anchors, const TokenList& list,
                                     const FormModel& model, const RowReader& reader,
                                     ZoneFinder* zones) {
  return DisputeFinder(row, form, text, anchors, list, model, reader, zones).Run();
}

}  // namespace gongkai
