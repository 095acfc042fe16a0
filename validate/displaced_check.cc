#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/decimal.h"

namespace gongkai {
namespace {

using Values = std::vector<Decimal>;

bool AddsUp(const Values& row) {
  Decimal sum;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) sum += row[i];
  return sum == row.back();
}

bool IsZero(Decimal value) { return value == Decimal(); }

// The one pair of neighbours, by its first column, that read as one figure makes the sum right;
// row.size() if there is none or more than one.
std::size_t SplitAt(const Values& row) {
  std::size_t found = row.size();
  for (std::size_t i = 0; i + 2 < row.size(); ++i) {
    if (IsZero(row[i]) || IsZero(row[i + 1]) || !row[i].IsInteger() || !row[i + 1].IsInteger()) {
      continue;
    }
    const auto joined = Decimal::Parse(Concat(row[i].ToString(), row[i + 1].ToString()));
    if (!joined) continue;
    Values mended = row;
    mended[i] = *joined;
    mended[i + 1] = Decimal();
    if (!AddsUp(mended)) continue;
    if (found != row.size()) return row.size();
    found = i;
  }
  return found;
}

bool IsShifted(const Values& row) {
  if (std::ranges::count_if(row, [](Decimal value) { return !IsZero(value); }) < 2) return false;
  Values moved = row;
  std::rotate(moved.begin(), moved.begin() + 1, moved.end());
  const bool left = AddsUp(moved) && !IsZero(moved.back());
  std::rotate(moved.begin(), moved.end() - 2, moved.end());
  const bool right = AddsUp(moved) && !IsZero(moved.back());
  return left != right;
}

class DisplacedCheck {
 public:
  DisplacedCheck(const CheckContext& context, const DisplacedPlan& plan)
      : context_(context), table_(*plan.table) {}

  void Run() {
    uint32_t passed = 0;
    for (const FormIndex::Row& row : table_.rows) {
      if (row.cells.size() < 3) continue;
      const std::optional<bool> balances = Balances(row);
      if (!balances) continue;
      if (*balances) {
        ++passed;
      } else {
        Diagnose(row);
      }
    }
    context_.findings.Count(v1::PASSED, passed);
  }

 private:
  // AddsUp() for the rows of all reports, which must be fast; nothing if a value is missing.
  std::optional<bool> Balances(const FormIndex::Row& row) const {
    Decimal sum;
    if (!context_.report.AddUp(row.cells, &sum)) return std::nullopt;
    const Decimal total = context_.report.value(row.cells.back());
    return sum - total == total;
  }

  void Diagnose(const FormIndex::Row& row) {
    Values values;
    for (uint32_t position : row.cells) values.push_back(context_.report.value(position));
    if (const std::size_t at = SplitAt(values); at < values.size()) {
      return Report(v1::Case::SPLIT_DIGITS, row, {&row.cells[at], 2});
    }
    if (IsShifted(values)) return Report(v1::Case::SHIFTED, row, row.cells);
    context_.findings.Count(v1::PASSED);
  }

  void Report(v1::Case::Fault fault, const FormIndex::Row& row, std::span<const uint32_t> cells) {
    const CompiledCase* one = context_.rule.CaseFor(fault);
    if (one == nullptr) return context_.findings.Count(v1::PASSED);
    NameList names;
    for (uint32_t position : cells) {
      const FormIndex::Cell& cell = context_.report.form().cells[position];
      const std::string value = context_.report.value(position).ToString();
      names.Add(Concat(cell.name.zh, " ", value), Concat(cell.name.en, " ", value));
    }
    MessageFields fields;
    fields[Field::kTable] = table_.name;
    fields[Field::kItem] = row.name;
    fields[Field::kList] = names.Get();
    v1::Finding& finding = context_.findings.Add(context_.rule, context_.form, *one, fields);
    for (uint32_t position : cells) AddOperand(context_.report, position, &finding);
    context_.findings.Count(one->outcome);
  }

  const CheckContext& context_;
  const FormIndex::Table& table_;
};

}  // namespace

void CheckDisplaced(const CheckContext& context, const DisplacedPlan& plan) {
  DisplacedCheck(context, plan).Run();
}

}  // namespace gongkai
