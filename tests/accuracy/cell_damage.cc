#include "tests/accuracy/cell_damage.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <string_view>
#include <vector>

#include "tests/accuracy/sheet_blows.h"
#include "tests/accuracy/sheet_edit.h"
#include "tests/corpus/random.h"

namespace gongkai {
namespace {

// Of which any several leave the figures that are left where they were: none doubles a row or joins
// cells that another could then take out.
constexpr CellBlow kTogether[] = {
    CellBlow::kEmptyCell,  CellBlow::kMarkCell,   CellBlow::kEmptyRow,    CellBlow::kSplitFigure,
    CellBlow::kDropRow,    CellBlow::kSwapRows,   CellBlow::kDropLabel,   CellBlow::kGarbleLabel,
    CellBlow::kDropHeader, CellBlow::kDropColumn, CellBlow::kSwapColumns, CellBlow::kSubtotal,
    CellBlow::kSplitTable, CellBlow::kPageRow,    CellBlow::kBlankRow,    CellBlow::kNoteRow,
    CellBlow::kUnits,
};

bool Strike(SheetBlows* blows, CellBlow blow);

// False where none of a few choices could be dealt.
bool StrikeAny(SheetBlows* blows, int count) {
  constexpr int kChoices = 3;
  for (; count > 0; --count) {
    bool dealt = false;
    for (int i = 0; i < kChoices && !dealt; ++i) {
      dealt = Strike(blows, kTogether[blows->Below(std::size(kTogether))]);
    }
    if (!dealt) return false;
  }
  return true;
}

bool Strike(SheetBlows* blows, CellBlow blow) {
  if (!blows->HasFigures()) return false;
  switch (blow) {
    case CellBlow::kEmptyCell:
      return blows->EmptyCell("", "BLANK");
    case CellBlow::kMarkCell:
      return blows->EmptyCell("/", "NOT_APPLICABLE");
    case CellBlow::kEmptyRow:
      return blows->EmptyRow();
    case CellBlow::kSplitFigure:
      return blows->SplitFigure();
    case CellBlow::kMergeCells:
      return blows->MergeCells();
    case CellBlow::kDropCell:
      return blows->DropCell();
    case CellBlow::kDropRow:
      return blows->DropRow();
    case CellBlow::kDoubleRow:
      return blows->DoubleRow();
    case CellBlow::kOtherRow:
      return blows->OtherRow();
    case CellBlow::kSwapRows:
      return blows->SwapRows();
    case CellBlow::kDropLabel:
      return blows->DropLabel();
    case CellBlow::kGarbleLabel:
      return blows->GarbleLabel();
    case CellBlow::kDropHeader:
      return blows->DropHeader();
    case CellBlow::kDropColumn:
      return blows->DropColumn();
    case CellBlow::kSwapColumns:
      return blows->SwapColumns();
    case CellBlow::kSubtotal:
      return blows->Subtotal();
    case CellBlow::kSplitTable:
      return blows->SplitTable();
    case CellBlow::kSecondTable:
      return blows->SecondTable();
    case CellBlow::kTwo:
      return StrikeAny(blows, 2);
    case CellBlow::kThree:
      return StrikeAny(blows, 3);
    case CellBlow::kMergeRows:
      return blows->MergeRows();
    case CellBlow::kMergeColumns:
      return blows->MergeColumns();
    case CellBlow::kFootMarks:
      return blows->FootMarks();
    case CellBlow::kTranspose:
      return blows->Transpose();
    case CellBlow::kRowNumbers:
      return blows->RowNumbers();
    case CellBlow::kCoveredCopies:
      return blows->CoveredCopies();
    case CellBlow::kZeroCents:
      return blows->ZeroCents();
    case CellBlow::kApostrophes:
      return blows->Apostrophes();
    case CellBlow::kPageRow:
      return blows->PutRow("- 4 -");
    case CellBlow::kBlankRow:
      return blows->PutRow("");
    case CellBlow::kNoteRow:
      return blows->PutRow("注：以上数字由各承办机构填报。");
    case CellBlow::kUnits:
      return blows->Units();
  }
  return false;
}

struct BlowName {
  const char* name;
  bool harmless = false;
};

// In order of CellBlow.
constexpr BlowName kBlowNames[kCellBlows] = {
    {"EmptyCell"},      {"MarkCell"},      {"EmptyRow"},     {"SplitFigure"}, {"MergeCells"},
    {"DropCell"},       {"DropRow"},       {"DoubleRow"},    {"OtherRow"},    {"SwapRows"},
    {"DropLabel"},      {"GarbleLabel"},   {"DropHeader"},   {"DropColumn"},  {"SwapColumns"},
    {"Subtotal"},       {"SplitTable"},    {"SecondTable"},  {"NoteRow"},     {"Two"},
    {"Three"},          {"MergeRows"},     {"MergeColumns"}, {"FootMarks"},   {"Transpose"},
    {"RowNumbers"},     {"CoveredCopies"}, {"ZeroCents"},    {"Apostrophes"}, {"PageRow", true},
    {"BlankRow", true}, {"Units", true},
};

// Most figures are in the applications. Not by the seed itself: it differs by the same from one
// kind of damage to the next.
corpus::Table Target(corpus::Form form, uint32_t seed) {
  if (corpus::IsOld(form)) return corpus::Table::kStatistics;
  switch (corpus::Random(seed).Below(5)) {
    case 0:
      return corpus::Table::kProactive;
    case 1:
      return corpus::Table::kDisputes;
    default:
      return corpus::Table::kApplications;
  }
}

}  // namespace

const char* NameOf(CellBlow blow) { return kBlowNames[static_cast<int>(blow)].name; }
bool IsHarmless(CellBlow blow) { return kBlowNames[static_cast<int>(blow)].harmless; }

bool ReshapesTable(CellBlow blow) {
  return blow == CellBlow::kTranspose || blow == CellBlow::kRowNumbers;
}

corpus::GridEdit EditOf(CellBlow blow, corpus::Form form, uint32_t seed, CellDamage* damage) {
  return [=](corpus::Table table, std::vector<corpus::Grid>* grids) {
    if (table != Target(form, seed) || grids->empty()) return;
    std::mt19937 random(seed);
    std::vector<SheetEdit> sheets;
    sheets.reserve(grids->size());
    for (const corpus::Grid& grid : *grids) sheets.emplace_back(grid, &damage->texts);
    SheetBlows blows(&sheets, form, &random, damage);
    damage->applied = Strike(&blows, blow);
    if (!damage->applied) return;
    grids->clear();
    for (const SheetEdit& sheet : sheets) grids->push_back(sheet.ToGrid());
  };
}

std::vector<corpus::Cell> TruthAfter(const CellDamage& damage, std::vector<corpus::Cell> truth) {
  std::erase_if(truth, [&](const corpus::Cell& cell) {
    const auto now = damage.now.find(cell.id);
    return now != damage.now.end() && now->second == "ABSENT";
  });
  for (corpus::Cell& cell : truth) {
    const auto now = damage.now.find(cell.id);
    if (now == damage.now.end()) continue;
    cell.state = now->second;
    cell.value.clear();
  }
  return truth;
}

}  // namespace gongkai
