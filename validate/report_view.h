// One report as the checks read it: cells and tables by position in the form.
#pragma once

#include <cstdint>
#include <vector>

#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "validate/compiled_rules.h"
#include "validate/decimal.h"

namespace gongkai {

// Built once for a report; refers to it and to the pack. Not for several threads.
class ReportView {
 public:
  struct CellView {
    const v1::Cell* cell = nullptr;  // nullptr if the cell is ABSENT
    bool has_value = false;          // VALUE, and a decimal within the bounds
    Decimal value;
    FaultSet faults = 0;  // those of CellCheck
  };

  ReportView(const CompiledPack& pack, const v1::Outline& outline,
             const v1::Extraction& extraction);

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

  // What was found of a table; nullptr if nothing was.
  const v1::Table* FindTable(v1::TableKind kind) const;

 private:
  void AddCells();

  const CompiledPack& pack_;
  const v1::Outline& outline_;
  const v1::Extraction& extraction_;
  std::size_t outline_form_;
  std::size_t table_form_;
  std::vector<CellView> cells_;  // by position in the form
};

}  // namespace gongkai
