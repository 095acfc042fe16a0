#include "extract/alignment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/vetoes.h"
#include "model/han.h"

namespace gongkai {
namespace {

class Aligner {
 public:
  Aligner(const v1::Document& document, const v1::Outline& outline, const FormModel& model,
          const FigureReader& figures)
      : document_(document),
        outline_(outline),
        text_(document.text()),
        model_(model),
        figures_(figures) {}

  absl::StatusOr<Alignment> Run(std::span<const uint32_t> without) {
    absl::StatusOr<TokenList> list = Tokenize(document_, figures_);
    if (!list.ok()) return list.status();
    result_.list = *std::move(list);
    result_.anchors = FindAnchors(text_, result_.list, model_);
    if (!without.empty()) {
      std::erase_if(result_.anchors, [without](const Anchor& anchor) {
        return std::ranges::find(without, anchor.begin) != without.end();
      });
    }
    ZoneFinder zones(text_, result_.anchors, result_.list, model_, figures_);
    const RowReader reader(result_.list, zones, result_.anchors, model_);
    zones_ = &zones;
    reader_ = &reader;
    absl::StatusOr<Chain> chain = FindChain(text_, result_.anchors, result_.list, model_, &zones);
    if (!chain.ok()) return chain.status();
    chain_ = *std::move(chain);
    DropGroupTotals();
    FindHeaders();
    ImplyHeaders();
    DropStrayRows();
    FindDisputeRow();
    DecideForms();
    PlaceRows();
    DoubtRows({.text = text_,
               .model = model_,
               .figures = figures_,
               .zones = zones,
               .spare = chain_.spare,
               .forms = table_form_,
               .placers = placers_},
              &result_);
    FindExtraRows();
    FindLastToken();
    result_.spare = std::move(chain_.spare);
    result_.found = !chain_.rows.empty() || !result_.disputes.empty();
    return std::move(result_);
  }

 private:
  const ModelRow& RowOf(int row) const { return model_.rows()[static_cast<std::size_t>(row)]; }
  const Token& TokenAt(int token) const {
    return result_.list.tokens[static_cast<std::size_t>(token)];
  }

  // A label that is a row in one form and heads a group in another is no row where a row of
  // that group is found: its figures repeat a sub-total.
  void DropGroupTotals() {
    std::erase_if(chain_.rows, [&](const RowPlace& place) {
      const Label& label = model_.labels()[place.anchor.label];
      return label.row_group && std::ranges::any_of(label.meanings, [&](const Meaning& meaning) {
               return meaning.kind == LabelKind::kRowGroup &&
                      std::ranges::any_of(chain_.rows, [&](const RowPlace& other) {
                        return InGroup(other.row, meaning.form, label);
                      });
             });
    });
  }

  bool InGroup(int row, std::size_t form, const Label& label) const {
    const v1::RowDefinition* in = RowOf(row).in[form];
    return in != nullptr && std::ranges::any_of(in->groups(), [&](const std::string& group) {
             return HanOnly(group).ends_with(label.text);
           });
  }

  // The header stands between the row before, in the text, and the first row of the band.
  void FindHeaders() {
    result_.headers.resize(model_.bands().size());
    for (std::size_t band = 0; band < model_.bands().size(); ++band) {
      const RowPlace* first = nullptr;
      for (const RowPlace& place : chain_.rows) {
        if (RowOf(place.row).band != band || place.out_of_order) continue;
        if (first == nullptr) first = &place;
      }
      if (first == nullptr) continue;
      uint32_t begin = 0;
      for (const RowPlace& place : chain_.rows) {
        if (place.anchor.first_token < first->anchor.first_token) {
          begin = std::max(begin, place.anchor.last_token + 1);
        }
      }
      result_.headers[band] =
          FindHeader(band, begin, first->anchor, text_, result_.list, result_.anchors, model_);
    }
  }

  // A header that is not there, or no more than its end, needs none where the rows say it all.
  void ImplyHeaders() {
    for (std::size_t band = 0; band < model_.bands().size(); ++band) {
      const auto& blocks = model_.bands()[band].blocks;
      const v1::BlockDefinition* block = nullptr;
      std::size_t form = 0;
      for (std::size_t i = blocks.size(); i-- > 0;) {
        if (blocks[i] == nullptr) continue;
        block = blocks[i];
        form = i;
      }
      if (block == nullptr || result_.headers[band].form >= 0) continue;
      const bool same = std::ranges::all_of(blocks, [&](const v1::BlockDefinition* other) {
        return other == nullptr || other->columns_size() == block->columns_size();
      });
      if (same) ImplyHeader(band, form, static_cast<uint32_t>(block->columns_size()));
    }
  }

