#include "model/forms.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/form_files.h"
#include "google/protobuf/text_format.h"

namespace gongkai {

const FormCatalog& FormCatalog::Builtin() {
  static const FormCatalog* const kCatalog = [] {
    absl::StatusOr<FormCatalog> catalog = Parse(embedded::form_files());
    if (!catalog.ok()) {  // A test parses them; a program with broken forms must not run.
      std::fprintf(stderr, "%s\n", catalog.status().ToString().c_str());
      std::abort();
    }
    return new FormCatalog(*std::move(catalog));
  }();
  return *kCatalog;
}

absl::StatusOr<FormCatalog> FormCatalog::Parse(std::span<const EmbeddedFile> files) {
  FormCatalog catalog;
  std::string digests;
  for (const EmbeddedFile& file : files) {
    digests += Digest(file.data);
    v1::FormDefinition form;
    if (!google::protobuf::TextFormat::ParseFromString(std::string(file.data), &form)) {
      return absl::InvalidArgumentError(Concat(file.name, ": not a FormDefinition"));
    }
    if (absl::Status status = catalog.AddCells(form, file.name); !status.ok()) return status;
    catalog.forms_.push_back(std::move(form));
  }
  std::ranges::sort(catalog.forms_, {}, &v1::FormDefinition::first_year);
  catalog.digest_ = ToHex(Digest(digests));
  return catalog;
}

absl::Status FormCatalog::AddCells(const v1::FormDefinition& form, std::string_view file) {
  for (const v1::TableDefinition& table : form.tables()) {
    for (const v1::BlockDefinition& block : table.blocks()) {
      for (const v1::RowDefinition& row : block.rows()) {
        if (row.cells_size() != block.columns_size()) {
          return absl::InvalidArgumentError(Concat(file, ": row ", row.id(), " has ",
                                                   row.cells_size(), " cells for ",
                                                   block.columns_size(), " columns"));
        }
        for (int i = 0; i < row.cells_size(); ++i) {
          const std::string id = CellIdOf(row, block.columns(i));
          const uint32_t number = row.cells(i);
          if (number >= ids_.size()) ids_.resize(number + 1);
          const auto [known, added] = numbers_.emplace(id, number);
          if (known->second != number || (!added && ids_[number] != id) ||
              (added && !ids_[number].empty())) {
            return absl::InvalidArgumentError(
                Concat(file, ": cell ", id, " and number ", number, " are not one to one"));
          }
          ids_[number] = id;
        }
      }
    }
  }
  return absl::OkStatus();
}

std::string CellIdOf(const v1::RowDefinition& row, const v1::ColumnDefinition& column) {
  return column.id().empty() ? row.id() : Concat(row.id(), ".", column.id());
}

const v1::FormDefinition* FormCatalog::Find(v1::Form form) const {
  const auto found = std::ranges::find(forms_, form, &v1::FormDefinition::form);
  return found == forms_.end() ? nullptr : &*found;
}

v1::Form FormCatalog::ForYear(uint32_t year) const {
  for (const v1::FormDefinition& form : forms_) {
    if (year >= form.first_year() && (form.last_year() == 0 || year <= form.last_year())) {
      return form.form();
    }
  }
  return v1::FORM_UNSPECIFIED;
}

std::string_view FormCatalog::CellId(uint32_t number) const {
  return number < ids_.size() ? std::string_view(ids_[number]) : std::string_view();
}

uint32_t FormCatalog::CellNumber(std::string_view id) const {
  const auto found = numbers_.find(std::string(id));
  return found == numbers_.end() ? 0 : found->second;
}

}  // namespace gongkai
