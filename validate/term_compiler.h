// From the terms of sums to the numbers of cells.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/compiled_rules.h"
#include "validate/rule_source.h"

namespace gongkai {

// Column or row a check is instantiated for.
struct Item {
  const Wording* name = nullptr;
  std::string_view braces;  // "{column}"
  std::string_view id;
};

// One without a name for ONCE.
std::vector<Item> ItemsOf(v1::Balance::ForEach for_each, const FormIndex::Table& table);

// Whether one of the patterns names the column or row; without patterns each is wanted.
bool IsWanted(const Item& item, const google::protobuf::RepeatedPtrField<std::string>& only);

// Where the terms of a plan go.
struct TermSink {
  std::vector<CompiledTerm>& terms;
  std::vector<uint32_t>& cells;
};

// Appends the terms of one side; `place_of(i)` is where term i stands. INVALID_ARGUMENT for a
// term that matches no cell of the form, RESOURCE_EXHAUSTED over kMaxSumCells.
template <typename PlaceOf>
absl::Status AddTerms(const Item& item, const google::protobuf::RepeatedPtrField<v1::Term>& terms,
                      const FormIndex& form, PlaceOf place_of, TermSink sink);

absl::Status AddTerm(const Item& item, const v1::Term& term, const FormIndex& form,
                     const Place& place, std::size_t first_cell, TermSink sink);

// INVALID_ARGUMENT if a cell of those from `first` on is there twice.
absl::Status RefuseDoubled(const std::vector<uint32_t>& cells, std::size_t first,
                           const FormIndex& form, const Place& place);

template <typename PlaceOf>
absl::Status AddTerms(const Item& item, const google::protobuf::RepeatedPtrField<v1::Term>& terms,
                      const FormIndex& form, PlaceOf place_of, TermSink sink) {
  const std::size_t first = sink.cells.size();
  for (int i = 0; i < terms.size(); ++i) {
    absl::Status status = AddTerm(item, terms[i], form, place_of(i), first, sink);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace gongkai
