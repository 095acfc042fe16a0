#include "extract/report_cells.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extract/raw_text.h"
#include "extract/recognition.h"
#include "extract/report_tables.h"
#include "model/forms.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kCertain = 1000;
constexpr std::size_t kMaxCandidatesOfCell = 8;

v1::Form ToldForm(const v1::Outline& outline) {
  const v1::Form told = outline.form().form();
  return told != v1::FORM_UNSPECIFIED ? told : outline.form().expected();
}

class Reporter {
 public:
  Reporter(const v1::Document& document, const v1::Outline& outline, const FormModel& model,
           const FigureReader& figures, const Alignment& alignment, v1::Extraction* extraction)
      : document_(document),
        text_(document.text()),
        raw_(document),
        outline_(outline),
        model_(model),
        figures_(figures),
        alignment_(alignment),
        extraction_(*extraction) {}

  void Run() {
    extraction_.Clear();
    if (!alignment_.found) {
      extraction_.set_form(ToldForm(outline_));
    } else {
      extraction_.set_form(model_.forms()[alignment_.form]->form());
    }
    AddCells();
    const int form = model_.FormIndex(extraction_.form());
    if (form < 0) return;
    ReportTables(document_, model_, alignment_, static_cast<std::size_t>(form), &extraction_);
  }

 private:
  const Token& TokenAt(int token) const {
    return alignment_.list.tokens[static_cast<std::size_t>(token)];
  }
  std::string_view Of(const Token& token) const {
    return {text_.data() + token.begin, token.end - token.begin};
  }

  void AddCells() {
    extraction_.mutable_cells()->Reserve(256);
    for (const AlignedRow& row : alignment_.rows) {
      AddRow(row.place.row, row.form, row.placement, row.doubt, row.second, row.place.zone.unit);
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
      AddRow(alignment_.disputes_row, alignment_.form, run.placement, doubt, {}, {},
             run.first_column, run.columns);
    }
  }

  // Runs that contradict each other; the first one stands for all.
  void AddDoubtful(const DisputeRun& run) {
    if (&run != &alignment_.disputes.front()) return;
    Placement placement = run.placement;
    placement.state = Placement::State::kSeveral;
    AddRow(alignment_.disputes_row, alignment_.form, placement, v1::SECOND_TABLE, {}, {}, 0,
           placement.tokens.size());
  }

  void AddRow(int row, std::size_t form, const Placement& placement, v1::CellEvidence doubt,
              const std::vector<int>& second, TextRange unit, std::size_t first = 0,
              std::size_t count = SIZE_MAX) {
    if (placement.state == Placement::State::kNothing) return;
    const ModelRow& model_row = model_.rows()[static_cast<std::size_t>(row)];
    const v1::BlockDefinition* block = model_.bands()[model_row.band].blocks[form];
    if (block == nullptr) return;
    const auto columns = static_cast<std::size_t>(block->columns_size());
    const std::size_t end = std::min(columns, count == SIZE_MAX ? columns : first + count);
    const v1::RowDefinition* const own = model_row.in[form];
    const std::string_view stated = text_.substr(unit.begin, unit.end - unit.begin);
    for (std::size_t column = first; column < end; ++column) {
      const v1::ColumnDefinition& definition = block->columns(static_cast<int>(column));
      const uint32_t number = own != nullptr ? own->cells(static_cast<int>(column))
                                             : CellNumber(model_row, definition.id());
      if (number == 0) continue;
      const Wanted wanted{own, definition, stated};
      if (placement.state == Placement::State::kSeveral) {
        AddSeveral(number, placement, doubt, wanted, column - first, end - first);
        continue;
      }
      const int token = placement.tokens[column];
      if (token == kNoToken) continue;
      const int other = second.empty() ? token : second[column];
      if ((placement.doubtful >> column & 1) != 0) {
        AddDoubtfulCell(number, token, wanted);
      } else {
        AddCell(number, token, other, placement.by_header, wanted);
      }
    }
  }

  // What the form wants in a cell, and the unit its row states.
  struct Wanted {
    const v1::RowDefinition* row;  // nullptr where the form of the column does not have it
    const v1::ColumnDefinition& column;
    std::string_view stated;

    v1::CellKind kind() const { return row != nullptr ? CellKindOf(*row, column) : column.kind(); }
    std::string_view unit() const {
      return row != nullptr ? CellUnitOf(*row, column) : column.unit();
    }
  };

  static uint32_t CellNumberIn(const v1::RowDefinition& row, const v1::BlockDefinition& of_row,
                               const std::string& id) {
    for (int i = 0; i < of_row.columns_size() && i < row.cells_size(); ++i) {
      if (of_row.columns(i).id() == id) return row.cells(i);
    }
    return 0;
  }

  // Rows of one form under the header of another are told by the column's id.
  uint32_t CellNumber(const ModelRow& row, const std::string& column_id) const {
    for (std::size_t other = 0; other < kMaxTableForms; ++other) {
      if (row.in[other] == nullptr) continue;
      return CellNumberIn(*row.in[other], *model_.bands()[row.band].blocks[other], column_id);
    }
    return 0;
  }

  v1::CellState Read(const Token& token, const Wanted& wanted, std::string* value) const {
    switch (token.kind) {
      case TokenKind::kFigure:
        return Value(token, wanted, wanted.stated, value) ? v1::VALUE : v1::TEXT;
      case TokenKind::kMark:
        return v1::NOT_APPLICABLE;
      case TokenKind::kWords:
        return v1::TEXT;
      default:
        return v1::BLANK;
    }
  }

