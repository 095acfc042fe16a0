#include "extract/report_cells.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extract/raw_text.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kCertain = 1000;
constexpr uint32_t kUncertain = 500;
constexpr std::size_t kMaxCandidatesOfCell = 8;

void SetSpan(uint32_t begin, uint32_t end, v1::Span* span) {
  span->set_begin(begin);
  span->set_end(end);
}

class Reporter {
 public:
  Reporter(const v1::Document& document, const v1::Outline& outline, const FormModel& model,
           const FigureReader& figures, const Alignment& alignment, v1::Extraction* extraction)
      : text_(document.text()),
        raw_(document),
        outline_(outline),
        model_(model),
        figures_(figures),
        alignment_(alignment),
        extraction_(*extraction) {}

  void Run() {
    extraction_.Clear();
    if (!alignment_.found) {
      const v1::Form told = outline_.form().form();
      extraction_.set_form(told != v1::FORM_UNSPECIFIED ? told : outline_.form().expected());
    } else {
      extraction_.set_form(model_.forms()[alignment_.form]->form());
    }
    AddCells();
    const int form = model_.FormIndex(extraction_.form());
    if (form >= 0) AddTables(static_cast<std::size_t>(form));
  }

 private:
  const Token& TokenAt(int token) const {
    return alignment_.list.tokens[static_cast<std::size_t>(token)];
  }
  std::string_view Of(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

  // Cells.

  void AddCells() {
    extraction_.mutable_cells()->Reserve(256);
    for (const AlignedRow& row : alignment_.rows) {
      AddRow(row.place.row, row.form, row.placement, row.doubt, row.second);
    }
    std::vector<std::size_t> done;  // a run that says the same once more is left out
    for (const DisputeRun& run : alignment_.disputes) {
      if (std::ranges::find(done, run.first_column) != done.end()) continue;
      done.push_back(run.first_column);
      if (alignment_.disputes_differ) {
        AddDoubtful(run);
        continue;
      }
      const v1::CellEvidence doubt =
          run.placement.header_uncertain ? v1::HEADER_UNCERTAIN : v1::COUNT_MISMATCH;
      AddRow(alignment_.disputes_row, alignment_.form, run.placement, doubt, {}, run.first_column,
             run.columns);
    }
  }

  // Runs that contradict each other; the first one stands for all.
  void AddDoubtful(const DisputeRun& run) {
    if (&run != &alignment_.disputes.front()) return;
    Placement placement = run.placement;
    placement.state = Placement::State::kSeveral;
    AddRow(alignment_.disputes_row, alignment_.form, placement, v1::SECOND_TABLE, {}, 0,
           placement.tokens.size());
  }

  void AddRow(int row, std::size_t form, const Placement& placement, v1::CellEvidence doubt,
              const std::vector<int>& second, std::size_t first = 0, std::size_t count = SIZE_MAX) {
    if (placement.state == Placement::State::kNothing) return;
    const ModelRow& model_row = model_.rows()[static_cast<std::size_t>(row)];
    const v1::BlockDefinition* block = model_.bands()[model_row.band].blocks[form];
    if (block == nullptr) return;
    const auto columns = static_cast<std::size_t>(block->columns_size());
    const std::size_t end = std::min(columns, count == SIZE_MAX ? columns : first + count);
    for (std::size_t column = first; column < end; ++column) {
      const uint32_t number = CellNumber(model_row, form, *block, column);
      if (number == 0) continue;
      if (placement.state == Placement::State::kSeveral) {
        AddSeveral(number, placement, doubt, *block, column, column - first, end - first);
        continue;
      }
      const int token = placement.tokens[column];
      if (token == kNoToken) continue;
      const int other = second.empty() ? token : second[column];
      AddCell(number, token, other, placement.by_header, block->columns(static_cast<int>(column)));
    }
  }

  // Rows of one form under the header of another are told by the column's id.
  static uint32_t CellNumberIn(const v1::RowDefinition& row, const v1::BlockDefinition& of_row,
                               const std::string& id) {
    for (int i = 0; i < of_row.columns_size() && i < row.cells_size(); ++i) {
      if (of_row.columns(i).id() == id) return row.cells(i);
    }
    return 0;
  }

  uint32_t CellNumber(const ModelRow& row, std::size_t form, const v1::BlockDefinition& block,
                      std::size_t column) const {
    if (row.in[form] != nullptr) return row.in[form]->cells(static_cast<int>(column));
    for (std::size_t other = 0; other < kMaxTableForms; ++other) {
      if (row.in[other] == nullptr) continue;
      return CellNumberIn(*row.in[other], *model_.bands()[row.band].blocks[other],
                          block.columns(static_cast<int>(column)).id());
    }
    return 0;
  }

  v1::CellState Read(const Token& token, const v1::ColumnDefinition& column, std::string* value) {
    switch (token.kind) {
      case TokenKind::kFigure:
        return figures_.Value(Of(token), column.kind(), column.unit(), value) ? v1::VALUE
                                                                              : v1::TEXT;
      case TokenKind::kMark:
        return v1::NOT_APPLICABLE;
      case TokenKind::kWords:
        return v1::TEXT;
      default:
        return v1::BLANK;
    }
  }

  void AddCell(uint32_t number, int token_index, int other, bool by_header,
               const v1::ColumnDefinition& column) {
    const Token& token = TokenAt(token_index);
    v1::Cell& cell = *extraction_.add_cells();
    cell.set_number(number);
    cell.set_begin(token.begin);
    cell.set_end(token.end);
    if (token.begin < token.end) raw_.Append(token.begin, token.end, cell.mutable_raw());
    const bool cut = token_index == alignment_.last_token;
    const bool twice = other == kNoToken ||
                       (other != token_index &&
                        (TokenAt(other).kind != token.kind || Of(TokenAt(other)) != Of(token)));
    if (!cut && !twice) {
      cell.set_state(Read(token, column, cell.mutable_value()));
      cell.set_confidence(kCertain);
      cell.add_evidence(by_header ? v1::GRID_COLUMN : v1::ROW_COUNT);
      return;
    }
    cell.set_state(v1::AMBIGUOUS);
    cell.set_confidence(kUncertain);
    cell.add_evidence(cut ? v1::TRUNCATED_END : v1::SECOND_TABLE);
    AddCandidate(token, column, &cell);
    if (twice && other != kNoToken) AddCandidate(TokenAt(other), column, &cell);
  }

  void AddCandidate(const Token& token, const v1::ColumnDefinition& column, v1::Cell* cell) {
    v1::Candidate& candidate = *cell->add_candidates();
    candidate.set_state(Read(token, column, candidate.mutable_value()));
    candidate.set_begin(token.begin);
    candidate.set_end(token.end);
  }

  // `slot` of `slots` columns; the values may stand anywhere that keeps their order.
  void AddSeveral(uint32_t number, const Placement& placement, v1::CellEvidence doubt,
                  const v1::BlockDefinition& block, std::size_t column, std::size_t slot,
                  std::size_t slots) {
    std::vector<uint32_t> filled;
    for (const uint32_t value : placement.values) {
      const TokenKind kind = TokenAt(static_cast<int>(value)).kind;
      if (kind != TokenKind::kBlank) filled.push_back(value);
    }
    if (std::ranges::none_of(filled, [&](uint32_t value) {
          return IsValue(TokenAt(static_cast<int>(value)).kind);
        })) {
      return;
    }
    v1::Cell& cell = *extraction_.add_cells();
    cell.set_number(number);
    cell.set_state(v1::AMBIGUOUS);
    cell.set_begin(TokenAt(static_cast<int>(filled.front())).begin);
    cell.set_end(TokenAt(static_cast<int>(filled.back())).end);
    cell.set_confidence(kUncertain);
    cell.add_evidence(v1::SEVERAL_READINGS);
    cell.add_evidence(doubt);
    const std::size_t spare = slots > filled.size() ? slots - filled.size() : 0;
    const std::size_t surplus = filled.size() > slots ? filled.size() - slots : 0;
    const std::size_t from = slot > spare ? slot - spare : 0;
    const std::size_t to =
        std::min({filled.size(), slot + surplus + 1, from + kMaxCandidatesOfCell});
    const v1::ColumnDefinition& definition = block.columns(static_cast<int>(column));
    for (std::size_t i = from; i < to; ++i) {
      AddCandidate(TokenAt(static_cast<int>(filled[i])), definition, &cell);
    }
  }

  // Tables.

  void AddTables(std::size_t form) {
    for (const v1::TableDefinition& definition : model_.forms()[form]->tables()) {
      v1::Table& table = *extraction_.add_tables();
      table.set_kind(definition.kind());
      for (const v1::BlockDefinition& block : definition.blocks()) {
        for (const v1::RowDefinition& row : block.rows()) AddTableRow(row, form, &table);
        AddHeader(block, form, &table);
      }
      AddExtraRows(form, &table);
      SetTableSpan(&table);
    }
  }

  const AlignedRow* Find(const v1::RowDefinition& definition, std::size_t form) const {
    const auto found = std::ranges::find_if(alignment_.rows, [&](const AlignedRow& row) {
      return model_.rows()[static_cast<std::size_t>(row.place.row)].in[form] == &definition;
    });
    return found == alignment_.rows.end() ? nullptr : &*found;
  }

  void AddTableRow(const v1::RowDefinition& definition, std::size_t form, v1::Table* table) {
    v1::Row& row = *table->add_rows();
    row.set_number(definition.number());
    if (definition.label().empty()) {
      AddDisputesRow(&row);
      return;
    }
    const AlignedRow* const aligned = Find(definition, form);
    if (aligned == nullptr) return;
    row.set_found(true);
    row.set_out_of_order(aligned->place.out_of_order);
    SetLabel(*aligned, form, &row);
  }

  void SetLabel(const AlignedRow& aligned, std::size_t form, v1::Row* row) const {
    const Range label = SetLabelText(aligned.place, row->mutable_label());
    row->set_label_altered(LabelAltered(aligned.place, form, label.end));
    uint32_t end = label.end;
    for (const uint32_t value : aligned.placement.values) {
      end = std::max(end, TokenAt(static_cast<int>(value)).end);
    }
    SetSpan(label.begin, end, row->mutable_span());
  }

  struct Range {
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  // Without its ordinal, the values it is wrapped round, spaces and line breaks; with an
  // explanation behind it in the same cell. Returns where it stands.
  Range SetLabelText(const RowPlace& place, std::string* text) const {
    const Anchor& anchor = place.anchor;
    Range label{.begin = place.misspelt ? BehindOrdinal(anchor) : anchor.begin};
    const Token& last = TokenAt(static_cast<int>(anchor.last_token));
    label.end = std::max(anchor.end, EndOfLabel(anchor, last));
    text->reserve(label.end - label.begin);
    for (uint32_t token = anchor.first_token; token <= anchor.last_token; ++token) {
      const Token& words = TokenAt(static_cast<int>(token));
      if (words.kind != TokenKind::kWords) continue;
      const uint32_t begin = std::max(words.begin, label.begin);
      AppendWithoutSpace(begin, std::min(words.end, label.end), text);
    }
    return label;
  }

  // Cell borders go with the spaces.
  void AppendWithoutSpace(uint32_t begin, uint32_t end, std::string* out) const {
    const auto space = [](char c) {
      return static_cast<unsigned char>(c) <= '|' &&
             (c == ' ' || c == '\n' || c == '\t' || c == '|');
    };
    for (uint32_t at = begin; at < end;) {
      uint32_t stop = at;
      while (stop < end && !space(text_[stop])) ++stop;
      out->append(text_.substr(at, stop - at));
      at = stop;
      while (at < end && space(text_[at])) ++at;
    }
  }

  // In more than width, spaces and punctuation. `end` is where the label as printed ends.
  bool LabelAltered(const RowPlace& place, std::size_t form, uint32_t end) const {
    if (place.misspelt) return true;
    const Label& label = model_.labels()[place.anchor.label];
    const ModelRow& row = model_.rows()[static_cast<std::size_t>(place.row)];
    const Meaning* meaning = label.Find(LabelKind::kRow, form, row.band);
    return meaning == nullptr || !meaning->own ||
           !HanOnly(text_.substr(place.anchor.end, end - place.anchor.end)).empty();
  }

  uint32_t BehindOrdinal(const Anchor& anchor) const {
    const Token& words = TokenAt(static_cast<int>(anchor.first_token));
    constexpr uint32_t kLongestOrdinal = 12;
    uint32_t begin = words.begin;
    for (uint32_t at = words.begin + 1; at < std::min(words.end, begin + kLongestOrdinal); ++at) {
      const LabelOrdinal ordinal = FindOrdinal(text_, words.begin, at);
      if (ordinal.style != LabelOrdinal::kNone && ordinal.begin == words.begin) begin = at;
    }
    return begin;
  }

  uint32_t EndOfLabel(const Anchor& anchor, const Token& last) const {
    const auto next =
        std::ranges::upper_bound(alignment_.anchors, anchor.begin, {}, &Anchor::begin);
    const bool alone =
        next == alignment_.anchors.end() || next->first_token > anchor.last_token || !next->starts;
    return alone ? last.end : anchor.end;
  }

  void AddDisputesRow(v1::Row* row) const {
    if (alignment_.disputes.empty()) return;
    row->set_found(true);
    uint32_t begin = UINT32_MAX;
    uint32_t end = 0;
    for (const DisputeRun& run : alignment_.disputes) {
      for (const uint32_t value : run.placement.values) {
        begin = std::min(begin, TokenAt(static_cast<int>(value)).begin);
        end = std::max(end, TokenAt(static_cast<int>(value)).end);
      }
    }
    SetSpan(begin, end, row->mutable_span());
  }

  void AddHeader(const v1::BlockDefinition& block, std::size_t form, v1::Table* table) const {
    v1::Header& header = *table->add_headers();
    header.set_block(block.number());
    for (std::size_t band = 0; band < model_.bands().size(); ++band) {
      if (model_.bands()[band].blocks[form] != &block) continue;
      const BandHeader& found = alignment_.headers[band];
      const bool here = found.shared || found.form == static_cast<int>(form);
      for (const HeaderCell& cell : found.cells) {
        if (here && cell.column != kForeignColumn) {
          AddHeaderColumn(cell.anchor, cell.column, cell.own, &header);
        }
      }
      if (table->kind() == v1::DISPUTES_TABLE) AddDisputesHeader(form, band, &header);
    }
    if (header.columns_size() == 0) table->mutable_headers()->RemoveLast();
  }

  void AddHeaderColumn(std::size_t anchor_index, int column, bool own, v1::Header* header) const {
    const Anchor& anchor = alignment_.anchors[anchor_index];
    v1::HeaderColumn& out = *header->add_columns();
    out.set_column(static_cast<uint32_t>(column));
    AppendWithoutSpace(anchor.begin, anchor.end, out.mutable_label());
    SetSpan(anchor.begin, anchor.end, out.mutable_span());
    out.set_label_altered(!own);
  }

  // The same five labels stand in each group: counted through in text order.
  void AddDisputesHeader(std::size_t form, std::size_t band, v1::Header* header) const {
    for (const DisputeRun& run : alignment_.disputes) {
      auto column = static_cast<int>(run.first_column);
      const auto end = static_cast<int>(run.first_column + run.columns);
      for (std::size_t i = run.first_anchor; i <= run.last_anchor; ++i) {
        const Label& label = model_.labels()[alignment_.anchors[i].label];
        for (int next = column; next < end; ++next) {
          const Meaning* meaning = label.FindColumn(form, static_cast<uint16_t>(band), next);
          if (meaning == nullptr) continue;
          AddHeaderColumn(i, next, meaning->own, header);
          column = next + 1;
          break;
        }
      }
    }
  }

  void AddExtraRows(std::size_t form, v1::Table* table) const {
    for (const AlignedRow& aligned : alignment_.rows) {
      const ModelRow& row = model_.rows()[static_cast<std::size_t>(aligned.place.row)];
      if (row.table != table->kind() || row.in[form] != nullptr) continue;
      v1::Text& text = *table->add_extra_rows();
      const Range label = SetLabelText(aligned.place, text.mutable_value());
      SetSpan(label.begin, label.end, text.mutable_span());
    }
    for (const auto& [token, kind] : alignment_.extra_rows) {
      if (kind != table->kind()) continue;
      v1::Text& text = *table->add_extra_rows();
      const Token& words = TokenAt(static_cast<int>(token));
      AppendWithoutSpace(words.begin, words.end, text.mutable_value());
      SetSpan(words.begin, words.end, text.mutable_span());
    }
  }

  static void SetTableSpan(v1::Table* table) {
    uint32_t begin = UINT32_MAX;
    uint32_t end = 0;
    const auto add = [&](const v1::Span& span) {
      begin = std::min(begin, span.begin());
      end = std::max(end, span.end());
    };
    for (const v1::Row& row : table->rows()) {
      if (!row.found()) continue;
      table->set_found(true);
      add(row.span());
    }
    for (const v1::Header& header : table->headers()) {
      for (const v1::HeaderColumn& column : header.columns()) add(column.span());
    }
    if (begin < end) SetSpan(begin, end, table->mutable_span());
  }

  const std::string_view text_;
  const RawText raw_;
  const v1::Outline& outline_;
  const FormModel& model_;
  const FigureReader& figures_;
  const Alignment& alignment_;
  v1::Extraction& extraction_;
};

}  // namespace

void ReportCells(const v1::Document& document, const v1::Outline& outline, const FormModel& model,
                 const FigureReader& figures, const Alignment& alignment,
                 v1::Extraction* extraction) {
  Reporter(document, outline, model, figures, alignment, extraction).Run();
}

}  // namespace gongkai