  // Several rows of as many values as the form has columns, so that it is a table, and none that
  // says that there were more. One column can be no other; of several the text must have lost what
  // stood over them: a header in words nobody knows may have named others.
  void ImplyHeader(std::size_t band, std::size_t form, uint32_t columns) {
    constexpr int kRowsOfOne = 8;
    constexpr int kRowsOfSeveral = 3;
    int complete = 0;
    for (const RowPlace& place : chain_.rows) {
      if (RowOf(place.row).band != band) continue;
      const auto on_row = zones_->Cells(place.zone.begin, place.zone.row_end);
      const uint32_t values = CountFilled(
          columns > 1 && !on_row.empty() ? on_row : zones_->Cells(place.zone.begin, place.zone.end),
          result_.list);
      if (values > columns) return;
      complete += values == columns ? 1 : 0;
    }
    if (complete < (columns == 1 ? kRowsOfOne : kRowsOfSeveral)) return;
    if (columns > 1 && !BeginsWithin(band)) return;
    BandHeader& header = result_.headers[band];
    header.form = static_cast<int>(form);
    header.shared = std::ranges::count(model_.bands()[band].blocks, nullptr) + 1 <
                    static_cast<std::ptrdiff_t>(kMaxTableForms);
    header.implied = true;
    for (uint32_t i = 0; i < columns; ++i) header.slots.push_back(static_cast<int>(i));
  }

  // The text begins between two rows of the band or within one: no more is left before the first
  // one found than of a row.
  bool BeginsWithin(std::size_t band) const {
    constexpr std::ptrdiff_t kWordsOfARow = 3;
    uint32_t first = UINT32_MAX;
    for (const RowPlace& place : chain_.rows) {
      if (place.anchor.first_token >= first) continue;
      first = place.anchor.first_token;
      if (RowOf(place.row).band != band) return false;
    }
    return first < result_.list.tokens.size() &&
           std::count_if(result_.list.tokens.begin(), result_.list.tokens.begin() + first,
                         [](const Token& token) { return token.kind == TokenKind::kWords; }) <=
               kWordsOfARow;
  }

  // A table that a report may lack is there if its header is, or several of its rows: a single one
  // is words of the text with a figure behind them.
  void DropStrayRows() {
    constexpr std::ptrdiff_t kSeveralRows = 3;
    for (const v1::FormDefinition* form : model_.forms()) {
      for (const v1::TableDefinition& table : form->tables()) {
        if (!table.optional()) continue;
        const auto ours = [&](const RowPlace& place) {
          return RowOf(place.row).table == table.kind();
        };
        const bool header = std::ranges::any_of(chain_.rows, [&](const RowPlace& place) {
          return ours(place) && result_.headers[RowOf(place.row).band].form >= 0;
        });
        const auto rows = std::ranges::count_if(
            chain_.rows, [&](const RowPlace& place) { return ours(place) && place.full; });
        if (!header && rows < kSeveralRows) std::erase_if(chain_.rows, ours);
      }
    }
  }

  void FindDisputeRow() {
    for (std::size_t row = 0; row < model_.rows().size(); ++row) {
      if (!model_.RowLabels(static_cast<int>(row)).empty()) continue;
      result_.disputes_row = static_cast<int>(row);
    }
    if (result_.disputes_row < 0) return;
    const ModelRow& row = RowOf(result_.disputes_row);
    std::size_t form = 0;
    while (row.in[form] == nullptr) ++form;
    result_.disputes = FindDisputes(result_.disputes_row, form, text_, result_.anchors,
                                    result_.list, model_, *reader_, zones_);
  }

  // Rows and headers that only one form has decide, for each table and for the report.
  void DecideForms() {
    std::array<std::array<int, kMaxTableForms>, kTableKinds> votes{};
    for (const RowPlace& place : chain_.rows) {
      const ModelRow& row = RowOf(place.row);
      if (std::ranges::count(row.in, nullptr) + 1 < static_cast<int>(kMaxTableForms)) continue;
      const auto only = std::ranges::find_if(row.in, [](auto* in) { return in != nullptr; });
      votes[row.table][static_cast<std::size_t>(only - row.in.begin())] += 2;
    }
    for (std::size_t band = 0; band < result_.headers.size(); ++band) {
      const BandHeader& header = result_.headers[band];
      if (header.form < 0 || header.shared) continue;
      votes[model_.bands()[band].table][static_cast<std::size_t>(header.form)] +=
          static_cast<int>(header.cells.size());
    }
    std::array<int, kMaxTableForms> all{};
    for (const auto& table : votes) {
      for (std::size_t form = 0; form < kMaxTableForms; ++form) all[form] += table[form];
    }
    const int told = model_.FormIndex(outline_.form().form());
    const int expected = model_.FormIndex(outline_.form().expected());
    const std::size_t fallback = told >= 0       ? static_cast<std::size_t>(told)
                                 : expected >= 0 ? static_cast<std::size_t>(expected)
                                                 : model_.forms().size() - 1;
    result_.form = Most(all, fallback);
    for (std::size_t table = 0; table < kTableKinds; ++table) {
      table_form_[table] = Most(votes[table], result_.form);
    }
  }

