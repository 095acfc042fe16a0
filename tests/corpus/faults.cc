#include "tests/corpus/faults.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/corpus/figures.h"

namespace gongkai::corpus {
namespace {

void Add(size_t cell, int64_t amount, Draft& draft) {
  draft.values[cell] += amount;
  PrintCell(cell, draft);
}

// In one column and in the total, so that the row still adds up.
void AddToRow(size_t row, int64_t amount, Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  Add(table.ApplicationsCell(row, 0), amount, draft);
  Add(table.ApplicationsCell(row, kTotalColumn), amount, draft);
}

// Two rows change their totals, so that every column still adds up.
void SwapTotals(Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  const size_t last = table.applications.size() - 2;
  const size_t first_cell = table.ApplicationsCell(kGranted, kTotalColumn);
  for (size_t row = kPartiallyGranted; row < last; ++row) {
    const size_t cell = table.ApplicationsCell(row, kTotalColumn);
    if (draft.values[cell] == draft.values[first_cell]) continue;
    std::swap(draft.values[cell], draft.values[first_cell]);
    PrintCell(cell, draft);
    PrintCell(first_cell, draft);
    return;
  }
}

// A figure of the applications table that is 0, not in the column of totals.
size_t ZeroCell(Random& random, const Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  std::vector<size_t> zeros;
  for (size_t row = kGranted; row + 2 < table.applications.size(); ++row) {
    for (size_t column = 0; column < kTotalColumn; ++column) {
      const size_t cell = table.ApplicationsCell(row, column);
      if (draft.values[cell] == 0) zeros.push_back(cell);
    }
  }
  return random.Pick(zeros);
}

// A row without applications: nothing else changes when it goes. The second of its group at the
// earliest, and never one of 3.其他, whose label means nothing by itself.
size_t EmptyRow(Random& random, const Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  std::vector<size_t> rows;
  for (size_t row = kPartiallyGranted + 2; row + 3 < table.applications.size(); ++row) {
    const ApplicationsRow& spec = table.applications[row];
    const bool inner = !spec.group.empty() && spec.group == table.applications[row - 1].group;
    if (inner && draft.values[table.ApplicationsCell(row, kTotalColumn)] == 0) rows.push_back(row);
  }
  return rows.empty() ? table.applications.size() - 2 : random.Pick(rows);
}

Table AnyTable(Random& random) {
  // A disputes table is left out most often, by agencies that had no dispute.
  constexpr int kWeights[] = {1, 1, 4};
  constexpr Table kTables[] = {Table::kProactive, Table::kApplications, Table::kDisputes};
  return kTables[random.Weighted(kWeights)];
}

std::string FullWidth(std::string_view digits) {
  std::string wide;
  for (const char digit : digits) {
    wide += "\xEF\xBC";  // U+FF10 is EF BC 90
    wide += static_cast<char>(0x90 + (digit - '0'));
  }
  return wide;
}

// A count other than 0, which shows what is wrong with it: the licences' decisions.
size_t LicensingCell(Random& random, Draft& draft) {
  const size_t cell = CellAt(TableOf(draft.form), "proactive.licensing.decisions");
  if (draft.values[cell] == 0) Add(cell, random.Between(2, 480), draft);
  return cell;
}

void PutMark(Random& random, Draft& draft) {
  constexpr std::string_view kMarks[] = {"/", "／", "-", "—", "——"};
  Printed& cell = draft.cells[ZeroCell(random, draft)];
  cell = {std::string(random.Pick(kMarks)), State::kNotApplicable, ""};
}

}  // namespace

std::string_view RuleOf(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      return "";
    case Fault::kT301:
      return "T3-01";
    case Fault::kT302:
      return "T3-02";
    case Fault::kT303:
      return "T3-03";
    case Fault::kT401:
      return "T4-01";
    case Fault::kT402:
      return "T4-02";
    case Fault::kT403:
      return "T4-03";
    case Fault::kStr01:
      return "STR-01";
    case Fault::kStr02:
      return "STR-02";
    case Fault::kStr03:
      return "STR-03";
    case Fault::kStr05:
      return "STR-05";
    case Fault::kCel01:
      return "CEL-01";
    case Fault::kCel02:
      return "CEL-02";
    case Fault::kCel03:
      return "CEL-03";
    case Fault::kCel04Unit:
    case Fault::kCel04FullWidth:
      return "CEL-04";
    case Fault::kG201:
      return "G2-01";
  }
  return "";
}

bool IsArithmetic(Fault fault) { return fault >= Fault::kT301 && fault <= Fault::kT403; }

void PutFault(Fault fault, Random& random, Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  const int64_t slip = random.Between(1, 3);
  switch (fault) {
    case Fault::kNone:
      break;
    case Fault::kT301:
      AddToRow(table.applications.size() - 1, slip, draft);
      break;
    case Fault::kT302:
      AddToRow(kGranted, slip, draft);
      break;
    case Fault::kT303:
      SwapTotals(draft);
      break;
    case Fault::kT401:
      Add(table.disputes_begin, slip, draft);
      break;
    case Fault::kT402:
      Add(table.disputes_begin + 5, slip, draft);
      break;
    case Fault::kT403:
      Add(table.disputes_begin + 10, slip, draft);
      break;
    case Fault::kStr01:
      draft.missing_section = random.OneIn(2) ? 5 : 6;
      break;
    case Fault::kStr02:
      break;  // lies in the year, which is chosen before the figures
    case Fault::kStr03:
      draft.missing_table = AnyTable(random);
      break;
    case Fault::kStr05:
      draft.missing_row = EmptyRow(random, draft);
      break;
    case Fault::kCel01: {
      const size_t cell = LicensingCell(random, draft);
      Add(cell, -2 * draft.values[cell], draft);
      break;
    }
    case Fault::kCel02:
      draft.cells[ZeroCell(random, draft)] = {"", State::kBlank, ""};
      break;
    case Fault::kCel03:
      PutMark(random, draft);
      break;
    case Fault::kCel04Unit:
      draft.cells[LicensingCell(random, draft)].text += "件";
      break;
    case Fault::kCel04FullWidth: {
      Printed& cell = draft.cells[LicensingCell(random, draft)];
      cell.text = FullWidth(cell.value);
      break;
    }
    case Fault::kG201:
      Add(CellAt(table, "statistics.received.fax"), slip, draft);
      break;
  }
  draft.rule = RuleOf(fault);
}

}  // namespace gongkai::corpus
