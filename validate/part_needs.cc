#include "validate/part_needs.h"

#include <optional>

namespace gongkai {
namespace {

enum WireType { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

// Goes over the fields of a serialized message.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  // False at the end, or where the bytes are no message: then ok() is false.
  bool Next() {
    if (rest_.empty()) return false;
    const std::optional<uint64_t> tag = Varint();
    if (!tag) return Fail();
    number_ = *tag >> 3;
    std::optional<uint64_t> size;
    switch (*tag & 7) {
      case kVarint: {
        const std::optional<uint64_t> value = Varint();
        if (!value) return Fail();
        value_ = *value;
        return true;
      }
      case kFixed64:
        size = sizeof(uint64_t);
        break;
      case kFixed32:
        size = sizeof(uint32_t);
        break;
      case kBytes:
        size = Varint();
        break;
      default:
        break;
    }
    if (!size || *size > rest_.size()) return Fail();
    bytes_ = rest_.substr(0, *size);
    rest_.remove_prefix(*size);
    return true;
  }

  bool ok() const { return ok_; }
  uint64_t number() const { return number_; }
  uint64_t value() const { return value_; }          // of a varint
  std::string_view bytes() const { return bytes_; }  // of a message

 private:
  std::optional<uint64_t> Varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }

  bool Fail() {
    ok_ = false;
    return false;
  }

  std::string_view rest_;
  bool ok_ = true;
  uint64_t number_ = 0;
  uint64_t value_ = 0;
  std::string_view bytes_;
};

// Which one, and whether it was found.
bool ParseTable(std::string_view bytes, v1::Table* table) {
  Fields fields(bytes);
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
  Fields fields(bytes);
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

bool PartNeeds::Parse(std::string_view bytes, v1::Extraction* extraction) const {
  if (all_) return extraction->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  Fields fields(bytes);
  while (fields.Next()) {
    bool parsed = true;
    if (fields.number() == v1::Extraction::kFormFieldNumber) {
      extraction->set_form(static_cast<v1::Form>(fields.value()));
    } else if (fields.number() == v1::Extraction::kTablesFieldNumber) {
      parsed = ParseTable(fields.bytes(), extraction->add_tables());
    } else if (fields.number() == v1::Extraction::kCellsFieldNumber) {
      parsed = ParseCell(fields.bytes(), extraction);
    }
    if (!parsed) return false;
  }
  return fields.ok();
}

bool PartNeeds::Parse(std::string_view bytes, v1::Outline* outline) const {
  if (all_ || sections_) {
    return outline->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  }
  Fields fields(bytes);
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

bool PartNeeds::ParseCell(std::string_view bytes, v1::Extraction* extraction) const {
  // The number is written first; without one it is 0.
  Fields fields(bytes);
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