  static std::size_t Most(const std::array<int, kMaxTableForms>& votes, std::size_t fallback) {
    std::size_t best = fallback;
    for (std::size_t form = 0; form < votes.size(); ++form) {
      if (votes[form] > votes[best]) best = form;
    }
    return best;
  }

  // The block that gives a row its columns: that of the header; without one, of the table's
  // form, or of one that has the row.
  std::size_t ColumnsForm(const RowPlace& place) const {
    const ModelRow& row = RowOf(place.row);
    const BandHeader& header = result_.headers[row.band];
    const std::size_t form = table_form_[row.table];
    const Band& band = model_.bands()[row.band];
    if (header.form >= 0 && !(header.shared && band.blocks[form] != nullptr)) {
      return static_cast<std::size_t>(header.form);
    }
    if (band.blocks[form] != nullptr) return form;
    std::size_t other = 0;
    while (row.in[other] == nullptr) ++other;
    return other;
  }

  void PlaceRows() {
    result_.rows.reserve(chain_.rows.size());
    for (const RowPlace& place : chain_.rows) {
      const std::size_t form = ColumnsForm(place);
      result_.rows.push_back({.place = place,
                              .form = form,
                              .block = model_.bands()[RowOf(place.row).band].blocks[form]});
    }
    std::vector<PlaceTask> tasks;
    std::vector<AlignedRow*> rows;
    tasks.reserve(result_.rows.size());
    rows.reserve(result_.rows.size());
    for (std::size_t table = 0; table < kTableKinds; ++table) {
      tasks.clear();
      rows.clear();
      for (AlignedRow& row : result_.rows) {
        if (RowOf(row.place.row).table != static_cast<v1::TableKind>(table)) continue;
        tasks.push_back(TaskOf(row, model_, result_));
        rows.push_back(&row);
      }
      if (tasks.empty()) continue;
      placers_[table].emplace(result_.list, result_.anchors, *zones_, *reader_);
      std::vector<Placement> placements = placers_[table]->PlaceTable(tasks);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        AlignedRow& row = *rows[i];
        row.placement = std::move(placements[i]);
        if (row.placement.state != Placement::State::kSeveral) continue;
        row.doubt = row.placement.header_uncertain ? v1::HEADER_UNCERTAIN : v1::COUNT_MISMATCH;
      }
    }
  }

  // Words between two rows of a table that are followed by as many values as its rows have.
  void FindExtraRows() {
    for (std::size_t i = 0; i + 1 < result_.rows.size(); ++i) {
      const AlignedRow& row = result_.rows[i];
      const v1::TableKind table = RowOf(row.place.row).table;
      if (RowOf(result_.rows[i + 1].place.row).table != table) continue;
      const uint32_t end = result_.rows[i + 1].place.anchor.first_token;
      for (uint32_t token = row.place.zone.closer; token < end; ++token) {
        if (TokenAt(static_cast<int>(token)).kind != TokenKind::kWords ||
            zones_->LastAnchorIn(token) >= 0) {
          continue;
        }
        const Zone zone = zones_->FindFrom(token + 1);
        const auto count = CountFilled(zones_->Cells(zone.begin, zone.end), result_.list);
        if (count != static_cast<uint32_t>(row.block->columns_size())) continue;
        result_.extra_rows.emplace_back(token, table);
      }
    }
  }

  // A text that ends without a line end may have been cut within its last cell.
  void FindLastToken() {
    const std::vector<Token>& tokens = result_.list.tokens;
    if (tokens.empty()) return;
    const std::string_view rest = text_.substr(tokens.back().end);
    if (result_.list.truncated || rest.find('\n') == std::string_view::npos) {
      result_.last_token = static_cast<int>(tokens.size()) - 1;
    }
  }

  const v1::Document& document_;
  const v1::Outline& outline_;
  const std::string_view text_;
  const FormModel& model_;
  const FigureReader& figures_;
  ZoneFinder* zones_ = nullptr;
  const RowReader* reader_ = nullptr;
  Chain chain_;
  std::array<std::size_t, kTableKinds> table_form_{};
  std::array<std::optional<Placer>, kTableKinds> placers_;
  Alignment result_;
};

}  // namespace

absl::StatusOr<Alignment> Align(const v1::Document& document, const v1::Outline& outline,
                                const FormModel& model, const FigureReader& figures,
                                std::span<const uint32_t> without) {
  return Aligner(document, outline, model, figures).Run(without);
}

}  // namespace gongkai
