#include "validate/part_needs.h"

#include <algorithm>

#include "common/table_sketch.h"
#include "common/wire_fields.h"

namespace gongkai {
namespace {

// Which one, and whether it was found.
bool ParseTable(std::string_view bytes, v1::Table* table) {
  WireFields fields(bytes);
  while (fields.Next()) {
    if (fields.number() == v1::Table::kKindFieldNumber) {
      table->set_kind(static_cast<v1::TableKind>(fields.value()));
    } else if (fields.number() == v1::Table::kFoundFieldNumber) {
      table->set_found(fields.value() != 0);
    }
  }
  return fields.ok();
}

// Which one, without what it was known by.
bool ParseForm(std::string_view bytes, v1::FormGeneration* form) {
  WireFields fields(bytes);
  while (fields.Next()) {
    if (fields.number() == v1::FormGeneration::kFormFieldNumber) {
      form->set_form(static_cast<v1::Form>(fields.value()));
    } else if (fields.number() == v1::FormGeneration::kExpectedFieldNumber) {
      form->set_expected(static_cast<v1::Form>(fields.value()));
    }
  }
  return fields.ok();
}

}  // namespace

void PartNeeds::Add(const CompiledPack& pack) {
  const auto add = [&](const std::vector<uint32_t>& positions, const FormIndex& form) {
    for (const uint32_t position : positions) {
      const uint32_t number = form.cells[position].number;
      if (number >= cells_.size()) cells_.resize(number + 1);
      cells_[number] = true;
    }
  };
  for (const FormIndex& form : pack.forms) {
    if (!std::ranges::all_of(form.tables, &FormIndex::Table::optional)) forms_.push_back(form.form);
  }
  for (const CompiledRule& rule : pack.rules) {
    if (rule.off) continue;
    for (std::size_t i = 0; i < rule.plans.size(); ++i) {
      const Plan& plan = rule.plans[i];
      if (const auto* balance = std::get_if<BalancePlan>(&plan)) {
        add(balance->cells, pack.forms[i]);
      } else if (const auto* comparison = std::get_if<ComparisonPlan>(&plan)) {
        add(comparison->cells, pack.forms[i]);
      } else if (std::holds_alternative<TablePlan>(plan)) {
        sections_ = true;
      } else if (!std::holds_alternative<std::monostate>(plan)) {
        all_ = true;
      }
    }
  }
}

bool PartNeeds::AreIn(const OutlineHead& head) const {
  return !all_ && !sections_ && std::ranges::find(forms_, head.form) != forms_.end();
}

bool PartNeeds::Parse(std::string_view bytes, v1::Extraction* extraction) const {
  if (all_) return extraction->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  WireFields fields(bytes);
  while (fields.Next()) {
    bool parsed = true;
    if (fields.number() == v1::Extraction::kFormFieldNumber) {
      extraction->set_form(static_cast<v1::Form>(fields.value()));
    } else if (fields.number() == v1::Extraction::kTablesFieldNumber) {
      parsed = ParseTable(fields.bytes(), extraction->add_tables());
    } else if (fields.number() == v1::Extraction::kCellsFieldNumber) {
      parsed = !MayBeAbout(fields.bytes()) || ParseCell(fields.bytes(), extraction);
    }
    if (!parsed) return false;
  }
  return fields.ok();
}

bool PartNeeds::Parse(std::string_view bytes, v1::Outline* outline) const {
  if (all_ || sections_) {
    return outline->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  }
  WireFields fields(bytes);
  while (fields.Next()) {
    const auto size = static_cast<int>(fields.bytes().size());
    bool parsed = true;
    if (fields.number() == v1::Outline::kAgencyFieldNumber) {
      parsed = outline->mutable_agency()->ParseFromArray(fields.bytes().data(), size);
    } else if (fields.number() == v1::Outline::kYearFieldNumber) {
      parsed = outline->mutable_year()->ParseFromArray(fields.bytes().data(), size);
    } else if (fields.number() == v1::Outline::kFormFieldNumber) {
      parsed = ParseForm(fields.bytes(), outline->mutable_form());
    }
    if (!parsed) return false;
  }
  return fields.ok();
}

bool PartNeeds::ParseSketch(std::string_view sketch, v1::Extraction* extraction) const {
  return !all_ && ReadSketch(sketch, cells_, extraction);
}

// Of most cells a look at the number, which is written first, says that no rule is about them.
bool PartNeeds::MayBeAbout(std::string_view cell) const {
  constexpr char kTag = v1::Cell::kNumberFieldNumber << 3;  // a varint
  if (cell.size() < 3 || cell[0] != kTag) return true;
  const auto low = static_cast<unsigned char>(cell[1]), high = static_cast<unsigned char>(cell[2]);
  if (low < 0x80) return Has(low);
  return high >= 0x80 || Has((low & 0x7Fu) | unsigned{high} << 7);
}

bool PartNeeds::ParseCell(std::string_view bytes, v1::Extraction* extraction) const {
  // The number is written first; without one it is 0.
  WireFields fields(bytes);
  bool more = fields.Next();
  const bool has_number = more && fields.number() == v1::Cell::kNumberFieldNumber;
  if (!Has(has_number ? fields.value() : 0)) return fields.ok();
  // Those that a sum is about; the others are most of the bytes.
  v1::Cell& cell = *extraction->add_cells();
  for (; more; more = fields.Next()) {
    switch (fields.number()) {
      case v1::Cell::kNumberFieldNumber:
        cell.set_number(static_cast<uint32_t>(fields.value()));
        break;
      case v1::Cell::kStateFieldNumber:
        cell.set_state(static_cast<v1::CellState>(fields.value()));
        break;
      case v1::Cell::kValueFieldNumber:
        cell.set_value(fields.bytes().data(), fields.bytes().size());
        break;
      case v1::Cell::kRawFieldNumber:
        break;
      case v1::Cell::kBeginFieldNumber:
        cell.set_begin(static_cast<uint32_t>(fields.value()));
        break;
      case v1::Cell::kEndFieldNumber:
        cell.set_end(static_cast<uint32_t>(fields.value()));
        break;
      default:
        return true;  // they are written in order: what follows is not looked at
    }
  }
  return fields.ok();
}

}  // namespace gongkai
