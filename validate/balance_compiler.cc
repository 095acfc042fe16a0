#include "validate/balance_compiler.h"

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "common/limits.h"
#include "common/strings.h"
#include "validate/cell_pattern.h"

namespace gongkai {
namespace {

// Column or row a balance is instantiated for.
struct Item {
  const Wording* name = nullptr;
  std::string_view braces;  // "{column}"
  std::string_view id;
};

std::vector<Item> ItemsOf(const v1::Balance& balance, const FormIndex::Table& table) {
  std::vector<Item> items;
  if (balance.for_each() == v1::Balance::COLUMN) {
    for (const auto& column : table.columns) items.push_back({&column.name, "{column}", column.id});
  } else if (balance.for_each() == v1::Balance::ROW) {
    for (const auto& row : table.rows) items.push_back({&row.name, "{row}", row.id});
  } else {
    items.push_back({});
  }
  return items;
}

class BalanceCompiler {
 public:
  BalanceCompiler(const v1::Balance& balance, const FormIndex& form, const Place& place)
      : balance_(balance), form_(form), place_(place) {}

  absl::StatusOr<BalancePlan> Compile() {
    plan_.table = form_.FindTable(balance_.table());
    for (const Item& item : ItemsOf(balance_, *plan_.table)) {
      const auto first_cell = plan_.cells.size();
      Equation equation{item.name, static_cast<uint32_t>(plan_.terms.size()), 0, 0};
      absl::Status status = AddSide(item, balance_.left(), v1::Balance::kLeftFieldNumber);
      equation.right = static_cast<uint32_t>(plan_.terms.size());
      if (status.ok()) status = AddSide(item, balance_.right(), v1::Balance::kRightFieldNumber);
      equation.end = static_cast<uint32_t>(plan_.terms.size());
      if (status.ok()) status = RefuseDoubled(first_cell);
      if (!status.ok()) return status;
      plan_.equations.push_back(equation);
    }
    return std::move(plan_);
  }

 private:
  absl::Status AddSide(const Item& item, const google::protobuf::RepeatedPtrField<v1::Term>& terms,
                       int field) {
    const std::size_t first = plan_.cells.size();
    for (int i = 0; i < terms.size(); ++i) {
      const Place place = place_.In<v1::Balance>(field, i);
      if (absl::Status status = AddTerm(item, terms[i], place); !status.ok()) return status;
      if (plan_.cells.size() - first > kMaxSumCells) {
        return place.Error(Concat("more than ", kMaxSumCells, " cells in a sum"),
                           absl::StatusCode::kResourceExhausted);
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddTerm(const Item& item, const v1::Term& term, const Place& place) {
    std::string pattern = term.cells();
    if (item.name != nullptr) {
      pattern = absl::StrReplaceAll(pattern, {{ToAbsl(item.braces), ToAbsl(item.id)}});
    }
    if (pattern.find_first_of("{}") != std::string::npos) {
      return place.Error(Concat("\"", term.cells(), "\" has braces that for_each does not fill"));
    }
    const auto begin = static_cast<uint32_t>(plan_.cells.size());
    for (uint32_t i = 0; i < form_.cells.size(); ++i) {
      if (MatchesCell(pattern, form_.cells[i].id)) plan_.cells.push_back(i);
    }
    if (plan_.cells.size() == begin) {
      return place.Error(
          Concat("no cell of ", v1::Form_Name(form_.form), " matches \"", pattern, "\""));
    }
    plan_.terms.push_back({&term, begin, static_cast<uint32_t>(plan_.cells.size())});
    return absl::OkStatus();
  }

  absl::Status RefuseDoubled(std::size_t first) {
    std::vector<uint32_t> cells(plan_.cells.begin() + static_cast<std::ptrdiff_t>(first),
                                plan_.cells.end());
    std::ranges::sort(cells);
    const auto doubled = std::ranges::adjacent_find(cells);
    if (doubled == cells.end()) return absl::OkStatus();
    return place_.Error(Concat("cell ", form_.cells[*doubled].id, " of ", v1::Form_Name(form_.form),
                               " is counted twice"));
  }

  const v1::Balance& balance_;
  const FormIndex& form_;
  const Place& place_;
  BalancePlan plan_;
};

}  // namespace

absl::StatusOr<BalancePlan> CompileBalance(const v1::Balance& balance, const FormIndex& form,
                                           const Place& place) {
  return BalanceCompiler(balance, form, place).Compile();
}

}  // namespace gongkai
