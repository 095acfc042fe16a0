#include "validate/report_view.h"

#include <algorithm>
#include <optional>

#include "model/cell_text.h"
#include "validate/raw_figure.h"

namespace gongkai {
namespace {

using v1::Case;

bool IsOfKind(Decimal value, v1::CellKind kind) {
  switch (kind) {
    case v1::COUNT:
      return value.IsInteger() && !value.IsNegative();
    case v1::DECIMAL:
      return !value.IsNegative();
    case v1::SIGNED:
      return value.IsInteger();
    default:
      return true;
  }
}

FaultSet FaultsOfRaw(std::string_view raw) {
  const RawFigure figure = ReadRawFigure(raw);
  FaultSet faults = 0;
  if (figure.annotated) faults |= SetOf(Case::ANNOTATED);
  if (figure.letters) faults |= SetOf(Case::LETTERS);
  if (figure.full_width) faults |= SetOf(Case::FULL_WIDTH);
  if (figure.separators) faults |= SetOf(Case::SEPARATORS);
  return faults;
}

// The figure of most cells: one digit, and nothing else.
bool IsDigit(const v1::Cell& cell) {
  const std::string& value = cell.value();
  return cell.state() == v1::VALUE && value.size() == 1 && value[0] >= '0' && value[0] <= '9' &&
         cell.raw().empty();
}

}  // namespace

ReportView::ReportView(const CompiledPack& pack, const v1::Document* document,
                       const v1::Outline& outline, const v1::Extraction& extraction,
                       const v1::Peers* peers)
    : pack_(pack),
      outline_(outline),
      extraction_(extraction),
      names_(pack.names.Find(outline.agency().name())),
      agency_kind_(KindOfAgency()),
      peers_(peers),
      last_year_form_(pack.forms.size()) {
  if (document != nullptr && pack.reads_text) {
    text_.emplace(*document, outline, extraction, *pack.patterns);
    AddFigures();
  }
  v1::Form of_outline = outline.form().form();
  v1::Form of_tables = extraction.form();
  if (of_outline == v1::FORM_UNSPECIFIED) of_outline = of_tables;
  if (of_tables == v1::FORM_UNSPECIFIED) of_tables = of_outline;
  outline_form_ = pack.FormPosition(of_outline);
  // By its words and by its year it need have no tables: what looks like one of another form
  // belongs to the page.
  const bool as_expected = of_outline == outline.form().expected();
  if (as_expected && outline_form_ < pack.forms.size() &&
      std::ranges::all_of(pack.forms[outline_form_].tables, &FormIndex::Table::optional)) {
    of_tables = of_outline;
  }
  table_form_ = pack.FormPosition(of_tables);
  if (table_form_ < pack.forms.size()) AddCells();
  if (peers_ != nullptr && peers_->has_last_year()) AddLastYear();
}

void ReportView::AddFigures() {
  const auto& facts = extraction_.facts();
  figures_.reserve(static_cast<std::size_t>(facts.size()));
  for (int i = 0; i < facts.size(); ++i) {
    const v1::Fact& fact = facts[i];
    has_remarks_ |= fact.kind() == v1::Fact::PERCENT || fact.kind() == v1::Fact::CHANGE;
    const bool this_year =
        fact.year() == v1::Fact::YEAR_UNSPECIFIED || fact.year() == v1::Fact::THIS_YEAR;
    if (fact.meaning().empty() || !this_year) continue;
    const auto found = pack_.meanings.find(fact.meaning());
    if (found == pack_.meanings.end()) continue;
    if (meanings_.MayHave(found->second)) repeated_meanings_.Add(found->second);
    meanings_.Add(found->second);
    figures_.push_back({&fact, static_cast<uint32_t>(i), found->second});
  }
}

void ReportView::AddLastYear() {
  last_year_form_ = pack_.FormPosition(peers_->last_year().form());
  if (last_year_form_ == pack_.forms.size()) return;
  const FormIndex& form = pack_.forms[last_year_form_];
  last_year_.resize(form.cells.size());
  for (const v1::PeerCell& cell : peers_->last_year().cells()) {
    if (cell.number() >= form.positions.size()) continue;
    const uint32_t position = form.positions[cell.number()];
    if (position != FormIndex::kNone) last_year_[position] = Decimal::Parse(cell.value());
  }
}

bool ReportView::HasName(int pattern) const { return std::ranges::count(names_, pattern) > 0; }

v1::AgencyKind ReportView::KindOfAgency() const {
  if (outline_.agency().name().empty()) return v1::AGENCY_KIND_UNSPECIFIED;
  for (const auto& [kind, number] : pack_.agencies) {
    if (HasName(number)) return kind;
  }
  return v1::AGENCY_KIND_UNSPECIFIED;
}

bool ReportView::HasAnyOf(const std::vector<int>& patterns) const {
  return std::ranges::any_of(patterns, [&](int number) { return HasName(number); });
}

void ReportView::AddCells() {
  const FormIndex& form = this->form();
  cells_.resize(form.cells.size());
  values_.resize(form.cells.size());
  has_value_.resize(form.cells.size());
  faults_of_tables_.resize(form.tables.size());
  for (const v1::Cell& cell : extraction_.cells()) {
    if (cell.number() >= form.positions.size()) continue;
    const uint32_t position = form.positions[cell.number()];
    // A cell of another form, or one that is listed a second time.
    if (position == FormIndex::kNone || cells_[position].cell != nullptr) continue;
    if (IsDigit(cell)) {
      cells_[position].cell = &cell;
      values_[position] = Decimal::OfDigit(cell.value()[0] - '0');
      has_value_[position] = 1;
      ++cells_there_;
    } else {
      Fill(cell, position);
    }
  }
}

void ReportView::Fill(const v1::Cell& cell, uint32_t position) {
  const FormIndex::Cell& of_form = form().cells[position];
  CellView& view = cells_[position];
  switch (cell.state()) {
    case v1::VALUE: {
      const std::optional<Decimal> value = Decimal::Parse(cell.value());
      has_value_[position] = value.has_value() ? 1 : 0;
      values_[position] = value.value_or(Decimal());
      if (TextOfCell(cell) != cell.value()) view.faults = FaultsOfRaw(cell.raw());
      if (!value || !IsOfKind(*value, of_form.kind)) view.faults |= SetOf(Case::WRONG_KIND);
      break;
    }
    case v1::BLANK:
      view.blank = true;
      view.faults = SetOf(Case::BLANK_CELL);
      break;
    case v1::NOT_APPLICABLE:
      view.faults = SetOf(Case::MARK);
      break;
    case v1::TEXT:
      view.faults = SetOf(Case::WORDS);
      break;
    case v1::AMBIGUOUS:
      view.faults = SetOf(cell.evidence_size() > 0 && cell.evidence(0) == v1::TABLES_TOO_LARGE
                              ? Case::TOO_LARGE
                              : Case::UNCERTAIN);
      break;
    default:
      return;
  }
  view.cell = &cell;
  ++cells_there_;
  faults_of_tables_[of_form.table] |= view.faults;
}

const v1::Table* ReportView::FindTable(v1::TableKind kind) const {
  for (const v1::Table& table : extraction_.tables()) {
    if (table.kind() == kind) return table.found() ? &table : nullptr;
  }
  return nullptr;
}

}  // namespace gongkai
