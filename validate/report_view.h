// One report as the checks read it: cells and tables by position in the form.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "gongkai/v1/peers.pb.h"
#include "validate/compiled_rules.h"
#include "validate/decimal.h"
#include "validate/report_text.h"

namespace gongkai {

// Built once for a report; refers to it and to the pack. Not for several threads.
class ReportView {
 public:
  struct CellView {
    const v1::Cell* cell = nullptr;  // nullptr if the cell is ABSENT
    FaultSet faults = 0;             // those of CellCheck
    bool blank = false;
  };

  // A figure of the running text that is of this year and whose meaning a rule asks for.
  struct Figure {
    const v1::Fact* fact;
    uint32_t index;  // in Extraction.facts
    int meaning;     // in CompiledPack.meanings
  };

  // Without a document there is no text, without peers nothing is known of other reports.
  ReportView(const CompiledPack& pack, const v1::Document* document, const v1::Outline& outline,
             const v1::Extraction& extraction, const v1::Peers* peers);

  const v1::Outline& outline() const { return outline_; }
  const v1::Extraction& extraction() const { return extraction_; }
  const CompiledPack& pack() const { return pack_; }

  // Positions in CompiledPack.forms; its size for an unknown form. Where only one of outline
  // and extraction names a form, it counts for both.
  std::size_t outline_form() const { return outline_form_; }
  std::size_t table_form() const { return table_form_; }

  // Only if table_form() is defined.
  const FormIndex& form() const { return pack_.forms[table_form_]; }
  const CellView& cell(uint32_t position) const { return cells_[position]; }

  // VALUE, and a decimal within the bounds; 0 without one.
  bool has_value(uint32_t position) const { return has_value_[position] != 0; }
  Decimal value(uint32_t position) const { return values_[position]; }

  // Adds up the values of cells; false if one of them has none.
  bool AddUp(std::span<const uint32_t> positions, Decimal* sum) const {
    const uint8_t* const has_value = has_value_.data();
    const Decimal* const values = values_.data();
    uint8_t have_values = 1;
    Decimal added;
    for (const uint32_t position : positions) {
      have_values &= has_value[position];
      added += values[position];
    }
    *sum += added;
    return have_values != 0;
  }

  // No cell of the form is ABSENT.
  bool has_all_cells() const { return cells_there_ == cells_.size(); }

  // All faults that some cell of the table has, by its position in the form.
  FaultSet faults_of_table(std::size_t table) const { return faults_of_tables_[table]; }

  // nullptr without a document, or if no rule of the pack reads the text.
  const ReportText* text() const { return text_ ? &*text_ : nullptr; }

  // In text order; none without text().
  const std::vector<Figure>& figures() const { return figures_; }

  // Their meanings, and those that more than one of them may have.
  const MeaningSet& meanings() const { return meanings_; }
  const MeaningSet& repeated_meanings() const { return repeated_meanings_; }

  // Some figure is a percentage or says by how much another grew.
  bool has_remarks() const { return has_remarks_; }

  // nullptr if nothing is known of other reports.
  const v1::Peers* peers() const { return peers_; }

  // Position in CompiledPack.forms of the form of last year's report; its size if there is no such
  // report, or for an unknown form.
  std::size_t last_year_form() const { return last_year_form_; }

  // What stood in the cell at that position of that form.
  const std::optional<Decimal>& last_year(uint32_t position) const { return last_year_[position]; }

  // As its name says; AGENCY_KIND_UNSPECIFIED if it does not.
  v1::AgencyKind agency_kind() const { return agency_kind_; }

  // Whether the report is of the years and agencies the rule is for.
  bool IsFor(const RuleHead& head, const CompiledRule& rule) const {
    return head.MayBeFor(asked()) && HasNameOf(rule);
  }

  // The same in two steps: what a head asks about, and whether the agency is one the rule names.
  RuleHead::Asked asked() const { return {outline_.year().value(), uint32_t{1} << agency_kind_}; }
  bool HasNameOf(const CompiledRule& rule) const {
    return rule.agency_names.empty() || HasAnyOf(rule.agency_names);
  }

  // What was found of a table; nullptr if nothing was.
  const v1::Table* FindTable(v1::TableKind kind) const;

 private:
  void AddCells();
  void Fill(const v1::Cell& cell, uint32_t position);
  void AddFigures();
  void AddLastYear();
  bool HasName(int pattern) const;
  bool HasAnyOf(const std::vector<int>& patterns) const;
  v1::AgencyKind KindOfAgency() const;

  const CompiledPack& pack_;
  const v1::Outline& outline_;
  const v1::Extraction& extraction_;
  std::size_t outline_form_;
  std::size_t table_form_;
  std::vector<CellView> cells_;     // by position in the form
  std::vector<Decimal> values_;     // the same
  std::vector<uint8_t> has_value_;  // the same
  std::size_t cells_there_ = 0;
  std::vector<FaultSet> faults_of_tables_;  // the same
  std::vector<int> names_;  // those of CompiledPack.names that are found in the agency's
  v1::AgencyKind agency_kind_;
  std::optional<ReportText> text_;
  std::vector<Figure> figures_;
  MeaningSet meanings_;
  MeaningSet repeated_meanings_;
  bool has_remarks_ = false;
  const v1::Peers* peers_;
  std::size_t last_year_form_;
  std::vector<std::optional<Decimal>> last_year_;  // by position in its form
};

}  // namespace gongkai