  bool Value(const Token& token, const Wanted& wanted, std::string_view stated,
             std::string* value) const {
    return figures_.Value(Of(token), wanted.kind(), wanted.unit(), stated, value);
  }

  void AddRaw(const Token& token, v1::Cell* cell) const {
    if (token.begin < token.end && !(raw_.as_it_stood() && Of(token) == cell->value())) {
      raw_.Append(token.begin, token.end, cell->mutable_raw());
    }
  }

  // What is certain.
  void SetRead(const Token& token, const Wanted& wanted, v1::Cell* cell) const {
    const std::string_view text = Of(token);
    if (token.kind == TokenKind::kBlank) {
      cell->set_state(v1::BLANK);
    } else if (token.kind == TokenKind::kFigure && raw_.as_it_stood() && wanted.stated.empty() &&
               FigureReader::IsPlain(text)) {  // as most are
      cell->set_state(v1::VALUE);
      cell->set_value(text.data(), text.size());
    } else {
      cell->set_state(Read(token, wanted, cell->mutable_value()));
      AddRaw(token, cell);
    }
  }

  void AddCell(uint32_t number, int token_index, int other, bool by_header, const Wanted& wanted) {
    const Token& token = TokenAt(token_index);
    v1::Cell& cell = *extraction_.add_cells();
    cell.set_number(number);
    cell.set_begin(token.begin);
    cell.set_end(token.end);
    const bool cut = token_index == alignment_.last_token;
    const bool twice = other == kNoToken ||
                       (other != token_index &&
                        (TokenAt(other).kind != token.kind || Of(TokenAt(other)) != Of(token)));
    const bool foreign =
        (token.kind != TokenKind::kFigure || !wanted.stated.empty()) && IsOfAnother(token, wanted);
    if (!cut && !twice && !foreign) {
      SetRead(token, wanted, &cell);
      cell.set_confidence(kCertain);
      cell.add_evidence(by_header ? v1::GRID_COLUMN : v1::ROW_COUNT);
      return;
    }
    AddRaw(token, &cell);
    cell.set_state(v1::AMBIGUOUS);
    cell.set_confidence(kUncertain);
    cell.add_evidence(cut ? v1::TRUNCATED_END : twice ? v1::SECOND_TABLE : v1::SEVERAL_READINGS);
    AddCandidate(token, {wanted.row, wanted.column, foreign ? "" : wanted.stated}, &cell);
    if (twice && other != kNoToken) AddCandidate(TokenAt(other), wanted, &cell);
  }

  // A figure whose row states a unit that the form has not there, or words that end a label: where
  // cells were lost, what stands here belongs to another row or to no cell.
  bool IsOfAnother(const Token& token, const Wanted& wanted) const {
    if (token.kind == TokenKind::kFigure) {
      std::string value;
      return !Value(token, wanted, wanted.stated, &value) && Value(token, wanted, {}, &value);
    }
    if (token.kind != TokenKind::kWords) return false;
    const std::u16string words = HanOnly(Of(token));
    return !words.empty() && std::ranges::any_of(model_.labels(), [&](const Label& label) {
      return label.text.size() > words.size() && label.text.ends_with(words);
    });
  }

  // One of two columns has the value, or a part of it.
  void AddDoubtfulCell(uint32_t number, int token_index, const Wanted& wanted) {
    const Token& token = TokenAt(token_index);
    v1::Cell& cell = *extraction_.add_cells();
    cell.set_number(number);
    cell.set_state(v1::AMBIGUOUS);
    cell.set_begin(token.begin);
    cell.set_end(token.end);
    cell.set_confidence(kUncertain);
    cell.add_evidence(v1::HEADER_UNCERTAIN);
    AddCandidate(token, wanted, &cell);
  }

  void AddCandidate(const Token& token, const Wanted& wanted, v1::Cell* cell) {
    v1::Candidate& candidate = *cell->add_candidates();
    candidate.set_state(Read(token, wanted, candidate.mutable_value()));
    candidate.set_begin(token.begin);
    candidate.set_end(token.end);
  }

  // `slot` of `slots` columns; the values may stand anywhere that keeps their order.
  void AddSeveral(uint32_t number, const Placement& placement, v1::CellEvidence doubt,
                  const Wanted& wanted, std::size_t slot, std::size_t slots) {
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
    for (std::size_t i = from; i < to; ++i) {
      AddCandidate(TokenAt(static_cast<int>(filled[i])), wanted, &cell);
    }
  }

  const v1::Document& document_;
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

void ReportTooLarge(const v1::Outline& outline, const FormModel& model,
                    v1::Extraction* extraction) {
  extraction->Clear();
  extraction->set_form(ToldForm(outline));
  const int form = model.FormIndex(extraction->form());
  if (form < 0) return;
  for (const v1::TableDefinition& table : model.forms()[static_cast<std::size_t>(form)]->tables()) {
    if (table.optional()) continue;
    v1::Table& there = *extraction->add_tables();
    there.set_kind(table.kind());
    there.set_found(true);  // for all that is known: something is there, and too much of it
    for (const v1::BlockDefinition& block : table.blocks()) {
      for (const v1::RowDefinition& row : block.rows()) {
        v1::Row& row_there = *there.add_rows();
        row_there.set_number(row.number());
        row_there.set_found(true);
        for (const uint32_t number : row.cells()) {
          v1::Cell& cell = *extraction->add_cells();
          cell.set_number(number);
          cell.set_state(v1::AMBIGUOUS);
          cell.set_confidence(kUncertain);
          cell.add_evidence(v1::TABLES_TOO_LARGE);
        }
      }
    }
  }
}

}  // namespace gongkai
