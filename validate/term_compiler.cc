#include "validate/term_compiler.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_replace.h"
#include "common/limits.h"
#include "common/strings.h"
#include "validate/cell_pattern.h"

namespace gongkai {

std::vector<Item> ItemsOf(v1::Balance::ForEach for_each, const FormIndex::Table& table) {
  std::vector<Item> items;
  if (for_each == v1::Balance::COLUMN) {
    for (const auto& column : table.columns) items.push_back({&column.name, "{column}", column.id});
  } else if (for_each == v1::Balance::ROW) {
    for (const auto& row : table.rows) items.push_back({&row.name, "{row}", row.id});
  } else {
    items.push_back({});
  }
  return items;
}

bool IsWanted(const Item& item, const google::protobuf::RepeatedPtrField<std::string>& only) {
  return only.empty() || std::ranges::any_of(only, [&](const std::string& pattern) {
           return MatchesCell(pattern, item.id);
         });
}

absl::Status AddTerm(const Item& item, const v1::Term& term, const FormIndex& form,
                     const Place& place, std::size_t first_cell, TermSink sink) {
  std::string pattern = term.cells();
  if (item.name != nullptr) {
    pattern = absl::StrReplaceAll(pattern, {{ToAbsl(item.braces), ToAbsl(item.id)}});
  }
  if (pattern.find_first_of("{}") != std::string::npos) {
    return place.Error(Concat("\"", term.cells(), "\" has braces that for_each does not fill"));
  }
  const auto begin = static_cast<uint32_t>(sink.cells.size());
  for (uint32_t i = 0; i < form.cells.size(); ++i) {
    if (MatchesCell(pattern, form.cells[i].id)) sink.cells.push_back(i);
  }
  if (sink.cells.size() == begin) {
    return place.Error(
        Concat("no cell of ", v1::Form_Name(form.form), " matches \"", pattern, "\""));
  }
  if (sink.cells.size() - first_cell > kMaxSumCells) {
    return place.Error(Concat("more than ", kMaxSumCells, " cells in a sum"),
                       absl::StatusCode::kResourceExhausted);
  }
  sink.terms.push_back({&term, begin, static_cast<uint32_t>(sink.cells.size())});
  return absl::OkStatus();
}

absl::Status RefuseDoubled(const std::vector<uint32_t>& all, std::size_t first,
                           const FormIndex& form, const Place& place) {
  std::vector<uint32_t> cells(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
  std::ranges::sort(cells);
  const auto doubled = std::ranges::adjacent_find(cells);
  if (doubled == cells.end()) return absl::OkStatus();
  return place.Error(Concat("cell ", form.cells[*doubled].id, " of ", v1::Form_Name(form.form),
                            " is counted twice"));
}

}  // namespace gongkai
