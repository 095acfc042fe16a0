// The form generations as data (forms/*.textproto).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "common/embedded.h"
#include "gongkai/v1/form_definition.pb.h"

namespace gongkai {

// "applications.received.total"; the row's id alone where the column has none.
std::string CellIdOf(const v1::RowDefinition& row, const v1::ColumnDefinition& column);

// Those of the row where it has its own.
inline v1::CellKind CellKindOf(const v1::RowDefinition& row, const v1::ColumnDefinition& column) {
  return row.kind() != v1::CELL_KIND_UNSPECIFIED ? row.kind() : column.kind();
}
inline std::string_view CellUnitOf(const v1::RowDefinition& row,
                                   const v1::ColumnDefinition& column) {
  return row.unit().empty() ? column.unit() : row.unit();
}

// Immutable; safe to share between threads.
class FormCatalog {
 public:
  // The forms built into the program.
  static const FormCatalog& Builtin();

  // INVALID_ARGUMENT naming file and reason: not a FormDefinition, a row with fewer or more
  // cells than columns, one number for two cell ids, one id with two numbers.
  static absl::StatusOr<FormCatalog> Parse(std::span<const EmbeddedFile> files);

  // nullptr for a form that is not defined.
  const v1::FormDefinition* Find(v1::Form form) const;

  // Form prescribed for reports of that year; FORM_UNSPECIFIED for a year before 2008.
  v1::Form ForYear(uint32_t year) const;

  // "applications.received.total"; empty for a number that is not in use.
  std::string_view CellId(uint32_t number) const;

  // 0 for an unknown id.
  uint32_t CellNumber(std::string_view id) const;

  // One more than the largest cell number.
  uint32_t cell_limit() const { return static_cast<uint32_t>(ids_.size()); }

  // In order of first_year.
  std::span<const v1::FormDefinition> forms() const { return forms_; }

  // SHA-256 over all files, hexadecimal: part of the revision of every stage that uses them.
  const std::string& digest() const { return digest_; }

 private:
  absl::Status AddCells(const v1::FormDefinition& form, std::string_view file);

  std::vector<v1::FormDefinition> forms_;
  std::vector<std::string> ids_;  // by cell number
  std::unordered_map<std::string, uint32_t> numbers_;
  std::string digest_;
};

}  // namespace gongkai
