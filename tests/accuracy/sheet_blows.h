// What cell damage is made of: one blow each to one table.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "tests/accuracy/cell_damage.h"
#include "tests/accuracy/sheet_edit.h"
#include "tests/corpus/form_table.h"

namespace gongkai {

// Strikes at the tables that one statutory table is printed as. Every blow returns false, and may
// have left its mark on the damage, if these have nothing it could be done to.
class SheetBlows {
 public:
  // All must outlive the blows.
  SheetBlows(std::vector<SheetEdit>* sheets, corpus::Form form, std::mt19937* random,
             CellDamage* damage)
      : sheets_(*sheets), form_(corpus::TableOf(form)), random_(*random), damage_(*damage) {}

  // Needed by all the others.
  bool HasFigures();

  bool EmptyCell(const std::string& text, const char* state);
  bool EmptyRow();
  bool SplitFigure();
  bool MergeCells();
  bool DropCell();
  bool DropRow();
  bool DoubleRow();
  bool OtherRow();
  bool SwapRows();
  bool DropLabel();
  bool GarbleLabel();
  bool DropHeader();
  bool DropColumn();
  bool SwapColumns();
  bool Subtotal();
  bool SplitTable();
  bool SecondTable();
  bool PutRow(const std::string& text);
  bool Units();
  bool FootMarks();
  bool Transpose();
  bool RowNumbers();
  bool CoveredCopies();
  bool ZeroCents();
  bool Apostrophes();
  bool MergeRows();
  bool MergeColumns();

  std::size_t Below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

 private:
  const std::string& IdOf(const SheetCell& cell) const {
    return form_.cells[static_cast<std::size_t>(cell.cell.figure)].id;
  }
  void Touch(const std::vector<SheetCell*>& cells);
  void Lose(const SheetCell& cell);

  SheetEdit& AnySheet();                   // that has figures
  std::size_t AnyRow(SheetEdit& sheet);    // with figures
  std::size_t FirstRow(SheetEdit& sheet);  // with figures; past the end if there is none
  std::vector<SheetCell*> AnyFigures(SheetEdit& sheet);  // of a row
  SheetCell* AnyLabel(SheetEdit& sheet);
  std::vector<std::size_t> FreeColumns(SheetEdit& sheet);
  bool OnlyFigures(SheetEdit& sheet, std::size_t column);

  // How two cells become one.
  struct Joint {
    const char* words = "";    // between labels
    const char* figures = "";  // between figures
    int kept = 0;              // the figures of both; of the first, or of the second alone
    bool notes = false;        // with a sign of a note behind each
  };
  Joint AnyJoint();
  void Join(SheetEdit& sheet, SheetCell* first, SheetCell* second, const Joint& joint);

  std::vector<SheetEdit>& sheets_;
  const corpus::FormTable& form_;
  std::mt19937& random_;
  CellDamage& damage_;
};

}  // namespace gongkai
